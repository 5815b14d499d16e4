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
from unit.parsing.examples.signal import ACI, FILES, ITEMS, TOP, export, item, words
from unit.parsing.made import parsed, raw

SENT = "1714554000000"
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


def read(*items: dict[str, Any]) -> Parsed:
    return parsed("main.jsonl", export(*items))


def test_a_whole_export() -> None:
    """Chats are those of the export, the owner has the profile's name, times are moments."""
    found = read(*ITEMS)

    anna, bees = found.conversations
    assert ("Anna K.", "Bees") == (anna.title, bees.title)
    expected = [("Anna K.", "Привет 🐝\nкак улей?"), ("Вера Ш.", "fine")]
    assert expected == [(one.author, one.text) for one in anna.messages]
    assert datetime(2024, 5, 1, 9, tzinfo=UTC) == anna.messages[0].sent_at
    assert ["+15550002222"] == [one.author for one in bees.messages]
    assert "c2VjcmV0" not in bees.group, "the key of a group is a secret"


def test_an_archive_reads_like_its_lines() -> None:
    """Media beside them are not looked at."""
    found = parsed("signal.zip", FILES["signal.zip"])

    lines = parsed("main.jsonl", FILES["main.jsonl"])
    assert [one.messages for one in lines.conversations] == [
        one.messages for one in found.conversations
    ]
    assert [one.group for one in lines.conversations] == [one.group for one in found.conversations]


def test_ids_are_counted_anew_in_every_export() -> None:
    """The group of a chat follows the person, not the number."""
    text = export(ITEMS[0])
    other = text.replace('"id": "3"', '"id": "33"').replace(
        '"recipientId": "3"', '"recipientId": 33'
    )
    other = other.replace('"authorId": "3"', '"authorId": "33"')

    first, second = (parsed("main.jsonl", one).conversations[0] for one in (text, other))

    assert text != other
    assert first.group == second.group


@pytest.mark.parametrize(
    ("content", "text", "kind"),
    [
        (words("hi", reactions=[{"emoji": "👍", "authorId": "1"}]), "hi", "text"),
        ({"standardMessage": {"attachments": [{"pointer": {}}]}}, "", "media"),
        (words("see", attachments=[{"pointer": {}}]), "see", "text"),
        ({"stickerMessage": {"sticker": {"emoji": "🐝", "stickerId": 2}}}, "🐝", "sticker"),
        ({"stickerMessage": {"sticker": {}}}, "", "sticker"),
        ({"remoteDeletedMessage": {}}, "", "deleted"),
        ({"viewOnceMessage": {}}, "", "media"),
        ({"contactMessage": {"contact": {}}}, "", "media"),
        ({"updateMessage": {"simpleUpdate": {"type": "JOINED_SIGNAL"}}}, "", "service"),
        ({"updateMessage": {"groupChange": {"updates": []}}}, "", "service"),
        ({"updateMessage": {"individualCall": {"callId": "1"}}}, "", "call"),
        ({"updateMessage": {"groupCall": {}}}, "", "call"),
        ({"giftBadge": {}}, "", "service"),
        ({"poll": {"question": "when?"}}, "", "media"),
        ({"directStoryReplyMessage": {"textReply": {"text": {"body": "nice"}}}}, "nice", "text"),
        ({"directStoryReplyMessage": {"emoji": "👍"}}, "", "media"),
    ],
)
def test_kinds_of_messages(content: dict[str, Any], text: str, kind: str) -> None:
    """Only one's own words are text."""
    found = read(item("10", "3", SENT, **content))

    said = found.conversations[0].messages[0]
    assert ("Anna K.", text, kind) == (said.author, said.text, said.kind)
    assert () == found.remarks


def test_an_edited_message_has_its_last_text_at_its_first_time() -> None:
    """Who answered before the edit stands behind it still, and a quote finds it."""
    older = item("10", "3", SENT, **words("frist"))["chatItem"]
    edited = item("10", "3", "1714554090000", **words("first"), revisions=[older])
    answer = item("10", "1", 1714554060000, outgoing={}, **words("ok", quote={
        "targetSentTimestamp": SENT, "authorId": "3", "text": {"body": "frist"}}))  # fmt: skip

    said = read(answer, edited).conversations[0].messages

    assert ["first", "ok"] == [one.text for one in said]
    assert 0 == said[1].reply_to


def test_mentions_have_names() -> None:
    """The app writes a placeholder where it shows one."""
    text = {"body": "ask \ufffc or \ufffc", "bodyRanges": [
        {"start": 9, "length": 1, "mentionAci": "AAAA"},
        {"start": 4, "length": 1, "mentionAci": ACI},
        {"start": 0, "length": 3, "style": "BOLD"}]}  # fmt: skip

    found = read(item("11", "1", SENT, outgoing={}, standardMessage={"text": text}))

    assert "ask @Anna K. or @Вера Ш." == found.conversations[0].messages[0].text


def test_notes_to_oneself_are_a_chat() -> None:
    """With its own title."""
    (chat,) = read(item("12", "1", SENT, outgoing={}, **words("buy sugar"))).conversations

    assert ("Note to Self", "Вера Ш.") == (chat.title, chat.messages[0].author)


def test_what_is_lost_is_said() -> None:
    """Ends of long texts, and kinds that are not known."""
    found = read(
        item("10", "3", SENT, **words("long", longText={"size": 9000})),
        item("10", "3", SENT, hologramMessage={}),
    )

    assert ["long_text_cut", "unknown_content"] == [one.reason for one in found.remarks]
    assert "hologramMessage" in found.remarks[1].why


def test_what_cannot_be_read_costs_itself() -> None:
    """A line, a chat, an author, a time: each with its line; the rest is used."""
    text = export(
        ITEMS[0],
        item("99", "3", SENT, **words("no chat")),
        item("10", "99", SENT, **words("no author")),
        item("10", "3", "noon", **words("no time")),
    )

    found = parsed("main.jsonl", text + '{"chatItem": {"chatId"\n7\n\n')

    expected = ["bad_message", "bad_message", "bad_date", "bad_json", "bad_json"]
    assert expected == [one.reason for one in found.problems]
    assert f"main.jsonl:{len(TOP) + 2}" == found.problems[0].where
    assert 1 == found.messages


def test_a_large_export_is_written_as_it_comes(tmp_path: Path) -> None:
    """The lines are those of records that are held."""
    path = tmp_path / "main.jsonl"
    path.write_bytes(FILES["main.jsonl"])
    held = parsed("main.jsonl", FILES["main.jsonl"])

    file = replace(raw("main.jsonl", FILES["main.jsonl"]), content=path)
    streamed = PARSERS["signal"](file, ParseParams())

    assert [one.to_line() for one in held.conversations] == [one.line for one in streamed.written]


def test_an_empty_export_is_said() -> None:
    """There is nothing to learn from it."""
    with pytest.raises(InputError) as failure:
        read()

    assert "no_messages" == failure.value.reason


@given(st.integers(0, len(TOP)), st.text(max_size=3), values)
def test_any_damage_is_an_input_error(at: int, key: str, value: Any) -> None:
    """Whatever stands in a field: the chat is read, or the file refused, never more."""
    frames = copy.deepcopy([*TOP, ITEMS[0]])
    for inside in frames[at].values():
        if isinstance(inside, dict):
            inside.update(dict.fromkeys([*inside, key], value))
    lines = "\n".join(json.dumps(one) for one in frames)
    try:
        PARSERS["signal"](raw("main.jsonl", lines), ParseParams()).to_line()
    except InputError as failure:
        assert failure.reason
