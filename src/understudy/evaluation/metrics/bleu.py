import functools
from typing import Any

from understudy.evaluation.normalise import words
from understudy.evaluation.registry import METRICS


@METRICS.register("bleu")
def bleu(prediction: str, reference: str) -> float:
    """Precision of runs of one to four words, with a penalty for brevity.

    sacrebleu's BLEU of one sentence, divided by 100: short texts are scored by the runs they have
    (effective order), or "cyst of the lobe" could score nothing but 0. Differs from its default:
    words are cut as for every other metric here, so case, punctuation and ``ё`` do not count. An
    average of sentences, not the corpus statistic, because intervals resample samples.

    Returns:
        A score in [0, 1]; two texts without words score 1, one against some words scores 0.

    References:
        Papineni et al., BLEU: a Method for Automatic Evaluation of Machine Translation, ACL 2002;
        Post, A Call for Clarity in Reporting BLEU Scores, WMT 2018 (sacrebleu).

    >>> round(bleu("киста правой доли печени", "киста левой доли печени"), 2)
    0.35
    """
    guess, truth = words(prediction), words(reference)
    if not guess or not truth or guess == truth:
        return float(guess == truth)
    found = _scorer().sentence_score(" ".join(guess), [" ".join(truth)])
    return min(float(found.score) / 100, 1.0)


@functools.cache
def _scorer() -> Any:
    from sacrebleu.metrics import BLEU

    return BLEU(effective_order=True, tokenize="none")
