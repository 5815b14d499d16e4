import json
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understudy.core.records import Asset, Conversation, Message, Source
from understudy.parsing.chats import conversations, merging
from understudy.parsing.chats.conversations import Said
from understudy.parsing.chats.merging import Joined
from unit.parsing.talks import DAY, histories, joined, spoken, talk, told


@st.composite
def slices(draw: st.DrawFn, said: Sequence[Said]) -> list[list[Said]]:
    """Cover a chat with exports that overlap and end between minutes, in any order."""
    borders = [i for i, (a, b) in enumerate(pairwise(said), 1) if a.sent_at != b.sent_at]
    ends = sorted(draw(st.sets(st.sampled_from(borders), max_size=3))) if borders else []
    found = []
    begin = 0
    for end in [*ends, len(said)]:
        start = max((i for i in [0, *borders] if i < begin), default=0)  # a minute of the last one
        found.append(list(said[start:end]))
        begin = end
    if draw(st.booleans()):
        found.append(list(draw(st.sampled_from(found))))
    return draw(st.permutations(found))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_overlapping_exports_give_exactly_the_chat(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Any pieces that overlap, in any order of the files: every message once, with its reply."""
    said = data.draw(histories())
    pieces = data.draw(slices(said))
    (whole,) = talk("whole.json", said)

    found, told = joined(
        tmp_path_factory.mktemp("any"),
        *(talk(f"{i}.json", piece) for i, piece in enumerate(pieces)),
    )

    (chat,) = found
    assert spoken([whole]) == spoken([chat])
    assert (whole.group, whole.accounts, whole.clock) == (chat.group, chat.accounts, chat.clock)
    assert [f"{i}.json" for i in range(len(pieces))] == [
        chat.source.path,
        *(source.path for source in chat.further),
    ]
    assert sum(map(len, pieces)) - len(said) == sum(one.messages for one in told)
    known = {i for piece in pieces for one in piece for i in _answered(one, piece)}
    assert known == {i for i, one in enumerate(chat.messages) if one.reply_to is not None}
    for one, other in zip(whole.messages, chat.messages, strict=True):
        assert other.reply_to in {None, one.reply_to}


def _answered(one: Said, piece: Sequence[Said]) -> set[int]:
    """Tell whether a message answers one of its piece, as `Talk` keeps it."""
    keys = {other.key for other in piece}
    assert isinstance(one.key, int)
    return {one.key} if one.answers in keys and one.answers != one.key else set()


@settings(max_examples=40, deadline=None)
@given(st.lists(histories(), min_size=2, max_size=4))
def test_chats_that_share_nothing_pass_as_they_are(
    tmp_path_factory: pytest.TempPathFactory, said: list[list[Said]]
) -> None:
    """Though they have one title: not a byte changes."""
    chats = [
        talk(f"{i}.json", [one._replace(text=f"{one.text} of {i}") for one in some], key=str(i))
        for i, some in enumerate(said)
    ]

    found, told = joined(tmp_path_factory.mktemp("any"), *chats)

    assert [part for chat in chats for part in chat] == found
    assert [] == told


def test_what_was_joined_is_counted(tmp_path: Path) -> None:
    """By chat: conversations, messages and characters that there are fewer of."""
    said = told(10)
    found, report = joined(tmp_path, talk("a.json", said[:6]), talk("b.json", said[4:]))

    repeated = sum(len(one.text) for one in said[4:6])
    assert [Joined("chats/7", "chats", ("a.json", "b.json"), 1, 2, repeated)] == report
    (chat,) = found
    assert ("a.json", ["b.json"]) == (chat.source.path, [one.path for one in chat.further])


def test_a_chat_in_parts_is_cut_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if one export had held all of it; other chats between the parts stay where they are."""
    monkeypatch.setattr(conversations, "PART", 4)
    said = told(30, seconds=7 * 3600)
    whole = talk("a.json", said)
    other = talk("b.json", told(3), key="8", title="Other")

    found, report = joined(tmp_path, talk("a.json", said[:18]), other, talk("c.json", said[9:]))

    assert len(whole) == 8
    assert spoken([*whole, *other]) == spoken(found)
    assert [one.id for one in [*whole, *other]] == [one.id for one in found]
    assert len(whole) == len(found) - 1
    assert [9] == [one.messages for one in report]


@pytest.mark.parametrize(("equal", "chats"), [(4, 2), (5, 1)])
def test_two_formats_of_one_chat(tmp_path: Path, equal: int, chats: int) -> None:
    """One calls it by its id, one by its title: enough equal texts make it one chat."""
    said = told(9)

    found, _ = joined(
        tmp_path,
        talk("a.json", said[:6], key="4711"),
        talk("b.html", said[6 - equal :], key="Пасека"),
    )

    assert chats == len(found)
    assert "chats/4711" == found[0].group
    assert 6 + 3 + (chats - 1) * equal == len(spoken(found))


def test_a_file_knows_its_chats_apart(tmp_path: Path) -> None:
    """Two ids with one title in one file are two chats, though another file has both as well."""
    first, second = told(8), [one._replace(text=one.text + "!") for one in told(8)]

    found, _ = joined(
        tmp_path,
        talk("a.json", first, key="1"),
        talk("a.json", second, key="2"),
        talk("b.json", first, key="1"),
        talk("b.json", second, key="2"),
    )

    assert ["chats/1", "chats/2"] == [one.group for one in found]
    assert spoken(talk("a.json", [*first])) == spoken(found[:1])


@settings(max_examples=30, deadline=None)
@given(st.lists(histories(), min_size=2, max_size=4))
def test_nothing_is_lost_where_nothing_is_repeated(
    tmp_path_factory: pytest.TempPathFactory, said: list[list[Said]]
) -> None:
    """One group, other words: joined or not, all messages are there."""
    chats = [
        talk(f"{i}.json", [one._replace(text=f"{one.text} of {i}") for one in some])
        for i, some in enumerate(said)
    ]

    found, report = joined(tmp_path_factory.mktemp("any"), *chats)

    before = [part for chat in chats for part in chat]
    assert sorted(spoken(before), key=repr) == sorted(spoken(found), key=repr)
    assert {0} >= {one.messages for one in report}


def test_other_collections_stay_apart(tmp_path: Path) -> None:
    """A person put the files there."""
    found, _ = joined(
        tmp_path, talk("a.json", told(9)), talk("b.json", told(9), collection="others")
    )

    assert ["chats", "others"] == [one.collection for one in found]


def test_an_asset_and_a_reply_that_only_the_second_export_has(tmp_path: Path) -> None:
    """They come to the message that stands for both."""
    asset = Asset(id="asset-1", path="p.png", sha256="1" * 64, mime="image/png")
    (chat,) = talk("a.json", told(4))
    richer = [
        replace(message, assets=(asset,), reply_to=0 if i else None)
        for i, message in enumerate(chat.messages)
    ]
    other = chat.model_copy(
        update={"source": Source(path="b.json", sha256="2" * 64), "messages": tuple(richer)}
    )

    (found,), _ = joined(tmp_path, [chat], [other])

    assert tuple(richer) == found.messages


def test_fields_are_found_whatever_the_texts_are(tmp_path: Path) -> None:
    """Quotation marks, backslashes and the names of fields in a title, a text or a path."""
    hard = ',"group":"x","title":"y\\",\\"collection\\":"z\\\\'
    said = [one._replace(text=hard + one.text, author=hard) for one in told(4)]

    found, _ = joined(
        tmp_path,
        talk(f"{hard}a.json", said[:3], key=hard, title=hard),
        talk(f"{hard}b.json", said[1:], key=hard, title=hard),
    )

    (chat,) = found
    assert (f"chats/{hard}", hard) == (chat.group, chat.title)
    assert 4 == len(chat.messages)


def test_single_chats_are_never_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what may be one chat is; an export of a thousand others costs a glance each."""
    read: list[str] = []
    original = merging._read

    def counted(file: object, place: merging._Place) -> Conversation:
        chat = original(file, place)  # type: ignore[arg-type]
        read.append(chat.group)
        return chat

    monkeypatch.setattr(merging, "_read", counted)

    joined(
        tmp_path,
        *(talk("a.json", told(3), key=str(i), title=f"chat {i}") for i in range(20)),
        talk("b.json", told(5), key="3", title="chat 3"),
    )

    assert ["chats/3", "chats/3"] == read


@pytest.mark.parametrize(("hours", "timed", "read"), [(25, True, 2), (28, True, 0), (28, False, 2)])
def test_chats_of_other_times_are_never_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: int, timed: bool, read: int
) -> None:
    """Two people of one name: no clock's fault is so large. Without times it cannot be told."""
    asked: list[str] = []
    original = merging._read

    def counted(file: object, place: merging._Place) -> Conversation:
        asked.append(place.export[0])
        return original(file, place)  # type: ignore[arg-type]

    monkeypatch.setattr(merging, "_read", counted)
    early = [Said("Tom", f"{i}", DAY + timedelta(minutes=i)) for i in range(3)]
    late = [one._replace(sent_at=DAY + timedelta(hours=hours, minutes=2)) for one in early]
    if not timed:
        late = [one._replace(sent_at=None) for one in late]

    joined(tmp_path, talk("a.json", early, key="1"), talk("b.json", late, key="2"))

    assert read == len(set(asked))


def test_a_line_of_the_result_is_as_parsers_write_it(tmp_path: Path) -> None:
    """Fields in the order of the record: what glances at them relies on it."""
    joined(tmp_path, talk("a.json", told(3)), talk("b.json", told(4)))

    (line,) = (tmp_path / "conversations.jsonl").read_text().splitlines()
    assert [*Conversation.model_fields] == [*json.loads(line)]
    assert [field.name for field in fields(Message)] == [*json.loads(line)["messages"][0]]
