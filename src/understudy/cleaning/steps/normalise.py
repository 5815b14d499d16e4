"""One way to write what looks the same."""

import re
import unicodedata
from collections.abc import Iterator

from understudy.cleaning.edits import Edit
from understudy.cleaning.stepping import STEPS, Context

# Line ends of other systems, and characters that Unicode counts as line ends.
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Invisible: control characters, soft hyphen, zero-width space and word joiner, byte order mark,
# direction marks, halves of surrogate pairs (which no UTF-8 file can hold).
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ud800-\udfff]"
)
# Joiners hold emoji together and shape Indic and Arabic letters. Next to Latin and Cyrillic
# letters, figures, spaces and line ends they do nothing but hide words from a search.
_LOOSE = r"[\sA-Za-z0-9À-ɏЀ-ӿ]"
_JOINER = re.compile(
    rf"(?:(?<={_LOOSE})|\A)[\u200c\u200d]+|(?<![\u200c\u200d])[\u200c\u200d]++(?={_LOOSE}|\Z)"
)
_TRAILING = re.compile(r"(?<![^\S\n])[^\S\n]++(?=\n|\Z)")
_EDGES = re.compile(r"\A\s*\n|(?<!\n)\n++\Z")
# What none of the patterns above finds nothing without; texts of chats hardly ever have one.
_ODD = re.compile(f"{_LINE_END.pattern}|{_INVISIBLE.pattern}|[\u200c\u200d]|[^\\S\n](?=\n)")
# ASCII characters never join what stands before them, so a text may be composed piece by piece.
_PIECE = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")


@STEPS.register("normalise")
def normalise(text: str, _: Context) -> list[Edit]:
    r"""Compose characters (NFC), write line ends as ``\n``, remove what is invisible.

    Spaces at the ends of lines, empty lines at both ends of the text, zero-width characters and
    lone surrogates go; joiners inside emoji and in scripts that need them stay.
    """
    # Only what is printable throughout has no line end and nothing invisible; so are most texts.
    if text.isprintable() and text == text.strip() and unicodedata.is_normalized("NFC", text):
        return []
    found = sorted([*_removals(text), *_compositions(text)])
    edits: list[Edit] = []
    for edit in found:  # what overlaps has its turn in the next round
        if not edits or edit.start >= edits[-1].end:
            edits.append(edit)
    return edits


def _removals(text: str) -> Iterator[Edit]:
    if _ODD.search(text) is None and text == text.strip():
        return
    for pattern, replacement in (
        (_LINE_END, "\n"),
        (_INVISIBLE, ""),
        (_JOINER, ""),
        (_TRAILING, ""),
        (_EDGES, ""),
    ):
        for match in pattern.finditer(text):
            yield Edit(*match.span(), replacement)


def _compositions(text: str) -> Iterator[Edit]:
    if unicodedata.is_normalized("NFC", text):
        return
    for match in _PIECE.finditer(text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            yield Edit(*match.span(), composed)
