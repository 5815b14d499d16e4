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
from understudy.parsing.files import PARSERS, Parsed
from understudy.parsing.params import ParseParams
from unit.parsing.examples.discord_json import ANN, BOB, BOT, EXPORT, export, message
from unit.parsing.made import parsed, raw

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


def read(value: Any) -> Parsed:
    return parsed("hives.json", json.dumps(value))


def test_a_channel() -> None:
    """Nicknames are names, ids are accounts, answers are positions, bots are no people."""
    (chat,) = read(EXPORT).conversations

    assert ("Пасека / hives", "shelf/170000000000000002") == (chat.title, chat.group)
    assert [
        ("Анна", "Как улей?", None, "text"),
        ("Bob", "Strong.\nSix frames :bee:", 0, "text"),
        ("Feeder", "Feeding time!", None, "service"),
    ] == [(one.author, one.text, one.reply_to, one.kind) for one in chat.messages]
    assert datetime(2024, 5, 1, 9, 1, 0, 123_000, UTC) == chat.messages[0].sent_at
    assert "exact" == chat.clock
    assert {"Анна": ANN["id"], "Bob": BOB["id"], "Feeder": BOT["id"]} == chat.accounts


FORWARD = {"type": "Forward", "messageId": "1180000000000000001"}


@pytest.mark.parametrize(
    ("content", "more", "text", "kind"),
    [
        ("Joined the server.", {"type": "GuildMemberJoin"}, "Joined the server.", "service"),
        ("Pinned a message.", {"type": "ChannelPinnedMessage"}, "Pinned a message.", "service"),
        ("", {"type": "21"}, "", "service"),
        ("Started a call that lasted 3 minutes.", {"type": "Call"}, "", "call"),
        ("", {"attachments": [{"id": "1", "fileName": "a.png"}]}, "", "media"),
        ("my yard", {"attachments": [{"id": "1", "fileName": "a.png"}]}, "my yard", "text"),
        ("", {"stickers": [{"id": "1", "name": "Wave", "format": "Lottie"}]}, "", "sticker"),
        ("https://tenor.com/view/bee-gif-1", {"embeds": [{"title": ""}]}, "", "media"),
        ("see https://tenor.com/x", {}, "see https://tenor.com/x", "text"),
        ("", {"reference": FORWARD, "forwardedMessage": {"content": "news"}}, "news", "forwarded"),
        ("", {"reference": FORWARD}, "", "forwarded"),
        (
            "<@!290000000000000002> <a:bee:81> <#4> <@&5> </feed:6> <t:1714557600:R>",
            {"mentions": [BOB]},
            "@Bob :bee: #unknown @unknown /feed 2024-05-01 10:00 UTC",
            "text",
        ),
        ("> when?\n> today?\n<@1> at five", {}, "@unknown at five", "text"),
        ("> when?", {}, "when?", "forwarded"),
        ("edited", {"timestampEdited": "2024-05-01T13:00:00+03:00"}, "edited", "text"),
    ],
)
def test_kinds_of_messages(content: str, more: dict[str, Any], text: str, kind: str) -> None:
    """Only one's own words are text."""
    (chat,) = read(export(message(1, ANN, "a"), message(2, ANN, content, **more))).conversations

    said = chat.messages[1]

    assert ("Анна", text, kind) == (said.author, said.text, said.kind)


def test_a_direct_chat_is_called_like_its_partner() -> None:
    """Its server is none; a name without a nickname is the account's."""
    chat = export(
        message(1, {**ANN, "nickname": None}, "hi"), name="bob", type="DirectTextChat", id=7
    )
    chat["guild"] = {"id": "0", "name": "Direct Messages"}

    (found,) = read(chat).conversations

    assert ("bob", "shelf/7", "ann") == (found.title, found.group, found.messages[0].author)


def test_a_bad_message_costs_itself() -> None:
    """It is counted with its place."""
    broken = copy.deepcopy(EXPORT)
    del broken["messages"][0]["timestamp"]
    broken["messages"].append({**message(9, ANN, "x"), "timestamp": "soon"})
    broken["messages"].append({**message(10, ANN, "x"), "content": ["x"]})

    found = read(broken)

    assert ["bad_message", "bad_date", "bad_message"] == [one.reason for one in found.problems]
    assert "hives.json#1180000000000000001" == found.problems[0].where
    assert 2 == found.messages


@pytest.mark.parametrize("value", [export(), export({"id": 1})])
def test_nothing_said_is_refused(value: Any) -> None:
    """A channel without messages is no conversation."""
    with pytest.raises(InputError) as caught:
        read(value)

    assert "no_messages" == caught.value.reason


def test_a_large_export_is_read_as_it_comes(tmp_path: Path) -> None:
    """A stream of it gives the bytes that the whole gives."""
    text = json.dumps(EXPORT, ensure_ascii=False)
    path = tmp_path / "hives.json"
    path.write_text(text)
    file = replace(raw("hives.json", text), content=path)

    streamed = PARSERS["discord_json"](file, ParseParams())

    held = parsed("hives.json", text).conversations
    assert [one.to_line() for one in held] == [one.line for one in streamed.written]


@given(data=st.data())
def test_any_value_anywhere(data: st.DataObject) -> None:
    """Records or an ``InputError``, never another end."""
    value = copy.deepcopy(EXPORT)
    place = data.draw(st.sampled_from([value["guild"], value["channel"], *value["messages"]]))
    place[data.draw(st.sampled_from(sorted(place)))] = data.draw(values)
    try:
        assert read(value).messages
    except InputError as failure:
        assert failure.reason
