"""Where others name somebody, and what hides the name there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from understudy.auditing.originals import originals, parsed
from understudy.cleaning.names.vocabulary import vocabulary
from understudy.core import jsonl
from understudy.core.outcomes import EditRecord
from understudy.core.records import Conversation, Document, Row
from understudy.forgetting import kept
from understudy.forgetting.lineage import Lineage
from understudy.forgetting.people import Everybody, Somebody

KINDS = {Document: "documents", Conversation: "conversations", Row: "rows"}


@dataclass(slots=True)
class Mentions:
    """What others say of somebody, which stays."""

    by_kind: Counter[str] = field(default_factory=Counter)
    """Kind to how many records that stay name them."""
    documents: list[str] = field(default_factory=list)
    """Places of the documents among them."""
    needs_entry: bool = False
    """Whether their name is hidden there only if people.yaml tells it."""
    are_told: bool = True
    """False where cleaning has not run since something changed: then names are kept as they are,
    and forgetting somebody again tells whether they may go."""


def mentions(
    edits: Path | None,
    lineage: Lineage,
    everybody: Everybody,
    somebody: Somebody,
    inputs: Sequence[Path | None],
    *,
    is_known: bool,
) -> Mentions:
    """Find where others name somebody, by the edits of cleaning.

    Args:
        edits: Those of cleaning; None where they are not of what is there now.
        lineage: What goes.
        everybody: Tells who is who.
        somebody: Whom.
        inputs: The parsed conversations, rows and documents, those that there are.
        is_known: Whether people.yaml says already that they are forgotten.
    """
    if edits is None:
        return Mentions(needs_entry=somebody.entry is not None or not is_known, are_told=False)
    found = Mentions()
    conversations, rows, documents = inputs
    named = {
        one.record
        for one in jsonl.read(edits, EditRecord)
        if one.replacement == somebody.pseudonym
        and one.step == "anonymise"
        and one.record not in lineage.ids
    }
    left = (one for one in jsonl.read(edits, EditRecord) if one.record not in lineage.ids)
    every = parsed(documents, conversations, rows)
    records = _noted((one for one in every if one.id not in lineage.ids), named, found)
    hidden = originals(records, left, frozenset({"anonymise"}))
    spellings = {one.text for one in hidden if one.replacement == somebody.pseudonym}
    found.documents = sorted(set(found.documents))
    authors = kept.writers(conversations, lineage.ids).left | everybody.in_tables
    words = vocabulary(documents) if spellings else frozenset[str]()
    found.needs_entry = any(
        everybody.exposes(spelling, somebody, authors, words) for spelling in sorted(spellings)
    )
    return found


def _noted(
    records: Iterable[Document | Conversation | Row], named: set[str], found: Mentions
) -> Iterator[Document | Conversation | Row]:
    """Pass records on, and note those that name somebody."""
    for one in records:
        if one.id in named:
            found.by_kind[KINDS[type(one)]] += 1
            if isinstance(one, Document):
                found.documents.append(one.source.path)
        yield one
