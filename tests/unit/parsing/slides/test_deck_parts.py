"""What python-pptx cannot see of a presentation, and Strict files of every kind."""

import io
import zipfile

import pytest

from understudy.parsing.slides.parts import understood
from unit.parsing.made import deck, docx, parsed, sheet, strict, text_of, zipped

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SLIDE = "ppt/slides/slide1.xml"


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", docx()), ("a.pptx", deck()), ("a.xlsx", sheet())]
)
def test_strict_files_say_the_same(name: str, data: bytes) -> None:
    """Text and pictures are those of the Transitional file."""
    assert b"purl.oclc.org" in b"".join(parts(strict(data)).values())

    expected, found = parsed(name, data), parsed(name, strict(data))

    assert expected.documents[0].text == found.documents[0].text
    assert expected.attachments == found.attachments


def test_an_ordinary_deck_is_left_alone() -> None:
    """Byte for byte."""
    data = deck()

    assert understood(data) is data


@pytest.mark.parametrize(
    ("choice", "fallback", "expected"),
    [
        (["new"], "old", "new"),
        (["", "newer"], "old", "newer"),
        ([""], "old", "old"),
        (["new"], None, "new"),
    ],
)
def test_alternate_content_is_read_once(
    choice: list[str], fallback: str | None, expected: str
) -> None:
    """The first choice with a text, else the fallback; python-pptx sees neither."""
    blocks = "".join(f'<mc:Choice Requires="a14">{shape(text)}</mc:Choice>' for text in choice)
    if fallback is not None:
        blocks += f"<mc:Fallback>{shape(fallback)}</mc:Fallback>"
    block = f'<mc:AlternateContent xmlns:mc="{MC}">{blocks}</mc:AlternateContent>'
    changed = {**parts(deck())}
    changed[SLIDE] = changed[SLIDE].replace(b"</p:spTree>", block.encode() + b"</p:spTree>")

    text = text_of("a.pptx", zipped(changed))

    assert text == text_of("a.pptx", deck()).replace("## Spring\n", f"## Spring\n\n{expected}\n")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def shape(text: str) -> str:
    """A text box at the top; nothing for no text."""
    if not text:
        return ""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="9" name="box"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
