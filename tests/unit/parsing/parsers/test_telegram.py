import copy
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.core.records import Conversation
from understudy.parsing.files import PARSERS
from understudy.parsing.params import ParseParams
from unit.parsing.made import TELEGRAM, parsed, raw

CHAT: dict[str, Any] = TELEGRAM["chats"]["list"][0]
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


def chat_with(**message: Any) -> dict[str, Any]:
    chat = copy.deepcopy(CHAT)
    chat["messages"].append({**chat["messages"][1], "id": 3, **message})
    return chat


def read(export: Any, **params: Any) -> list[Conversation]:
    return list(parsed("result.json", json.dumps(export), **params).conversations)


def test_a_whole_export() -> None:
    """Runs are joined as they stand, replies point to positions, times are moments."""
    (chat,) = read(TELEGRAM)

    assert (chat.title, chat.group) == ("Anna", "shelf/7")
    assert [one.text for one in chat.messages] == ["see this 🐝", "да"]
    assert [one.reply_to for one in chat.messages] == [None, 0]
    assert chat.messages[0].sent_at == datetime(2024, 5, 1, 9, tzinfo=UTC)


def test_one_chat_reads_like_all() -> None:
    """The export of a single chat has the same group, so that both stay in one split."""
    assert read(CHAT)[0].messages == read(TELEGRAM)[0].messages
    assert read(CHAT)[0].group == read(TELEGRAM)[0].group


@pytest.mark.parametrize(
    ("message", "author", "text", "kind"),
    [
        (
            {"type": "service", "actor": "Anna", "action": "phone_call", "text": ""},
            "Anna",
            "",
            "call",
        ),
        ({"type": "service", "actor": "Anna", "action": "pin_message"}, "Anna", "", "service"),
        (
            {"media_type": "sticker", "sticker_emoji": "😂", "text": ""},
            "Vera",
            "😂",
            "sticker",
        ),
        ({"via_bot": "@gif"}, "Vera", "да", "forwarded"),
        ({"type": "unsupported", "text": ""}, "Vera", "", "media"),
        ({"from": None}, "Deleted Account", "да", "text"),
        ({"forwarded_from": "News"}, "Vera", "да", "forwarded"),
        ({"photo": "photos/1.jpg", "text": ""}, "Vera", "", "media"),
        (
            {"media_type": "video_message", "file": "(File not included)", "text": ""},
            "Vera",
            "",
            "media",
        ),
        ({"photo": "photos/1.jpg", "text": "my yard"}, "Vera", "my yard", "text"),
        (
            {"edited": "2024-05-01T12:05:00", "text": ["a\n", {"type": "link", "text": "b"}]},
            "Vera",
            "a\nb",
            "text",
        ),
    ],
)
def test_kinds_of_messages(message: dict[str, Any], author: str, text: str, kind: str) -> None:
    """Only one's own words are text."""
    said = read(chat_with(**message))[0].messages[-1]

    assert (author, text, kind) == (said.author, said.text, said.kind)


def test_chats_without_a_name_are_read() -> None:
    """Deleted partners are null, saved messages have none; empty chats are left out."""
    saved = {key: value for key, value in CHAT.items() if key != "name"}
    export = {"chats": {"list": [
        {**CHAT, "id": 1, "name": None},
        {**saved, "id": 2, "type": "saved_messages"},
        {**CHAT, "id": 3, "messages": []},
    ]}, "left_chats": {"list": [{**CHAT, "id": 4}]}}  # fmt: skip

    found = read(export)

    assert [chat.title for chat in found] == ["Deleted Account", "saved_messages", "Anna"]
    assert [chat.group for chat in found] == ["shelf/1", "shelf/2", "shelf/4"]


def test_a_message_without_a_date_costs_itself() -> None:
    """It is counted with its place; all others are read."""
    broken = chat_with()
    del broken["messages"][0]["date"]

    found = parsed("result.json", json.dumps(broken))

    assert ["bad_message"] == [problem.reason for problem in found.problems]
    assert len(broken["messages"]) - 1 == found.messages


@pytest.mark.parametrize(
    "export", [TELEGRAM, chat_with(text="a\\x0Cb \\\\x0C", media_type="sticker")]
)
def test_a_large_export_is_read_as_it_comes(export: Any, tmp_path: Path) -> None:
    """A stream of it gives the bytes that the whole gives, wherever an escape is cut."""
    text = json.dumps(export, ensure_ascii=False).replace("\\\\x0C", "\\x0C", 1)
    path = tmp_path / "result.json"
    path.write_text(text)
    held = parsed("result.json", text)
    streamed = PARSERS["telegram"](replace(raw("result.json", text), content=path), ParseParams())

    assert [one.to_line() for one in held.conversations] == [one.line for one in streamed.written]
    assert (held.messages, held.characters) == (streamed.messages, streamed.characters)


def test_old_exports_have_local_times() -> None:
    """They are read in the zone of the parameters."""
    old = copy.deepcopy(CHAT)
    for message in old["messages"]:
        del message["date_unixtime"]

    assert read(old)[0].clock == "unknown"
    in_zone = read(old, time_zone="Europe/Moscow")[0].messages[0].sent_at
    assert in_zone == datetime(2024, 5, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize("export", [{"chats": {"list": [{**CHAT, "messages": []}]}}])
def test_an_empty_export_is_said(export: object) -> None:
    """There is nothing to learn from it."""
    with pytest.raises(InputError) as failure:
        read(export)

    assert failure.value.reason == "no_messages"


@given(st.sampled_from([*CHAT, *CHAT["messages"][0]]), values)
def test_any_damage_is_an_input_error(field: str, value: object) -> None:
    """Whatever stands in a field: the chat is read, or the file refused, never more."""
    chat = copy.deepcopy(CHAT)
    target = chat if field in chat and field != "id" else chat["messages"][0]
    target[field] = value
    file = raw("result.json", json.dumps({"chats": {"list": [chat]}}))
    try:
        PARSERS["telegram"](file, ParseParams(time_zone="Asia/Tokyo")).to_line()
    except InputError as failure:
        assert failure.reason
