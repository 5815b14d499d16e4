"""Means with intervals that respect where the samples come from.

Questions on one section, rows of one hive, replies of one chat resemble each other. So whole
components are drawn with replacement, not samples: the cluster bootstrap.

References:
    Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapters 8 and 13 (percentile
    interval); Field and Welsh, Bootstrapping clustered data, JRSS B 69(3), 2007 (clusters).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWN_AT_ONCE = 1_000_000
"""Places drawn in one go (24 MB); the draws do not depend on it."""


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """How intervals are drawn."""

    resamples: int
    confidence: float
    seed: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and how sure it is."""

    value: float
    low: float | None
    """Lower end of the interval; None with fewer than two components."""
    high: float | None
    n: int
    """Samples with a score."""
    clusters: int
    """Components they come from."""


def mean(values: Sequence[float], clusters: Sequence[str], how: Bootstrap) -> Estimate | None:
    """Estimate a mean over samples; None without samples (the mean of nothing is not 0)."""
    return ratio(values, [1.0] * len(values), clusters, how)


def ratio(
    numerators: Sequence[float],
    denominators: Sequence[float],
    clusters: Sequence[str],
    how: Bootstrap,
) -> Estimate | None:
    """Estimate ``sum(numerators) / sum(denominators)``, e.g. nats per token.

    Args:
        numerators: One a sample.
        denominators: One a sample, positive.
        clusters: The component of each sample.
        how: Draws, coverage and seed.
    """
    if not numerators:
        return None
    tops, bottoms = cluster_sums(numerators, clusters), cluster_sums(denominators, clusters)
    value = float(tops.sum() / bottoms.sum())
    low, high = interval(draw_ratio(tops, bottoms, how), how)
    few = len(tops) < 2
    return Estimate(value, None if few else low, None if few else high, len(numerators), len(tops))


def cluster_sums(values: Sequence[float], clusters: Sequence[str]) -> NDArray[np.float64]:
    """Add up the values of each cluster, clusters in the order of their names."""
    names, places = np.unique(np.asarray(clusters), return_inverse=True)
    sums = np.zeros(len(names))
    np.add.at(sums, places, np.asarray(values, dtype=float))
    return sums


def draw_ratio(
    tops: NDArray[np.float64], bottoms: NDArray[np.float64], how: Bootstrap
) -> NDArray[np.float64]:
    """Return the ratio in each draw; the same seed and number of clusters give the same draws.

    So two ratios over the same clusters are drawn together, and their difference is paired.
    """
    ratios = [
        tops[chosen].sum(axis=1) / bottoms[chosen].sum(axis=1) for chosen in _chosen(len(tops), how)
    ]
    return np.concatenate(ratios)


def drawn(count: int, how: Bootstrap) -> Iterator[NDArray[np.float64]]:
    """Yield how often each of some clusters is drawn, a row a draw; the draws of `draw_ratio`."""
    for chosen in _chosen(count, how):
        rows = np.arange(len(chosen))[:, np.newaxis]
        flat = np.bincount((chosen + rows * count).ravel(), minlength=len(chosen) * count)
        yield flat.reshape(len(chosen), count).astype(float)


def _chosen(count: int, how: Bootstrap) -> Iterator[NDArray[np.int64]]:
    """Yield the clusters of each draw, so many draws at a time as memory allows."""
    generator = np.random.default_rng(how.seed)
    rows = max(1, DRAWN_AT_ONCE // count)
    for start in range(0, how.resamples, rows):
        size = min(rows, how.resamples - start)
        yield generator.integers(0, count, size=(size, count))


def interval(draws: NDArray[np.float64], how: Bootstrap) -> tuple[float, float]:
    """Return the percentile interval of some draws."""
    tail = (1 - how.confidence) / 2
    low, high = np.quantile(draws, [tail, 1 - tail])
    return float(low), float(high)
