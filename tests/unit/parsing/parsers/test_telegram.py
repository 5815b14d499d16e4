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
        ({"poll": {"question": "When?", "answers": []}, "text": ""}, "Vera", "", "media"),
        (
            {"location_information": {"latitude": 1, "longitude": 2}, "text": ""},
            "Vera",
            "",
            "media",
        ),
        ({"contact_information": {"first_name": "A"}, "text": ""}, "Vera", "", "media"),
        ({"game_title": "Chess", "text": ""}, "Vera", "", "media"),
        ({"giveaway_information": {"quantity": 1}, "text": ""}, "Vera", "", "media"),
        ({"reactions": [{"type": "emoji", "count": 2, "emoji": "👍"}]}, "Vera", "да", "text"),
        ({"saved_from": "News"}, "Vera", "да", "forwarded"),
        ({"from": "Yard", "from_id": "channel7"}, "Yard", "да", "text"),
        ({"from": "Yard", "from_id": "channel7", "author": "admin"}, "Yard", "да", "text"),
        (
            {
                "text": [
                    {"type": "spoiler", "text": "hush"},
                    " ",
                    {"type": "custom_emoji", "text": "🐝", "document_id": "1"},
                    {"type": "bank_card", "text": "4000"},
                ]
            },
            "Vera",
            "hush 🐝4000",
            "text",
        ),
        (
            {"text": [{"type": "blockquote", "text": "theirs"}, "mine"]},
            "Vera",
            "mine",
            "text",
        ),
        ({"text": [{"type": "blockquote", "text": "theirs"}]}, "Vera", "theirs", "forwarded"),
        (
            {"text": None, "text_entities": [{"type": "plain", "text": "да"}]},
            "Vera",
            "да",
            "text",
        ),
        ({"type": "service", "action": "conference_call", "actor": "Anna"}, "Anna", "", "call"),
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


def test_a_message_of_a_newer_app_has_no_date() -> None:
    """The app writes its number alone; it stays behind the one before, and is nobody's words."""
    chat = copy.deepcopy(CHAT)
    chat["messages"].insert(1, {"id": 99, "type": "unsupported"})

    found = parsed("result.json", json.dumps(chat))
    said = found.conversations[0].messages[1]

    assert ("", "", "media", None) == (said.author, said.text, said.kind, said.sent_at)
    assert () == found.problems


def test_answers_lead_to_what_was_answered() -> None:
    """Not to the beginning of a topic, nor to a message of another chat with that number."""
    first, second = (chat_with()["messages"][i] for i in (0, 1))
    begun = {**first, "id": 20, "type": "service", "action": "topic_created", "title": "Bees"}
    chat = {**CHAT, "messages": [
        begun,
        {**first, "id": 21, "reply_to_message_id": 20},
        {**second, "id": 22, "reply_to_message_id": 21},
        {**second, "id": 23, "reply_to_message_id": 21, "reply_to_peer_id": "channel5"},
    ]}  # fmt: skip

    assert [None, None, 1, None] == [one.reply_to for one in read(chat)[0].messages]


def test_signed_posts_of_a_channel_are_their_writers() -> None:
    """In a group, the same field is a title."""
    chat = chat_with(**{"from": "Yard", "from_id": "channel7", "author": "Vera L."})

    assert "Vera L." == read({**chat, "type": "public_channel"})[0].messages[-1].author
    assert "Yard" == read(chat)[0].messages[-1].author


def test_accounts_tell_the_owner() -> None:
    """The number in the export's first lines is that of the account behind a name."""
    export = {"personal_information": {"user_id": 5, "first_name": "Vera"}, **TELEGRAM}
    for said in (chat := copy.deepcopy(CHAT))["messages"]:
        said["from_id"] = "user5" if said["from"] == "Vera" else "user6"
    export["chats"] = {"list": [chat]}

    assert "user5" == read(export)[0].accounts["Vera"]


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
    whole = parsed("result.json", json.dumps(broken))
    del broken["messages"][0]["date_unixtime"]

    assert whole.problems == ()  # either of the two is a date
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
    in_zone = read(old, chats={"time_zone": "Europe/Moscow"})[0].messages[0].sent_at
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
        PARSERS["telegram"](
            file, ParseParams.model_validate({"chats": {"time_zone": "Asia/Tokyo"}})
        ).to_line()
    except InputError as failure:
        assert failure.reason
