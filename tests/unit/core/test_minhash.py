import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.minhash import AT_ONCE, Links, Sketch

marks = st.lists(st.tuples(*[st.integers(0, 3)] * 3), max_size=20)


@given(marks)
def test_links_lead_to_all_before_that_share_a_mark(rows: list[tuple[int, ...]]) -> None:
    """However long the chain; marks of different bands are no match."""
    links = Links(len(rows) + 5, 3)
    for row in rows:
        links.add(np.array(row, np.uint32))

    expected = {
        place: [one for one in range(place) if any(map(int.__eq__, rows[one], rows[place]))]
        for place in range(len(rows))
    }

    assert {place: found for place, found in expected.items() if found} == dict(links.found())


def test_a_sketch_is_that_of_a_set() -> None:
    """In any order, of as many elements as there are; another seed gives another."""
    elements = [str(number) for number in range(2 * AT_ONCE + 7)]
    sketch = Sketch(4, 20, 1)

    assert sketch(elements).tolist() == Sketch(4, 20, 1)(elements[::-1]).tolist()
    assert sketch(elements).tolist() != Sketch(4, 20, 2)(elements).tolist()
    assert (20,) == sketch(elements).shape


@pytest.mark.parametrize("share", [0.5, 0.8, 0.95])
def test_minima_agree_as_often_as_sets_share(share: float) -> None:
    """The probability is their similarity: 4,000 minima tell it to two digits."""
    sketch = Sketch(1, 4000, 3)
    size = 200
    shared = [f"both {number}" for number in range(round(size * share))]
    one, other = (shared + [f"{name} {n}" for n in range(size - len(shared))] for name in "ab")
    similarity = len(shared) / (2 * size - len(shared))

    assert similarity == pytest.approx(float((sketch(one) == sketch(other)).mean()), abs=0.04)
