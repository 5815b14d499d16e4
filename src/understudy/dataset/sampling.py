"""From records to samples: chats, rows and what was synthesized, in the order of the inputs."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from understudy.core.errors import InputError, SetupError
from understudy.core.records import Conversation, Sample
from understudy.core.tally import Tally
from understudy.dataset.chats import Reply, Replying, replies
from understudy.dataset.contrast import KIND, others_replies
from understudy.dataset.holdout import stratum
from understudy.dataset.material import Material
from understudy.dataset.packing import Usable, pack
from understudy.dataset.params import BuildParams
from understudy.dataset.rows import row_sample
from understudy.dataset.selection import distinct
from understudy.dataset.sides import speakers
from understudy.dataset.twins import Node


class Tallies:
    """Where records went: the unusable ones, which have a limit, and what parameters leave out.

    Args:
        dataset: Folder for ``rejects.jsonl`` and ``left_out.jsonl``.
        limit: Largest share of the rows that may be unusable.
    """

    def __init__(self, dataset: Path, limit: float) -> None:
        self.chats: dict[str, Any] = {}
        """What became of chats beside that: contexts shortened, replies packed."""
        self.unusable = Tally("build", limit=limit, rejects=dataset / "rejects.jsonl")
        self.left_out = Tally(limit=1, rejects=dataset / "left_out.jsonl")

    def counts(self) -> dict[str, Any]:
        """Return read, kept and dropped by kind of record."""
        return {**self.left_out.counts(), **self.unusable.counts()}

    def write(self, report: Path, **more: Any) -> None:
        """Write both files of records and the metrics; raise ``SetupError`` over the limit."""
        self.left_out.write(report)
        self.unusable.write(report, **self.left_out.counts(), **more)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Every sample that could come into the dataset."""

    samples: list[Sample]
    """One for each reply, row and synthesized question."""
    usable: list[Usable]
    """The persona's replies among them, where they are to be packed."""
    dialogues: list[Sample]
    """The same, packed, where prompts are a leak key: those in train are longer."""


def make_samples(
    params: BuildParams, material: Material, held_out: frozenset[str], tallies: Tallies
) -> Drawn:
    """Make every sample that could come into the dataset.

    Raises:
        SetupError: The persona writes in none of the conversations, or a template names a column
            that a table lacks.
    """
    rows = [row for row in material.rows if row.collection in params.rows]
    row_samples = tallies.unusable.each(rows, partial(row_sample, rows=params.rows), kind="rows")
    chats, usable = _persona_samples(params, material, tallies)
    samples = [
        *chats,
        *(stratum(sample, params, held_out) for sample in row_samples),
        *material.samples,
    ]
    compared = any(
        "prompt" in params.leaks_of(name).keys for name in {chat.collection for chat in chats}
    )
    wanted = {one.sample for one in usable} if compared else ()
    return Drawn(samples, usable, _packed(params, material, usable, wanted))


def train_samples(
    params: BuildParams,
    material: Material,
    drawn: Drawn,
    kept: Iterable[Sample],
    tallies: Tallies,
) -> list[Sample]:
    """Give the samples of train their form: replies in a row become one, in place of the first.

    Args:
        params: ``build.chats`` says which form.
        material: For the prompt.
        drawn: All samples; those of chats are known by their ids.
        kept: Those of train.
        tallies: Told how many samples the replies became.
    """
    kept = list(kept)
    if params.chats.form == "replies":
        return kept
    replies_ = {one.sample for one in drawn.usable}
    wanted = {sample.id for sample in kept} & replies_
    packed = _packed(params, material, drawn.usable, wanted)
    tallies.chats["dialogues"] = {
        "samples": len(packed),
        "replies": sum(len(sample.targets) for sample in packed),
    }
    return [*packed, *(sample for sample in kept if sample.id not in replies_)]


def contrast_samples(
    params: BuildParams, material: Material, split: Mapping[Node, str], tallies: Tallies
) -> list[Sample]:
    """Make samples of other people's replies in the test conversations."""
    tested = [
        chat for chat in material.conversations if split[chat.collection, chat.group] == "test"
    ]
    found = list(others_replies(tested, material.persona, params.chats))
    work = Replying(params.chats, material.prompt.persona_turn, KIND)
    samples = list(tallies.left_out.each(found, work, kind=KIND))
    return distinct(samples, tallies.left_out, kind=KIND)


def unused_rows(params: BuildParams, material: Material) -> dict[str, int]:
    """Count the rows of collections that have no template, by collection."""
    counts = Counter(row.collection for row in material.rows if row.collection not in params.rows)
    return dict(sorted(counts.items()))


def _persona_samples(
    params: BuildParams, material: Material, tallies: Tallies
) -> tuple[list[Sample], list[Usable]]:
    """Make a sample of each reply; return also which reply is whose, if that will be asked."""
    chats, tally = material.conversations, tallies.left_out
    if chats and not any(material.persona in speakers(chat) for chat in chats):
        raise SetupError(
            f"the persona ({material.persona!r} in people.yaml) writes in none of the {len(chats)} "
            "conversations. Add the names they have in the exports to persona.aliases."
        )
    find = partial(_replies, persona=material.persona, params=params)
    found = chain.from_iterable(tally.each(chats, find, kind="conversations"))
    replying = Replying(params.chats, material.prompt.persona_turn)
    samples, usable = [], []
    for reply, sample in tally.each(found, lambda one: (one, replying(one)), kind="replies"):
        samples.append(sample)
        if params.chats.form == "dialogues":  # a reply holds all that was said around it
            usable.append(Usable(sample.id, sample.language, reply))
    tallies.chats["shortened_prompts"] = replying.shortened
    return samples, usable


def _packed(
    params: BuildParams, material: Material, usable: list[Usable], wanted: Collection[str]
) -> list[Sample]:
    if params.chats.form == "replies":
        return []
    return pack(usable, wanted, params.chats, material.prompt.persona_turn)


def _replies(conversation: Conversation, persona: str, params: BuildParams) -> list[Reply]:
    found = replies(conversation, persona, params.chats)
    if not found:
        raise InputError(conversation.id, "the persona wrote nothing in it", reason="no_persona")
    return found
