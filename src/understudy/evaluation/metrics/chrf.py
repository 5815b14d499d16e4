import functools
from typing import Any

from understudy.evaluation.registry import METRICS


@METRICS.register("chrf")
def chrf(prediction: str, reference: str) -> float:
    """F-score of character n-grams up to 6, recall weighted twice; inflection costs little.

    The headline for Russian among text metrics. sacrebleu's chrF2 for one sentence, divided by 100;
    an average of sentences, not the corpus statistic, because intervals resample samples.

    Returns:
        A score in [0, 1]; two blank texts score 1.

    References:
        Popović, chrF: character n-gram F-score for automatic MT evaluation, WMT 2015; Post, A Call
        for Clarity in Reporting BLEU Scores, WMT 2018 (sacrebleu).

    >>> round(chrf("рамки вощины", "рамка вощины"), 2)
    0.55
    """
    if not prediction.strip() or not reference.strip():
        return float(not prediction.strip() and not reference.strip())
    return float(_scorer().sentence_score(prediction, [reference]).score) / 100


@functools.cache
def _scorer() -> Any:
    from sacrebleu.metrics import CHRF

    return CHRF()
