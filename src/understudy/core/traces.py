"""What a file system says of a file without opening it, by which a change is seen."""

import os

FRESH = 2_000_000_000
"""Nanoseconds; file systems keep times in grains of up to two seconds, and within one a file may
be written to without a trace."""


def trace(found: os.stat_result) -> list[int]:
    """Return what changes when a file does: where it lies, its size, and both times of changes."""
    return [found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]
