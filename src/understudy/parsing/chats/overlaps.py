"""Exports of one chat that overlap: which messages are the same, and in what order all stand.

An export has no ids that outlive it, so a message is known by its author, kind, text and time, and
the n-th such message of one export is the n-th of the other. Clocks differ: some exports tell the
minute only, some the local time of the phone.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from typing import NamedTuple

from understudy.core.records import Clock
from understudy.parsing.chats.exports import CLOCKS, Export, Line, slot
from understudy.parsing.chats.renaming import reconcile

QUARTER = timedelta(minutes=15)
"""All zones are whole quarters of an hour apart."""
FARTHEST = timedelta(hours=26)
"""Between the local times of Kiribati and of Baker Island."""
SUMMER = timedelta(hours=1)
ENOUGH = 3
"""Sentences said once in both exports that must agree on how far their clocks are apart."""
SHARE = 0.2
"""Of the messages in the time that both cover: so many at least are equal, or these are two chats.
Renamed contacts and edited or deleted messages are not equal."""


class Match(NamedTuple):
    """Which line of one export is which of another."""

    partners: list[int | None]
    """For each line of the second its equal in the first."""
    shifts: list[timedelta]
    """What each line of the second needs to be on the first one's clock."""

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Lines of the first and of the second that are equal."""
        return [(i, j) for j, i in enumerate(self.partners) if i is not None]


def together(first: Export, second: Export, at_least: int) -> Export | None:
    """Join two exports if they are of one chat.

    Args:
        first: The one with the better clock (`Export.rank`).
        second: The other one; its lines are changed.
        at_least: Texts that must be equal; 0 asks for any equal message of a person.

    Returns:
        All messages of both, each once, in time order; None when these are two chats.
    """
    if first.is_timed != second.is_timed or _are_far_apart(first, second):
        return None
    begin, end = _window(first, second)
    reconcile(first, second, begin, end)
    match = _match(first, second)
    if match is None or not _is_one_chat(first, second, match, at_least):
        return None
    fresh = len(second.lines) - len(match.pairs)
    lines = _joined(first, second, match)
    return Export(
        min(first.ordinal, second.ordinal),
        first.groups | second.groups,
        first.paths | second.paths,
        lines,
        # What only a local clock tells stays as doubtful as it was.
        max(first.clock, second.clock, key=CLOCKS.index) if fresh else first.clock,
        max(first.step, second.step) if fresh else first.step,
        first.is_timed,
        first.members + second.members,
        first.known | second.known,
    )


def in_a_row(exports: Sequence[Export]) -> list[Export]:
    """Put together what follows upon each other: a chat that was exported by the day or the year.

    Args:
        exports: Chats, none of which has a message in common with another.

    Returns:
        Those of one group and one clock are one if no two of them cover the same time; they stay
        apart if any do, because these are then two chats of one name. In the order of their files.
    """
    alike: defaultdict[tuple[frozenset[str], Clock, bool], list[Export]] = defaultdict(list)
    for one in exports:
        alike[one.groups, one.clock, one.is_timed].append(one)
    chats: list[Export] = []
    for (_, _, is_timed), some in alike.items():
        some.sort(key=lambda one: one.lines[0].at)
        follow = all(a.lines[-1].at < b.lines[0].at for a, b in pairwise(some))
        chats += [_chained(some)] if is_timed and follow else some
    return sorted(chats, key=lambda chat: chat.ordinal)


def _chained(exports: Sequence[Export]) -> Export:
    """Return one export with all the lines, in the order given."""
    return replace(
        exports[0],
        ordinal=min(one.ordinal for one in exports),
        paths=frozenset(path for one in exports for path in one.paths),
        lines=[line for one in exports for line in one.lines],
        step=max(one.step for one in exports),
        members=[member for one in exports for member in one.members],
        known=frozenset(name for one in exports for name in one.known),
    )


def _match(first: Export, second: Export) -> Match | None:
    if not first.is_timed:
        return _match_by_place(first, second)
    step = max(first.step, second.step)
    waiting: defaultdict[tuple[tuple[str, str, str], int], deque[int]] = defaultdict(deque)
    begin, end = _window(first, second)
    for i, line in enumerate(first.lines[begin:end], begin):
        waiting[line.what, slot(line.at, step)].append(i)
    partners: list[int | None] = [None] * len(second.lines)
    found: list[timedelta | None] = [None] * len(second.lines)
    for shift in _shifts(first, second, step):
        for j, line in enumerate(second.lines):
            same = waiting.get((line.what, slot(_moved(line.at, shift), step)))
            if partners[j] is None and same:
                partners[j], found[j] = same.popleft(), shift
    return Match(partners, _filled(found))


def _are_far_apart(first: Export, second: Export) -> bool:
    margin = FARTHEST + max(first.step, second.step)
    begin = max(first.lines[0].at, second.lines[0].at)
    end = min(first.lines[-1].at, second.lines[-1].at)
    return begin > end and begin - end > margin


def _window(first: Export, second: Export) -> tuple[int, int]:
    """Return the slice of the first one's lines that may be at the time of the second."""
    margin = FARTHEST + max(first.step, second.step)
    begin = _moved(second.lines[0].at, -margin)
    end = _moved(second.lines[-1].at, margin)
    return (
        bisect_left(first.lines, begin, key=lambda line: line.at),
        bisect_right(first.lines, end, key=lambda line: line.at),
    )


