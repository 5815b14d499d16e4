"""Chats made by code, and what becomes of them when they are joined."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from understudy.core import jsonl
from understudy.core.records import Conversation, MessageKind, Source
from understudy.parsing.chats.conversations import Said, Talk
from understudy.parsing.chats.merging import Joined, join_exports
from understudy.parsing.files import RawFile

DAY = datetime(2024, 3, 1, 12, tzinfo=UTC)
WORDS = ("Привет!", "hello", "Как пчёлы?", "fine, all of them", "ок", "ok", "завтра в пять", "bye")


def talk(
    name: str,
    said: Sequence[Said],
    *,
    key: str = "7",
    title: str = "Пасека",
    zone: str | None = None,
    collection: str = "chats",
) -> tuple[Conversation, ...]:
    file = RawFile(Source(path=name, sha256="0" * 64), collection, None, b"")
    return Talk(file, key, title, zone).conversations(said)


def joined(folder: Path, *chats: Sequence[Conversation]) -> tuple[list[Conversation], list[Joined]]:
    path = folder / "conversations.jsonl"
    jsonl.write(path, [part for chat in chats for part in chat])
    told = join_exports(path)
    once = path.read_bytes()
    assert not join_exports(path)  # whatever was joined is joined
    assert once == path.read_bytes()
    assert ["conversations.jsonl"] == [one.name for one in folder.iterdir()]
    return list(jsonl.read(path, Conversation)), told


def spoken(chats: Sequence[Conversation]) -> list[tuple[str, str, datetime | None, str]]:
    return [
        (said.author, said.text, said.sent_at, said.kind)
        for chat in chats
        for said in chat.messages
    ]


def told(number: int, *, seconds: int = 60) -> list[Said]:
    """Return that many messages of two people, each different."""
    return [
        Said(
            "Вера" if i % 2 else "Tom", f"{WORDS[i % 8]} {i}", DAY + timedelta(seconds=i * seconds)
        )
        for i in range(number)
    ]


@st.composite
def histories(draw: st.DrawFn) -> list[Said]:
    """Chats in whole minutes, several messages in one minute, the same one too; with replies."""
    gaps = draw(st.lists(st.sampled_from([0, 0, 1, 2, 700]), min_size=2, max_size=25))
    at = DAY
    said: list[Said] = []
    for i, gap in enumerate(gaps):
        at += timedelta(minutes=gap)
        author = draw(st.sampled_from(["Вера", "Tom"]))
        text = draw(st.sampled_from(["ok", "да", f"№ {i}"]))
        kinds: list[MessageKind] = ["text", "text", "text", "media", "forwarded"]
        kind = draw(st.sampled_from(kinds))
        answers = draw(st.none() | st.integers(0, i))
        said.append(Said(author, text, at, kind, key=i, answers=answers))
    return said
