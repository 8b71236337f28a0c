"""All that touches foreign servers."""
