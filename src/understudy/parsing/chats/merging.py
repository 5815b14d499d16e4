"""Several exports of one chat become one chat: the last step over what all files gave.

Chats of which there is one export pass through as the bytes that they are. Of the others those that
may be one chat are held at a time.
"""

import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice, product
from pathlib import Path
from typing import IO, NamedTuple

from understudy.core import jsonl
from understudy.core.records import Conversation, Message
from understudy.parsing.chats.conversations import conversation_id, cut
from understudy.parsing.chats.exports import STEPS, Export, Line, Names
from understudy.parsing.chats.overlaps import FARTHEST, in_a_row, together
from understudy.parsing.chats.pieces import is_thread, united

Span = tuple[datetime, datetime]
NEAR = FARTHEST + max(STEPS)
"""Between the times of two exports of one chat, whatever clocks they are by."""
MANY = 5
"""Texts that must be equal in two chats of one title whose formats name them differently."""


class Joined(NamedTuple):
    """A chat that was joined: what there is less of now."""

    chat: str
    """Its group."""
    collection: str
    sources: tuple[str, ...]
    """Paths of its files; the conversations name the first as their source."""
    conversations: int
    """May be negative: a chat may have more parts than its exports had."""
    messages: int
    characters: int


class _Place(NamedTuple):
    """Where a conversation stands in the file, and what of it is needed to find its like."""

    start: int
    size: int
    export: tuple[str, str]
    """Its group and its file."""
    name: tuple[str, str]
    """Its collection and its title."""
    span: Span | None
    """Its first and its last moment; None where a message has none."""


@dataclass(slots=True)
class _Changes:
    """Lines that are replaced, with where their replacement lies, or left out."""

    spool: IO[bytes]
    instead: dict[int, tuple[int, int]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)


def join_exports(conversations: Path) -> list[Joined]:
    """Join the chats in a file of conversations that come from several exports of one chat.

    Exports are of one chat when they have one group and share a message or follow upon each other,
    or when they have one title and share `MANY` texts; pieces of one thread of mails always are
    (see `pieces`). Each message stands once; reply targets,
    parts and ids are made anew. Joining a second time changes nothing.

    Args:
        conversations: ``conversations.jsonl``; rewritten only when something is joined.

    Returns:
        What was joined, in the order of the file.
    """
    with conversations.open("rb") as file:
        shared = _shared(file)
        if not shared:
            return []
        file.seek(0)
        bundles = _bundles([one for one in _places(file) if one.export[0] in shared])
        if not bundles:
            return []
        with tempfile.TemporaryFile(dir=conversations.parent) as spool:
            changes = _Changes(spool)
            joined = [one for bundle in bundles for one in _resolve(file, bundle, changes)]
            if joined:
                _rewrite(conversations, file, changes)
    return joined


def _shared(file: IO[bytes]) -> set[str]:
    """Return the groups that share their name, or a title, with a conversation of another file.

    A dataset has a million conversations, each a chat of its own: of those that meet nothing of
    another file, eight bytes are kept for each name.
    """
    first = {_path(line) for line in islice(file, 1)}
    if all(_path(line) in first for line in file):
        return set()
    file.seek(0)
    owner: dict[int, str] = {}
    met = {
        key
        for path, group, name in map(_names, file)
        for key in _keys(group, name)
        if owner.setdefault(key, path) != path
    }
    file.seek(0)
    named = ((group, _keys(group, name)) for _, group, name in map(_names, file))
    return {group for group, keys in named if not met.isdisjoint(keys)}


def _keys(group: str, name: tuple[str, str]) -> tuple[int, ...]:
    """Return what stands for a conversation's group, and for its title where that tells."""
    return (hash(group),) if is_thread(group) else (hash(group), hash(name))


def _places(file: IO[bytes]) -> Iterator[_Place]:
    start = 0
    for line in file:
        yield _glance(line, start)
        start += len(line)


