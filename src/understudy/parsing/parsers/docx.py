"""Word documents (.docx)."""

import io
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812  # a class, whatever its name

from understudy.core.errors import InputError
from understudy.parsing.archives import check_archive, checked
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.ocr.in_place import completed, is_pictures
from understudy.parsing.outside import by_docling
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures

MEMBER = "word/document.xml"
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""
"""Beside mammoth's own, which know the headings by their built-in names in any language."""
LARGEST_XML = 50_000_000
"""Bytes of the main part; the tree of a larger one does not fit into memory."""


@PARSERS.register("docx")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document, with headings, lists, tables, and pictures as assets.

    Deleted text of tracked changes, comments, headers and footers are left out. In a document that
    is nothing but pictures they are recognised in their places.

    Raises:
        InputError: It is damaged, encrypted, blank, or unpacks to something huge.
    """
    from understudy.parsing.web.text import markdown, soup
    from understudy.parsing.word.html import finish

    member = _checked(file)
    if params.office.engine == "docling":
        return by_docling.parse(file, params, "docx")
    pictures = Pictures(file, params)
    try:
        page = soup(_html(file, member, pictures), file.place)
        finish(page)
        text = markdown(page)
        needed = pictures.are_shown or is_pictures(text, pictures, params.ocr)
        marked = markdown(page, marked=True) if needed else ""
    except _damage() as error:
        raise _refusal(file, error) from error
    return completed(text, marked, file, pictures, params)


def _checked(file: RawFile) -> str:
    """Refuse what no parser should unpack; return the name of the main part."""
    from understudy.parsing.word.parts import main_part

    try:
        with checked(file.data, file.place, kind="docx") as archive:
            member = main_part(archive, MEMBER)
    except _damage() as error:
        raise _refusal(file, error) from error
    content = check_archive(file.data, file.place, member=member)
    if b"<!DOCTYPE" in content[:2000] or len(content) > LARGEST_XML:
        why = f"its {member} is {len(content)} bytes or declares entities, which Word never writes"
        raise InputError(file.place, why, reason="bad_docx")
    return member


def _refusal(file: RawFile, error: Exception) -> InputError:
    why = f"a damaged Word file ({type(error).__name__}: {error})"
    return InputError(file.place, " ".join(why.split()), reason="bad_docx")


def _html(file: RawFile, member: str, pictures: Pictures) -> str:
    """Let mammoth read the file, rewritten so that it loses less."""
    import mammoth

    from understudy.parsing.word.parts import prepared

    data, styles = prepared(file.data, member)
    image = mammoth.images.img_element(pictures.take)
    html: str = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map=STYLES + styles,
        convert_image=image,
        ignore_empty_paragraphs=True,
    ).value
    return html


def _damage() -> tuple[type[Exception], ...]:
    """Return what mammoth raises for damaged parts; it checks little itself."""
    from xml.parsers.expat import ExpatError

    from lxml.etree import LxmlError

    return (
        AttributeError,
        BadZipFile,
        EOFError,
        ExpatError,
        IndexError,
        KeyError,
        LxmlError,
        OSError,
        RecursionError,
        RuntimeError,
        TypeError,
        ValueError,
        ZlibError,
    )
