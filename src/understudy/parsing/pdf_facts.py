"""How much of each page of a PDF is under pictures, and how much of its text is hidden."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from understudy.parsing.pdf_engines import PageFacts
from understudy.parsing.pdf_lines import Line

COVERED = 0.5
"""Share of a page under pictures from which its text may be hidden."""
LARGE = 0.9
"""Share of a page that one picture covers which hides what was printed before."""


def page_facts(data: bytes, lines: Sequence[Line], pages: int) -> tuple[PageFacts, ...]:
    """Look at the objects of each page; of a file that PDFium cannot open nothing is known."""
    import pypdfium2

    letters: Counter[int] = Counter()
    for line in lines:
        letters[line.page] += sum(not letter.isspace() for letter in line.text)
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            found = [_shares(pdf, number) for number in range(min(pages, len(pdf)))]
    except pypdfium2.PdfiumError:
        found = []
    found += [(0.0, 0.0)] * (pages - len(found))
    return tuple(
        PageFacts(letters[number], image, hidden) for number, (image, hidden) in enumerate(found)
    )


def _shares(pdf: Any, number: int) -> tuple[float, float]:
    import pypdfium2.raw as c

    with closing(pdf[number]) as page:
        left, bottom, right, top = page.get_bbox()
        area = max(1.0, (right - left) * (top - bottom))

        def share(found: Any) -> float:
            x0, y0, x1, y1 = found.get_bounds()
            wide = max(0.0, min(x1, right) - max(x0, left))
            return float(wide * max(0.0, min(y1, top) - max(y0, bottom)) / area)

        image = sum(share(one) for one in page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE]))
        if image <= COVERED:
            return image, 0.0
        kinds = list(_texts(page, share))
        hidden = sum(one is True for one in kinds) / max(1, len(kinds))
        return min(1.0, image), hidden


def _texts(page: Any, share: Any) -> Iterator[bool]:
    """Tell of each piece of text whether it is invisible, or under a picture of the page's size."""
    import pypdfium2.raw as c

    shown = 0
    kinds = [c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_TEXT]
    for one in page.get_objects(filter=kinds):
        if one.type == c.FPDF_PAGEOBJ_IMAGE:
            if share(one) >= LARGE:
                yield from [True] * shown
                shown = 0
        elif c.FPDFTextObj_GetTextRenderMode(one.raw) == c.FPDF_TEXTRENDERMODE_INVISIBLE:
            yield True
        else:
            shown += 1
    yield from [False] * shown