def _glance(line: bytes, start: int) -> _Place:
    """Read the few fields that are needed, not the messages between them.

    Fields stand in the order of the record; within a text a quotation mark has a backslash.
    """
    path, group, name = _names(line)
    return _Place(start, len(line), (group, path), name, _span(line))


def _names(line: bytes) -> tuple[str, str, tuple[str, str]]:
    """Return the file of a conversation, its group, and its collection and title."""
    title = _text(line, line.index(b',"title":') + 9)
    collection = _text(line, line.rindex(b',"collection":') + 14)
    group = _text(line, line.rindex(b',"group":') + 9)
    return _path(line), group, (collection, title)


def _path(line: bytes) -> str:
    return sys.intern(_text(line, line.index(b'"path":') + 7))


def _span(line: bytes) -> Span | None:
    mark = b',"sent_at":'
    if mark + b"null" in line:
        return None
    first, last = line.index(mark) + len(mark), line.rindex(mark) + len(mark)
    return datetime.fromisoformat(_text(line, first)), datetime.fromisoformat(_text(line, last))


def _text(line: bytes, at: int) -> str:
    """Return the JSON string that begins at an offset."""
    end = at + 1
    while line[end] != 0x22:  # a quotation mark
        end += 2 if line[end] == 0x5C else 1  # a backslash
    return str(json.loads(line[at : end + 1]))


def _bundles(places: Sequence[_Place]) -> list[dict[tuple[str, str], list[_Place]]]:
    """Return the sets of exports that may be of one chat, each with its lines."""
    groups: defaultdict[str, list[_Place]] = defaultdict(list)
    titles: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for place in places:
        group = place.export[0]
        groups[group].append(place)
        if not is_thread(group):
            titles[place.name].add(group)
    bundle_of = {group: {group} for group in groups}
    for alike in titles.values():
        for some in _of_other_files(sorted(alike), groups):
            if any(bundle_of[group] is not bundle_of[next(iter(some))] for group in some):
                whole = set().union(*(bundle_of[group] for group in some))
                bundle_of.update(dict.fromkeys(whole, whole))
    bundles: dict[int, dict[tuple[str, str], list[_Place]]] = {}
    for place in places:
        bundle = bundles.setdefault(id(bundle_of[place.export[0]]), {})
        bundle.setdefault(place.export, []).append(place)
    return [bundle for bundle in bundles.values() if len({path for _, path in bundle}) > 1]


def _of_other_files(
    title: Sequence[str], groups: Mapping[str, Sequence[_Place]]
) -> Iterator[set[str]]:
    """Yield the groups of one title that no file has both of: a file knows its chats apart.

    They also need to be of one time, or they have no message in common.
    """
    alike: defaultdict[frozenset[str], set[str]] = defaultdict(set)
    spans = {group: _whole_span(groups[group]) for group in title}
    for group in title:
        alike[frozenset(place.export[1] for place in groups[group])].add(group)
    sets = list(alike)
    for i, one in enumerate(sets):
        for other in sets[:i]:
            pairs = product(alike[one], alike[other])
            if not one & other and any(_are_near(spans[a], spans[b]) for a, b in pairs):
                yield alike[one] | alike[other]


def _whole_span(places: Sequence[_Place]) -> Span | None:
    spans = [place.span for place in places if place.span]
    if len(spans) < len(places):
        return None
    return min(first for first, _ in spans), max(last for _, last in spans)


def _are_near(one: Span | None, other: Span | None) -> bool:
    """Tell whether one chat could have been going on while the other was, by whatever clock."""
    if one is None or other is None:
        return True
    return one[0] - other[1] <= NEAR and other[0] - one[1] <= NEAR


