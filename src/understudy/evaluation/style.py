"""Does a model write as the persona does: as much, in as many messages, with the same emoji?

What is compared are distributions, not replies: a reply may say something else and be in her style.
Each model's answers to the held-out chats stand against the real replies to the same.

References:
    Vallender, Calculation of the Wasserstein distance between probability distributions on the
    line, Theory of Probability and Its Applications 18(4), 1974: the area between the two
    distribution functions. Endres and Schindelin, A new metric for probability distributions, IEEE
    Transactions on Information Theory 49(7), 2003: the root of the Jensen-Shannon divergence.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any

import numpy as np
import regex
from numpy.typing import NDArray

from understudy.core.records import Sample
from understudy.core.wording import words
from understudy.evaluation import intervals
from understudy.evaluation.intervals import Bootstrap, Estimate
from understudy.evaluation.scoring import Arm, Components
from understudy.model import Prompt

EMOJI = regex.compile(
    # Signs below U+2600 (copyright, arrows) are emoji only where they ask for colour.
    r"(?V1)\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3"
    r"|(?:\p{Emoji_Presentation}|[\p{Extended_Pictographic}&&[\u2600-\U0010ffff]]"
    r"|\p{Extended_Pictographic}\ufe0f)[\ufe0f\p{Emoji_Modifier}]*"
    r"(?:\u200d\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]*)*"
)
"""An emoji with its skin tone, its joined parts or its second letter."""

Array = NDArray[np.float64]
Spread = Mapping[float | str, float]
"""What a reply is counted as, with shares that add up to 1."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One side of a style."""

    read: Callable[[tuple[str, ...]], Spread]
    """Messages of a reply to what it is counted as."""
    is_number: bool
    """Whether that is a number: then distances are in its unit, else between 0 and 1."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Shares by component and value, and in the columns the values, sorted."""

    values: tuple[Any, ...]
    real: Array
    made: Array


def evaluate(
    replies: Sequence[Sample],
    arms: Sequence[Arm],
    prompt: Prompt,
    components: Components,
    how: Bootstrap,
) -> dict[str, dict[str, Any]]:
    """Compare the answers of each arm with the real replies.

    Args:
        replies: Held-out samples; those of chats are taken.
        arms: Their answers; an arm that answered no chat has no figures.
        prompt: Tells where an answer is cut into messages.
        components: For the intervals.
        how: Likewise.

    Returns:
        ``{arm: {feature: {value, low, high, n, clusters, chance, real, made}}}``. ``value`` is the
        distance; ``chance`` is the middle one between the real replies and so many drawn from them:
        a model that writes just so comes no nearer. ``real`` and ``made`` are means a reply: of
        words, of messages, of the share with an emoji, and with a message of emoji alone.
    """
    wanted = [sample for sample in replies if sample.is_reply]
    found: dict[str, dict[str, Any]] = {}
    for arm in arms:
        known = {name: one.text for name, one in arm.predictions.items() if one.text is not None}
        answered = [sample for sample in wanted if sample.id in known]
        if answered:
            real = [prompt.messages(sample.answer) for sample in answered]
            made = [prompt.messages(known[sample.id]) for sample in answered]
            clusters = [components.of(sample) for sample in answered]
            found[arm.name] = {
                name: _compare(feature, real, made, clusters, how)
                for name, feature in FEATURES.items()
                if prompt.bubble is not None or name not in OF_MESSAGES
            }
    return found


def emoji(text: str) -> list[str]:
    """Return the emoji of a text; the sign that asks for colour does not count.

    >>> emoji("ja 👍🏽 ❤️!")
    ['👍🏽', '❤']
    """
    return [found.replace("\ufe0f", "") for found in EMOJI.findall(text)]


def _length(messages: tuple[str, ...]) -> Spread:
    return {float(sum(len(words(message)) for message in messages)): 1.0}


def _burst(messages: tuple[str, ...]) -> Spread:
    return {float(len(messages)): 1.0}


def _emoji(messages: tuple[str, ...]) -> Spread:
    """Count a reply as its emoji, in equal parts, or as none."""
    return _parts([one for message in messages for one in emoji(message)])


