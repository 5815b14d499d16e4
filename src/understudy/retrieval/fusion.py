"""One ranking from two searches."""

from collections.abc import Mapping, Sequence


def fuse(searches: Sequence[tuple[Mapping[str, float], float]]) -> list[str]:
    """Add up weighted scores, each search's own on a scale that ends at 1.

    Args:
        searches: (id to score, weight) of each search; what a search did not find scores 0 there.
            A cosine is on that scale already; BM25 is divided by the best score of the query.

    Returns:
        All ids, best first, ties by id.

    References:
        Bruch, Gai and Ingber, An Analysis of Fusion Functions for Hybrid Retrieval, ACM TOIS 2023:
        a convex combination beats reciprocal ranks. On the tour's questions too, see
        docs/experiments.md.

    >>> fuse([({"a": 0.9, "b": 0.5}, 1.0), ({"b": 1.0, "c": 0.2}, 0.5)])
    ['b', 'a', 'c']
    """
    scores: dict[str, float] = {}
    for found, weight in searches:
        for name, score in found.items():
            scores[name] = scores.get(name, 0.0) + weight * score
    return sorted(scores, key=lambda name: (-scores[name], name))
