"""Records that are nearly the same, found once for all that follow."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, overload

from understudy.cleaning.params import NearParams
from understudy.core import jsonl
from understudy.core.errors import InputError
from understudy.core.near import Near, near_pairs
from understudy.core.records import Conversation, Document
from understudy.core.wording import words

NearKind = Literal["documents", "conversations"]
RECORDS: dict[NearKind, type[Document] | type[Conversation]] = {
    "documents": Document,
    "conversations": Conversation,
}
SEED = 0


class Nearness(NamedTuple):
    """What comparing the records of a folder has shown."""

    counts: dict[str, dict[str, int]]
    """For each kind that is there how many records were compared, and how many pairs are near."""
    repeats: dict[NearKind, list[InputError]]
    """With ``drop``, for each kind what repeats an earlier record, whose id is at ``where``."""


def write_near(params: NearParams, cleaned: Path) -> Nearness:
    """Write the pairs of near records of each kind as ``near.jsonl``.

    With ``drop`` a record goes that is near an earlier one which stays: so of three, of which only
    neighbours are near, the first and the last stay. No two that stay are near, and the file of
    pairs is empty.

    Args:
        params: Section ``clean.near``.
        cleaned: Folder with the cleaned records; it gets the file, in the order of the records.
    """
    found: list[Near] = []
    counts: dict[str, dict[str, int]] = {}
    repeats: dict[NearKind, list[InputError]] = {}
    kinds = params.kinds if params.min_similarity is not None else ()
    for kind in (kind for kind in kinds if (cleaned / f"{kind}.jsonl").is_file()):
        texts = _Texts(cleaned / f"{kind}.jsonl", RECORDS[kind], params.min_words)
        pairs = list(_pairs(kind, texts, params))
        counts[kind] = {"compared": len(texts), "pairs": len(pairs)}
        if params.drop:
            repeats[kind] = list(_repeats(pairs))
        else:
            found += pairs
    jsonl.write(cleaned / "near.jsonl", found)
    return Nearness(counts, repeats)


def _repeats(pairs: list[Near]) -> Iterator[InputError]:
    """Yield what is near an earlier record that stays; pairs are in the order of the later one."""
    gone: set[str] = set()
    for pair in pairs:
        if pair.one not in gone and pair.other not in gone:
            gone.add(pair.other)
            share = f"{pair.similarity:.0%} of their runs of three words"
            why = f"nearly the same as {pair.one}: they share {share}"
            yield InputError(pair.other, why, reason="near_duplicate")


def _pairs(kind: NearKind, texts: "_Texts", params: NearParams) -> Iterator[Near]:
    threshold = params.min_similarity
    assert threshold is not None, "asked for only where there is one"
    for one, other, similarity in near_pairs(texts, threshold=threshold, seed=SEED):
        yield Near(kind=kind, one=texts.id(one), other=texts.id(other), similarity=similarity)


class _Texts(Sequence[str]):
    """The texts of a file of records, read one at a time: all of them need not fit into memory."""

    def __init__(
        self, path: Path, record: type[Document] | type[Conversation], min_words: int
    ) -> None:
        self._path = path
        self._record = record
        self._min_words = min_words
        self._starts: list[int] = []
        with path.open("rb") as file:
            start = 0
            for line in file:
                self._starts.append(start)
                start += len(line)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        """Return a text; an empty one for a record with too few words."""
        if isinstance(place, slice):
            return [self[one] for one in range(len(self))[place]]
        record = self._read(place)
        if isinstance(record, Document):
            text = record.text
        else:
            text = "\n".join(message.text for message in record.messages)
        return text if len(words(text)) >= self._min_words else ""

    def id(self, place: int) -> str:
        """Return a record's id."""
        return self._read(place).id

    def _read(self, place: int) -> Document | Conversation:
        with self._path.open("rb") as file:
            file.seek(self._starts[place])
            return self._record.model_validate_json(file.readline())
