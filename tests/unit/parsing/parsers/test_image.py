import io

import pytest

from understudy.core.errors import InputError
from unit.parsing.made import parsed, png
from unit.parsing.scans import needs_tesseract

HTML = (
    "<h2>Diary</h2><p>On the first of May the willow was over, and the bees flew to the meadow. "
    "They came home late.</p><ul><li>five frames of brood</li><li>two supers</li></ul>"
)
EXPECTED = """# Diary

On the first of May the willow was over, and the bees flew to the meadow. They came home late.

- five frames of brood
- two supers
"""


def test_a_scan_is_read() -> None:
    """Heading, paragraph and list of a slightly turned page, the same in every run."""
    (found,) = parsed("scan.png", png(HTML)).documents

    assert found.text == EXPECTED
    assert (found.language, found.title, found.pages) == ("en", "Diary", (0,))


def test_pages_of_a_tiff_are_pages() -> None:
    """One document of all frames."""
    from PIL import Image

    frames = [Image.open(io.BytesIO(png(f"<p>This is page {n}.</p>"))) for n in ("one", "two")]
    written = io.BytesIO()
    frames[0].save(written, "TIFF", save_all=True, append_images=frames[1:])

    (found,) = parsed("scan.tiff", written.getvalue()).documents

    assert found.text == "This is page one.\n\nThis is page two.\n"
    assert [found.text[start:].split("\n")[0] for start in found.pages] == [
        "This is page one.",
        "This is page two.",
    ]


@needs_tesseract
def test_cyrillic_is_read_too() -> None:
    """By another recogniser, in the same way; the raw text is kept."""
    html = "<h2>Дневник</h2><p>Первого мая ива отцвела, и пчёлы понесли пыльцу с одуванчиков.</p>"

    found = parsed("scan.png", png(html))

    assert found.documents[0].text == (
        "# Дневник\n\nПервого мая ива отцвела, и пчёлы понесли пыльцу с одуванчиков.\n"
    )
    (seen,) = found.recognised
    assert (seen.place, seen.page, seen.engine, seen.used) == ("scan.png", 1, "tesseract", True)
    assert seen.text.split("\n")[0] == "Дневник"
    assert found.engine == "tesseract"


def test_without_tesseract_cyrillic_is_reported(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command that installs it, never as commas and blanks."""
    monkeypatch.setenv("PATH", str(tmp_path))
    html = "<p>Первого мая ива отцвела, и пчёлы понесли пыльцу с одуванчиков в синий улей.</p>"

    with pytest.raises(InputError, match="apt-get install -y tesseract-ocr") as failure:
        parsed("scan.png", png(html))

    assert failure.value.reason == "missing_engine"


def test_a_page_that_cannot_be_read_is_a_problem(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other pages of a TIFF are used."""
    from PIL import Image

    monkeypatch.setenv("PATH", str(tmp_path))
    pages = [Image.open(io.BytesIO(png(f"<p>{text}</p>"))) for text in ("Smoke.", "Пчёлы летят.")]
    written = io.BytesIO()
    pages[0].save(written, "TIFF", save_all=True, append_images=pages[1:])

    found = parsed("scan.tiff", written.getvalue())

    assert found.documents[0].text == "Smoke.\n"
    (problem,) = found.problems
    assert (problem.where, problem.reason) == ("scan.tiff#page 2", "missing_engine")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png(""), "no_text"),
        (png(HTML)[:3000], "bad_image"),
        (png(HTML)[:40], "bad_image"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "bad_image"),
        (b"\xff\xd8\xff" + bytes(50), "bad_image"),
        (b"not a picture at all", "bad_image"),
    ],
    ids=["blank", "cut", "head", "zeros", "jpeg", "text"],
)
def test_pictures_without_text_are_refused(data: bytes, reason: str) -> None:
    """Blank, cut and false ones."""
    with pytest.raises(InputError) as failure:
        parsed("scan.png", data)

    assert failure.value.reason == reason


def test_a_huge_picture_is_not_decoded() -> None:
    """Its size stands in the header; the limit is a parameter."""
    from PIL import Image

    written = io.BytesIO()
    Image.new("1", (3000, 1000)).save(written, "PNG")

    with pytest.raises(InputError, match=r"max_megapixels \(2\)") as failure:
        parsed("scan.png", written.getvalue(), ocr={"max_megapixels": 2})

    assert failure.value.reason == "too_large"


def test_what_is_wrong_is_said_alike_in_every_run() -> None:
    """Pillow's own words name an address of memory."""
    found = []
    for _ in range(2):
        with pytest.raises(InputError) as failure:
            parsed("a.tif", b"II*\0 cut")
        found.append(failure.value.why)

    assert 1 == len(set(found))
    assert "0x" not in found[0]


def test_a_picture_without_text_names_what_could_tell() -> None:
    """A photograph is no damaged scan."""
    with pytest.raises(InputError, match=r"parse\.vlm") as failure:
        parsed("a.png", png(""))

    assert "no_text" == failure.value.reason