def _resolve(
    file: IO[bytes], bundle: dict[tuple[str, str], list[_Place]], changes: _Changes
) -> list[Joined]:
    """Join what is one chat in a bundle, and note what becomes of its lines."""
    names = Names()
    parts = [[_read(file, place) for place in some] for some in bundle.values()]
    exports = [Export.of(i, some, names) for i, some in enumerate(parts)]
    places = list(bundle.values())
    joined = []
    whole = all(is_thread(group) for export in exports for group in export.groups)
    for chat in [united(exports)] if whole else in_a_row(_joined(exports)):
        if len(chat.members) == 1:
            continue
        old = [one for i in sorted(chat.members) for one in parts[i]]
        new = list(_conversations(chat, old, names))
        lines = [place.start for i in sorted(chat.members) for place in places[i]]
        changes.gone.update(lines[1:])
        content = b"".join(one.to_line() for one in new)
        changes.instead[lines[0]] = (changes.spool.tell(), len(content))
        changes.spool.write(content)
        joined.append(_difference(old, new))
    return joined


def _read(file: IO[bytes], place: _Place) -> Conversation:
    file.seek(place.start)
    return Conversation.model_validate_json(file.read(place.size))


def _joined(exports: Iterable[Export]) -> list[Export]:
    """Join exports with all that they have messages in common with.

    Better clocks come first, so that theirs are the times that stay.
    """
    chats: list[Export] = []
    for export in sorted(exports, key=lambda one: one.rank):
        whole = export
        others = []
        for chat in chats:
            union = _union(chat, whole)
            if union is None:
                others.append(chat)
            else:
                whole = union
        chats = [*others, whole]
    return chats


def _union(one: Export, other: Export) -> Export | None:
    is_same_group = bool(one.groups & other.groups)
    if not is_same_group and one.paths & other.paths:
        return None
    first, second = sorted((one, other), key=lambda export: export.rank)
    return together(first, second, 0 if is_same_group else MANY)


def _conversations(
    chat: Export, old: Sequence[Conversation], names: Names
) -> Iterator[Conversation]:
    """Write the parts of a joined chat; its group, title and source are those of the first file."""
    first = old[0]
    sources = {source.path: source for one in old for source in (one.source, *one.further)}
    further = tuple(one for one in sources.values() if one.path != first.source.path)
    for part in cut(chat.lines):
        messages = _messages(part)
        authors = {message.author for message in messages}
        key = first.group.removeprefix(f"{first.collection}/")
        yield Conversation(
            id=conversation_id(first.source.path, key, messages),
            source=first.source,
            further=further,
            title=first.title,
            messages=messages,
            accounts={name: account for name, account in names.accounts.items() if name in authors},
            clock=chat.clock,
            collection=first.collection,
            group=first.group,
        )


def _messages(lines: Sequence[Line]) -> tuple[Message, ...]:
    """Write the messages of a part; what answers a message of another part answers none."""
    places = {id(line): i for i, line in enumerate(lines)}
    return tuple(
        replace(
            line.message,
            author=line.author,
            sent_at=line.sent_at,
            reply_to=places.get(id(_kept(line.answers))) if line.answers else None,
        )
        for line in lines
    )


def _kept(line: Line) -> Line:
    while line.same is not None:
        line = line.same
    return line


def _difference(old: Sequence[Conversation], new: Sequence[Conversation]) -> Joined:
    paths = dict.fromkeys(source.path for one in old for source in (one.source, *one.further))
    before, after = _sizes(old), _sizes(new)
    less = Counter(before)
    less.subtract(after)
    return Joined(
        new[0].group,
        new[0].collection,
        tuple(paths),
        less["conversations"],
        less["messages"],
        less["characters"],
    )


def _sizes(chats: Sequence[Conversation]) -> dict[str, int]:
    said = [message for chat in chats for message in chat.messages]
    return {
        "conversations": len(chats),
        "messages": len(said),
        "characters": sum(len(message.text) for message in said),
    }


def _rewrite(conversations: Path, file: IO[bytes], changes: _Changes) -> None:
    file.seek(0)
    at = 0
    with jsonl.atomic(conversations) as output:
        for line in file:
            if at in changes.instead:
                start, size = changes.instead[at]
                changes.spool.seek(start)
                output.write(changes.spool.read(size))
            elif at not in changes.gone:
                output.write(line)
            at += len(line)
