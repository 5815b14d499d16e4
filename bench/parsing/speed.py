"""Pages of PDF per second, as ratios to bare PyMuPDF and to pymupdf4llm on the same files.

Files are printed here, on two pages and on many: prose alone, prose with headings, lists and ruled
tables, and mathematics, of many small pieces above and below the line. All run in one process, in
turn, and the quickest round counts: what slows a round down is other work on the machine. Bars:
``structure: none`` at least 0.5 times bare `get_text` on long files and 0.2 times on two pages;
``structure: own`` at least 1.5 times pymupdf4llm.
"""

import io
import random
import time
import warnings
from collections.abc import Callable

import pymupdf

from understudy.core.records import Source
from understudy.parsing.files import PARSERS, RawFile
from understudy.parsing.params import ParseParams

ROUNDS = 5
LONG, SHORT = 60, 2
SLOW_PAGES = 6
"""Pages of a long file that the slow peer is timed on: it takes each page by itself."""
MARGINS = (60, 60, -60, -60)
TEXT = "willow pollen frame evening keeper smoke river honey winter colony letter summer garden"

Reader = Callable[[bytes], object]


def main() -> None:
    """Print milliseconds a page and ratios for each kind of file."""
    warnings.filterwarnings("ignore")
    readers = {
        "get_text": _bare,
        "none": _ours("pymupdf", "none"),
        "own": _ours("pymupdf", "own"),
        "pdfium none": _ours("pdfium", "none"),
        "pdfium own": _ours("pdfium", "own"),
        "pymupdf4llm": _peer,
    }
    for kind in ("prose", "tables", "mathematics"):
        for pages in (SHORT, LONG):
            data = printed(kind, pages)
            times = _times(data, {k: r for k, r in readers.items() if k != "pymupdf4llm"})
            some = printed(kind, min(pages, SLOW_PAGES))
            slow = _times(some, {"pymupdf4llm": _peer}, rounds=1)
            times = {name: value / pages for name, value in times.items()}
            times["pymupdf4llm"] = slow["pymupdf4llm"] / min(pages, SLOW_PAGES)
            _show(f"{kind}, {pages} pages", times)


def printed(kind: str, pages: int) -> bytes:
    """Print made-up prose until it fills a number of pages; the same text each time."""
    chance = random.Random(f"{kind} {pages}")
    html: list[str] = []
    for _ in range(pages):
        write = _formulas if kind == "mathematics" else _paragraph
        html.append(f"<h2>{_words(chance, 4)}</h2>" + "".join(write(chance) for _ in range(5)))
        if kind == "tables":
            html.append(
                "<ul>" + "".join(f"<li>{_words(chance, 9)}</li>" for _ in range(4)) + "</ul>"
            )
            html.append(_table(chance))
        html.append("<p style='page-break-after: always'></p>")
    written = io.BytesIO()
    writer = pymupdf.DocumentWriter(written)
    story = pymupdf.Story("".join(html), user_css="body {font-family: serif; font-size: 10px}")
    more, count = True, 0
    while more and count < pages:
        device = writer.begin_page(pymupdf.paper_rect("a4"))
        more, _ = story.place(pymupdf.paper_rect("a4") + MARGINS)
        story.draw(device)
        writer.end_page()
        count += 1
    writer.close()
    if kind != "tables":
        return written.getvalue()
    with pymupdf.open("pdf", written.getvalue()) as document:
        return _ruled(document)


def _ruled(document: pymupdf.Document) -> bytes:
    """Draw lines around the cells, which the writer does not."""
    for page in document:
        shape = page.new_shape()
        for x0, y0, *_, word, _, _, _ in page.get_text("words"):
            if word.startswith("cell"):
                shape.draw_rect(pymupdf.Rect(x0 - 4, y0 - 3, x0 + 76, y0 + 15))
        shape.finish(width=0.5)
        shape.commit()
    return bytes(document.tobytes())


def _table(chance: random.Random) -> str:
    cells = "".join(
        "<tr>" + "".join(f"<td>cell{chance.randint(1, 999)}</td>" for _ in range(5)) + "</tr>"
        for _ in range(8)
    )
    return f"<table style='width: 400px'>{cells}</table>"


def _paragraph(chance: random.Random) -> str:
    return f"<p>{_words(chance, 70)}.</p>"


def _formulas(chance: random.Random) -> str:
    """Return a paragraph in which every third word is a formula."""
    parts = []
    for _ in range(18):
        letter, index, power = chance.choice("abcxyz"), chance.randint(1, 99), chance.randint(2, 9)
        formula = f"<i>{letter}</i><sub>{index}</sub><sup>{power}</sup> ≤ <i>f</i>(<b>u</b>)"
        parts.append(f"{_words(chance, 2)} {formula}")
    return f"<p>{' '.join(parts)}.</p>"


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(TEXT.split(), k=count)).capitalize()


def _bare(data: bytes) -> object:
    with pymupdf.open(stream=data, filetype="pdf") as document:
        return [page.get_text() for page in document]


def _ours(engine: str, structure: str) -> Reader:
    params = ParseParams.model_validate({"pdf": {"engine": engine, "structure": structure}})
    parse = PARSERS["pdf"]
    return lambda data: parse(
        RawFile(Source(path="a.pdf", sha256="0" * 64), "a", None, data), params
    )


def _peer(data: bytes) -> object:
    import pymupdf4llm

    with pymupdf.open(stream=data, filetype="pdf") as document:
        return pymupdf4llm.to_markdown(document)


def _times(data: bytes, readers: dict[str, Reader], rounds: int = ROUNDS) -> dict[str, float]:
    """Return the shortest seconds of each reader, all of them run in turn after one run for all."""
    taken: dict[str, list[float]] = {name: [] for name in readers}
    for reader in readers.values():
        reader(data)
    for number in range(rounds):
        for name, reader in readers.items():
            new = data + f"\n% {name} {number}\n".encode()  # nothing is remembered of such a file
            start = time.perf_counter()
            reader(new)
            taken[name].append(time.perf_counter() - start)
    return {name: min(seconds) for name, seconds in taken.items()}


def _show(title: str, times: dict[str, float]) -> None:
    print(title)
    for name, seconds in times.items():
        bare, peer = times["get_text"] / seconds, times["pymupdf4llm"] / seconds
        print(f"  {name:12} {1000 * seconds:8.2f} ms/page {bare:6.2f} x bare {peer:8.1f} x peer")


if __name__ == "__main__":
    main()
