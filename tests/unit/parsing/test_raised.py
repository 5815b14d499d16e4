import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.raised import lowered, raised


def test_figures_move() -> None:
    """A power and an index keep what they say."""
    assert ("10⁻⁶", "xⁿ⁺¹") == ("10" + raised("-6"), "x" + raised("n+1"))
    assert "H₂O" == f"H{lowered('2')}O"


@pytest.mark.parametrize("text", ["st", "2nd", "[^1]", "a"])
def test_words_stay(text: str) -> None:
    """Unicode has not all letters, and half a word above the line is worse than none."""
    assert text == raised(text)
    assert text == lowered(text)


@given(st.text("0123456789+=() "))
def test_nothing_is_lost(text: str) -> None:
    """The compatibility form, in which texts are compared and searched, is as it was."""
    assert text == unicodedata.normalize("NFKC", raised(text))
    assert text == unicodedata.normalize("NFKC", lowered(text))
