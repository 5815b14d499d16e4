"""Benchmarks of parsing: quality against known truth; what an engine wins must not be its own."""