def _stickers(messages: tuple[str, ...]) -> Spread:
    """Count a reply as its messages of emoji alone, as stickers are written, or as none."""
    alone = [message for message in messages if not EMOJI.sub("", message).strip(" \n\ufe0f")]
    return _parts(["".join(emoji(message)) for message in alone])


def _parts(found: Sequence[str]) -> Spread:
    counts = Counter(found or [""])
    return {name: count / counts.total() for name, count in counts.items()}


FEATURES = {
    "length": Feature(_length, is_number=True),
    "burst": Feature(_burst, is_number=True),
    "emoji": Feature(_emoji, is_number=False),
    "stickers": Feature(_stickers, is_number=False),
}
OF_MESSAGES = ("burst", "stickers")
"""Features that say nothing where the bounds of messages were not kept."""


def _compare(
    feature: Feature,
    real: Sequence[tuple[str, ...]],
    made: Sequence[tuple[str, ...]],
    clusters: Sequence[str],
    how: Bootstrap,
) -> dict[str, Any]:
    """Draw components, real replies and answers together: the comparison is paired."""
    table = _table([*map(feature.read, real)], [*map(feature.read, made)], clusters)
    between = _earth_mover if feature.is_number else _jensen_shannon
    whole = _shares(table.real.sum(axis=0)), _shares(table.made.sum(axis=0))
    count = len(table.real)
    distances, by_chance = [], []
    for times in intervals.drawn(count, how):
        drawn = _shares(times @ table.real)
        distances.append(between(table.values, drawn, _shares(times @ table.made)))
        by_chance.append(between(table.values, drawn, whole[0]))
    low, high = intervals.interval(np.concatenate(distances), how)
    few = count < 2
    value = float(between(table.values, *whole))
    found = Estimate(value, None if few else low, None if few else high, len(real), count)
    return {
        **asdict(found),
        "chance": None if few else float(np.median(np.concatenate(by_chance))),
        "real": _mean(feature, table.values, whole[0]),
        "made": _mean(feature, table.values, whole[1]),
    }


def _table(real: Sequence[Spread], made: Sequence[Spread], clusters: Sequence[str]) -> _Table:
    values = tuple(sorted(set(chain.from_iterable(chain(real, made)))))
    column = {value: place for place, value in enumerate(values)}
    row = {name: place for place, name in enumerate(sorted(set(clusters)))}
    tables = [np.zeros((len(row), len(values))) for _ in range(2)]
    for table, spreads in zip(tables, (real, made), strict=True):
        for name, spread in zip(clusters, spreads, strict=True):
            for value, share in spread.items():
                table[row[name], column[value]] += share
    return _Table(values, *tables)


def _shares(counts: Array) -> Array:
    """Make the last axis add up to 1."""
    shares: Array = counts / counts.sum(axis=-1, keepdims=True)
    return shares


def _earth_mover(values: Sequence[Any], one: Array, other: Array) -> Array:
    """Return how far the one has to be moved on the line, on the average, to be the other."""
    gaps = np.diff(np.asarray(values, dtype=float))
    apart = np.abs(np.cumsum(one - other, axis=-1))[..., :-1]
    moved: Array = np.asarray(apart @ gaps)
    return moved


def _jensen_shannon(_: Sequence[Any], one: Array, other: Array) -> Array:
    """Return the distance of two distributions of names: 0 the same, 1 nothing in common."""
    middle = (one + other) / 2
    halves = [
        part * np.log2(np.divide(part, middle, out=np.ones_like(middle), where=part > 0))
        for part in np.broadcast_arrays(one, other)
    ]
    divergence = (halves[0] + halves[1]).sum(axis=-1) / 2
    distance: Array = np.sqrt(np.maximum(divergence, 0.0))
    return distance


def _mean(feature: Feature, values: Sequence[Any], shares: Array) -> float:
    """Return the mean of a number; of names the share of replies that have one."""
    if feature.is_number:
        return float(np.asarray(values, dtype=float) @ shares)
    return float(sum(share for value, share in zip(values, shares, strict=True) if value))
