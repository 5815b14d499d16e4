from typing import Any

from understudy.core.executor import Done
from understudy.parsing.documents import document
from understudy.parsing.files import Parsed, Wanted
from understudy.parsing.params import ParseParams
from understudy.parsing.vision.filling import filled
from understudy.parsing.vision.pages import unread
from unit.parsing import made_pictures
from unit.parsing.made import parsed, raw


def sheet(colour: str) -> Any:
    from PIL import Image

    return Image.new("RGB", (300, 400), colour)


def told(wanted: Wanted) -> Done[str]:
    return Done(value=f"Read on page {wanted.page}.")


def read(found: Parsed) -> Parsed:
    return filled(found, told, ParseParams.model_validate({"vlm": {}}), "sees-all")


def test_a_scan_becomes_a_document_page_after_page() -> None:
    """Also where a page in the middle was not to be printed."""
    prints = {2: sheet("red"), 0: sheet("blue")}

    found = read(unread(raw("scan.pdf", b""), None, prints, pages=3, title="A scan"))

    (made,) = found.documents
    assert ("A scan", "Read on page 0.\n\nRead on page 2.\n") == (made.title, made.text)
    assert (0, 17, 17) == made.pages
    assert () == made.assets
    assert ("sees-all", ()) == (found.engine, found.drafts)


def test_pages_between_others_get_their_place() -> None:
    """Those that were read stay as they are."""
    file = raw("mixed.pdf", b"")
    text = "First page.\n\nThird page.\n"
    before = Parsed(documents=(document(file, text, pages=(0, 13, 13)),), engine="pdfium")

    found = read(unread(file, before, {1: sheet("red")}, pages=3))

    (made,) = found.documents
    assert "First page.\n\nRead on page 1.\n\nThird page.\n" == made.text
    assert (0, 13, 30) == made.pages
    assert ("pdfium+sees-all", before.documents[0].group) == (found.engine, made.group)


def test_a_page_of_junk_is_replaced() -> None:
    """When the caller says so."""
    file = raw("junk.pdf", b"")
    text = "First page.\n\n%%junk%%\n"
    before = Parsed(documents=(document(file, text, pages=(0, 13)),))

    found = read(unread(file, before, {1: sheet("red")}, pages=2, instead=True))

    assert ("First page.\n\nRead on page 1.\n", (0, 13)) == (
        found.documents[0].text,
        found.documents[0].pages,
    )


def test_large_pictures_with_hardly_a_word_are_scans() -> None:
    """They are read in their place, as pages are; those of an illustrated text are not."""
    import io

    import docx

    def made(words: str) -> set[str]:
        file = docx.Document()
        file.add_paragraph(words)
        file.add_picture(io.BytesIO(made_pictures.field("red", size=(700, 900))))
        written = io.BytesIO()
        file.save(written)
        return {one.kind for one in parsed("a.docx", written.getvalue(), vlm={}).wanted}

    assert {"ocr", "describe"} == made("Scan")
    assert {"describe"} == made("A long paragraph about hives, and the frames within them.")
