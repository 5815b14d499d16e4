import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.edits import (
    MOST_ROUNDS,
    Edit,
    apply,
    compose,
    effective,
    moved,
    origin,
    settle,
)
from understudy.core.errors import InputError


@st.composite
def edited(draw: st.DrawFn, text: str | None = None) -> tuple[str, list[Edit]]:
    """A text and edits of it: deletions, insertions and replacements, some touching."""
    text = draw(st.text("ab c\n", max_size=30)) if text is None else text
    borders = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = zip(borders[::2], borders[1::2], strict=False)
    return text, [Edit(start, end, draw(st.text("xy", max_size=3))) for start, end in spans]


@given(edited())
def test_applying_replaces_exactly_the_spans(case: tuple[str, list[Edit]]) -> None:
    """Right to left, one at a time, is the plain way to do the same."""
    text, edits = case
    expected = text
    for start, end, replacement in reversed(edits):
        expected = expected[:start] + replacement + expected[end:]

    assert expected == apply(text, edits)


@pytest.mark.parametrize(
    "edits",
    [[Edit(2, 1, "")], [Edit(0, 9, "")], [Edit(0, 2, ""), Edit(1, 3, "")], [Edit(-1, 1, "")]],
)
def test_edits_that_cannot_be_made_raise(edits: list[Edit]) -> None:
    """Out of order, overlapping or outside: a step's bug, not a text."""
    with pytest.raises(ValueError, match="edit"):
        apply("abc", edits)


@given(edited())
def test_offsets_find_the_same_text_both_ways(case: tuple[str, list[Edit]]) -> None:
    """What no edit touched is found again, from the result and from the source."""
    text, edits = case
    result = apply(text, edits)
    kept = [i for i in range(len(text)) if not any(e.start <= i < e.end for e in edits)]

    there = moved(kept, edits)
    assert [text[i] for i in kept] == [
        result[i + _inserted_at(old, edits)] for old, i in zip(kept, there, strict=True)
    ]
    replaced = set(range(len(result))) - {
        i + _inserted_at(old, edits) for old, i in zip(kept, there, strict=True)
    }
    assert [text[origin(i, edits)] for i in range(len(result)) if i not in replaced] == [
        text[i] for i in kept
    ]
    assert all(any(e.start == origin(i, edits) for e in edits) for i in replaced)


def _inserted_at(offset: int, edits: list[Edit]) -> int:
    """Text inserted exactly at an offset comes in front of the character there."""
    return sum(len(e.replacement) for e in edits if e.start == e.end == offset)


@given(edited(), st.lists(st.integers(0, 30), max_size=6))
def test_moved_offsets_stay_in_order_and_inside(
    case: tuple[str, list[Edit]], offsets: list[int]
) -> None:
    """So a document's page starts stay page starts."""
    text, edits = case
    pages = sorted(min(offset, len(text)) for offset in offsets)

    there = moved(pages, edits)

    assert sorted(there) == there
    assert all(0 <= offset <= len(apply(text, edits)) for offset in there)


def test_an_offset_inside_a_replaced_span_goes_to_its_start() -> None:
    """A page that starts in a removed line starts where the line was."""
    assert [1, 1, 1, 2] == moved([1, 2, 3, 4], [Edit(1, 4, "x")])
    assert [1, 1] == [origin(1, [Edit(1, 4, "xy")]), origin(2, [Edit(1, 4, "xy")])]


@given(st.data())
def test_a_composition_does_what_both_do(data: st.DataObject) -> None:
    """And its spans are spans of the first text, in order."""
    text, first = data.draw(edited())
    middle = apply(text, first)
    _, second = data.draw(edited(text=middle))

    both = compose(text, first, second)

    assert apply(middle, second) == apply(text, both)
    assert effective(text, both) == both


def test_a_step_is_repeated_until_it_settles() -> None:
    """One list of edits takes the first text to the last."""

    def unwrap(text: str) -> list[Edit]:
        place = text.find("()")
        return [] if place < 0 else [Edit(place, place + 2, "")]

    edits = settle("a((()))b", unwrap, where="d")

    assert [Edit(1, 7, "")] == edits


def test_edits_that_change_nothing_are_none() -> None:
    """A step may name what is already right."""
    assert [] == settle("ab", lambda text: [Edit(0, 1, text[0])], where="d")


def test_a_step_that_never_settles_costs_the_record() -> None:
    """The stage goes on and counts it."""
    with pytest.raises(InputError, match=f"d: .* after {MOST_ROUNDS} rounds") as caught:
        settle("a", lambda _: [Edit(0, 0, "a")], where="d")
    assert "unsettled" == caught.value.reason
