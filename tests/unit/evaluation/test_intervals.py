import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.evaluation import intervals
from understudy.evaluation.intervals import Bootstrap, cluster_sums, mean, ratio

HOW = Bootstrap(resamples=4000, confidence=0.95, seed=1)


def slow_interval(values: list[float], clusters: list[str]) -> tuple[float, float]:
    """The cluster bootstrap as a loop with Python's own generator: an independent reference."""
    names = sorted(set(clusters))
    members = {
        name: [v for v, c in zip(values, clusters, strict=True) if c == name] for name in names
    }
    generator = random.Random(5)
    draws = []
    for _ in range(4000):
        drawn = [v for _ in names for v in members[generator.choice(names)]]
        draws.append(sum(drawn) / len(drawn))
    return float(np.quantile(draws, 0.025)), float(np.quantile(draws, 0.975))


def test_against_a_slow_reference() -> None:
    """Both ends within the noise of 4,000 draws."""
    generator = random.Random(3)
    clusters = [f"c{generator.randrange(40)}" for _ in range(300)]
    values = [generator.random() + (hash_of(name) % 5) / 5 for name in clusters]

    found = mean(values, clusters, HOW)

    low, high = slow_interval(values, clusters)
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    assert abs(found.low - low) < 0.01
    assert abs(found.high - high) < 0.01
    assert abs(found.value - sum(values) / len(values)) < 1e-12


def hash_of(name: str) -> int:
    return sum(map(ord, name))


def test_alike_samples_are_worth_one() -> None:
    """Ten copies of each sample do not make us surer, as a plain bootstrap would claim."""
    values = [0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0]
    clusters = [f"c{i}" for i in range(8)]

    once = mean(values, clusters, HOW)
    tenfold = mean(values * 10, clusters * 10, HOW)

    assert once is not None
    assert tenfold is not None
    assert (once.low, once.high) == (tenfold.low, tenfold.high)
    assert (once.n, tenfold.n, tenfold.clusters) == (8, 80, 8)


def test_the_interval_covers_as_often_as_it_says() -> None:
    """Of 300 worlds the truth lies inside in about 95 of 100 (percentile intervals: a little less)."""
    generator = np.random.default_rng(0)
    how = Bootstrap(resamples=400, confidence=0.95, seed=2)
    covered = 0
    for _ in range(300):
        centres = generator.normal(0.4, 0.2, 50)
        values = [float(c + e) for c in centres for e in generator.normal(0, 0.1, 4)]
        found = mean(values, [f"c{i}" for i in range(50) for _ in range(4)], how)
        assert found is not None
        assert found.low is not None
        assert found.high is not None
        covered += found.low <= 0.4 <= found.high

    assert 0.90 <= covered / 300 <= 0.985


def test_nothing_has_no_mean_and_one_cluster_no_interval() -> None:
    """The mean of nothing is not 0; one section says nothing about others."""
    assert mean([], [], HOW) is None
    alone = mean([0.2, 0.4], ["a", "a"], HOW)
    assert alone is not None
    assert (alone.low, alone.high, alone.clusters) == (None, None, 1)


@given(st.lists(st.tuples(st.floats(0, 9), st.floats(1, 9), st.sampled_from("abc")), min_size=1))
def test_a_ratio_is_of_sums(rows: list[tuple[float, float, str]]) -> None:
    """Tokens weigh, not samples; clusters add up whatever their order."""
    tops, bottoms, clusters = zip(*rows, strict=True)
    found = ratio(tops, bottoms, clusters, Bootstrap(100, 0.9, 1))

    assert found is not None
    assert abs(found.value - sum(tops) / sum(bottoms)) < 1e-9
    assert abs(cluster_sums(tops, clusters).sum() - sum(tops)) < 1e-9
    if found.low is not None and found.high is not None:
        ratios = [t / b for t, b, _ in rows]
        assert min(ratios) - 1e-9 <= found.low <= found.high <= max(ratios) + 1e-9


def test_draws_do_not_depend_on_how_many_are_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded; the figures are those of one go."""
    values = [float(i % 7) for i in range(50)]
    clusters = [f"c{i % 13}" for i in range(50)]
    whole = mean(values, clusters, HOW)

    for held in (1, 13 * 7, 10**9):
        monkeypatch.setattr(intervals, "DRAWN_AT_ONCE", held)
        assert whole == mean(values, clusters, HOW)
