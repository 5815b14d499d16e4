"""Samples before their split is known: their text lies on the disk, in memory is what decides.

Of each sample there is a `Draft`: where its line lies, and what leak keys, thresholds and counts
ask for. Texts that are only compared stand there as hashes.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Protocol

from understudy.core.records import Sample, Turn
from understudy.core.wording import words
from understudy.dataset.params import LeakParams
from understudy.dataset.shelf import Shelf

CHAT = "conversation-"
"""Begins the ids of conversations."""

LeaksOf = Callable[[str], LeakParams]
"""Collection to its leak keys."""


class Placed(Protocol):
    """What has a collection and a group: a draft, a sample, a passage."""

    @property
    def collection(self) -> str:
        """Name of the set it belongs to."""
        ...

    @property
    def group(self) -> str:
        """Natural unit of the split."""
        ...


class Words(NamedTuple):
    """How long a target and what stands before it are, in whitespace-separated words."""

    prompt: int
    """The system turn does not count."""
    answer: int


class Draft(NamedTuple):
    """What is kept in memory of a sample."""

    id: str
    collection: str
    group: str
    kind: str
    language: str
    parents: tuple[str, ...]
    """Ids of the records that it was made from."""
    turns: bytes
    """Hash; two samples of equal turns are one."""
    lengths: tuple[Words, ...]
    """Of each target."""
    answers: tuple[bytes, ...]
    """Hash of the words of each target that is long enough; none where they are no leak key."""
    exchanges: tuple[bytes, ...]
    """The same of each question with its answer, up to the last target."""
    prompts: tuple[bytes, ...]
    """The same of what was said before each target."""
    near: tuple[int, ...]
    """Which of its targets, counted from 0, are compared with other texts, with their questions."""
    is_text: bool
    """Whether it is a text of continued training, which is asked nothing."""
    place: int
    """Of its line on the shelf."""


class Facts(NamedTuple):
    """What a dataset's description counts."""

    collection: str
    group: str
    kind: str
    language: str
    lengths: tuple[Words, ...]


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
    """

    def __init__(self, leaks_of: LeaksOf, folder: Path | None = None) -> None:
        self._leaks_of = leaks_of
        self._shelf = Shelf(folder)
        self._all: list[Draft] = []

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._all)

    def add(self, sample: Sample) -> Draft:
        """Keep a sample; return what stays of it in memory."""
        draft = draft_of(sample, self._leaks_of, self._shelf.put(sample.to_line()))
        self._all.append(draft)
        return draft

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

    def final(self, draft: Draft) -> Final:
        """Return a sample that comes into the dataset."""
        return Final(self.line(draft), draft)


def draft_of(sample: Sample, leaks_of: LeaksOf, place: int = 0) -> Draft:
    """Return what is to be kept in memory of a sample.

    Args:
        sample: Any.
        leaks_of: The leak keys of a collection.
        place: Of its line on the shelf.
    """
    leaks = leaks_of(sample.collection)
    return Draft(
        sample.id,
        sample.collection,
        sample.group,
        sample.kind,
        sample.language,
        tuple(evidence.parent for evidence in sample.evidence),
        hash_of_turns(sample.turns),
        lengths_of(sample),
        tuple(_answers(sample, leaks.min_words)) if "answer" in leaks.keys else (),
        tuple(_exchanges(sample, leaks.min_words)) if "answer" in leaks.keys else (),
        tuple(_prompts(sample)) if "prompt" in leaks.keys else (),
        _near(sample, leaks.min_words) if "near" in leaks.keys else (),
        sample.turns[0].role == "text",
        place,
    )


def final(sample: Sample) -> Final:
    """Return a sample that comes into the dataset."""
    known = sample.collection, sample.group, sample.kind, sample.language
    return Final(sample.to_line(), Facts(*known, lengths_of(sample)))


def lengths_of(sample: Sample) -> tuple[Words, ...]:
    """Count the words of each target and of what was said before it."""
    counts = [len(turn.content.split()) for turn in sample.turns]
    if len(sample.targets) == 1:  # most samples are a reply
        target = sample.targets[0]
        system = counts[0] if target and sample.turns[0].role == "system" else 0
        return (Words(sum(counts[:target]) - system, counts[target]),)
    spoken = [0 if t.role == "system" else n for t, n in zip(sample.turns, counts, strict=True)]
    return tuple(Words(sum(spoken[:one]), counts[one]) for one in sample.targets)


def near_text(sample: Sample, target: int = -1) -> str:
    """Return what of a sample is compared with other texts: a question and its answer.

    Args:
        sample: Any.
        target: Which of its targets, counted from 0; the last by default.
    """
    place = sample.targets[target]
    answer = sample.turns[place].content
    return f"{sample.turns[place - 1].content if place else answer}\n{answer}"


def hash_of(said: Iterable[str]) -> bytes:
    """Hash words; 128 bits, of which a million have two alike with a probability of 1e-27."""
    return hashlib.blake2b(" ".join(said).encode(), digest_size=16).digest()


def hash_of_turns(turns: Sequence[Turn]) -> bytes:
    """Hash turns: equal ones alike, others never."""
    # The lengths tell where each ends, whatever stands in it.
    parts = [f"{turn.role} {len(turn.content)} {turn.content}" for turn in turns]
    for place, turn in enumerate(turns):
        parts += (f"{place} {asset.model_dump_json()}" for asset in turn.assets)
    return hash_of(parts)


def _near(sample: Sample, least: int) -> tuple[int, ...]:
    chosen = [
        number
        for number in range(len(sample.targets))
        if len(words(near_text(sample, number))) >= least
    ]
    return _upto(len(chosen)) if len(chosen) == len(sample.targets) else tuple(chosen)


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
    """Hash each question with its answer: one that is context here may be a target elsewhere.

    Of a chat none: what stands before a reply was said in the same chat, which is its group.
    """
    if any(evidence.parent.startswith(CHAT) for evidence in sample.evidence):
        return
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
