"""Documents that are pictures: Word, PowerPoint, books, OpenDocument, and in an archive."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from understudy.core.errors import InputError
from understudy.core.executor import Done
from understudy.parsing.files import Parsed
from understudy.parsing.marks import mark, unmarked
from understudy.parsing.ocr.in_place import with_marks
from understudy.parsing.params import ParseParams
from understudy.parsing.vision.filling import filled
from unit.parsing.made import EPUB_PARTS, ODT_PARTS, PACKED, parsed, zipped
from unit.parsing.scans import ENGLISH, encoded, shot

LETTER = shot(ENGLISH)
PROSE = "It rained for a week, and nobody went to see the hives behind the mill. " * 3


def docx(*parts: str | bytes) -> bytes:
    """Write paragraphs and pictures."""
    import docx as library

    document = library.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            document.add_picture(io.BytesIO(part))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def pptx(*parts: str | bytes) -> bytes:
    """Write slides, one a part."""
    from pptx import Presentation

    deck = Presentation()
    for part in parts:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        if isinstance(part, str):
            slide.shapes.add_textbox(0, 0, 900_000, 900_000).text_frame.text = part
        else:
            slide.shapes.add_picture(io.BytesIO(part), 0, 0)
    written = io.BytesIO()
    deck.save(written)
    return written.getvalue()


def epub(*parts: str | bytes) -> bytes:
    """Write a chapter."""
    body = "".join(
        f"<p>{part}</p>" if isinstance(part, str) else '<p><img src="scan.png" alt=""/></p>'
        for part in parts
    )
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    item = b'<item id="scan" href="scan.png" media-type="image/png"/></manifest>'
    book = {
        **EPUB_PARTS,
        "OPS/book.opf": EPUB_PARTS["OPS/book.opf"].replace(b"</manifest>", item),
        "OPS/one.xhtml": page.encode(),
    }
    (picture,) = (part for part in parts if isinstance(part, bytes))
    return zipped({**book, "OPS/scan.png": picture})


def odt(*parts: str | bytes) -> bytes:
    """Write paragraphs and pictures."""
    body = "".join(
        f"<t:p>{part}</t:p>"
        if isinstance(part, str)
        else '<t:p><d:frame><d:image x:href="Pictures/scan.png"/></d:frame></t:p>'
        for part in parts
    )
    content = f"""<o:document-content xmlns:o="{PACKED}:office:1.0" xmlns:t="{PACKED}:text:1.0"
 xmlns:d="{PACKED}:drawing:1.0" xmlns:x="http://www.w3.org/1999/xlink"><o:body><o:text>{body}
</o:text></o:body></o:document-content>"""
    (picture,) = (part for part in parts if isinstance(part, bytes))
    return zipped({**ODT_PARTS, "content.xml": content.encode(), "Pictures/scan.png": picture})


MAKERS = {"a.docx": docx, "a.pptx": pptx, "a.epub": epub, "a.odt": odt}
EVERY = pytest.mark.parametrize(("name", "make"), MAKERS.items())
Maker = Callable[..., bytes]


def text_of(found: Parsed) -> str:
    (document,) = found.documents
    return document.text


@EVERY
def test_pictures_are_read_where_they_stand(name: str, make: Maker) -> None:
    """Between the few words that there are."""
    found = parsed(name, make("Before.", LETTER, "After."))

    lines = [line for line in text_of(found).split("\n") if line and not line.startswith("## ")]
    assert lines == ["Before.", ENGLISH, "After."]
    (seen,) = found.recognised
    (asset,) = found.documents[0].assets
    assert (seen.asset, seen.page, found.engine) == (asset.path, None, "rapidocr")
    assert " ".join(seen.text.split()) == ENGLISH
    assert found.problems == ()


@EVERY
def test_pictures_of_a_document_with_text_are_left_alone(name: str, make: Maker) -> None:
    """They illustrate it; and params may say so of every one."""
    for found in (
        parsed(name, make(PROSE, LETTER)),
        parsed(name, make("Before.", LETTER), ocr={"pages": "never"}),
    ):
        assert "willow" not in text_of(found)
        assert found.recognised == ()
        assert len(found.attachments) == 1


@EVERY
def test_a_document_of_what_cannot_be_read_says_so(
    name: str, make: Maker, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing when nothing is read; a problem when there are words beside it."""
    import sys

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "rapidocr", None)

    with pytest.raises(InputError, match="pip install") as failure:
        parsed(name, make(LETTER))
    assert failure.value.reason == "missing_engine"
    found = parsed(name, make("Before.", LETTER))
    assert [problem.reason for problem in found.problems] == ["missing_engine"]
    assert "Before." in text_of(found)


