from itertools import pairwise

import pytest

from understudy.chunking import words
from understudy.chunking.documents import split
from understudy.chunking.params import ChunkParams
from understudy.core.errors import InputError
from unit.chunking.books import document


def params(size: int, overlap: int = 0) -> ChunkParams:
    return ChunkParams(size=size, overlap=overlap, min_words=1)


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
