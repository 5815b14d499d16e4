import hashlib
import json
from pathlib import Path

import pytest

from understudy.core.errors import InputError, PassingError
from understudy.parsing import plain_reading
from understudy.parsing.files import Found
from understudy.parsing.packing import Packed
from understudy.parsing.params import ParseParams
from understudy.parsing.plain_reading import read_plainly
from unit.parsing.hostile_files import laughs, sheet_of
from unit.parsing.made import ODT_PARTS, WORD_PARTS, every_kind, zipped

FAILURE = PassingError("a", "reading it took longer than 20 s; split it", reason="timeout")


def read(folder: Path, name: str, data: bytes) -> Packed:
    path = folder / name
    path.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    found = Found(name, path, digest, data[:32], "shelf", None)
    return read_plainly(found, FAILURE, ParseParams())


def text_of(packed: Packed) -> str:
    text: str = json.loads(packed.lines["documents"])["text"]
    return text


@pytest.mark.parametrize(
    ("name", "parser", "text"),
    [
        ("print.pdf", "pdf", "Spring\nFirst look, then touch.\n1 / 1\n"),
        ("deck.pptx", "pptx", "Spring\n\nlook\n\ntouch\n"),
        ("text.odt", "odt", "Yard\n\nTwo rows of hives.\n"),
        ("book.epub", "epub", "x\n\nSpring\n\nFirst look, then touch.\n"),
        ("sheet.xlsx", "spreadsheet", "hive\n\nframes\n\nH-1\n\nУлей 2\n"),
    ],
)
def test_the_text_alone_is_read(tmp_path: Path, name: str, parser: str, text: str) -> None:
    """In the order of the file; the report says what is missing and why."""
    packed = read(tmp_path, name, every_kind()[name])

    assert text_of(packed).startswith(text)
    report = json.loads(packed.report)
    assert (parser, "partial", "timeout") == (report["parser"], report["status"], report["reason"])
    assert "its structure was left out, since reading it took longer than 20 s" in report["why"]
    assert 1 == len(packed.losses)


def test_words_of_a_word_file_come_in_order(tmp_path: Path) -> None:
    """Paragraphs, lists and cells, each on its line."""
    text = text_of(read(tmp_path, "leaflet.docx", every_kind()["leaflet.docx"]))

    kit = ["Памятка", "Набор включает три вещи:", "сетка", "дымарь", "перчатки", "Prices", "Thing"]
    assert kit == text.split("\n\n")[: len(kit)]


def test_pages_start_where_they_do(tmp_path: Path) -> None:
    """Blank ones too."""
    import pymupdf

    with pymupdf.open() as document:
        for words in ("one", "", "two", ""):
            page = document.new_page(width=200, height=200)
            page.insert_text((20, 50), words)
        data = document.tobytes()

    packed = read(tmp_path, "a.pdf", data)

    (made,) = map(json.loads, packed.lines["documents"].splitlines())
    assert 4 == len(made["pages"]) == json.loads(packed.report)["pages"]
    one, blank, two, _ = made["pages"]
    assert ("one", "two") == (made["text"][one:blank].strip(), made["text"][two:].strip())


@pytest.mark.parametrize(
    "data", [b"plain text", every_kind()["scan.png"], every_kind()["all.zip"], b"PK\x03\x04"]
)
def test_others_have_no_simpler_reader(tmp_path: Path, data: bytes) -> None:
    """Then the first failure stands."""
    with pytest.raises(InputError):
        read(tmp_path, "file.bin", data)


def test_what_is_sound_before_the_damage_is_kept(tmp_path: Path) -> None:
    """XML that ends too early, or declares entities."""
    content = WORD_PARTS["word/document.xml"]
    cut = zipped({**WORD_PARTS, "word/document.xml": content[: content.index(b"<w:tbl>")]})

    assert "Yard\n\nlime\n" == text_of(read(tmp_path, "a.docx", cut))
    bad = zipped({**ODT_PARTS, "content.xml": laughs("a").encode()})
    with pytest.raises(InputError, match="no text"):
        read(tmp_path, "b.odt", bad)


def test_there_is_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much text there is."""
    monkeypatch.setattr(plain_reading, "MOST_TEXT", 1000)
    cells = "".join(f'<row><c t="inlineStr"><is><t>cell {n}</t></is></c></row>' for n in range(999))

    text = text_of(read(tmp_path, "a.xlsx", sheet_of("A1:A999", cells)))

    assert 900 < len(text) < 2500
