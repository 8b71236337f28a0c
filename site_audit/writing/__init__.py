"""Writing: the ranking and the notes as page, text, CSV and JSON."""
