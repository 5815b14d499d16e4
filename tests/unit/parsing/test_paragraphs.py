import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.paragraphs import (
    Block,
    begins_item,
    continuation,
    goes_on,
    joined,
    to_markdown,
    vocabulary_of,
    without_bullet,
)
from unit.soon import soon

blocks = st.lists(
    st.builds(
        Block,
        text=st.text("ab яЖ.", min_size=1).filter(str.strip),
        level=st.integers(0, 4),
        bullet=st.booleans(),
        page=st.integers(0, 4),
    )
).map(lambda found: sorted(found, key=lambda block: block.page))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The bees carry pol-", "len home"], "The bees carry pollen home"),
        (["a well-", "known thing, well-known"], "a well-known thing, well-known"),
        (["спросил кто-", "то; кто-то знал"], "спросил кто-то; кто-то знал"),
        (["пчело\u00ad", "вод"], "пчеловод"),
        (["the Dadant-", "Blatt hive"], "the Dadant- Blatt hive"),
        (["one", "", "  two  "], "one two"),
        ([], ""),
    ],
)
def test_broken_words_are_whole_again(lines: list[str], expected: str) -> None:
    """A hyphen stays only where the document itself writes the word with one."""
    assert expected == joined(lines, vocabulary_of(lines[1:]))


@pytest.mark.parametrize(
    ("line", "before", "expected"),
    [
        ("• a veil", "", ("a veil", True)),
        ("•a veil", "", ("a veil", True)),
        ("- a veil", "", ("a veil", True)),
        ("— a veil", "Three things:", ("a veil", True)),
        ("— это семья", "Нуклеус", ("— это семья", False)),
        ("-5 degrees", "", ("-5 degrees", False)),
        ("plain", "", ("plain", False)),
    ],
)
def test_marks_of_list_items(line: str, before: str, expected: tuple[str, bool]) -> None:
    """A dash is a mark only where a list was announced: in Russian it stands for "is"."""
    assert expected == without_bullet(line, before)


def test_numbered_items_keep_their_number() -> None:
    """They start an item, but the number is part of the text."""
    assert begins_item("2. Look", "")
    assert begins_item("б) сетка", "")
    assert not begins_item("2.5 metres", "")


def test_a_cut_paragraph_goes_on() -> None:
    """No full stop before and a small letter after."""
    assert goes_on("the bees", "carry pollen")
    assert not goes_on("the bees.", "carry pollen")
    assert not goes_on("the bees", "Carry pollen")


@given(blocks)
def test_pages_start_at_their_first_block(found: list[Block]) -> None:
    """Every page has an offset, in order, at the words that stand first on it."""
    text, pages = to_markdown(found, 5)

    assert len(pages) == 5
    assert list(pages) == sorted(pages)
    assert pages[-1] <= len(text)
    for block in found:
        first = next(one for one in found if one.page == block.page)
        shown = text[pages[block.page] :].lstrip("#- ")
        assert shown.startswith(first.text.lstrip())


def test_items_stand_together() -> None:
    """A list is one block of Markdown, apart from the paragraphs around."""
    made = [Block("T", level=1), Block("one", bullet=True), Block("two", bullet=True), Block("p")]

    assert to_markdown(made, 1)[0] == "# T\n\n- one\n- two\n\np\n"


@given(st.lists(st.text("ab-к ", max_size=90), min_size=2, max_size=5))
def test_a_paragraph_that_goes_on_is_joined_as_if_at_once(lines: list[str]) -> None:
    """Only its end is looked at, and that is enough."""
    words = frozenset({"a-b", "к-к"})
    *before, after = (" ".join(line.split()) for line in lines)
    text = joined(before, words)

    assert joined([text, after], words) == continuation(text, after, words)


def test_a_page_of_loose_words_is_joined_in_time() -> None:
    """A hundred thousand lines take about as many times longer than one."""
    text = soon(lambda: joined(["word"] * 100_000, frozenset()), 5)

    assert 500_000 - 1 == len(text)
