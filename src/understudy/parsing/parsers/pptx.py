"""Slides: PowerPoint files (.pptx, .pptm, .ppsx, .potx)."""

import io
import zipfile
from typing import Any
from zlib import error as ZlibError  # noqa: N812  # a class, whatever its name

from understudy.core.errors import InputError
from understudy.parsing.archives import check_archive
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.outside import by_docling
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures
from understudy.parsing.slides.decks import deck

MEMBER = "ppt/presentation.xml"
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
    from understudy.parsing.slides.shapes import Slides

    _check(file)
    if params.office.engine == "docling":
        return by_docling.parse(file, params, "pptx")
    slides = Slides(file.place, Pictures(file, params))
    read = [slides.read(slide, number) for number, slide in enumerate(_slides(file), 1)]
    found = deck(file, read, slides.pictures, params, has_text=slides.has_text)
    failures = tuple(Problem.of("documents", failure) for failure in slides.failures)
    return found.model_copy(update={"problems": (*failures, *found.problems)})


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

    from understudy.parsing.slides.parts import understood

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
