"""From records to samples: chats, rows and what was synthesized, in the order of the inputs."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from understudy.core.errors import InputError, SetupError
from understudy.core.records import Conversation, Sample
from understudy.core.tally import Tally
from understudy.dataset.chats import Reply, replies, reply_sample, speakers
from understudy.dataset.contrast import KIND, others_replies
from understudy.dataset.holdout import stratum
from understudy.dataset.material import Material
from understudy.dataset.params import BuildParams
from understudy.dataset.rows import row_sample
from understudy.dataset.selection import distinct
from understudy.dataset.twins import Node


class Tallies:
    """Where records went: the unusable ones, which have a limit, and what parameters leave out.

    Args:
        dataset: Folder for ``rejects.jsonl`` and ``left_out.jsonl``.
        limit: Largest share of the rows that may be unusable.
    """

    def __init__(self, dataset: Path, limit: float) -> None:
        self.unusable = Tally("build", limit=limit, rejects=dataset / "rejects.jsonl")
        self.left_out = Tally(limit=1, rejects=dataset / "left_out.jsonl")

    def counts(self) -> dict[str, Any]:
        """Return read, kept and dropped by kind of record."""
        return {**self.left_out.counts(), **self.unusable.counts()}

    def write(self, report: Path, **more: Any) -> None:
        """Write both files of records and the metrics; raise ``SetupError`` over the limit."""
        self.left_out.write(report)
        self.unusable.write(report, **self.left_out.counts(), **more)


def make_samples(
    params: BuildParams, material: Material, held_out: frozenset[str], tallies: Tallies
) -> list[Sample]:
    """Make every sample that could come into the dataset.

    Raises:
        SetupError: The persona writes in none of the conversations, or a template names a column
            that a table lacks.
    """
    rows = [row for row in material.rows if row.collection in params.rows]
    row_samples = tallies.unusable.each(rows, partial(row_sample, rows=params.rows), kind="rows")
    return [
        *_persona_samples(params, material, tallies.left_out),
        *(stratum(sample, params, held_out) for sample in row_samples),
        *material.samples,
    ]


def contrast_samples(
    params: BuildParams, material: Material, split: Mapping[Node, str], tallies: Tallies
) -> list[Sample]:
    """Make samples of other people's replies in the test conversations."""
    tested = [
        chat for chat in material.conversations if split[chat.collection, chat.group] == "test"
    ]
    found = list(others_replies(tested, material.persona, params.chats))
    to_sample = _sampler(params, material, KIND)
    samples = list(tallies.left_out.each(found, to_sample, kind=KIND))
    return distinct(samples, tallies.left_out, kind=KIND)


def unused_rows(params: BuildParams, material: Material) -> dict[str, int]:
    """Count the rows of collections that have no template, by collection."""
    counts = Counter(row.collection for row in material.rows if row.collection not in params.rows)
    return dict(sorted(counts.items()))


def _persona_samples(params: BuildParams, material: Material, tally: Tally) -> Iterator[Sample]:
    chats = material.conversations
    if chats and not any(material.persona in speakers(chat) for chat in chats):
        raise SetupError(
            f"the persona ({material.persona!r} in people.yaml) writes in none of the {len(chats)} "
            "conversations. Add the names they have in the exports to persona.aliases."
        )
    find = partial(_replies, persona=material.persona, params=params)
    found = chain.from_iterable(tally.each(chats, find, kind="conversations"))
    return tally.each(found, _sampler(params, material), kind="replies")


def _replies(conversation: Conversation, persona: str, params: BuildParams) -> list[Reply]:
    found = replies(conversation, persona, params.chats)
    if not found:
        raise InputError(conversation.id, "the persona wrote nothing in it", reason="no_persona")
    return found


def _sampler(params: BuildParams, material: Material, kind: str = "") -> Callable[[Reply], Sample]:
    persona_turn = material.prompt.persona_turn
    return partial(reply_sample, params=params.chats, persona_turn=persona_turn, kind=kind)
