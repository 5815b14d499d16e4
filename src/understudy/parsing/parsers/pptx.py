"""Slides: PowerPoint files (.pptx, .pptm, .ppsx, .potx)."""

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any
from zlib import error as ZlibError  # noqa: N812  # a class, whatever its name

from understudy.core.errors import InputError
from understudy.parsing.archives import check_archive
from understudy.parsing.decoding import composed, plain
from understudy.parsing.documents import NO_TEXT, tidy
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.marks import Place, places, unmarked
from understudy.parsing.ocr_in_place import Filled, filled, is_pictures
from understudy.parsing.outside import by_docling
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures

MEMBER = "ppt/presentation.xml"
NUMBERED = re.compile(r"^## Slide \d+$", re.MULTILINE)
"""Heading of a slide without a title."""
LARGEST_XML = 100_000_000
"""Bytes of all its XML; the trees of more do not fit into memory."""


@PARSERS.register("pptx")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document: a section a slide, with its lists, tables, charts and notes.

    Shapes come from top to bottom, then from left to right. Hidden slides are read; what repeats
    on every slide (its number, date and footer) is not. A shape that cannot be read is a problem,
    the rest of the deck is used. In a deck that is nothing but pictures they are recognised in
    their places. Pages start where slides do.

    Raises:
        InputError: It is damaged (``bad_pptx``), encrypted, blank, or unpacks to something huge.
    """
    from understudy.parsing.slides import Slides

    _check(file)
    if params.office.engine == "docling":
        return by_docling.parse(file, params, "pptx")
    slides = Slides(file.place, Pictures(file, params))
    read = [slides.read(slide, number) for number, slide in enumerate(_slides(file), 1)]
    whole = _with_pictures(file, slides, [text for _, text in read], params)
    parts, starts, length = [], [], 0
    shown: list[Place] = []
    for number, marked in enumerate(whole.texts):
        starts.append(length)
        parts.append(composed(plain(tidy(unmarked(marked)))))
        for place in places(composed(plain(tidy(marked))), parts[-1]):
            shown.append(Place(place.asset, length + place.at, number))
        length += len(parts[-1]) + 1
    found = slides.pictures.parsed(
        "\n".join(parts),
        shown,
        title=next((title for title, _ in read if title), file.name),
        pages=tuple(starts),
        has_text=slides.has_text or whole.is_read,
    )
    failures = tuple(Problem.of("documents", failure) for failure in slides.failures)
    problems = (*failures, *found.problems)
    return whole.noted(found.model_copy(update={"problems": problems}))


def _with_pictures(file: RawFile, slides: Any, texts: Sequence[str], params: ParseParams) -> Filled:
    """Return the slides, those of a deck of pictures with what was read in these.

    Raises:
        InputError: There is no text on them, and nobody who could read pictures.
    """
    whole = Filled(tuple(texts))
    said = "\n".join(NUMBERED.sub("", unmarked(text)) for text in texts)
    if is_pictures(said, slides.pictures, params.ocr):
        whole = filled(texts, file, slides.pictures, params)
    if not (slides.has_text or whole.recognised or slides.pictures.are_shown):
        first = next(iter(whole.problems), None)
        why = first.why if first else "there is no text on its slides, nor in pictures on them"
        raise InputError(file.place, why, reason=first.reason if first else NO_TEXT)
    return whole


def _check(file: RawFile) -> None:
    content = check_archive(file.data, file.place, member=MEMBER, kind="pptx")
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        entries = archive.infolist()
    size = sum(one.file_size for one in entries if one.filename.endswith((".xml", ".rels")))
    if b"<!DOCTYPE" in content[:2000] or size > LARGEST_XML:
        why = f"its XML is {size} bytes or declares entities, which PowerPoint never writes"
        raise InputError(file.place, why, reason="bad_pptx")


def _slides(file: RawFile) -> list[Any]:
    from lxml.etree import LxmlError
    from pptx.exc import PythonPptxError
    from pptx.package import Package

    from understudy.parsing.deck_parts import understood

    try:
        data = understood(file.data)
        return list(Package.open(io.BytesIO(data)).main_document_part.presentation.slides)
    except (
        AssertionError,
        AttributeError,
        EOFError,
        IndexError,
        KeyError,
        LxmlError,
        OSError,
        PythonPptxError,
        RuntimeError,
        TypeError,
        ValueError,
        ZlibError,
        zipfile.BadZipFile,
    ) as error:
        why = f"a damaged presentation ({type(error).__name__}: {error})"
        raise InputError(file.place, " ".join(why.split()), reason="bad_pptx") from error