@EVERY
def test_what_was_read_is_only_described_by_a_model(name: str, make: Maker) -> None:
    """Behind the words of the picture; what was not read is asked for, and is no problem."""
    data = make("Before.", LETTER, "After.")
    here = parsed(name, data, vlm={})
    nobody = dict.fromkeys(("latin", "cyrillic", "han"), "none")
    engines = dict.fromkeys(("latin", "cyrillic", "han"), "tesseract")
    there = parsed(name, data, vlm={}, ocr={"engines": engines, "languages": nobody})

    (described,) = here.wanted
    assert described.kind == "describe"
    assert text_of(here)[: described.at].endswith(ENGLISH.rstrip("."))
    assert [one.kind for one in there.wanted] == ["ocr", "describe"]
    before = "Slide" if name == "a.pptx" else "Before"
    assert {text_of(there)[: one.at].split()[-1] for one in there.wanted} == {before}
    assert there.problems == here.problems == ()


def test_a_blank_or_small_picture_is_no_text() -> None:
    """An icon is not asked, and a blank picture says nothing."""
    with pytest.raises(InputError) as failure:
        parsed("a.docx", docx(shot(""), encoded(Image.new("L", (40, 40)))))

    assert failure.value.reason == "no_text"


def test_in_an_archive() -> None:
    """The archive says what was recognised in it."""
    found = parsed("all.zip", zipped({"a.docx": docx(LETTER), "b.md": "# Words\n\nare here.\n"}))

    assert [one.text for one in found.documents] == [f"{ENGLISH}\n", "# Words\n\nare here.\n"]
    assert [one.place for one in found.recognised] == ["all.zip/a.docx"]
    assert found.engine == "rapidocr"


def test_a_picture_in_a_table_stays_in_its_cell() -> None:
    """A cell is one line."""
    asset = f"{0:016}.png"
    text = f"before {mark(asset)}\n\n| x | {mark(asset)} |\n"

    made = with_marks(text, lambda _: "Two:\n\nlines")

    assert unmarked(made).strip() == "before \n\nTwo:\n\nlines\n\n\n\n| x | Two: lines |"
    assert made.count(mark(asset)) == 2


@EVERY
def test_the_model_may_read_them_first(name: str, make: Maker) -> None:
    """Where it reads nothing, or is not there, what the recogniser read stands in the same place."""
    params = ParseParams.model_validate({"vlm": {"prefer": True, "describe": False}})
    gone: Done[str] = Done(failure=InputError(name, "no model to see it", reason="needs_vlm"))
    for parts in ((LETTER,), ("Before.", LETTER, "After.")):
        plain = parsed(name, make(*parts))
        found = parsed(name, make(*parts), **params.model_dump(exclude_defaults=True))

        (wanted,) = found.wanted
        assert ("ocr", f"{ENGLISH}") == (wanted.kind, wanted.fallback)
        read = filled(found, lambda _: Done(value="What it says."), params, "sees-all")
        silent = filled(found, lambda _: Done(value=""), params, "sees-all")
        without = filled(found, lambda _: gone, params, "sees-all")
        assert text_of(plain).replace(ENGLISH, "What it says.") == text_of(read)
        assert text_of(plain) == text_of(silent) == text_of(without)
        assert "rapidocr+sees-all" == read.engine
        assert ["needs_vlm"] == [one.reason for one in without.problems]
