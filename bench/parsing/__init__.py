"""Benchmarks of the parse stage."""
