import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.vision.splicing import Piece, replaced, spliced

BLOCKS = st.sampled_from(
    [
        "# Head",
        "One line.",
        "Two\nlines.",
        "- a\n- b\n- c",
        "1. x\n2. y",
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
        "```\ncode\n\n# no heading\n```",
        "> said",
        "Ünï 🐝 код",
    ]
)
PAGES = st.lists(st.lists(BLOCKS, max_size=3), min_size=1, max_size=4)


def written(pages: list[list[str]]) -> tuple[str, tuple[int, ...]]:
    """Write pages as parsers do: an empty page starts where the next one does."""
    text = ""
    starts = []
    for blocks in pages:
        starts.append(len(text))
        text += "".join(f"{block}\n\n" for block in blocks)
    whole = text.rstrip("\n") + "\n" if text else ""
    return whole, tuple(min(start, len(whole)) for start in starts)


@given(pages=PAGES, data=st.data())
def test_nothing_is_lost_and_pages_start_where_they_did(
    pages: list[list[str]], data: st.DataObject
) -> None:
    """Taking the new paragraphs out again gives the old blocks, and every page has its own."""
    text, starts = written(pages)
    places = data.draw(
        st.lists(st.tuples(st.integers(0, len(pages) - 1), st.integers(0, len(text))), max_size=5)
    )
    places.sort()
    pieces = [Piece(f"[new {n} on {page}]", at, page) for n, (page, at) in enumerate(places)]

    new, moved = spliced(text, starts, pieces)

    expected = [[] for _ in pages]
    for piece in pieces:
        expected[piece.page or 0].append(piece.text)
    ends = [*moved[1:], len(new)]
    for page, (start, end) in enumerate(zip(moved, ends, strict=True)):
        # A list item alone is a block, too: a new paragraph may stand between two items.
        blocks = [block for block in new[start:end].strip("\n").split("\n\n") if block]
        there = [block for block in blocks if block.startswith("[new ")]
        assert sorted(expected[page]) == sorted(there)
        left = "\n".join(block for block in blocks if block not in there)
        assert left.split() == " ".join(pages[page]).split()
    if pieces:
        assert new.endswith("\n")
        assert "\n\n\n" not in new
    else:
        assert (text, starts) == (new, moved)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("One.\n\nTwo.\n", 2, "One.\n\nNEW\n\nTwo.\n"),
        ("One.\n\nTwo.\n", 4, "One.\n\nNEW\n\nTwo.\n"),
        ("One.\n\nTwo.\n", 0, "NEW\n\nOne.\n\nTwo.\n"),
        ("One.\n\nTwo.\n", 10, "One.\n\nTwo.\n\nNEW\n"),
        ("Long\nparagraph.\n\nTwo.\n", 2, "Long\nparagraph.\n\nNEW\n\nTwo.\n"),
        ("- a\n- b\n  more\n- c\n", 7, "- a\n- b\n  more\n\nNEW\n\n- c\n"),
        ("| a |\n| --- |\n| b |\n\nEnd.\n", 3, "| a |\n| --- |\n| b |\n\nNEW\n\nEnd.\n"),
        ("```\na\n\nb\n```\nEnd.\n", 5, "```\na\n\nb\n```\n\nNEW\n\nEnd.\n"),
        ("# H\n\nText.\n", 3, "# H\n\nNEW\n\nText.\n"),
        ("", 0, "NEW\n"),
    ],
)
def test_a_paragraph_stands_behind_the_block_of_its_place(
    text: str, at: int, expected: str
) -> None:
    """Never inside a table, code, or a paragraph."""
    assert (expected, ()) == spliced(text, (), [Piece("NEW", at)])


def test_paragraphs_at_one_place_keep_their_order() -> None:
    """The first comes first."""
    pieces = [Piece("one", 3), Piece("two", 3), Piece("three", 4)]

    assert "Text\n\none\n\ntwo\n\nthree\n" == spliced("Text\n", (), pieces)[0]


def test_pages_without_text_get_what_is_theirs() -> None:
    """Each page begins with its own paragraph."""
    text, starts = spliced("", (0, 0, 0), [Piece("first", 0, 0), Piece("third", 0, 2)])

    assert "first\n\nthird\n" == text
    assert ["first", "third", "third"] == [text[start:].split("\n")[0] for start in starts]


@given(pages=PAGES, page=st.integers(0, 3))
def test_a_page_can_be_replaced(pages: list[list[str]], page: int) -> None:
    """The other pages stay as they are."""
    text, starts = written(pages)
    page %= len(pages)

    new, moved = replaced(text, starts, page, "NEW\n\ntext")

    ends = [*moved[1:], len(new)]
    found = [new[start:end].strip("\n") for start, end in zip(moved, ends, strict=True)]
    expected = ["\n\n".join(blocks) for blocks in pages]
    expected[page] = "NEW\n\ntext"
    assert expected == found


def test_a_text_without_pages_is_replaced_whole() -> None:
    """As there is nothing to tell its parts."""
    assert ("NEW\n", ()) == replaced("One.\n\nTwo.\n", (), None, "NEW")
