import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.signs.spelling import digits, plain


@given(st.text())
def test_places_stay_what_they_are(text: str) -> None:
    """Sign for sign, but for the marks of emphasis."""
    same = plain(text)

    assert len(text) == len(same)
    assert all(a == b for a, b in zip(text, same, strict=True) if a.isascii() and a not in "_*")


@given(st.text(st.characters(exclude_characters="_*")))
def test_what_is_plain_stays_plain(text: str) -> None:
    """So a check that was given a plain text sees what a finder sees."""
    assert plain(text) == plain(plain(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("call _8 903 555 12 34_!", "call  8 903 555 12 34 !"),
        ("**Anna**, *b* and __c__", "  Anna  ,  b  and   c  "),
        ("_@anna_k_ and _anna@mail.example_", " @anna_k  and  anna@mail.example "),
        ("snake_case, my__word__, _private", "snake_case, my__word__, _private"),
        ("2 * 3 * 4, @anna_, a_ b_", "2 * 3 * 4, @anna_, a_ b_"),
        ("_one\ntwo_", "_one\ntwo_"),
    ],
)
def test_marks_of_emphasis_are_spaces(text: str, expected: str) -> None:
    """Names with such a sign keep it, and so does what is on one side alone."""
    assert expected == plain(text)


def test_what_looks_the_same_is_the_same() -> None:
    """Full width, spaces of any width, hyphens; a long dash is punctuation."""
    assert "A1 b-2 - 34 — 5" == plain("Ａ１\u00a0ｂ\u2011２\u2009\u2212 ٣۴ — 5")
    assert "12" == digits(plain("(１) - 2"))
