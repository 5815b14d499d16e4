"""One ranking from two."""

from collections.abc import Sequence


def fuse(rankings: Sequence[tuple[Sequence[str], float]], k: int) -> list[str]:
    """Fuse rankings by reciprocal rank: no score scales, nothing to tune.

    Args:
        rankings: (ids best first, weight) of each search.
        k: Constant that damps the first ranks.

    Returns:
        All ids, best first, ties by id.

    References:
        Cormack, Clarke and Büttcher, Reciprocal Rank Fusion outperforms Condorcet and individual
        Rank Learning Methods, SIGIR 2009.

    >>> fuse([(["a", "b"], 1.0), (["b", "c"], 1.0)], 60)
    ['b', 'a', 'c']
    """
    scores: dict[str, float] = {}
    for ids, weight in rankings:
        for rank, name in enumerate(ids, 1):
            if weight:
                scores[name] = scores.get(name, 0.0) + weight / (k + rank)
    return sorted(scores, key=lambda name: (-scores[name], name))
