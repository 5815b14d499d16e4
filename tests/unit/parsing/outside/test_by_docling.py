import hashlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError, SetupError
from understudy.parsing.files import Found, Parsed
from understudy.parsing.identity import identity
from understudy.parsing.marks import Place
from understudy.parsing.outside import by_docling, environments
from understudy.parsing.outside.environments import DOCLING
from understudy.parsing.outside.workers import Worker
from understudy.parsing.params import ParseParams
from understudy.parsing.readiness import check_engines
from understudy.parsing.reading import parse, read_file
from unit.parsing.made import docx, every_kind, raw

DOCLING_READS = {"pdf": {"engine": "docling"}, "office": {"engine": "docling"}}
PIECES = [
    *("", "word", "- item", "```", "\x1f", "\x1fpage 1\x1f", "\x1fpage 2\x1f# Two"),
    *("- \x1fpage 3\x1fitem", "\x1fpage 2\x1f\x1fpicture 0\x1f", "\x1fpage 4\x1f"),
    "\x1fpage 999999999\x1f",
]
LINES = st.lists(st.sampled_from(PIECES), max_size=30)


@given(lines=LINES, pages=st.integers(0, 5))
def test_page_starts_are_in_order_and_marks_are_gone(lines: list[str], pages: int) -> None:
    """Whatever a damaged file makes of them."""
    text, starts = by_docling.to_text("\n".join(lines), pages)

    assert "\x1f" not in text
    assert pages == len(starts)
    assert all(a <= b for a, b in pairwise(starts))
    assert all(0 <= start <= len(text) for start in starts)


def test_a_page_starts_with_its_first_line() -> None:
    """Also when that is an item in the middle of a list; an empty page starts where the next one does."""
    marked = (
        "\x1fpage 1\x1f# A\n\n- one\n- \x1fpage 3\x1ftwo\n\n\x1fpage 4\x1f\x1fpicture 0\x1f\n\nend"
    )

    text, starts = by_docling.to_text(marked, 5)

    assert "# A\n\n- one\n\n- two\n\nend\n" == text
    assert ["# A", "- two", "- two", "end", ""] == [text[start:].split("\n")[0] for start in starts]


def test_pictures_stand_where_the_engine_marks_them() -> None:
    """Behind the words before them, on their pages; one that was not kept has no place."""
    marked = "# A\n\none \x1fpicture 0\x1f\n\n\x1fpage 2\x1f\x1fpicture 1\x1ftwo\x1fpicture 2\x1f\x1fpicture 9\x1f\n"
    text, starts = by_docling.to_text(marked, 2)
    assets = [f"{number:016}.png" for number in range(2)]

    found = by_docling.shown(marked, text, starts, [assets[0], None, assets[1]])

    assert "# A\n\none\n\ntwo\n" == text
    assert [Place(assets[0], 8, 0), Place(assets[1], 13, 1)] == found


def found(folder: Path, name: str) -> Found:
    data = every_kind()[name]
    (folder / name).write_bytes(data)
    return Found(name, folder / name, hashlib.sha256(data).hexdigest(), data[:1024], "shelf", None)


@pytest.fixture
def nothing_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without docling."""
    monkeypatch.setenv(environments.FOLDER, str(tmp_path / "engines"))
    return tmp_path


@pytest.mark.parametrize(
    ("name", "section"),
    [("print.pdf", "pdf"), ("leaflet.docx", "office"), ("deck.pptx", "office")],
)
def test_without_docling(nothing_there: Path, name: str, section: str) -> None:
    """The run ends before any work, or reports the file; files that others read need none."""
    files = [found(nothing_there, one) for one in (name, "chapter.md", "sheet.xlsx")]
    params = ParseParams.model_validate({section: {"engine": "docling"}})
    report = ParseParams.model_validate({section: {"engine": "docling", "on_missing": "report"}})

    with pytest.raises(SetupError, match="engine 'docling': not installed.*understudy engines"):
        check_engines(files, params)
    check_engines(files, report)
    check_engines(files, ParseParams())
    check_engines(files[1:], params)
    with pytest.raises(InputError, match="understudy engines install docling") as failure:
        read_file(files[0], report)
    assert "missing_engine" == failure.value.reason


@pytest.mark.parametrize("name", ["leaflet.doc", "deck.ppt"])
def test_an_old_file_needs_docling_when_new_ones_do(nothing_there: Path, name: str) -> None:
    """LibreOffice makes such files of them; without it they wait alike, and their key tells."""
    files = [found(nothing_there, name)]
    needs, report = (
        ParseParams.model_validate({"old_office": {"on_missing": "report"}, "office": office})
        for office in ({"engine": "docling"}, {"engine": "docling", "on_missing": "report"})
    )

    with pytest.raises(SetupError, match="engine 'docling'"):
        check_engines(files, needs)
    check_engines(files, report)
    with pytest.raises(InputError) as failure:
        read_file(files[0], report)
    assert "missing_engine" == failure.value.reason
    assert identity(files[0], report) != identity(files[0], ParseParams())
    built_in = {"old_office": {"engine": "built_in"}, "office": {"engine": "docling"}}
    check_engines(files, ParseParams.model_validate(built_in))


@pytest.mark.parametrize(
    ("name", "changed", "depends"),
    [
        ("print.pdf", {"images_scale": 1.0}, True),
        ("print.pdf", {"timeout_s": 1}, False),
        ("leaflet.docx", {"images_scale": 1.0}, False),
        ("chapter.md", {"images_scale": 1.0}, False),
        ("all.zip", {"images_scale": 1.0}, True),
    ],
)
def test_what_docling_is_told_is_in_the_key(
    nothing_there: Path, name: str, changed: dict[str, Any], depends: bool
) -> None:
    """Of the files that it reads, and that depend on it."""
    one = found(nothing_there, name)
    before, after = (
        ParseParams.model_validate(DOCLING_READS | {"docling": told}) for told in ({}, changed)
    )

    assert depends == (identity(one, before) != identity(one, after))


@pytest.mark.parametrize(
    ("name", "depends"),
    [("print.pdf", True), ("leaflet.docx", True), ("all.zip", True), ("chapter.md", False)],
)
def test_an_upgrade_parses_again(
    nothing_there: Path, monkeypatch: pytest.MonkeyPatch, name: str, depends: bool
) -> None:
    """The versions in docling's environment are in the key of what it may read."""
    one, params = found(nothing_there, name), ParseParams.model_validate(DOCLING_READS)
    info = DOCLING.folder / "lib/python3.11/site-packages/docling-1.dist-info"
    info.mkdir(parents=True)
    DOCLING.finished.write_text("{}")
    keys = set()
    for version in ("1.0", "1.1"):
        (info / "METADATA").write_text(f"Name: docling\nVersion: {version}\n")
        environments.forget()
        keys.add(identity(one, params))

    assert depends == (len(keys) == 2)
    assert identity(one, ParseParams()) not in keys or not depends
    environments.forget()


