"""Passages and samples whose texts are compared: in memory are their places, not their words."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, overload

from understudy.core.records import Chunk, Sample
from understudy.core.wording import words
from understudy.dataset.drafts import Draft, Drafts, LeaksOf, near_text
from understudy.dataset.twins import Node


class Entry(NamedTuple):
    """A passage or a sample."""

    id: str
    node: Node
    text: int | Draft | None
    """Where its text is to be had; None for one that is compared with nobody."""
    number: int = 0
    """Which text of a sample it is."""


class Texts(Sequence[str]):
    """The texts that may be near others, each read when it is asked for.

    Args:
        samples: Where texts of samples are, and room for those of passages.
        leaks_of: The leak keys of a collection.
    """

    def __init__(self, samples: Drafts, leaks_of: LeaksOf) -> None:
        self._samples = samples
        self._leaks_of = leaks_of
        self._passages: list[Entry] = []
        self.compared: list[Entry] = []
        self.passages: dict[str, Entry] = {}
        """All passages by id."""
        self._read: tuple[int, Sample] | None = None

    def add(self, chunk: Chunk) -> None:
        """Take a passage."""
        leaks = self._leaks_of(chunk.collection)
        compared = "near" in leaks.keys and len(words(chunk.text)) >= leaks.min_words
        text = self._samples.keep(chunk.to_line()) if compared else None
        entry = Entry(chunk.id, (chunk.collection, chunk.group), text)
        self.passages[chunk.id] = entry
        self._passages.append(entry)

    def compare(self, drafts: Iterable[Draft]) -> None:
        """Put what is compared into an order that does not depend on that of the files.

        Args:
            drafts: Samples in such an order; a text of continued training that quotes a passage
                is that passage.
        """
        passages = sorted(self._passages, key=lambda entry: (entry.node, entry.id))
        self.compared = [entry for entry in passages if entry.text is not None]
        answers: set[tuple[str, bytes]] = set()
        for draft in drafts:
            if not draft.sort.is_text or self.passages.keys().isdisjoint(draft.parents):
                numbers = _new(draft, answers)
                self.compared += (Entry(draft.id, draft.node, draft, number) for number in numbers)

    def __len__(self) -> int:
        return len(self.compared)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        """Return a text."""
        if isinstance(place, slice):
            return [self[one] for one in range(len(self))[place]]
        entry = self.compared[place]
        where = entry.text
        assert where is not None, "only texts that are to be had are compared"
        if isinstance(where, int):
            return Chunk.model_validate_json(self._samples.kept(where)).text
        # The texts of a sample are asked for one after another.
        if self._read is None or where.place != self._read[0]:
            self._read = where.place, self._samples.sample(where)
        return near_text(self._read[1], entry.number)


def _new(draft: Draft, answers: set[tuple[str, bytes]]) -> Iterator[int]:
    """Yield the texts of a sample without answers that are known: equal ones are joined already.

    Many people answer alike, and to compare all with all would take the square of their number.
    """
    own = iter(draft.answers)
    for number in draft.sort.near:
        if number % 2:
            answer = draft.collection, next(own)
            if answer in answers:
                continue
            answers.add(answer)
        yield number
