"""What may be said of a value that nobody may see: its kind and its length."""

import unicodedata
from collections import Counter

NAMES = {"L": "letters", "N": "digits", "Z": "spaces", "C": "control characters"}
"""First letter of a Unicode category to what it is called; all others are marks."""


def shape(text: str) -> str:
    """Describe a text by how many characters of each kind it has."""
    if not text:
        return "blank"
    kinds = Counter(NAMES.get(unicodedata.category(letter)[0], "marks") for letter in text)
    parts = [f"{count} {_one(kind) if count == 1 else kind}" for kind, count in kinds.items()]
    return ", ".join(parts)


def _one(kind: str) -> str:
    return kind.removesuffix("s")
