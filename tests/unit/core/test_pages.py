import pytest

from understudy.core.pages import cited, pages_of
from understudy.core.records import Chunk, Document, Source

SOURCE = Source(path="a.pdf", sha256="0" * 64)


def paged(*pages: int) -> Document:
    return Document(
        id="d", source=SOURCE, title="t", text="x" * 30, pages=pages, language="en",
        collection="c", group="g",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("pages", "span", "found"),
    [
        ((0, 10, 20), (0, 10), (1, 1)),
        ((0, 10, 20), (9, 11), (1, 2)),
        ((0, 10, 20), (10, 30), (2, 3)),
        ((5, 10), (0, 3), (1, 1)),
        ((0, 10, 10), (8, 12), (1, 3)),
        ((), (0, 3), None),
    ],
)
def test_a_slice_knows_its_pages(
    pages: tuple[int, ...], span: tuple[int, int], found: tuple[int, int] | None
) -> None:
    """From 1; an empty page is on nobody's way but that of what stands around it."""
    assert found == pages_of(paged(*pages), *span)


@pytest.mark.parametrize(("pages", "said"), [((3, 3), "p. 3"), ((3, 4), "pp. 3-4"), (None, "")])
def test_pages_are_cited_as_in_print(pages: tuple[int, int] | None, said: str) -> None:
    """One page, or the first and the last."""
    chunk = Chunk(
        id="c", parent="d", collection="c", ordinal=0, start=0, end=1, text="x", pages=pages,
        keys=("k",), language="en", group="g",
    )  # fmt: skip

    assert said == cited(chunk)
