"""Archives: what a visit saw, kept as WARC files in a folder or in a storage of many."""
