"""Logos found by sight: what pictures show, told by likeness to references and by reading them."""