def _match_by_place(first: Export, second: Export) -> Match | None:
    """Match chats without any times: one of them begins with all of the other."""
    length = min(len(first.lines), len(second.lines))
    ours = [line.what for line in first.lines[:length]]
    if ours != [line.what for line in second.lines[:length]]:
        return None
    rest = len(second.lines) - length
    return Match([*range(length), *[None] * rest], [timedelta(0)] * len(second.lines))


def _shifts(first: Export, second: Export, step: timedelta) -> list[timedelta]:
    """Return by how much the second clock may be off, the likeliest first.

    What was said once in either export tells. An export of local times that crosses a change of
    the clocks has two answers, an hour apart.
    """
    none = timedelta(0)
    if first.clock == second.clock == "exact":
        return [none]
    begin, end = _window(first, second)
    here, there = _said_once(first.lines[begin:end]), _said_once(second.lines)
    votes: Counter[timedelta] = Counter()
    for what in here.keys() & there.keys():
        shift = (slot(here[what], step) - slot(there[what], step)) * step
        if abs(shift) <= FARTHEST and shift % QUARTER == none:
            votes[shift] += 1
    best = max([none, *votes], key=lambda one: (votes[one], -abs(one), one))
    if votes[best] < ENOUGH:
        return [none]
    neighbours = [best - SUMMER, best + SUMMER]
    return [best, *(one for one in neighbours if votes[one] >= ENOUGH)]


def _said_once(lines: Sequence[Line]) -> dict[tuple[str, str, str], datetime]:
    said = [line for line in lines if line.message.kind == "text" and line.message.text]
    often = Counter(line.what for line in said)
    return {line.what: line.at for line in said if often[line.what] == 1}


def _moved(at: datetime, shift: timedelta) -> datetime:
    """Shift a time, but not out of the calendar."""
    return at if at.year in {1, 9999} else at + shift


def _filled(found: list[timedelta | None]) -> list[timedelta]:
    """Give each line without an equal the shift of its neighbour that has one."""
    last = next((shift for shift in found if shift is not None), timedelta(0))
    shifts = []
    for shift in found:
        last = last if shift is None else shift
        shifts.append(last)
    return shifts


def _is_one_chat(first: Export, second: Export, match: Match, at_least: int) -> bool:
    equal = [second.lines[j] for _, j in match.pairs if second.lines[j].author]
    texts = sum(line.message.kind == "text" and bool(line.message.text) for line in equal)
    if not equal or texts < at_least:
        return False
    step = max(first.step, second.step)
    ours = sorted(slot(line.at, step) for line in first.lines)
    theirs = sorted(
        slot(_moved(line.at, shift), step)
        for line, shift in zip(second.lines, match.shifts, strict=True)
    )
    begin, end = max(ours[0], theirs[0]), min(ours[-1], theirs[-1])
    both = min(bisect_right(some, end) - bisect_left(some, begin) for some in (ours, theirs))
    return len(equal) >= SHARE * both


def _joined(first: Export, second: Export, match: Match) -> list[Line]:
    """Put the lines of the second that have no equal between those of the first."""
    step = max(first.step, second.step)
    for line, shift in zip(second.lines, match.shifts, strict=True):
        line.at = _moved(line.at, shift)
    places = _places(first, second, match, step)
    for i, j in match.pairs:
        _unite(first.lines[i], second.lines[j], takes_time=second.step < first.step)
    # By time, too: a summer's clock may have put the lines of its last hour behind later ones.
    fresh = sorted((place, slot(second.lines[j].at, step), j) for j, place in places.items())
    lines: list[Line] = []
    at = 0
    for place, _, j in fresh:
        lines += first.lines[at:place]
        lines.append(second.lines[j])
        at = place
    lines += first.lines[at:]
    # Within a minute, what the coarser clock tells gives way to the order.
    for line, moment in zip(lines, accumulate((line.at for line in lines), max), strict=True):
        line.at = moment
    return lines


def _places(first: Export, second: Export, match: Match, step: timedelta) -> dict[int, int]:
    """Return before which line of the first each new line of the second belongs.

    Of several at the same time, it stands before the one that follows it in its own export, else
    behind the one that precedes it, else behind them all.
    """
    slots = [slot(line.at, step) for line in first.lines]
    theirs = [slot(line.at, step) for line in second.lines]
    following: list[int | None] = [None] * len(theirs)
    nearest: int | None = None
    for j in reversed(range(len(theirs))):
        nearest = j if match.partners[j] is not None else nearest
        following[j] = nearest
    places = {}
    before: int | None = None
    for j, now in enumerate(theirs):
        if match.partners[j] is not None:
            before = j
            continue
        after = following[j]
        if after is not None and slots[_partner(match, after)] == now:
            places[j] = _partner(match, after)
        elif before is not None and slots[_partner(match, before)] == now:
            places[j] = _partner(match, before) + 1
        else:
            places[j] = bisect_right(slots, now)
    return places


def _partner(match: Match, j: int) -> int:
    i = match.partners[j]
    assert i is not None
    return i


def _unite(kept: Line, same: Line, *, takes_time: bool) -> None:
    """Let one line stand for two, with all that either knows."""
    same.same = kept
    kept.answers = kept.answers or same.answers
    if takes_time:
        kept.at = same.at
    if same.message.assets and not kept.message.assets:
        kept.message = replace(kept.message, assets=same.message.assets)
