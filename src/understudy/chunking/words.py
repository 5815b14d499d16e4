"""What counts as a word when chunks are measured."""

import re

# Scripts without spaces: each character, with the marks that combine with it, is a word.
_SINGLE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Bullets, bars of tables, marks of headings and fences.
_SIGNS = r"[#|*+>`~=_:\-]+(?!\S)"
_WORD = re.compile(rf"[{_SINGLE}][{_MARKS}]*|(?!{_SIGNS})[^\s{_SINGLE}]+")


def count(text: str) -> int:
    """Return the number of words; spaces separate them, except in Chinese and Japanese.

    Signs of Markdown that stand alone are none.

    >>> count("- two words"), count("蜂巢 hive")
    (2, 3)
    """
    return sum(1 for _ in _WORD.finditer(text))


def spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where each word of ``text[start:end]`` lies."""
    return [match.span() for match in _WORD.finditer(text, start, end)]
