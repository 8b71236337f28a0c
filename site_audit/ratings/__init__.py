"""Ratings: from marks to shares, points, bands and places. Pure arithmetic."""
