"""Chromium: how it is found, started, watched and led; what it draws and measures."""
