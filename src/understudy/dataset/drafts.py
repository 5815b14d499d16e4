"""Samples before their split is known: their text lies on the disk, in memory is what decides.

Of each sample there is a `Draft`: where its line lies, and what leak keys, thresholds and counts
ask for. Texts that are only compared stand there as hashes.
"""

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from understudy.core.records import Sample, Turn
from understudy.core.wording import words
from understudy.dataset.params import LeakParams
from understudy.dataset.shelf import Shelf
from understudy.dataset.twins import Node

LeaksOf = Callable[[str], LeakParams]
"""Collection to its leak keys."""
SIZE = 15
"""Bytes of a hash; two of them and what Python adds fill an object of 64 bytes."""


class Words(NamedTuple):
    """How long a target and what stands before it are, in whitespace-separated words."""

    prompt: int
    """The system turn does not count."""
    answer: int


class Sort(NamedTuple):
    """What many samples have in common: one object for all of them."""

    kind: str
    language: str
    is_text: bool
    """Whether it is a text of continued training, which is asked nothing."""
    answers: int
    """How many hashes of answers there are."""
    exchanges: int
    near: tuple[int, ...]
    """Which of its texts are compared with those of others, by their numbers; see `near_text`. The
    odd ones are those of ``answers``, in their order."""


class Draft(NamedTuple):
    """What is kept in memory of a sample."""

    id: str
    node: Node
    """One object for all samples of a group."""
    sort: Sort
    parents: tuple[str, ...]
    """Ids of the records that it was made from; where that was said, those alone that are asked
    for."""
    hashes: bytes
    """All of them, one behind the other, in the order of the properties that name them."""
    lengths: tuple[Words, ...]
    """Of each target."""
    place: int
    """Of its line on the shelf; it grows from one to the next."""

    @property
    def collection(self) -> str:
        """Name of the set it belongs to."""
        return self.node[0]

    @property
    def group(self) -> str:
        """Natural unit of the split."""
        return self.node[1]

    @property
    def kind(self) -> str:
        """Of the sample."""
        return self.sort.kind

    @property
    def language(self) -> str:
        """Of the sample."""
        return self.sort.language

    @property
    def turns(self) -> bytes:
        """Hash; two samples of equal turns are one."""
        return self.hashes[:SIZE]

    @property
    def answers(self) -> tuple[bytes, ...]:
        """Hash of the words of each target that is long enough; none where they are no leak key."""
        return self._hashes(1, 1 + self.sort.answers)

    @property
    def exchanges(self) -> tuple[bytes, ...]:
        """The same of each question with its answer, up to the last target."""
        first = 1 + self.sort.answers
        return self._hashes(first, first + self.sort.exchanges)

    @property
    def prompts(self) -> tuple[bytes, ...]:
        """The same of what was said before each target."""
        first = 1 + self.sort.answers + self.sort.exchanges
        return self._hashes(first, len(self.hashes) // SIZE)

    def _hashes(self, first: int, end: int) -> tuple[bytes, ...]:
        starts = range(SIZE * first, SIZE * end, SIZE)
        return tuple([self.hashes[start : start + SIZE] for start in starts])


class Facts(NamedTuple):
    """What a dataset's description counts."""

    node: Node
    kind: str
    language: str
    lengths: tuple[Words, ...]

    @property
    def collection(self) -> str:
        """Name of the set it belongs to."""
        return self.node[0]


class Final(NamedTuple):
    """A sample of the dataset."""

    line: bytes
    """As it stands in a file of samples, with the line's end."""
    facts: "Facts | Draft"


class Drafts:
    """Every sample that could come into the dataset, in order.

    Args:
        leaks_of: The leak keys of a collection.
        folder: Folder on the disk that has room for all samples.
        nodes: Groups that are in memory already; samples of theirs share them.
        asked: Ids of the records that a parent is looked up among; None = any.
        told_elsewhere: Whether what stands before a reply of a chat may stand in dialogues of
            another group, too.
    """

    def __init__(
        self,
        leaks_of: LeaksOf,
        folder: Path | None = None,
        nodes: Iterable[Node] = (),
        asked: Container[str] | None = None,
        *,
        told_elsewhere: bool = False,
    ) -> None:
        self._leaks_of = leaks_of
        self._told_elsewhere = told_elsewhere
        self._shelf = Shelf(folder)
        self._nodes = {node: node for node in nodes}
        self._asked = asked
        self._all: list[Draft] = []

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._all)

    def add(self, sample: Sample) -> Draft:
        """Keep a sample; return what stays of it in memory."""
        draft = self.draft(sample, self._shelf.put(sample.to_line()))
        self._all.append(draft)
        return draft

    def draft(self, sample: Sample, place: int = 0) -> Draft:
        """Return what stays in memory of a sample, which is not kept."""
        node = self.node(sample.collection, sample.group)
        told = self._told_elsewhere
        return draft_of(sample, self._leaks_of, place, node, self._asked, told_elsewhere=told)

    def node(self, collection: str, group: str) -> Node:
        """Return the one object that stands for a group."""
        node = collection, group
        return self._nodes.setdefault(node, node)

    def keep(self, line: bytes) -> int:
        """Keep another line beside the samples; return its place."""
        return self._shelf.put(line)

    def kept(self, place: int) -> bytes:
        """Return such a line."""
        return self._shelf.get(place)

    def line(self, draft: Draft) -> bytes:
        """Return a sample as it stands in a file of samples."""
        return self._shelf.get(draft.place)

    def sample(self, draft: Draft) -> Sample:
        """Return a sample."""
        return Sample.model_validate_json(self.line(draft))

    def record(self, name: str) -> str:
        """Return the id of the first record that a sample was made from, else its own id."""
        draft = next((one for one in self._all if one.id == name), None)
        evidence = self.sample(draft).evidence if draft else ()
        return evidence[0].parent if evidence else name

    @property
    def end(self) -> int:
        """Place of the sample that is added next."""
        return self._shelf.end

    def final(self, draft: Draft) -> Final:
        """Return a sample that comes into the dataset."""
        return Final(self.line(draft), draft)


