"""The split by time: the oldest components are learnt from, the newest are held out.

A component lies where its newest moment lies. So nothing that is learnt is newer than the cut,
though a component that crosses the cut takes some that is older with it; those are counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from understudy.core.errors import SetupError
from understudy.core.records import Conversation, Row
from understudy.core.templates import column_text
from understudy.dataset.params import SplitParams
from understudy.dataset.twins import Node


class Span(NamedTuple):
    """From when to when."""

    first: datetime
    last: datetime

    def joined(self, other: "Span") -> "Span":
        """Return the span of both."""
        return Span(min(self.first, other.first), max(self.last, other.last))


@dataclass(frozen=True, slots=True)
class Dealt:
    """Components that have a time, by split, and what is to be said of it."""

    splits: dict[str, str]
    """Component to split; those that are absent are dealt by hash."""
    facts: dict[str, Any]
    """For the manifest: the cuts, and how many components cross them."""


def spans_of(
    conversations: Iterable[Conversation], rows: Iterable[Row], params: SplitParams
) -> dict[Node, Span]:
    """Return from when to when each group is; groups without a time are absent.

    Args:
        conversations: Their messages have times.
        rows: ``build.split.times`` names the column of the time, by collection.
        params: The split.

    Raises:
        SetupError: A table lacks the column, or a cell is neither blank nor a time of ISO 8601.
    """
    spans: dict[Node, Span] = {}
    for node, moment in _moments(conversations, rows, params):
        span = Span(moment, moment)
        spans[node] = spans[node].joined(span) if node in spans else span
    return spans


def deal(
    names: Mapping[Node, str],
    sampled: Iterable[Node],
    spans: Mapping[Node, Span],
    params: SplitParams,
) -> Dealt:
    """Give the components that have a time their split; the others as ``timeless`` says.

    Args:
        names: Component of each group.
        sampled: Groups with samples; shares are of their components.
        spans: Of groups that have a time.
        params: The shares.

    Raises:
        SetupError: A group with samples has no time, in a component without one, where
            ``split.timeless`` is ``fail``.
    """
    times: dict[str, Span] = {}
    for node, span in spans.items():
        name = names.get(node)
        if name is None:  # rows of which no sample was made
            continue
        times[name] = times[name].joined(span) if name in times else span
    sampled = list(sampled)
    timeless = sorted({node for node in sampled if names[node] not in times})
    if timeless and params.timeless == "fail":
        raise SetupError(_without_time(timeless, sampled))
    counted = {names[node] for node in sampled} & times.keys()
    newest = sorted((times[name].last for name in counted), reverse=True)
    cuts = {"test": _cut(newest, 0, params.test)}
    held = sum(moment >= cuts["test"] for moment in newest) if cuts["test"] else 0
    cuts["eval"] = _cut(newest, held, params.eval)
    splits = {name: _split(span, cuts) for name, span in times.items()}
    if params.timeless == "train":
        splits = {name: splits.get(name, "train") for name in names.values()}
    crossing: Counter[str] = Counter()
    for name in counted:
        cut = cuts.get(splits[name])
        crossing[splits[name]] += cut is not None and times[name].first < cut
    facts = {
        "cuts": {split: cut.isoformat() for split, cut in cuts.items() if cut is not None},
        "crossing": {split: crossing[split] for split in ("eval", "test")},
        "timeless_groups": len(timeless),
    }
    return Dealt(splits, facts)


def _split(span: Span, cuts: Mapping[str, datetime | None]) -> str:
    for split in ("test", "eval"):
        cut = cuts[split]
        if cut is not None and span.last >= cut:
            return split
    return "train"


def _cut(newest: list[datetime], held: int, share: float) -> datetime | None:
    """Return the moment from which on components are held out; equal ones are so together."""
    wanted = round(share * len(newest))
    place = min(held + wanted, len(newest)) - 1
    return newest[place] if wanted and place >= held else None


def _moments(
    conversations: Iterable[Conversation], rows: Iterable[Row], params: SplitParams
) -> Iterator[tuple[Node, datetime]]:
    for talk in conversations:
        sent = [one.sent_at for one in talk.messages if one.sent_at is not None]
        if sent:
            yield (talk.collection, talk.group), sent[0]
            yield (talk.collection, talk.group), sent[-1]
    for row in rows:
        column = params.times.get(row.collection)
        if column is None:
            continue
        where = f"build.split.times.{row.collection}"
        text = column_text(row.cells, column, where).strip()
        if text:
            yield (row.collection, row.group), _moment(text, row, where)


def _moment(text: str, row: Row, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise SetupError(
            f"{where}: {row.source.path}:{row.line} has {text!r}, which is no date of ISO 8601 "
            "(2025-05-31, 2025-05-31T18:00). Write the column so, or map it in parse.tables."
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _without_time(timeless: list[Node], sampled: list[Node]) -> str:
    counts = Counter(collection for collection, _ in timeless)
    listed = ", ".join(f"{count} of {name}" for name, count in sorted(counts.items()))
    return (
        f"build.split.by is time, and {len(timeless)} of {len(set(sampled))} groups with samples "
        f"have none ({listed}). Name the column of a table's time in build.split.times, or say "
        "with build.split.timeless where such groups go: 'train', or 'hash' for all splits."
    )
