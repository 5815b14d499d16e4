"""Presentations, old and new."""
