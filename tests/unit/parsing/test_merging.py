import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understudy.core import jsonl
from understudy.core.records import Asset, Conversation, Message, MessageKind, Source
from understudy.parsing import conversations, merging
from understudy.parsing.conversations import Said, Talk
from understudy.parsing.files import RawFile
from understudy.parsing.merging import Joined, join_exports

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


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_minutes_and_seconds_are_the_same_moment(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """An export by the minute joins one by the second; the finer times stay, in either order."""
    fine = [
        replace(said, sent_at=DAY + timedelta(seconds=1 + 13 * i), text=f"{said.text} {i}")
        for i, said in enumerate(data.draw(histories()))
    ]
    coarse = [
        replace(said, sent_at=said.sent_at.replace(second=0))
        for said in fine
        if said.sent_at is not None
    ]
    end = data.draw(st.integers(1, len(fine)))
    pair = [talk("a.txt", coarse), talk("b.json", fine[:end])]
    if data.draw(st.booleans()):
        pair.reverse()

    found, _ = joined(tmp_path_factory.mktemp("any"), *pair)

    (chat,) = found
    assert [one.text for one in fine] == [said.text for said in chat.messages]
    times = [said.sent_at for said in chat.messages]
    assert [one.sent_at for one in fine[:end]] == times[:end]


@settings(max_examples=40, deadline=None)
@given(st.lists(histories(), min_size=2, max_size=4))
def test_chats_that_share_nothing_pass_as_they_are(
    tmp_path_factory: pytest.TempPathFactory, said: list[list[Said]]
) -> None:
    """Whatever their titles and groups are: not a byte changes."""
    chats = [
        talk(f"{i}.json", [replace(one, text=f"{one.text} of {i}") for one in some], key=str(i % 2))
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


@pytest.mark.parametrize("hours", [-11, -3, 0.25, 5.75, 13])
@pytest.mark.parametrize("swapped", [False, True])
def test_a_local_clock_is_set_by_what_was_said(tmp_path: Path, hours: float, swapped: bool) -> None:
    """Two exports of which one has local times: those of the exact one stand."""
    said = told(12)
    local = [
        replace(one, sent_at=one.sent_at.replace(tzinfo=None) + timedelta(hours=hours))
        for one in said
        if one.sent_at is not None
    ]
    pair = [talk("a.txt", local[:8]), talk("b.json", said)]

    (chat,), _ = joined(tmp_path, *(reversed(pair) if swapped else pair))

    assert [(one.text, one.sent_at) for one in said] == [
        (one.text, one.sent_at) for one in chat.messages
    ]
    assert chat.clock == "exact"


def test_what_only_a_local_clock_tells_stays_in_doubt(tmp_path: Path) -> None:
    """Its times are set by the others, and the chat says that hours may be wrong."""
    said = told(12)
    local = [
        replace(one, sent_at=one.sent_at.replace(tzinfo=None) + timedelta(hours=3))
        for one in said
        if one.sent_at is not None
    ]

    (chat,), _ = joined(tmp_path, talk("a.txt", local), talk("b.json", said[:7]))

    assert [one.sent_at for one in said] == [one.sent_at for one in chat.messages]
    assert chat.clock == "unknown"


def test_a_change_of_the_clocks_in_between(tmp_path: Path) -> None:
    """Local times of spring and summer are two different hours from the moments."""
    said = told(40, seconds=6 * 3600)
    local = [
        replace(one, sent_at=(one.sent_at + timedelta(hours=1 + (i >= 20))).replace(tzinfo=None))
        for i, one in enumerate(said)
        if one.sent_at is not None
    ]

    (chat,), _ = joined(tmp_path, talk("a.json", said[:30]), talk("b.txt", local[4:]))

    assert [(one.text, one.sent_at) for one in said] == [
        (one.text, one.sent_at) for one in chat.messages
    ]


def test_a_renamed_contact_is_the_same_by_account(tmp_path: Path) -> None:
    """The name of the first export stands; two accounts of one name stay apart."""
    before = [
        Said("Вера", "a", DAY, account="u1"),
        Said("Вера", "b", DAY + timedelta(minutes=1), account="u2"),
    ]
    after = [
        Said("Вера Л.", "a", DAY, account="u1"),
        Said("Вера", "b", DAY + timedelta(minutes=1), account="u2"),
        Said("Вера Л.", "c", DAY + timedelta(minutes=2), account="u1"),
    ]

    (chat,), _ = joined(tmp_path, talk("a.json", before), talk("b.json", after))

    assert [("Вера", "a"), ("Вера (u2)", "b"), ("Вера", "c")] == [
        (one.author, one.text) for one in chat.messages
    ]
    assert chat.accounts == {"Вера": "u1", "Вера (u2)": "u2"}


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [("+7 999 123-45-67", "Аня", "Аня"), ("Аня", "~Anna", None), ("Аня", "+49 30 1234567", "Аня")],
)
def test_a_renamed_contact_without_an_account(
    tmp_path: Path, swapped: bool, before: str, after: str, kept: str | None
) -> None:
    """Enough of the same words at the same times: a name is better than a number."""
    said = [replace(one, author=before if one.author == "Tom" else "Вера") for one in told(24)]
    later = [replace(one, author=after if one.author == before else "Вера") for one in said]
    pair = [talk("a.txt", said[:16]), talk("b.txt", later[4:])]

    (chat,), _ = joined(tmp_path, *(reversed(pair) if swapped else pair))

    assert [one.text for one in said] == [one.text for one in chat.messages]
    assert {"Вера", kept or (after if swapped else before)} == {one.author for one in chat.messages}


def test_a_few_words_in_common_make_no_two_people_one(tmp_path: Path) -> None:
    """Four are not enough; accounts that differ never are."""
    said = [replace(one, account=f"u{one.author}") for one in told(24)]
    later = [
        replace(one, author="Ann", account="u3") if one.author == "Tom" else one for one in said
    ]
    short = [replace(one, author="Ann" if one.author == "Tom" else "Вера") for one in told(8)]

    (chat,), _ = joined(tmp_path, talk("a.json", said), talk("b.json", later))
    (other,), _ = joined(tmp_path, talk("a.json", told(8)), talk("b.json", short))

    assert {"Вера", "Tom", "Ann"} == {one.author for one in chat.messages}
    assert 36 == len(chat.messages)
    assert 12 == len(other.messages)


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
    first, second = told(8), [replace(one, text=one.text + "!") for one in told(8)]

    found, _ = joined(
        tmp_path,
        talk("a.json", first, key="1"),
        talk("a.json", second, key="2"),
        talk("b.json", first, key="1"),
        talk("b.json", second, key="2"),
    )

    assert ["chats/1", "chats/2"] == [one.group for one in found]
    assert spoken(talk("a.json", [*first])) == spoken(found[:1])


def test_chats_of_one_name_in_two_apps(tmp_path: Path) -> None:
    """Two people called Mum say "ok" in the same minute once in a year: still two chats."""
    first = told(40)
    second = [replace(one, text=f"{one.text}!") for one in first]
    second[7] = first[7]

    found, report = joined(tmp_path, talk("a.txt", first), talk("b.txt", second))

    assert 2 == len(found)
    assert [] == report


def test_other_collections_stay_apart(tmp_path: Path) -> None:
    """A person put the files there."""
    found, _ = joined(
        tmp_path, talk("a.json", told(9)), talk("b.json", told(9), collection="others")
    )

    assert ["chats", "others"] == [one.collection for one in found]


def test_chats_without_times(tmp_path: Path) -> None:
    """They join where one begins with all of the other, and else stay as they are."""
    said = [Said("Tom", word) for word in ("ok", "hi", "ok", "no")]

    longer, _ = joined(tmp_path, talk("a.json", said[:2]), talk("b.json", said))
    apart, _ = joined(tmp_path, talk("a.json", said[:2]), talk("b.json", said[1:]))
    timed, _ = joined(tmp_path, talk("a.json", said), talk("b.json", told(3)))

    assert [["ok", "hi", "ok", "no"]] == [[one.text for one in chat.messages] for chat in longer]
    assert 2 == len(apart) == len(timed)


def test_an_asset_and_a_reply_that_only_the_second_export_has(tmp_path: Path) -> None:
    """They come to the message that stands for both."""
    asset = Asset(id="asset-1", path="p.png", sha256="1" * 64, mime="image/png")
    (chat,) = talk("a.json", told(4))
    richer = [
        message.model_copy(update={"assets": (asset,), "reply_to": 0 if i else None})
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
    said = [replace(one, text=hard + one.text, author=hard) for one in told(4)]

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


@given(st.lists(st.integers(-5, 5).map(lambda days: DAY + timedelta(days)), min_size=1))
def test_the_first_and_the_last_year_are_no_trouble(
    tmp_path_factory: pytest.TempPathFactory, days: list[datetime]
) -> None:
    """Damaged clocks tell such times; a shift does not lead out of the calendar."""
    said = [Said("Tom", f"{i}", day) for i, day in enumerate(sorted(days))]
    ends = [
        Said("Tom", "first", datetime(1, 1, 1, tzinfo=UTC)),
        *said,
        Said("Tom", "last", datetime(9999, 12, 31, 23, 59, tzinfo=UTC)),
    ]
    local = [
        replace(one, sent_at=one.sent_at.replace(tzinfo=None) + timedelta(hours=-4))
        for one in said
        if one.sent_at is not None
    ]

    found, _ = joined(
        tmp_path_factory.mktemp("any"), talk("a.json", ends), talk("b.txt", [*local, *ends[-1:]])
    )

    assert len(ends) <= len(spoken(found)) <= len(ends) + len(local)


def test_a_line_of_the_result_is_as_parsers_write_it(tmp_path: Path) -> None:
    """Fields in the order of the record: what glances at them relies on it."""
    joined(tmp_path, talk("a.json", told(3)), talk("b.json", told(4)))

    (line,) = (tmp_path / "conversations.jsonl").read_text().splitlines()
    assert [*Conversation.model_fields] == [*json.loads(line)]
    assert [*Message.model_fields] == [*json.loads(line)["messages"][0]]
