"""Word documents (.docx)."""

import io
from typing import Any
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812  # a class, whatever its name

from understudy.core.errors import InputError
from understudy.parsing.archives import check_archive
from understudy.parsing.documents import document
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.ocr_in_place import Filled, filled, is_pictures
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures, mark

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
    import mammoth

    from understudy.parsing.html_text import markdown, soup

    content = check_archive(file.data, file.place, member=MEMBER)
    if b"<!DOCTYPE" in content[:2000] or len(content) > LARGEST_XML:
        why = f"its {MEMBER} is {len(content)} bytes or declares entities, which Word never writes"
        raise InputError(file.place, why, reason="bad_docx")
    pictures = Pictures(file)
    try:
        image = mammoth.images.img_element(pictures.take)
        html = mammoth.convert_to_html(
            io.BytesIO(file.data),
            style_map=STYLES,
            convert_image=image,
            ignore_empty_paragraphs=True,
        ).value
        text = markdown(soup(html, file.place))
        scanned = is_pictures(text, pictures, params.ocr)
        marked = markdown(_marked(soup(html, file.place))) if scanned else ""
    except _damage() as error:
        why = f"a damaged Word file ({type(error).__name__}: {error})"
        raise InputError(file.place, why, reason="bad_docx") from error
    found = filled([marked], file, pictures, params.ocr) if scanned else Filled((text,))
    parsed = Parsed(
        documents=(document(file, *found.texts, assets=pictures.assets),),
        attachments=pictures.attachments,
    )
    return found.noted(parsed)


def _marked(page: Any) -> Any:
    """Put marks into the places of pictures."""
    for picture in page.select("img[src]"):
        picture.replace_with(mark(str(picture["src"])))
    return page


def _damage() -> tuple[type[Exception], ...]:
    """Return what mammoth raises for damaged parts; it checks little itself."""
    from xml.parsers.expat import ExpatError

    return (
        AttributeError,
        BadZipFile,
        EOFError,
        ExpatError,
        IndexError,
        KeyError,
        OSError,
        RecursionError,
        RuntimeError,
        TypeError,
        ValueError,
        ZlibError,
    )
