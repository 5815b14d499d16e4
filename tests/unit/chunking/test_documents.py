import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.chunking import words
from understudy.chunking.documents import split
from understudy.chunking.params import ChunkParams
from understudy.core.errors import InputError
from unit.chunking.books import Book, books, document

WORD = re.compile(r"[Ww]\d+")
sizes = st.integers(4, 40)


def params(size: int, overlap: int = 0) -> ChunkParams:
    return ChunkParams(size_words=size, overlap_words=overlap, min_words=1)


def has_body(book: Book) -> bool:
    return any(word in book.text for word in book.paths)


@given(books(), sizes)
def test_chunks_lose_and_invent_nothing(book: Book, size: int) -> None:
    """Slices in order, apart without overlap, that hold every word of the body once."""
    if not has_body(book):
        return
    text = book.text

    chunks = split(document(text), params(size))

    assert list(range(len(chunks))) == [chunk.ordinal for chunk in chunks]
    assert all(text[chunk.start : chunk.end] == chunk.text for chunk in chunks)
    assert all(left.end <= right.start for left, right in pairwise(chunks))
    seen = [word for chunk in chunks for word in WORD.findall(chunk.text) if word in book.paths]
    assert [word for word in WORD.findall(text) if word in book.paths] == seen


@given(books(), sizes)
def test_a_chunk_is_no_longer_than_it_may_be(book: Book, size: int) -> None:
    """Unless it is a heading with a piece that is never cut: code, or a table row."""
    if not has_body(book):
        return
    for chunk in split(document(book.text), params(size)):
        if words.count(chunk.text) <= size:
            continue
        rest = re.sub(r"\A#+ .*\n*", "", chunk.text)
        rows = [line for line in rest.splitlines() if line.startswith("|")]
        is_code = rest in book.whole
        is_table = len(rows) == len(rest.splitlines()) <= 3
        assert is_code or is_table


@given(books(), sizes, st.data())
def test_a_chunk_repeats_whole_pieces_of_the_one_before(
    book: Book, size: int, data: st.DataObject
) -> None:
    """At most the overlap, never over a heading; every word is still there."""
    if not has_body(book):
        return
    overlap = data.draw(st.integers(0, size - 1))

    chunks = split(document(book.text), params(size, overlap))

    covered = {word for chunk in chunks for word in WORD.findall(chunk.text)}
    assert {word for word in WORD.findall(book.text) if word in book.paths} <= covered
    for left, right in pairwise(chunks):
        assert left.start < right.start
        assert left.end < right.end
        if right.start < left.end:
            assert words.count(book.text[right.start : left.end]) <= overlap
            assert left.heading == right.heading
            assert words.count(right.text) <= size


@given(books(), sizes)
def test_a_chunk_has_the_headings_above_it(book: Book, size: int) -> None:
    """The last heading of each level before it; its own is the first line of the first chunk."""
    if not has_body(book):
        return
    chunks = split(document(book.text), params(size))

    for chunk in chunks:
        inside = [word for word in WORD.findall(chunk.text) if word in book.paths]
        assert {chunk.heading} == {book.paths[word] for word in inside}
        assert len(re.findall(r"(?m)^#+ ", chunk.text)) == chunk.text.startswith("#")
        (key,) = chunk.keys
        assert key.endswith(chunk.text)
        assert key.startswith(" > ".join(chunk.heading))
    firsts = {chunk.heading: chunk for chunk in reversed(chunks)}
    assert all(chunk.text.startswith("#") for path, chunk in firsts.items() if path)


@given(books(), sizes)
def test_tables_keep_their_header_and_code_its_fences(book: Book, size: int) -> None:
    """A chunk that starts inside a table has the header in its key; code is never cut."""
    if not has_body(book):
        return
    for chunk in split(document(book.text), params(size)):
        assert chunk.text.count("```") % 2 == 0
        first = chunk.text.splitlines()[0]
        if first.startswith("|") and (header := book.headers.get(first.split()[1])):
            assert header in chunk.keys[0]
        assert not any(piece in book.text and _is_cut(piece, chunk.text) for piece in book.whole)


def _is_cut(piece: str, text: str) -> bool:
    inside = [word for word in WORD.findall(piece) if re.search(rf"\b{word}\b", text)]
    return bool(inside) and piece not in text


@given(st.text("ab .!?\n#-|`:é\u0301蜂巣👩\u200d🔬1", max_size=200), st.integers(1, 6))
def test_any_text_becomes_slices(text: str, size: int) -> None:
    """Whatever Markdown it is or is not; characters are never torn; ids are of the content."""
    try:
        chunks = split(document("x " + text), params(size))
    except InputError as error:
        assert "too_short" == error.reason
        return
    assert chunks == split(document("x " + text), params(size))
    assert len({chunk.id for chunk in chunks}) == len(chunks)
    for chunk in chunks:
        assert ("x " + text)[chunk.start : chunk.end] == chunk.text
        assert chunk.text == chunk.text.strip()
        following = ("x " + text)[chunk.end : chunk.end + 1]
        assert not (following and unicodedata.combining(following))


