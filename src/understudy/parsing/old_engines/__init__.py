"""Engines that read the Office files of before 2007, one file each."""
