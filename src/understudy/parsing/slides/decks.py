"""Presentations as documents: a section a slide, of whatever format they came."""

import re
from collections.abc import Sequence

from understudy.core.errors import InputError
from understudy.parsing.decoding import composed, plain
from understudy.parsing.documents import NO_TEXT, tidy
from understudy.parsing.files import Parsed, RawFile
from understudy.parsing.marks import Place, places, unmarked
from understudy.parsing.ocr.in_place import Filled, filled, is_pictures
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures

NUMBERED = re.compile(r"^## Slide \d+$", re.MULTILINE)
"""Heading of a slide without a title."""


def deck(
    file: RawFile,
    slides: Sequence[tuple[str | None, str]],
    pictures: Pictures,
    params: ParseParams,
    *,
    has_text: bool,
) -> Parsed:
    """Make the document of a deck; in one that is nothing but pictures they are recognised.

    Args:
        file: The presentation.
        slides: Title of each slide, if it has one, and its Markdown with marks of pictures.
        pictures: Those on the slides.
        params: Section ``parse``.
        has_text: Whether the slides say anything.

    Raises:
        InputError: There is no text on them, and nobody who could read pictures.
    """
    whole = _with_pictures(file, slides, pictures, params, has_text=has_text)
    parts, starts, length = [], [], 0
    shown: list[Place] = []
    for number, marked in enumerate(whole.texts):
        starts.append(length)
        parts.append(composed(plain(tidy(unmarked(marked)))))
        for place in places(composed(plain(tidy(marked))), parts[-1]):
            shown.append(Place(place.asset, length + place.at, number))
        length += len(parts[-1]) + 1
    found = pictures.parsed(
        "\n".join(parts),
        shown,
        title=next((title for title, _ in slides if title), file.name),
        pages=tuple(starts),
        has_text=has_text or whole.is_read,
    )
    return whole.noted(found)


def _with_pictures(
    file: RawFile,
    slides: Sequence[tuple[str | None, str]],
    pictures: Pictures,
    params: ParseParams,
    *,
    has_text: bool,
) -> Filled:
    """Return the slides, those of a deck of pictures with what was read in these."""
    texts = tuple(text for _, text in slides)
    whole = Filled(texts)
    said = "\n".join(NUMBERED.sub("", unmarked(text)) for text in texts)
    if is_pictures(said, pictures, params.ocr):
        whole = filled(texts, file, pictures, params)
    if not (has_text or whole.recognised or pictures.are_shown):
        first = next(iter(whole.problems), None)
        why = first.why if first else "there is no text on its slides, nor in pictures on them"
        raise InputError(file.place, why, reason=first.reason if first else NO_TEXT)
    return whole