def test_room_is_left_for_the_overlap() -> None:
    """Sentences that fill a chunk would otherwise never be repeated."""
    text = " ".join(f"Bee{i} flies{i}." for i in range(10))

    chunks = split(document(text), params(6, overlap=2))

    assert len(chunks) > 3
    assert all(
        chunk.text.startswith(" ".join(before.text.split()[-2:]))
        for before, chunk in pairwise(chunks)
    )


def test_a_list_stays_with_the_sentence_that_introduces_it() -> None:
    """The cut is in the paragraph, though paragraph and list would fit a chunk each."""
    prose = " ".join(f"Sentence number {i} has exactly six words." for i in range(6))
    items = "\n".join(f"- item number {i} here" for i in range(4))

    chunks = split(document(f"{prose} It needs four things:\n\n{items}"), params(50))

    assert 2 == len(chunks)
    assert chunks[1].text.endswith(f"It needs four things:\n\n{items}")
    assert all(chunk.text.endswith((".", "here")) for chunk in chunks)


def test_a_cut_is_made_between_paragraphs_when_both_fit() -> None:
    """Sooner than in the middle of one."""
    first = "One two three four five. Six seven eight nine ten."
    second = "Eleven twelve thirteen. Fourteen fifteen sixteen."

    chunks = split(document(f"{first}\n\n{second}"), params(12))

    assert [first, second] == [chunk.text for chunk in chunks]


def test_a_sentence_without_an_end_is_cut_at_words() -> None:
    """In pieces of equal length, not one that is full and a rest."""
    chunks = split(document(" ".join(f"w{i}" for i in range(100))), params(90))

    assert [50, 50] == [words.count(chunk.text) for chunk in chunks]


def test_a_long_item_is_cut_at_its_sentences() -> None:
    """The bullet stays with the first."""
    item = "- One two three four. Five six seven eight. Nine ten."

    chunks = split(document(item), params(6))

    assert ["- One two three four.", "Five six seven eight. Nine ten."] == [c.text for c in chunks]


def test_a_table_without_a_header_is_cut_between_rows() -> None:
    """And one that follows after an empty line is another table."""
    rows = "\n".join(f"| a{i} | b{i} |" for i in range(4))
    text = f"{rows}\n\n| head |\n|---|\n| 1 |"

    chunks = split(document(text), params(4))

    assert 3 == len(chunks)
    assert "| head |\n|---|\n| 1 |" == chunks[-1].text
    assert all(chunk.keys == (chunk.text,) for chunk in chunks)


def test_long_lists_and_tables_cost_no_square() -> None:
    """A table of a whole file is only a long one."""
    for line in ("| a | b |\n", "- a b\n"):
        assert len(split(document(line * 5_000), params(90))) > 100


def test_chinese_is_measured_in_characters() -> None:
    """It has no spaces, and would be one word."""
    text = "蜂巢里有很多蜜蜂。" * 10

    chunks = split(document(text, "zh"), params(20))

    assert text == "".join(chunk.text for chunk in chunks)
    assert all(len(chunk.text) <= 22 for chunk in chunks)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("# Book\n\nintro\n\n## A\n\na\n\n### A1\n\na1\n\n## B\n\nb", ["", "#A", "#A", "#B"]),
        ("# A\n\na\n\n## A1\n\na1\n\n# B\n\nb\n\n## A1\n\nb1", ["#A", "#A", "#B", "#B"]),
        ("## A\n\na\n\n# One\n\nx\n\n## B\n\nb", ["#A", "", "#B"]),
        ("# Only\n\na\n\n### deep\n\nb", ["", ""]),
        ("no heading", [""]),
        ("A\n=\n\na\n\nB\n=\n\nb", ["#A", "#B"]),
        ("# **Bold** [link](x) `code` #\n\na\n\n# B\n\nb", ["#Bold link code", "#B"]),
    ],
)
def test_a_group_is_a_top_level_section(text: str, topics: list[str]) -> None:
    """The shallowest level that occurs twice: chapters of a book, sections of one chapter."""
    chunks = split(document(text), params(50))

    assert [f"book.md{topic}" for topic in topics] == [chunk.group for chunk in chunks]


@pytest.mark.parametrize("text", ["# Only\n\n## Headings", "---", "# A\n\nof two"])
def test_a_document_without_a_body_is_dropped(text: str) -> None:
    """Counted as too short, with the number."""
    with pytest.raises(InputError, match="words outside headings") as caught:
        split(document(text), ChunkParams())
    assert "too_short" == caught.value.reason
