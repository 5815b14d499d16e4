import time
from itertools import pairwise

import pytest

from understudy.chunking import words
from understudy.chunking.documents import split
from understudy.chunking.measures import Unit
from understudy.chunking.params import ChunkParams
from understudy.core.errors import InputError
from unit.chunking.books import document


def params(size: int, overlap: int = 0, unit: Unit = "words") -> ChunkParams:
    return ChunkParams(unit=unit, size=size, overlap=overlap, min_words=1)


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


def test_a_cut_table_shows_its_header() -> None:
    """Above the slice, short, and not in it; it counts to the size."""
    rows = [f"| hive {i} | strong |" for i in range(12)]
    table = "\n".join(["| name | state |", f"|{'-' * 30}|{'-' * 30}|", *rows])

    chunks = split(document(table), params(11))

    assert chunks[1].shown.startswith("| name | state |\n|---|---|\n| hive 3 | strong |\n")
    assert chunks[1].text.startswith("| hive 3 |")
    assert table == "\n".join(chunk.text for chunk in chunks)
    assert all(words.count(chunk.shown) <= 11 for chunk in chunks)


def test_code_is_whole_up_to_twice_the_size_then_cut_at_empty_lines() -> None:
    """Each piece between its fences."""
    short = "```python\n" + "x = 1\n" * 9 + "```"
    long = "```python\n" + "\n".join("x = 1\n    y = 2\n" for _ in range(9)) + "```"

    assert [short] == [chunk.text for chunk in split(document(short), params(10))]
    cut = split(document(long), params(14))
    assert 3 == len(cut)
    assert all(chunk.shown.startswith("```python\nx = 1\n    y = 2") for chunk in cut)
    assert all(chunk.shown.endswith("y = 2\n```") for chunk in cut)


def test_a_document_s_questions_are_keys_and_its_chapter_leads() -> None:
    """Of every chunk; a chapter that is the first heading stands once."""
    text = "# Bees\n\nSome bees fly.\n\n# Wax\n\nWax is warm."

    chunks = split(document(text, chapter="Bees", questions=["Why?", "Why?", " "]), params(50))

    assert [("Bees",), ("Bees", "Wax")] == [chunk.heading for chunk in chunks]
    assert [2, 2] == [len(chunk.keys) for chunk in chunks]
    assert {"Why?"} == {chunk.keys[1] for chunk in chunks}


def test_a_chunk_has_its_own_language() -> None:
    """Where it says enough of it; code says nothing."""
    english = "The bees collect nectar in spring and bring it home to the hive."
    code = "```\nfor hive in hives: print(hive, end='')  # the language of the code is English\n```"

    chunks = split(document(f"# A\n\n{english}\n\n# B\n\nИ мёд.\n\n{code}", "ru"), params(50))

    assert ["en", "ru"] == [chunk.language for chunk in chunks]


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n" + "| cell | 12345 |\n" * 20_000,
        "- a\n" * 60_000,
        "A. " * 60_000,
        "bees fly " * 40_000,
        "a" * 400_000,
        "-" * 300_000 + "x",
        "蜂" * 150_000,
        "```\n" + "x = 1\n" * 50_000 + "```",
        "# " + "a " * 100_000,
    ],
    ids=lambda text: repr(text[:12]),
)
@pytest.mark.parametrize("unit", ["words", "characters"])
def test_a_file_without_structure_costs_no_square(text: str, unit: str) -> None:
    """A table of a whole file, a book on one line, a line of dashes; and no chunk is huge."""
    size = {"words": 400, "characters": 1500}[unit]
    started = time.perf_counter()

    chunks = split(document("One two three.\n\n" + text), params(size, size // 5, unit))

    assert time.perf_counter() - started < 20
    assert 40 * 400 + 100 > max(len(chunk.keys[0]) for chunk in chunks)
