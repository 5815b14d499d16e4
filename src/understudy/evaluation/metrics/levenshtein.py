from understudy.evaluation.registry import METRICS


@METRICS.register("levenshtein")
def levenshtein(prediction: str, reference: str) -> float:
    """One minus the letters to insert, delete or replace, as a share of the longer text.

    The texts are compared as they are: case, punctuation and spaces count.

    Returns:
        A score in [0, 1]; two empty texts score 1.

    References:
        Levenshtein, Binary codes capable of correcting deletions, insertions, and reversals, Soviet
        Physics Doklady 10, 1966; computed by RapidFuzz.

    >>> levenshtein("киста", "кисти")
    0.8
    """
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(prediction, reference))
