"""``make gallery``: sites side by side, for a person to look at and to contest."""
