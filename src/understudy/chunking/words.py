"""What counts as a word when chunks are measured."""

import re

# Scripts without spaces between words: each character, with the marks that combine with it, is one.
_SINGLE = (
    "\u0e00-\u0e30\u0e32-\u0e33\u0e40-\u0e46\u0e80-\u0eb0\u0eb2-\u0eb3\u0ebd-\u0ec6"  # Thai, Lao
    "\u1000-\u102a\u103f-\u1055\u1780-\u17b3"  # Burmese, Khmer
    "\u3040-\u3098\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = (
    "\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
# Bullets, bars of tables, marks of headings and fences, standing alone. Bounded, and consumed once
# found, so that a line of a million dashes is not looked through from each of them.
_SIGNS = r"[#|*+>`~=_:\-]{1,400}+(?!\S)"
LONGEST = 40
"""Characters of a word; what goes on without a space counts as a word for each forty begun."""
# Nothing is without length: of white space, a hundred characters are a word.
_FOUND = re.compile(rf"{_SIGNS}|([{_SINGLE}][{_MARKS}]*+|[^\s{_SINGLE}]{{1,{LONGEST}}}+|\s{{100}})")


def count(text: str) -> int:
    """Return the number of words; spaces separate them, except in Chinese, Japanese and the like.

    Signs of Markdown that stand alone are none.

    >>> count("- two words"), count("蜂巢 hive")
    (2, 3)
    """
    found = _FOUND.findall(text)
    return len(found) - found.count("")


def starts(text: str) -> list[int]:
    """Return where each word begins."""
    return [match.start() for match in _FOUND.finditer(text) if match[1]]
