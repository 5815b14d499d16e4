"""The stage's work from files to files."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field
from tqdm import tqdm

from understudy.auditing.originals import Original, originals, parsed
from understudy.auditing.params import AuditParams
from understudy.auditing.searching import WORD, Search
from understudy.auditing.texts import files, pieces
from understudy.cleaning.names.inflection import forms
from understudy.cleaning.names.ordinary import NO_NAMES, ORDINARY
from understudy.cleaning.names.vocabulary import vocabulary
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import EditRecord
from understudy.core.people import People, load_people, same_name
from understudy.core.records import Record

log = logging.getLogger(__name__)

HIDING = frozenset({"anonymise", "authors", "accounts"})
"""Steps of cleaning that put a pseudonym in the place of something."""


class Inputs(NamedTuple):
    """What was parsed, and what cleaning did to it; None for what there is not."""

    edits: Path
    documents: Path | None = None
    conversations: Path | None = None
    rows: Path | None = None
    people: Path | None = None


class Hit(Record):
    """A place downstream where something hidden stands in the clear."""

    artefact: str
    place: str
    """File and line in it."""
    replacement: str
    """What should stand there; what does stand there is in no output."""
    start: int = Field(ge=0)
    """First code point in the line."""


def audit_folder(
    params: AuditParams,
    inputs: Inputs,
    artefacts: Sequence[Path],
    audited: Path,
    report: Path,
) -> None:
    """Look for everything that cleaning hid in everything that was made after it.

    Args:
        params: Section ``audit``.
        inputs: Files of the parse and clean stages.
        artefacts: Files and folders of later stages.
        audited: Folder to write: ``hits.jsonl``, which names places and no words.
        report: Metrics file to write.

    Raises:
        SetupError: There was a hit; the message says where the first of each artefact is.
    """
    search = search_for(params, inputs)
    hits: list[Hit] = []
    counts: dict[str, Any] = {}
    first: list[str] = []
    for artefact in tqdm(artefacts, desc="audit", unit="artefact", disable=None):
        found, facts = _audit(artefact, search, params.examples)
        counts[artefact.as_posix()] = facts
        hits += found
        if found:
            first.append(_sentence(artefact, facts["hits"], found[0]))
    jsonl.write(audited / "hits.jsonl", hits)
    facts = {
        "sought": len(search),
        "ambiguous": len(search.ambiguous),
        "hits": sum(sum(one["hits"].values()) for one in counts.values()),
        "artefacts": counts,
    }
    jsonl.write_json(report, facts)
    log.info("%d originals sought in %d artefacts", len(search), len(artefacts))
    if first:
        raise SetupError(
            "audit: what cleaning hid stands downstream. "
            + "; ".join(first)
            + f". All places are in {audited / 'hits.jsonl'}. Did a stage read what was not "
            "cleaned? A word that is no name there belongs into ordinary_words of people.yaml."
        )


def _audit(artefact: Path, search: Search, examples: int) -> tuple[list[Hit], dict[str, Any]]:
    """Search an artefact; return the first hits, and counts of all."""
    if not artefact.exists():
        raise SetupError(f"audit: {artefact} does not exist: run the stage that makes it first")
    kinds: Counter[str] = Counter()
    found: list[Hit] = []
    read = size = 0
    for path in files(artefact):
        read += 1
        size += path.stat().st_size
        name = path.relative_to(artefact).as_posix() if artefact.is_dir() else path.name
        seen: set[tuple[str, str]] = set()  # a line is read again without its escapes
        for place, text, known in pieces(path, name):
            for start, _, original in search.find(text, known):
                if (place, original.replacement) in seen:
                    continue
                seen.add((place, original.replacement))
                kinds[original.kind] += 1
                if len(found) < examples:
                    where = Hit(
                        artefact=artefact.as_posix(),
                        place=search.without(place),
                        replacement=original.replacement,
                        start=max(0, start - known),
                    )
                    found.append(where)
    return found, {"files": read, "bytes": size, "hits": dict(sorted(kinds.items()))}


def _sentence(artefact: Path, kinds: dict[str, int], first: Hit) -> str:
    listed = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    return f"{artefact}: {listed}, first {first.replacement} in {first.place}"


def search_for(params: AuditParams, inputs: Inputs) -> Search:
    """Return a search for everything that cleaning hid."""
    people = None if inputs.people is None else load_people(inputs.people)
    records = parsed(inputs.documents, inputs.conversations, inputs.rows)
    hidden = originals(records, jsonl.read(inputs.edits, EditRecord), HIDING)
    kept = {same_name(name) for name in people.persona.names} if people is not None else set()
    # A namesake of the persona is hidden; the same name in the clear is the persona, who is kept.
    sought = [one for one in dict.fromkeys(hidden) if same_name(one.text) not in kept]
    return Search(
        _spelled_out(sought, people),
        _ordinary(inputs, people),
        NO_NAMES,
        min_letters=params.min_letters,
        min_digits=params.min_digits,
    )


def _spelled_out(hidden: Iterable[Original], people: People | None) -> Iterator[Original]:
    """Add the parts of people's names and their cases, which the raw records need not have."""
    yield from hidden
    names = {one: one.text for one in hidden if one.kind == "PERSON"}
    listed = people.people if people is not None else ()
    names |= {Original(name, "PERSON"): name for person in listed for name in person.names}
    for one, name in names.items():
        for part in WORD.findall(name):
            for form in sorted(forms(same_name(part))):
                # Whether a short word is a name is told by its capital letter in the text.
                yield one._replace(text=form)


def _ordinary(inputs: Inputs, people: People | None) -> frozenset[str]:
    """Return words that are no evidence: what cleaning leaves, and the persona's own name."""
    words = {*ORDINARY, *NO_NAMES}
    if people is not None:
        for name in (*people.ordinary_words, *people.persona.names):
            words |= {form for part in same_name(name).split() for form in forms(part)}
    return vocabulary(inputs.documents).union(words)
