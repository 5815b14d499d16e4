"""The control: the same answers, dealt to other questions.

A model tuned on them learns everything but the answers' relation to the questions: the format, the
style, the words. What a model tuned on the true answers scores above it is what it learned.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from understudy.core.records import Sample


def deal_answers(samples: Sequence[Sample], seed: int) -> list[Sample]:
    """Exchange the targets of samples of one collection, kind, language and number of targets.

    No sample keeps its own answer, unless it is alone in its stratum. Where most answers are
    different texts, none gets an equal text either, as far as that is possible. Where answers
    repeat, as labels do, agreement by chance stays: without it the control would learn which label
    is wrong.

    Args:
        samples: In any order.
        seed: Decides who gets whose.

    Returns:
        The samples in the same order; ids, questions and contexts as they were.
    """
    strata: defaultdict[tuple[str, str, str, int], list[int]] = defaultdict(list)
    for place, sample in enumerate(samples):
        stratum = (sample.collection, sample.kind, sample.language, len(sample.targets))
        strata[stratum].append(place)
    dealt = list(samples)
    for stratum, places in sorted(strata.items()):
        places.sort(key=lambda place: samples[place].id)
        answers = [_answers(samples[place]) for place in places]
        givers = deal(answers, random.Random(f"{seed}:{stratum}"))
        for place, giver in zip(places, givers, strict=True):
            dealt[place] = _with_answers(samples[place], answers[giver])
    return dealt


def deal(answers: Sequence[tuple[str, ...]], chance: random.Random) -> list[int]:
    """Return for each position the position whose answer it gets: a permutation.

    References:
        Sattolo, An algorithm to generate a random cyclic permutation, IPL 22 (1986): every
        position moves as soon as there are two.
    """
    givers = list(range(len(answers)))
    for last in range(len(givers) - 1, 0, -1):
        other = chance.randrange(last)
        givers[last], givers[other] = givers[other], givers[last]
    if 2 * len(set(answers)) > len(answers):
        _part_equals(answers, givers, chance)
    return givers


def _part_equals(
    answers: Sequence[tuple[str, ...]], givers: list[int], chance: random.Random
) -> None:
    """Swap until no position gets a text equal to its own, where a swap can help."""
    for place in range(len(answers)):
        if answers[givers[place]] != answers[place]:
            continue
        start = chance.randrange(len(answers))
        for step in range(len(answers)):
            other = (start + step) % len(answers)
            apart = answers[givers[other]] != answers[place]
            if apart and answers[givers[place]] != answers[other]:
                givers[place], givers[other] = givers[other], givers[place]
                break


def repeated(before: Sequence[Sample], after: Sequence[Sample]) -> int:
    """Count the samples whose answers read the same before and after."""
    pairs = zip(before, after, strict=True)
    return sum(_answers(a) == _answers(b) for a, b in pairs)


def _answers(sample: Sample) -> tuple[str, ...]:
    return tuple(sample.turns[target].content for target in sample.targets)


def _with_answers(sample: Sample, answers: tuple[str, ...]) -> Sample:
    turns = list(sample.turns)
    for target, answer in zip(sample.targets, answers, strict=True):
        turns[target] = replace(turns[target], content=answer)
    return sample.model_copy(update={"turns": tuple(turns)})
