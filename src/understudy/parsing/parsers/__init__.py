"""Parsers, one file each; a file here is the registration."""
