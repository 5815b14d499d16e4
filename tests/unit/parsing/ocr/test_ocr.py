import numpy as np
import pytest

from understudy.core.errors import InputError
from understudy.parsing.ocr.transcripts import Page, recognise, turned
from understudy.parsing.params import OcrParams
from unit.parsing.scans import CHINESE, ENGLISH, RUSSIAN, needs_tesseract, pixels, shot


def read(data: bytes, **params: object) -> Page:
    return recognise(pixels(data), "a.png", OcrParams.model_validate(params))


@needs_tesseract
@pytest.mark.parametrize(
    ("paragraphs", "engine"),
    [
        ((ENGLISH,), "rapidocr"),
        ((RUSSIAN,), "tesseract"),
        ((CHINESE,), "rapidocr"),
        (("Улей 7",), "tesseract"),
        (("Касса",), "tesseract"),
        (("Bees", "Пасека", "beehive"), "tesseract"),
        ((CHINESE, RUSSIAN), "rapidocr+tesseract"),
    ],
    ids=["en", "ru", "zh", "word", "alike", "both", "zh-ru"],
)
def test_who_reads_a_picture_is_told_by_its_letters(
    paragraphs: tuple[str, ...], engine: str
) -> None:
    """A page of two scripts loses neither."""
    page = read(shot(*paragraphs))

    assert page.engine == engine
    lines = sorted(page.lines, key=lambda line: line.corners[0][1])
    expected, found = " ".join(paragraphs), " ".join(line.text for line in lines)
    assert expected.replace(" ", "") == found.replace(" ", "")
    assert 0.8 < page.confidence <= 1


@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN])
def test_a_turned_picture_is_read_upright(text: str, turn: int) -> None:
    """Boxes are of the upright picture, so that lines keep their order."""
    page = read(shot(text, turn=turn))

    assert (page.turn, page.width > page.height) == (360 - turn, True)
    assert " ".join(line.text for line in page.lines) == text


def test_without_tesseract_latin_is_read(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Turned by trying; Cyrillic says what is missing, and never gives commas and blanks."""
    monkeypatch.setenv("PATH", str(tmp_path))

    page = read(shot(ENGLISH, turn=180))

    assert (page.engine, page.turn) == ("rapidocr", 180)
    with pytest.raises(InputError, match="look Cyrillic.*apt-get install") as failure:
        read(shot(RUSSIAN))
    assert (failure.value.where, failure.value.reason) == ("a.png", "missing_engine")


@needs_tesseract
def test_engines_are_parameters() -> None:
    """One program for all scripts is enough for those who do not want the package."""
    engines = {"latin": "tesseract", "cyrillic": "tesseract", "han": "tesseract"}

    page = read(shot(ENGLISH), engines=engines)

    assert (page.engine, " ".join(page.text.split())) == ("tesseract", ENGLISH)


def test_junk_is_refused() -> None:
    """Grain and scribbles look like letters to a recogniser; what it doubts is not taken."""
    grain = np.random.default_rng(0).integers(0, 255, (120, 300, 3), dtype=np.uint8)

    with pytest.raises(InputError) as failure:
        recognise(grain, "a.png", OcrParams())

    assert failure.value.reason in {"no_text", "unreadable_picture", "missing_engine"}


def test_the_gate_is_a_parameter() -> None:
    """A reading that is not sure enough is refused, with its confidence."""
    with pytest.raises(InputError, match="recognised with a confidence of") as failure:
        read(shot(ENGLISH), min_confidence=1.0, engines={"cyrillic": "rapidocr"})

    assert failure.value.reason == "unreadable_picture"


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turning_is_clockwise(degrees: int) -> None:
    """The upper left corner comes to stand where it should."""
    picture = np.zeros((2, 3, 3), dtype=np.uint8)
    picture[0, 0] = 255
    corner = {0: (0, 0), 90: (0, 1), 180: (1, 2), 270: (2, 0)}[degrees]

    found = turned(picture, degrees)

    assert found.shape[:2] == ((2, 3) if degrees in {0, 180} else (3, 2))
    assert found[corner].tolist() == [255, 255, 255]
