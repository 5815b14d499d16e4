"""Recognisers of text in pictures; one file each."""
