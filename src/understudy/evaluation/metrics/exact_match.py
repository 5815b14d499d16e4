from understudy.evaluation.normalise import words
from understudy.evaluation.registry import METRICS


@METRICS.register("exact_match")
def exact_match(prediction: str, reference: str) -> float:
    """Tell whether both texts have the same words in the same order.

    Differs from SQuAD's: English articles count, and punctuation of every script is dropped, not
    only ASCII's, because our texts are not only English.

    Returns:
        1 or 0.

    References:
        Rajpurkar et al., SQuAD: 100,000+ Questions for Machine Comprehension of Text, EMNLP 2016,
        "Model Evaluation" (https://arxiv.org/abs/1606.05250).

    >>> exact_match("«Да», 5 рамок.", "да 5 рамок")
    1.0
    """
    return float(words(prediction) == words(reference))
