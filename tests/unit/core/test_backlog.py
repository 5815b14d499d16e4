from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from understudy.core import backlog
from understudy.core.backlog import Backlog


@given(st.lists(st.binary(max_size=40), max_size=60), st.randoms())
def test_what_is_put_comes_out(contents: list[bytes], chance: object) -> None:
    """In any order, wherever it was kept; and again after it was empty."""
    with closing(Backlog(in_memory=100)) as kept:  # also when Hypothesis ends an example early
        for _ in range(2):
            numbers = list(range(len(contents)))
            for number in numbers:
                kept.put(number, contents[number])
            assert len(contents) == len(kept)
            chance.shuffle(numbers)  # type: ignore[attr-defined]
            for number in numbers:
                assert number in kept
                assert contents[number] == kept.pop(number)
                assert number not in kept


def test_it_is_full_some_time(monkeypatch) -> None:
    """By number, or by bytes in the file; and no longer when some was taken."""
    monkeypatch.setattr(backlog, "MOST", 3)
    monkeypatch.setattr(backlog, "MOST_BYTES", 50)
    kept = Backlog(in_memory=10)
    for number in range(3):
        assert not kept.is_full
        kept.put(number, b"x")
    assert kept.is_full
    kept.pop(0)
    assert not kept.is_full

    kept.put(3, b"y" * 60)
    assert kept.is_full
    assert b"y" * 60 == kept.pop(3)
    assert not kept.is_full
    kept.close()
