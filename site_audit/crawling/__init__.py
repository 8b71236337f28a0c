"""Crawling: one visit to a site, from its address to the pages and files within its budget."""
