"""Papers for people; two of the pages are built by the modules here."""
