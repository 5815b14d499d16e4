from understudy.evaluation.normalise import words
from understudy.evaluation.registry import METRICS


@METRICS.register("rouge_l")
def rouge_l(prediction: str, reference: str) -> float:
    """F-measure of the longest common subsequence of words.

    Differs from the package rouge-score: its tokenizer drops every letter that is not a-z, so that
    identical Russian texts score 0; ours keeps all scripts. Beta is 1, as there.

    Returns:
        A score in [0, 1]; two texts without words score 1, one against some words scores 0.

    References:
        Lin, ROUGE: A Package for Automatic Evaluation of Summaries, ACL 2004 Workshop, section 3.

    >>> rouge_l("смотрим потом трогаем", "сначала смотрим, потом трогаем")
    0.8571428571428571
    """
    guess, truth = words(prediction), words(reference)
    if not guess or not truth:
        return float(guess == truth)
    return 2 * _common(guess, truth) / (len(guess) + len(truth))


def _common(left: list[str], right: list[str]) -> int:
    """Return the length of the longest common subsequence; one row of the table at a time."""
    row = [0] * (len(right) + 1)
    for word in left:
        diagonal = 0
        for j, other in enumerate(right, 1):
            above = row[j]
            row[j] = diagonal + 1 if word == other else max(above, row[j - 1])
            diagonal = above
    return row[-1]
