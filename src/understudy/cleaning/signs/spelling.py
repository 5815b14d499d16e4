"""One way to write what looks the same, sign for sign, so that places stay what they are."""

import functools
import re
import unicodedata

# Full-width signs, spaces of any width, hyphens and the dash that stands between figures, figures
# of other scripts. A long dash is punctuation and stays.
_ODD = re.compile(
    "[\u00a0\u2000-\u200a\u202f\u205f\u3000\u2010-\u2013\u2212\ufe58\ufe63\uff01-\uff5e]"
    r"|(?![0-9])\d"
)
# Of Markdown and of messengers: a number between them is a word with ``_`` on both sides else.
_EMPHASIS = re.compile(
    r"(?<![\w*])(?P<mark>_{1,2}|\*{1,2})"
    r"(?P<text>[^\s_*](?:(?:[^\n_*]|(?<=[^\W_])_(?=[^\W_]))*[^\s_*])?)(?P=mark)(?![\w*])"
)
_NOT_DIGITS = re.compile(r"\D+")


@functools.lru_cache(maxsize=16)  # the finders of a text come one after another
def plain(text: str) -> str:
    r"""Return a text of the same length with plain spaces, hyphens, Latin signs and figures.

    The marks of emphasis become spaces.

    >>> plain("＋７\u00a0９１６–１, _anna_k_, **this**")
    '+7 916-1,  anna_k ,   this  '
    """
    if "_" in text or "*" in text:
        text = _EMPHASIS.sub(_unmarked, text)
    return _ODD.sub(_plain, text)


def digits(text: str) -> str:
    """Return the figures of a plain text, without what stands between them."""
    return _NOT_DIGITS.sub("", text)


def _unmarked(found: re.Match[str]) -> str:
    beside = " " * len(found["mark"])
    return f"{beside}{found['text']}{beside}"


def _plain(found: re.Match[str]) -> str:
    sign = found[0]
    if sign.isdecimal():
        return str(unicodedata.digit(sign))
    if "\uff01" <= sign <= "\uff5e":
        return chr(ord(sign) - 0xFEE0)
    return " " if sign.isspace() else "-"
