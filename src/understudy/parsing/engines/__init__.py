"""Engines that read PDFs, one file each; a file here is the registration."""
