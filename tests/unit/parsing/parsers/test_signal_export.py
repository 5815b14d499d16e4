import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS
from understudy.parsing.params import ParseParams
from unit.parsing.examples.signal_export import FILES, MARKDOWN, message
from unit.parsing.made import WHATSAPP, lines, parsed, raw

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


@pytest.mark.parametrize("name", ["data.json", "chat.md"])
def test_a_chat(name: str) -> None:
    """JSON and Markdown say the same, and the folder is the chat; quotes and reactions go."""
    found = parsed(f"signal/Anna K./{name}", FILES[name])

    (chat,) = found.conversations
    assert ("Anna K.", "shelf/Anna K.", "unknown") == (chat.title, chat.group, chat.clock)
    expected = [("Anna", "Привет 🐝\nкак улей?"), ("Me", "fine")]
    assert expected == [(one.author, one.text) for one in chat.messages]


def test_times_are_local() -> None:
    """They are read in the zone of the parameters."""
    found = parsed("data.json", FILES["data.json"], chats={"time_zone": "Europe/Moscow"})

    assert datetime(2024, 5, 1, 9, 1, tzinfo=UTC) == found.conversations[0].messages[1].sent_at
    assert "zone" == found.conversations[0].clock


def test_an_old_version() -> None:
    """With a comma, and without seconds."""
    (chat,) = parsed("Anna/index.md", FILES["index.md"]).conversations

    assert datetime(2021, 1, 2, 10, 33, tzinfo=UTC) == chat.messages[0].sent_at
    assert "Anna" == chat.title


@pytest.mark.parametrize(
    ("fields", "author", "text", "kind"),
    [
        (
            {"body": "look  ", "attachments": [{"name": "a", "path": "media/a"}]},
            "A",
            "look",
            "text",
        ),
        ({"body": "  ", "attachments": [{"name": "a", "path": "media/a"}]}, "A", "", "media"),
        ({"body": "  ", "sticker": {"emoji": "🐝"}}, "A", "🐝", "sticker"),
        ({"body": "  ", "sticker": "🐝"}, "A", "🐝", "sticker"),
        ({"body": "  "}, "A", "", "service"),
        ({"body": None}, "A", "", "service"),
        ({"body": "(This message was deleted)"}, "A", "", "deleted"),
        ({"body": "x", "deleted": True}, "A", "", "deleted"),
        ({"body": "Incoming voice call (accepted, 3m 2s)  "}, "A", "", "call"),
        ({"body": "Outgoing call"}, "A", "", "call"),
        ({"body": "Missed video call"}, "A", "", "call"),
        ({"body": "Missed call me?"}, "A", "Missed call me?", "text"),
        ({"body": "hm", "sender": "No-Sender"}, "", "hm", "text"),
    ],
)
def test_kinds_of_json_messages(fields: dict[str, Any], author: str, text: str, kind: str) -> None:
    """Only one's own words are text."""
    data = lines({**message("A", ""), **fields})

    said = parsed("data.json", data).conversations[0].messages[0]
    assert (author, text, kind) == (said.author, said.text, said.kind)


@pytest.mark.parametrize(
    ("body", "text", "kind"),
    [
        ("a: b  ", "a: b", "text"),
        ("see  ![my bee (1).jpg](./media/my%20bee%20(1).jpg)  ", "see", "text"),
        ("  ![a.jpg](./media/a.jpg)  [b.pdf](./media/b.pdf)  ", "", "media"),
        ("  \n(( 🐝 ))", "🐝", "sticker"),
        ("  [🐝](../exported_stickers/ab/1.webp)  ", "🐝", "sticker"),
        ("(This message was deleted)", "", "deleted"),
        ("Missed voice call  ", "", "call"),
        ("> my own sign", "> my own sign", "text"),
        ("  \n(- Anna: 👍, B: 👍 -)", "", "service"),
        ("", "", "service"),
    ],
)
def test_kinds_of_written_messages(body: str, text: str, kind: str) -> None:
    """Only one's own words are text."""
    said = parsed("chat.md", f"[2024-05-01 12:00:00] A: {body}\n\n").conversations[0].messages[0]

    assert (text, kind) == (said.text, said.kind)


def test_what_cannot_be_read_costs_itself() -> None:
    """Each with its line; the rest is used."""
    good = json.dumps(message("A", "kept"))
    bad = [json.dumps(message("A", "x", date="noon")), json.dumps({"sender": 1}), "{", "7"]

    found = parsed("data.json", "\n".join([good, *bad]))
    written = parsed("chat.md", MARKDOWN + "[2024-13-01 12:00:00] A: never\n")

    expected = ["bad_date", "bad_message", "bad_message", "bad_json"]
    assert expected == [one.reason for one in found.problems]
    assert "data.json:2" == found.problems[0].where
    assert ["bad_date"] == [one.reason for one in written.problems]
    assert (1, 2) == (found.messages, written.messages)


def test_other_chats_are_left_to_others() -> None:
    """WhatsApp's text is no Markdown."""
    with pytest.raises(InputError) as failure:
        PARSERS["signal_export"](raw("a.txt", WHATSAPP), ParseParams())

    assert "bad_signal_export" == failure.value.reason


@pytest.mark.parametrize("piece", ["[a](./media/x)", "(- ", "\n(( ", "[", "> ", "\n"])
def test_hostile_text_takes_no_time(piece: str) -> None:
    """No pattern looks at a text again and again."""
    text = f"[2024-05-01 12:00:00] A: {piece * 20_000}z"

    assert 1 == parsed("chat.md", text).messages


@given(st.sampled_from([*message("A", "")]), values)
def test_any_damage_is_an_input_error(field: str, value: Any) -> None:
    """Whatever stands in a field: the chat is read, or the file refused, never more."""
    data = json.dumps({**message("A", "a"), field: value})
    try:
        PARSERS["signal_export"](raw("data.json", data), ParseParams()).to_line()
    except InputError as failure:
        assert failure.reason
