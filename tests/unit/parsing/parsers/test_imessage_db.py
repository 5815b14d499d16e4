import plistlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.core.records import Conversation, Source
from understudy.parsing.chats.attributed_bodies import text_of
from understudy.parsing.files import PARSERS, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import parser_for
from unit.parsing.examples.imessage_db import FILES, OLD, START, archived, base, said
from unit.parsing.made import parsed, raw

FIRST = datetime(2023, 3, 8, 20, 26, 40, tzinfo=UTC)


def kinds(*messages: dict[str, Any]) -> list[tuple[str, str, str]]:
    (chat,) = parsed("chat.db", base(list(messages))).conversations
    return [(one.author, one.text, one.kind) for one in chat.messages]


def test_chats_of_people_and_groups() -> None:
    """IMessage and SMS with one person are one chat."""
    person, group = parsed("chat.db", FILES["chat.db"]).conversations

    assert [(one.author, one.text) for one in person.messages] == [
        ("+15550100", "hi"),
        ("Me", "Да 🐝"),
        ("+15550100", "by phone"),
    ]
    assert (person.title, person.group, person.clock) == ("+15550100", "shelf/+15550100", "exact")
    assert person.messages[0].sent_at == FIRST
    assert person.accounts == {"+15550100": "+15550100"}
    assert (group.title, group.messages[0].author) == ("Пасека", "vera@example.org")


def test_an_old_version_counts_seconds() -> None:
    """And has none of the newer columns."""
    (chat,) = parsed("sms.db", base([said("hi", date=START)], OLD)).conversations

    assert chat.messages[0].sent_at == FIRST


def test_what_is_nobodys_words() -> None:
    """Reactions are left out; the rest has a kind of its own."""
    assert kinds(
        said("hi"),
        said("Loved “hi”", 1, associated_message_type=2000),
        said("Removed a heart", 2, associated_message_type=3000),
        said("\ufffc", 3, cache_has_attachments=1),
        said("\ufffcsee this", 4, cache_has_attachments=1),
        said(None, 5, item_type=2),
        said(None, 6, date_edited=5),
        said("corrected", 7, date_edited=5),
        said("https://example.org", 8, balloon_bundle_id="com.apple.messages.URLBalloonProvider"),
        said("game", 9, balloon_bundle_id="com.apple.messages.MSMessageExtensionBalloonPlugin:x"),
        said("\ufffc", 10, associated_message_type=1000),
    ) == [
        ("+15550100", "hi", "text"),
        ("+15550100", "", "media"),
        ("+15550100", "see this", "text"),
        ("+15550100", "", "service"),
        ("+15550100", "", "deleted"),
        ("+15550100", "corrected", "text"),
        ("+15550100", "https://example.org", "text"),
        ("+15550100", "game", "media"),
        ("+15550100", "", "sticker"),
    ]


def test_answers() -> None:
    """A reply knows its message."""
    found = parsed("chat.db", base([said("a"), said("b", 1, thread_originator_guid="g0")]))

    assert found.conversations[0].messages[1].reply_to == 0


def test_a_bad_message_costs_itself() -> None:
    """It is named; what belongs to no chat is counted."""
    lost = said("lost", 4)
    del lost["chat"]
    found = parsed(
        "chat.db",
        base([said("a"), said("x", 1, date="soon"), said(None, 2, attributedBody=b"x"), lost]),
    )

    assert found.messages == 1
    assert [(one.where, one.reason) for one in found.problems] == [
        ("chat.db#3", "bad_message"),
        ("chat.db#2", "bad_date"),
        ("chat.db", "no_chat"),
    ]


def test_a_large_one_is_read_where_it_lies(tmp_path: Path) -> None:
    """The same messages, and no byte of it changes."""
    place = tmp_path / "chat.db"
    data = FILES["chat.db"]
    place.write_bytes(data[:18] + b"\2\2" + data[20:])  # as Messages leaves it, with a journal
    file = RawFile(Source(path="chat.db", sha256="0" * 64), "shelf", None, place)

    assert parser_for(file) == "imessage_db"
    found = PARSERS["imessage_db"](file, ParseParams())

    held = parsed("chat.db", data).conversations
    assert tuple(Conversation.model_validate_json(one.line) for one in found.written) == held
    assert [one.name for one in tmp_path.iterdir()] == ["chat.db"]


@pytest.mark.parametrize("data", [b"SQLite format 3\x00" + bytes(4000), b"SQLite format 3\x00"])
def test_another_database_is_unsupported(data: bytes) -> None:
    """As before."""
    with pytest.raises(InputError) as failure:
        parser_for(raw("a.db", data))

    assert failure.value.reason == "unsupported"


def test_a_damaged_one_says_so() -> None:
    """With what to do."""
    data = bytearray(FILES["chat.db"])
    data[100:200] = bytes(100)

    with pytest.raises(InputError, match="copy chat.db again") as failure:
        parsed("chat.db", bytes(data))

    assert failure.value.reason == "bad_imessage"


@given(st.text(max_size=300) | st.integers(0, 70_000).map("я".__mul__))
def test_archived_texts(text: str) -> None:
    """Of any length, in both archives."""
    text = text.encode("utf-8", "replace").decode()
    objects = ["$null", {"NSString": plistlib.UID(2)}, {"NS.string": text}]
    listed = plistlib.dumps(
        {"$top": {"root": plistlib.UID(1)}, "$objects": objects}, fmt=plistlib.FMT_BINARY
    )

    assert text_of(archived(text), "x") == text
    assert text_of(listed, "x") == text


@given(st.binary(max_size=200), st.integers(0, 200))
def test_damaged_archives(noise: bytes, at: int) -> None:
    """A text or a refusal."""
    for body in (noise, archived("hello")[:at] + noise, b"bplist00" + noise):
        try:
            assert isinstance(text_of(body, "x"), str)
        except InputError as failure:
            assert failure.reason == "bad_message"