installed = pytest.mark.skipif(
    DOCLING.problem() is not None, reason=f"docling is {DOCLING.problem()}"
)


def read(name: str, data: bytes, **params: Any) -> Parsed:
    return parse(raw(name, data), ParseParams.model_validate(DOCLING_READS | params))


@installed
def test_word_by_docling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Headings, lists, a table and a picture, without a model, or a folder of any."""
    monkeypatch.setenv(environments.MODELS, str(tmp_path / "models"))
    result = read("leaflet.docx", docx())

    (document,) = result.documents
    assert "docling" == result.engine
    assert "Памятка" == document.title
    assert "- сетка\n- дымарь\n- перчатки\n" in document.text
    assert "| Thing | Price |" in document.text
    assert "A * star, an under_score and a # stay." in document.text
    assert 1 == len(document.assets) == len(result.attachments)
    assert result.attachments[0].content.startswith(b"\x89PNG")
    assert () == document.pages


@installed
def test_slides_by_docling() -> None:
    """A page each."""
    import io

    from pptx import Presentation

    deck = Presentation(io.BytesIO(every_kind()["deck.pptx"]))
    deck.slides.add_slide(deck.slide_layouts[6])  # blank
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Лето"
    slide.notes_slide.notes_text_frame.text = "    Ask Vera."
    written = io.BytesIO()
    deck.save(written)

    (document,) = read("deck.pptx", written.getvalue()).documents

    assert 3 == len(document.pages)
    assert "# Spring" == document.text.split("\n")[0]
    assert "\n\nAsk Vera.\n" in document.text
    assert document.pages[1] == document.pages[2] == document.text.index("# Лето")


@installed
def test_the_same_file_gives_the_same_bytes() -> None:
    """From another process, too, and after other files."""
    first = read("leaflet.docx", docx())
    worker = Worker(environments.command())
    worker.ask(every_kind()["deck.pptx"], {"format": "pptx"}, where="", timeout_s=60)
    reply = worker.ask(docx(), {"format": "docx"}, where="", timeout_s=60)
    worker.stop()

    assert first == read("leaflet.docx", docx())
    assert first.documents[0].text == by_docling.to_text(reply.result["text"], 0)[0]


@installed
@pytest.mark.parametrize("name", ["leaflet.docx", "deck.pptx"])
@pytest.mark.parametrize("tenth", range(1, 10, 2))
def test_a_damaged_file_is_refused(name: str, tenth: int) -> None:
    """In one line; the engine lives on."""
    data = every_kind()[name]

    with pytest.raises(InputError) as failure:
        read(name, data[: len(data) * tenth // 10])
    assert "\n" not in str(failure.value)


@installed
def test_a_sound_archive_of_nonsense_is_refused() -> None:
    """What passes our own checks is docling's to refuse."""
    from unit.parsing.made import WORD_PARTS, zipped

    parts = {**WORD_PARTS, "word/document.xml": b"<a/>"}
    with pytest.raises(InputError) as failure:
        read("a.docx", zipped(parts))
    assert failure.value.reason in {"bad_docx", "engine_failed", "no_text"}


@installed
def test_a_pdf_without_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One message that says what fetches them; or a row that does."""
    monkeypatch.setenv(environments.MODELS, str(tmp_path / "models"))
    one = found(tmp_path, "print.pdf")
    report = {"pdf": {"engine": "docling", "on_missing": "report"}}

    with pytest.raises(SetupError, match="no models for PDF.*engines install docling --models"):
        check_engines([one], ParseParams.model_validate(DOCLING_READS))
    with pytest.raises(InputError, match="--models") as failure:
        read_file(replace(one), ParseParams.model_validate(report))
    assert "missing_engine" == failure.value.reason


@pytest.mark.skipif(
    DOCLING.problem() is not None or environments.models_problem(tables=True) is not None,
    reason="docling or its models for PDF are not installed",
)
@pytest.mark.slow
def test_print_by_docling() -> None:
    """Headings and where pages start, by its models."""
    (document,) = read("print.pdf", every_kind()["print.pdf"]).documents

    assert "First look, then touch." in document.text
    assert 0 == document.pages[0]
