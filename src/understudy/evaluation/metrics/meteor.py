from collections import defaultdict

from understudy.core.stems import stem
from understudy.evaluation.normalise import words
from understudy.evaluation.registry import METRICS

RECALL_WEIGHT = 0.9
PENALTY_WEIGHT = 0.5
PENALTY_POWER = 3


@METRICS.register("meteor")
def meteor(prediction: str, reference: str) -> float:
    """Harmonic mean of the precision and recall of word stems, less for words out of order.

    Differs from METEOR with WordNet: words match by themselves or by their stem (Snowball, of the
    word's own language), never as synonyms; no data has to be downloaded, and Russian is read as
    well as English. So do not compare it with figures that count synonyms.

    Returns:
        A score in [0, 1]; two texts without words score 1, one against some words scores 0, and
        equal texts 1, as in METEOR 1.5 (the formula alone gives one equal word a half).

    References:
        Banerjee and Lavie, METEOR: An Automatic Metric for MT Evaluation with Improved Correlation
        with Human Judgments, ACL 2005 Workshop, section 2.2 (weights); Denkowski and Lavie, Meteor
        Universal, WMT 2014 (equal texts).

    >>> round(meteor("доли печени киста", "киста доли печени"), 2)
    0.85
    """
    guess, truth = ([stem(word) for word in words(text)] for text in (prediction, reference))
    if not guess or not truth or guess == truth:
        return float(guess == truth)
    matched, chunks = _aligned(guess, truth)
    if not matched:
        return 0.0
    precision, recall = matched / len(guess), matched / len(truth)
    mean = precision * recall / (RECALL_WEIGHT * precision + (1 - RECALL_WEIGHT) * recall)
    return mean * (1 - PENALTY_WEIGHT * (chunks / matched) ** PENALTY_POWER)


def _aligned(guess: list[str], truth: list[str]) -> tuple[int, int]:
    """Match each word once, from left to right; count the matches and their unbroken runs.

    A word that stands in several places goes on with the run before it, else it takes the place
    where the longest run begins: nearly the fewest runs, without a search over all alignments.
    """
    free: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(truth):
        free[word].append(place)
    matched = chunks = 0
    before = None
    for at, word in enumerate(guess):
        places = free[word]
        if not places:
            before = None
            continue
        follows = before is not None and before + 1 in places
        best = before + 1 if before is not None and follows else _longest(at, guess, truth, places)
        places.remove(best)
        matched, chunks, before = matched + 1, chunks + (not follows), best
    return matched, chunks


def _longest(at: int, guess: list[str], truth: list[str], places: list[int]) -> int:
    def run(place: int) -> int:
        pairs = zip(guess[at:], truth[place:], strict=False)
        return next((i for i, (a, b) in enumerate(pairs) if a != b), len(truth) - place)

    return max(places, key=lambda place: (run(place), -place))
