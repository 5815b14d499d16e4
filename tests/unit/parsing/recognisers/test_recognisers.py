"""Promises of every recogniser."""

import pytest

from understudy.parsing.ocr.recognition import RECOGNISERS, all_missing, identities
from understudy.parsing.params import OcrParams
from unit.parsing.scans import CHINESE, ENGLISH, RUSSIAN, needs_tesseract, pixels, shot

READY = [
    pytest.param("rapidocr"),
    pytest.param("tesseract", marks=needs_tesseract),
]


def test_every_recogniser_is_tested() -> None:
    """A guard that loops asserts what it looped over."""
    assert {param.values[0] for param in READY} == set(RECOGNISERS)


@pytest.mark.parametrize("name", READY)
def test_lines_have_boxes_and_confidences(name: str) -> None:
    """The same shape from all of them, and the same twice."""
    picture = pixels(shot(ENGLISH))
    recogniser = RECOGNISERS[name]
    packs = recogniser.packs("latin", OcrParams())

    found = recogniser.read(picture, packs)

    assert " ".join(line.text for line in found) == ENGLISH
    for line in found:
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = line.corners
        assert 0 <= x0 < x1 <= picture.shape[1]
        assert 0 <= y0 < y3 <= picture.shape[0]
        assert (x2 > x3, y2 > y1) == (True, True)
        assert 0.8 < line.confidence <= 1
    assert found == recogniser.read(picture, packs)


@pytest.mark.parametrize("name", READY)
def test_nothing_to_see_is_no_line(name: str) -> None:
    """A white page."""
    recogniser = RECOGNISERS[name]

    found = recogniser.read(pixels(shot("")), recogniser.packs("latin", OcrParams()))

    assert [line.text for line in found if line.text.strip()] == []


def test_rapidocr_reads_chinese_and_makes_blanks_of_cyrillic() -> None:
    """So that what it does not know can be seen; a line of nothing else is not lost."""
    chinese, cyrillic = (
        RECOGNISERS["rapidocr"].read(pixels(shot(text)), "") for text in (CHINESE, RUSSIAN)
    )

    assert "".join(line.text for line in chinese) == CHINESE
    assert cyrillic
    assert not any(letter.isalpha() for line in cyrillic for letter in line.text)


@needs_tesseract
def test_tesseract_reads_what_its_packs_know() -> None:
    """Packs are named, never guessed."""
    read = RECOGNISERS["tesseract"].read
    picture = pixels(shot(RUSSIAN, "willow and meadow"))

    assert (
        " ".join(line.text for line in read(picture, "rus+eng")) == f"{RUSSIAN} willow and meadow"
    )
    assert "пчёлы" not in " ".join(line.text for line in read(picture, "eng"))


@needs_tesseract
def test_words_far_apart_are_lines_of_their_own() -> None:
    """Cells of a table are told by their places."""
    gap = "&emsp;" * 8
    picture = pixels(shot(f"hive{gap}frames", f"river{gap}seven"))

    found = RECOGNISERS["tesseract"].read(picture, "eng")

    assert sorted(line.text for line in found) == ["frames", "hive", "river", "seven"]


def test_what_is_missing_says_how_to_install_it(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command in one message."""
    monkeypatch.setenv("PATH", str(tmp_path))
    lacking = all_missing(OcrParams())

    assert len(lacking) == 1
    assert "apt-get install -y tesseract-ocr tesseract-ocr-rus tesseract-ocr-eng" in lacking[0]
    assert "absent" in identities(OcrParams())


@needs_tesseract
def test_a_missing_pack_is_named() -> None:
    """With Debian's name for it."""
    why = RECOGNISERS["tesseract"].missing("chi_klingon+eng")

    assert why is not None
    assert "'chi_klingon'" in why
    assert "tesseract-ocr-chi-klingon" in why
    assert RECOGNISERS["tesseract"].missing("rus+eng") is None
