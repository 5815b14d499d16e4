from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.privacy.cases import Case
from bench.privacy.scores import Counts, Hidden, Share

CASE = Case("call Ann Lee on 020 7946", ((5, 12, "PERSON"), (16, 24, "PHONE")), ())


def tail(hits: int, of: int, chance: float) -> float:
    """Return how likely at least so many hits are."""
    return sum(comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(hits, of + 1))


@given(of=st.integers(1, 40), data=st.data())
def test_intervals_are_exact(of: int, data: st.DataObject) -> None:
    """Their ends are the chances under which what was seen is a tail of 2.5 %."""
    hits = data.draw(st.integers(0, of))
    figures = Share(hits, of).figures()
    low, high = figures["low"], figures["high"]

    assert low is not None
    assert high is not None
    assert 0.025 == pytest.approx(tail(hits, of, low), abs=2e-3) if hits else low == 0
    assert (
        0.025 == pytest.approx(1 - tail(hits + 1, of, high), abs=2e-3) if hits < of else high == 1
    )


def test_nothing_to_count_is_no_figure() -> None:
    """It is neither 0 nor 1."""
    assert {"value": None, "low": None, "high": None, "hits": 0, "of": 0} == Share(0, 0).figures()


def test_a_span_that_shows_in_part_is_missed() -> None:
    """A surname says as much as a whole name."""
    counts = Counts()
    counts.add(CASE, [Hidden(5, 8, "PERSON"), Hidden(16, 24, "PHONE")])

    assert Share(0, 1) == counts.recall("PERSON")
    assert Share(1, 1) == counts.recall("PHONE")
    assert Share(1, 1) == counts.precision("PERSON")


def test_two_finds_may_hide_one_span() -> None:
    """What is hidden counts, not how or as what."""
    counts = Counts()
    counts.add(CASE, [Hidden(5, 9, "PERSON"), Hidden(9, 12, "ADDRESS"), Hidden(13, 15, "INN")])

    assert Share(1, 1) == counts.recall("PERSON")
    assert Share(1, 1) == counts.precision("ADDRESS")
    assert Share(0, 1) == counts.precision("INN")
    assert {"value": 0.5, "hits": 1, "of": 2}.items() <= counts.figures()["structured"][
        "precision"
    ].items()
