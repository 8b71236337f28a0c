"""Runs: visits to many sites, claimed by lease, opened and closed by a clock, whatever fails."""
