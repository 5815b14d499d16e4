"""The ten promises of chunking, over generated books, in every unit, with and without overlap."""

from itertools import pairwise

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from understudy.chunking import ChunkParams
from understudy.chunking.documents import split
from understudy.chunking.measures import measure_of
from understudy.core.errors import InputError
from understudy.core.records import Chunk
from unit.chunking.books import TOKENIZER, Book, books, cuttings, document, is_open

few = settings(max_examples=60)


def chunks_of(book: Book, params: ChunkParams, **more: object) -> list[Chunk]:
    """The book's chunks; none where it has no body, which is said."""
    try:
        return split(document(book.text or "-", **more), params, TOKENIZER)
    except InputError as error:
        assert "too_short" == error.reason
        return []


def size_of(params: ChunkParams, text: str) -> int:
    return measure_of(params.unit, TOKENIZER).sizes([text])[0]


@few
@given(books(), cuttings())
def test_chunks_lose_and_invent_nothing(book: Book, params: ChunkParams) -> None:
    """(1) All of the body is in a chunk, without overlap in one alone; (2) slices, in order."""
    chunks = chunks_of(book, params)

    held = [0] * len(book.text)
    for chunk in chunks:
        assert book.text[chunk.start : chunk.end] == chunk.text
        for place in range(chunk.start, chunk.end):
            held[place] += 1
    for block in book.body() if chunks else ():
        for place in range(block.start, block.end):
            assert held[place] or book.text[place].isspace()
    assert params.overlap or max(held, default=0) <= 1
    assert list(range(len(chunks))) == [chunk.ordinal for chunk in chunks]
    assert all(a.start < b.start and a.end < b.end for a, b in pairwise(chunks))


@few
@given(books(), cuttings())
def test_an_overlap_is_the_same_text_and_never_over_a_heading(
    book: Book, params: ChunkParams
) -> None:
    """(3) At most as long as wanted, and less than the chunk before."""
    for left, right in pairwise(chunks_of(book, params)):
        if right.start < left.end:
            repeated = book.text[right.start : left.end]
            assert left.text.endswith(repeated) and right.text.startswith(repeated)
            assert size_of(params, repeated) <= params.overlap + (params.unit == "tokens")
            assert not any(
                left.end > block.start >= right.start
                for block in book.blocks
                if block.kind == "heading"
            )


@few
@given(books(), cuttings(), st.none() | st.just("Part I"))
def test_a_chunk_has_the_headings_above_it(
    book: Book, params: ChunkParams, chapter: str | None
) -> None:
    """(4) The last heading of each level before its body, below the chapter."""
    for chunk in chunks_of(book, params, chapter=chapter):
        (path,) = {book.path(block.start) for block in book.touched(chunk.start, chunk.end)}
        assert ((chapter,) if chapter else ()) + path == chunk.heading
        assert chunk.keys[0].startswith(" > ".join(chunk.heading))
        assert chunk.keys[0].endswith(chunk.shown)


@few
@given(books(), cuttings())
def test_no_chunk_starts_in_a_table_without_its_header(book: Book, params: ChunkParams) -> None:
    """(5) It is shown above, unless it alone is longer than a chunk."""
    for chunk in chunks_of(book, params):
        for block in book.touched(chunk.start, chunk.start + 1):
            line = book.text.find("\n", block.start) if block.header else len(book.text)
            if block.start < chunk.start and chunk.start > line:
                too_long = size_of(params, block.header + "\n|---|---|---|\n") > params.size
                assert chunk.opening.startswith(block.header) or too_long


@few
@given(books(), cuttings())
def test_fences_are_even(book: Book, params: ChunkParams) -> None:
    """(6) A chunk as it is shown leaves no code block open."""
    for chunk in chunks_of(book, params):
        assert not is_open(chunk.shown)


@few
@given(books(), cuttings(), st.data())
def test_pages_go_up(book: Book, params: ChunkParams, data: st.DataObject) -> None:
    """(7) Every chunk of a document with pages has some, and no page is left out of order."""
    places = st.integers(0, len(book.text))
    pages = sorted(data.draw(st.lists(places, min_size=1, max_size=8)))

    chunks = chunks_of(book, params, pages=pages)

    for chunk in chunks:
        first = max(1, sum(page <= chunk.start for page in pages))
        last = max(1, sum(page < chunk.end for page in pages))
        assert (first, last) == chunk.pages
    spans = [chunk.pages or (0, 0) for chunk in chunks]
    assert all(left <= right for left, right in pairwise(spans))


@few
@given(books(), cuttings())
def test_a_chunk_is_no_longer_than_it_may_be(book: Book, params: ChunkParams) -> None:
    """(8) Counted as it is shown; but code, and a row with the header above it, may be twice as
    long, and a single character as long as it is.
    """
    for chunk in chunks_of(book, params):
        size = size_of(params, chunk.shown)
        if size <= params.size:
            continue
        touched = book.touched(chunk.start, chunk.end)
        inside = chunk.text[max(0, touched[0].start - chunk.start) :]
        is_character = regex.fullmatch(r"\X", inside) is not None
        assert 1 == len(touched)
        assert touched[0].kind in {"code", "table"} or is_character
        assert is_character or size <= 3.5 * params.size
        if touched[0].kind == "table":
            lines = inside.count("\n") + 1
            assert lines <= (1 if chunk.opening else 3)


@few
@given(books(), cuttings())
def test_the_same_document_has_the_same_chunks(book: Book, params: ChunkParams) -> None:
    """(9) And no two chunks one id."""
    chunks = chunks_of(book, params)

    assert chunks == chunks_of(book, params)
    assert len({chunk.id for chunk in chunks}) == len(chunks)


@few
@given(books(), cuttings())
def test_no_character_is_torn(book: Book, params: ChunkParams) -> None:
    """(10) Not the emoji of several code points, nor a letter from its marks."""
    edges = {match.end() for match in regex.finditer(r"\X", book.text)}
    for chunk in chunks_of(book, params):
        assert chunk.end in edges
        assert chunk.start in edges or not chunk.start or book.text[chunk.start - 1].isspace()


@given(
    st.text("ab .!?\n#-|`~:>[^]é\u0301\u200d蜂巢。👩🔬1\u0e33\u1100\u2028", max_size=200),
    cuttings(),
)
def test_any_text_becomes_slices(text: str, params: ChunkParams) -> None:
    """Whatever Markdown it is or is not."""
    book = Book(text="x " + text)
    edges = {match.end() for match in regex.finditer(r"\X", book.text)}
    for chunk in chunks_of(book, params):
        assert book.text[chunk.start : chunk.end] == chunk.text
        assert chunk.end in edges
        assert chunk.start in edges or not chunk.start or book.text[chunk.start - 1].isspace()


@pytest.mark.parametrize("text", ["# Only\n\n## Headings", "---", "***\n\n# A"])
@pytest.mark.parametrize("unit", ["words", "characters", "tokens"])
def test_a_document_without_a_body_is_said_to_be_too_short(text: str, unit: str) -> None:
    """In every unit."""
    params = ChunkParams.model_validate({"unit": unit, "min_words": 1})
    with pytest.raises(InputError, match="0 words outside headings"):
        split(document(text), params, TOKENIZER)
