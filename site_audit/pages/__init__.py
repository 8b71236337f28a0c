"""Pages: one page as facts, parsed in a cage; what is its own, and of what kind it is."""
