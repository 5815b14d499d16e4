import random
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understudy.core import near
from understudy.core.near import MAX_PERMUTATIONS, bands_for, near_pairs
from understudy.core.wording import jaccard, shingles
from unit.dataset.worlds import texts


def all_with_all(found: list[str], threshold: float) -> list[tuple[int, int, float]]:
    """The oracle."""
    sets = [shingles(text) for text in found]
    pairs = [(i, j, jaccard(sets[i], sets[j])) for i, j in combinations(range(len(sets)), 2)]
    return sorted((pair for pair in pairs if pair[2] >= threshold), key=lambda p: (p[1], p[0]))


@settings(max_examples=50)
@given(st.lists(texts, max_size=12), st.sampled_from([0.3, 0.5, 0.7, 0.9, 1.0]), st.integers(0, 99))
def test_pairs_are_those_of_comparing_all_with_all(
    found: list[str], threshold: float, seed: int
) -> None:
    """Hashes propose, exact similarity decides; the seed changes nothing."""
    assert all_with_all(found, threshold) == list(near_pairs(found, threshold=threshold, seed=seed))


def test_long_texts_at_the_threshold_are_found() -> None:
    """Edited copies of long texts are where hashing could miss."""
    rng = random.Random(5)
    found = []
    for _ in range(60):
        words = [str(rng.randrange(10_000)) for _ in range(80)]
        found.append(" ".join(words))
        words[rng.randrange(10, 60)] = "other"
        for _ in range(rng.randrange(4)):
            words[rng.randrange(80)] = "changed"
        found.append(" ".join(words))

    assert all_with_all(found, 0.7) == list(near_pairs(found, threshold=0.7, seed=1))


@pytest.mark.parametrize("threshold", [0.3, 0.45, 0.6, 0.7, 0.8, 0.95, 1.0])
def test_bands_miss_next_to_nothing_and_propose_few(threshold: float) -> None:
    """A pair at the threshold is missed less than once in a billion."""
    rows, bands = bands_for(threshold)

    assert (1 - min(threshold, 0.95) ** rows) ** bands <= 1.0001e-9
    assert rows * bands <= MAX_PERMUTATIONS
    assert rows > 1


def test_few_runs_are_kept_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that was let go is asked for again, and nothing else changes."""
    monkeypatch.setattr(near, "KEPT", 30)
    found = [f"{' '.join(str(n) for n in range(20))} {end}" for end in range(12)]
    asked: list[int] = []

    class Texts(list[str]):
        def __getitem__(self, place: Any) -> Any:
            asked.append(place)
            return super().__getitem__(place)

    assert all_with_all(found, 0.7) == list(near_pairs(Texts(found), threshold=0.7, seed=1))
    assert len(asked) > 2 * len(found)
