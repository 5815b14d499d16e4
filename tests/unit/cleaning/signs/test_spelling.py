from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.signs.spelling import digits, plain


@given(st.text())
def test_places_stay_what_they_are(text: str) -> None:
    """Sign for sign; and what is plain stays plain."""
    same = plain(text)

    assert len(text) == len(same)
    assert same == plain(same)
    assert all(a == b for a, b in zip(text, same, strict=True) if a.isascii())


def test_what_looks_the_same_is_the_same() -> None:
    """Full width, spaces of any width, hyphens; a long dash is punctuation."""
    assert "A1 b-2 - 34 — 5" == plain("Ａ１\u00a0ｂ\u2011２\u2009\u2212 ٣۴ — 5")
    assert "12" == digits(plain("(１) - 2"))