def draft_of(
    sample: Sample,
    leaks_of: LeaksOf,
    place: int = 0,
    node: Node | None = None,
    asked: Container[str] | None = None,
    *,
    told_elsewhere: bool = False,
) -> Draft:
    """Return what is to be kept in memory of a sample.

    Args:
        sample: Any.
        leaks_of: The leak keys of a collection.
        place: Of its line on the shelf.
        node: Its group, where that is in memory already.
        asked: Ids of the records that a parent is looked up among; None = any.
        told_elsewhere: See `Drafts`.
    """
    leaks = leaks_of(sample.collection)
    parents = (evidence.parent for evidence in sample.evidence)
    answers = [*_answers(sample, leaks.min_words)] if "answer" in leaks.keys else []
    compared = "answer" in leaks.keys and (told_elsewhere or not sample.is_of_chat)
    exchanges = [*_exchanges(sample, leaks.min_words)] if compared else []
    prompts = _prompts(sample) if "prompt" in leaks.keys else ()
    near = _near(sample, leaks) if "near" in leaks.keys else ()
    is_text = sample.turns[0].role == "text"
    return Draft(
        sample.id,
        node or (sample.collection, sample.group),
        _sort(sample.kind, sample.language, is_text, len(answers), len(exchanges), near),
        tuple([one for one in parents if asked is None or one in asked]),
        b"".join([hash_of_turns(sample.turns), *answers, *exchanges, *prompts]),
        lengths_of(sample),
        place,
    )


def final(sample: Sample) -> Final:
    """Return a sample that comes into the dataset."""
    node = sample.collection, sample.group
    return Final(sample.to_line(), Facts(node, sample.kind, sample.language, lengths_of(sample)))


