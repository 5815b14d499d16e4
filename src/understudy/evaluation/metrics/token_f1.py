from collections import Counter

from understudy.evaluation.normalise import words
from understudy.evaluation.registry import METRICS


@METRICS.register("token_f1")
def token_f1(prediction: str, reference: str) -> float:
    """Harmonic mean of the precision and recall of words, as in SQuAD.

    Differs: English articles count as words, and punctuation separates words instead of joining
    them, because our texts are not only English.

    Returns:
        A score in [0, 1]; two texts without words score 1, one against some words scores 0.

    References:
        Rajpurkar et al., SQuAD: 100,000+ Questions for Machine Comprehension of Text, EMNLP 2016,
        "Model Evaluation" (https://arxiv.org/abs/1606.05250); empty texts as in evaluate-v2.0.py.

    >>> token_f1("cyst of the left lobe", "left lobe cyst")
    0.75
    """
    guess, truth = Counter(words(prediction)), Counter(words(reference))
    if not guess or not truth:
        return float(guess == truth)
    shared = (guess & truth).total()
    return 2 * shared / (guess.total() + truth.total())
