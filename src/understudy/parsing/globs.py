"""Patterns of paths, the same on every system."""

import functools
import re
import unicodedata


def matches(path: str, pattern: str) -> bool:
    """Tell whether a POSIX path is named by a pattern.

    ``*`` and ``?`` stay inside one folder, ``**`` crosses folders (``a/**`` is all below ``a``,
    ``**/x.csv`` is any x.csv). Letters are compared in composed form: macOS stores an ``й`` of a
    file name as two code points.
    """
    return bool(_compiled(pattern).fullmatch(unicodedata.normalize("NFC", path)))


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", unicodedata.normalize("NFC", pattern))
    special = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(special.get(part, re.escape(part)) for part in parts), re.DOTALL)
