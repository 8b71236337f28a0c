"""Benchmarks: what an audited page costs, beside the least that it could cost."""