def lengths_of(sample: Sample) -> tuple[Words, ...]:
    """Count the words of each target and of what was said before it."""
    counts = [len(turn.content.split()) for turn in sample.turns]
    if len(sample.targets) == 1:  # most samples are a reply
        target = sample.targets[0]
        system = counts[0] if target and sample.turns[0].role == "system" else 0
        return _alone(sum(counts[:target]) - system, counts[target])
    spoken = [0 if t.role == "system" else n for t, n in zip(sample.turns, counts, strict=True)]
    return tuple(Words(sum(spoken[:one]), counts[one]) for one in sample.targets)


def near_text(sample: Sample, number: int) -> str:
    """Return what of a sample is compared with other texts: an answer, with its question or alone.

    Args:
        sample: Any; a text of continued training is an answer that nobody asked for.
        number: For its target n, counted from 0: 2 n with the question, 2 n + 1 without.
    """
    target, alone = divmod(number, 2)
    place = sample.targets[target]
    answer = sample.turns[place].content
    return answer if alone or not place else f"{sample.turns[place - 1].content}\n{answer}"


def hash_of(said: Iterable[str]) -> bytes:
    """Hash words; 120 bits, of which a million have two alike with a probability of 4e-25."""
    return hashlib.blake2b(" ".join(said).encode(), digest_size=SIZE).digest()


def hash_of_turns(turns: Sequence[Turn]) -> bytes:
    """Hash turns: equal ones alike, others never."""
    # The lengths tell where each ends, whatever stands in it.
    parts = [f"{turn.role} {len(turn.content)} {turn.content}" for turn in turns]
    for place, turn in enumerate(turns):
        parts += (f"{place} {asset.model_dump_json()}" for asset in turn.assets)
    return hash_of(parts)


def _near(sample: Sample, leaks: LeakParams) -> tuple[int, ...]:
    """Choose its texts; where equal answers may be in two splits, so may those that are near."""
    alone = leaks.near_answers and "answer" in leaks.keys
    chosen: list[int] = []
    for number, place in enumerate(sample.targets):
        answer = len(words(sample.turns[place].content))
        asked = len(words(sample.turns[place - 1].content)) if place else 0
        if (asked or not alone) and asked + answer >= leaks.min_words:  # unasked, both are one
            chosen.append(2 * number)
        if alone and answer >= leaks.min_words:
            chosen.append(2 * number + 1)
    return _upto(len(chosen)) if chosen == [*range(len(chosen))] else tuple(chosen)


@lru_cache(maxsize=2**14)
def _alone(prompt: int, answer: int) -> tuple[Words, ...]:
    """Return one tuple for all: many replies are short, and so is what they reply to."""
    return (Words(prompt, answer),)


_sort = lru_cache(maxsize=2**10)(Sort)
"""Returns one object for all."""


@cache
def _upto(count: int) -> tuple[int, ...]:
    """Return one tuple for all: samples are many, and most have one target."""
    return tuple(range(count))


def _answers(sample: Sample, least: int) -> Iterator[bytes]:
    for target in sample.targets:
        found = words(sample.turns[target].content)
        if len(found) >= least:
            yield hash_of(found)


def _exchanges(sample: Sample, least: int) -> Iterator[bytes]:
    """Hash each question with its answer: one that is context here may be a target elsewhere."""
    for asked, answered in pairwise(sample.turns[: max(sample.targets) + 1]):
        if answered.role == "assistant":
            found = words(f"{asked.content}\n{answered.content}")
            if len(found) >= least:
                yield hash_of(found)


def _prompts(sample: Sample) -> Iterator[bytes]:
    """Hash the words before each target; words of a turn are the same beside other turns."""
    said: list[str] = []
    done = 0
    for target in sorted(sample.targets):
        for turn in sample.turns[done:target]:
            said += words(turn.content) if turn.role != "system" else ()
        done = target
        if said:
            yield hash_of(said)
