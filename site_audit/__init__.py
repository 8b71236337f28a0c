"""The engine: how a site is visited, judged, kept and shown."""
