"""Benchmarks against a peer or a limit, ratios in one run; never a test."""
