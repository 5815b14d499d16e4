"""Asks about passages in bare key words, without a single word of a natural question.

Which kind of answer is wanted shows in what the key words match: a piece of a sentence or a
defined term asks for that sentence, a heading for the sentence under it, a list's topic for its
items.
"""

import random
from dataclasses import dataclass

from passages import Passage, PassageSource, inflect

QUOTES = (("'", "'"), ('"', '"'), ("«", "»"), ("“", "”"), ("`", "`"), ("‘", "’"))
ITEM_JOINTS = ("; ", "; ", "; ", ", ", " / ", "\n")
MAX_TRIES = 8


@dataclass(frozen=True, slots=True)
class Question:
    """Key words and the text that answers them."""

    text: str
    answer: str
    kind: str
    """`start`, `middle`, `bag`, `term`, `heading` or `list`."""


def ask(
    rng: random.Random, source: PassageSource, passages: list[Passage], kind: str
) -> Question | None:
    """Return a question that exactly one place of the passages answers, or None."""
    for _ in range(MAX_TRIES):
        passage = rng.choice(passages)
        found = _ASKERS[kind](rng, source, passage)
        if found is None:
            continue
        key, answer = found
        if _places(passages, key) == 1 or kind in {"bag", "term", "heading"}:
            return Question(_dress(rng, source, key, kind), answer, kind)
    return None


def _places(passages: list[Passage], key: str) -> int:
    lowered = key.casefold()
    texts = (s for p in passages for s in (*p.sentences, p.list_lead, p.heading))
    return sum(lowered in text.casefold() for text in texts)


def _start(rng: random.Random, _: PassageSource, passage: Passage) -> tuple[str, str] | None:
    sentence = rng.choice(passage.sentences)
    words = sentence.rstrip(".").split()
    return " ".join(words[: rng.randint(2, 5)]), sentence


def _middle(rng: random.Random, _: PassageSource, passage: Passage) -> tuple[str, str] | None:
    sentence = rng.choice(passage.sentences)
    words = sentence.rstrip(".").split()
    count = rng.randint(2, 4)
    if len(words) <= count:
        return None
    start = rng.randint(1, len(words) - count)
    return " ".join(words[start : start + count]).rstrip(",;:"), sentence


def _bag(rng: random.Random, source: PassageSource, passage: Passage) -> tuple[str, str] | None:
    sentence = rng.choice(passage.sentences)
    words = [w.strip(",;:«»\"'()") for w in sentence.rstrip(".").split()]
    others = {w for s in passage.sentences if s != sentence for w in s.rstrip(".").split()}
    telling = [w for w in words if len(w) > 3 and w not in others]
    if len(telling) < 2:
        return None
    chosen = rng.sample(telling, min(len(telling), rng.randint(2, 4)))
    if rng.random() < 0.5:
        chosen.sort(key=words.index)
    key = " ".join(chosen)
    return (inflect(rng, source.language, key) if rng.random() < 0.4 else key), sentence


def _term(rng: random.Random, source: PassageSource, passage: Passage) -> tuple[str, str] | None:
    if passage.definition < 0:
        return None
    key = passage.term
    return (
        inflect(rng, source.language, key) if rng.random() < 0.3 else key,
        passage.sentences[passage.definition],
    )


def _heading(_: random.Random, __: PassageSource, passage: Passage) -> tuple[str, str] | None:
    return (passage.heading, passage.sentences[0]) if passage.heading else None


def _list(rng: random.Random, source: PassageSource, passage: Passage) -> tuple[str, str] | None:
    if not passage.items:
        return None
    key = passage.list_topic
    if source.language == "ru" and rng.random() < 0.4:
        key = inflect(rng, source.language, key)
    return key, rng.choice(ITEM_JOINTS).join(passage.items)


def _dress(rng: random.Random, source: PassageSource, key: str, kind: str) -> str:
    """Vary letter case, quote marks and idle words around the key."""
    chance = rng.random()
    if chance < 0.2:
        key = key.lower()
    elif chance < 0.27:
        key = key[:1].upper() + key[1:]
    if kind != "bag" and rng.random() < 0.55:
        opening, closing = rng.choice(QUOTES)
        key = opening + key + closing
    if rng.random() < 0.65:
        key = _idle_words(rng, source) + " " + key
    if rng.random() < 0.3:
        key = key + rng.choice((" ", " ", ", ", "? ")) + _idle_words(rng, source)
    return key


def _idle_words(rng: random.Random, source: PassageSource) -> str:
    """Return words that say nothing about the answer; as many as a question has, at most."""
    count = rng.choice((1, 2, 3, 4, 5, 7, 9))
    share = rng.random()
    return " ".join(
        (source.frequent_word if rng.random() < share else source.word)(rng) for _ in range(count)
    ) + rng.choice(("", "", "", ":", ",", "?"))


_ASKERS = {
    "start": _start,
    "middle": _middle,
    "bag": _bag,
    "term": _term,
    "heading": _heading,
    "list": _list,
}
KINDS = tuple(_ASKERS)
