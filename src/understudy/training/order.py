"""Which sample comes when: the whole run's order, decided before its first step.

The trainer then reads samples one after the other. So the order depends on the parameters alone,
not on a library's sampler, and a resumed run meets the samples that it would have met.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

WINDOW_BATCHES = 32
# Samples of 32 steps are sorted by length together. Wider windows save little padding and make
# longer runs of like samples.


class Example(NamedTuple):
    """A rendered sample."""

    sample: str
    """Its id."""
    collection: str
    input_ids: list[int]
    labels: list[int]
    """-100 where no loss falls; as long as ``input_ids``, not shifted."""
    targets_left_out: int = 0
    """Targets that went with the oldest turns, because the sample was too long."""


def plan(
    examples: Sequence[Example],
    *,
    steps: int,
    step_size: int,
    weights: Mapping[str, float],
    seed: int,
) -> list[int]:
    """Lay out a run.

    Every collection is dealt from its own shuffled pile, which is shuffled anew when it is empty:
    no sample comes an (n+1)-th time before all of its collection came n times. Samples of like
    length share a step, so little is padding.

    Args:
        examples: At least one.
        steps: Of the optimizer.
        step_size: Samples a step, over all micro-batches and devices.
        weights: How often samples of a collection come, relative to the others' 1.
        seed: Decides the order.

    Returns:
        Positions in ``examples``; ``steps * step_size`` of them, each step's side by side.
    """
    piles: defaultdict[str, list[int]] = defaultdict(list)
    for place in sorted(range(len(examples)), key=lambda place: examples[place].sample):
        piles[examples[place].collection].append(place)
    rounds = {
        name: max(1, round(len(pile) * weights.get(name, 1.0))) for name, pile in piles.items()
    }
    chance = random.Random(f"{seed}:order")
    streams = {name: _endless(piles[name], f"{seed}:{name}") for name in sorted(piles)}
    order: list[int] = []
    while len(order) < steps * step_size:
        dealt = [next(stream) for name, stream in streams.items() for _ in range(rounds[name])]
        chance.shuffle(dealt)
        order += dealt
    lengths = [len(example.input_ids) for example in examples]
    return _by_length(order[: steps * step_size], lengths, step_size, chance)


def _endless(pile: Sequence[int], seed: str) -> Iterator[int]:
    chance = random.Random(seed)
    while True:
        yield from chance.sample(pile, len(pile))


def _by_length(
    order: list[int], lengths: Sequence[int], step_size: int, chance: random.Random
) -> list[int]:
    """Sort each window by length, cut it into steps, and shuffle the steps."""
    grouped: list[int] = []
    window = WINDOW_BATCHES * step_size
    for start in range(0, len(order), window):
        near = sorted(order[start : start + window], key=lambda place: lengths[place])
        batches = [near[i : i + step_size] for i in range(0, len(near), step_size)]
        chance.shuffle(batches)
        grouped += [place for batch in batches for place in batch]
    return grouped
