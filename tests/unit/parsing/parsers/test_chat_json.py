from datetime import UTC, datetime

import pytest

from understudy.core.errors import InputError
from unit.parsing.made import lines, parsed


def test_chats_of_many_makers() -> None:
    """Names of the fields differ, the meaning does not."""
    found = parsed(
        "a.jsonl",
        lines(
            {"id": 5, "title": "Hives", "messages": [
                {"author": "A", "text": "hi", "sent_at": "2024-05-01T12:00:00+03:00"},
                {"author": "B", "text": " "},
            ]},
            {"title": "Ульи", "messages": [
                {"role": "system", "content": "be brief"},
                {"role": "user", "content": [{"type": "text", "text": "да"}, {"type": "image"}]},
            ]},
            {"conversations": [{"from": "human", "value": "why"}]},
        ),
    ).conversations  # fmt: skip

    assert [chat.group for chat in found[:2]] == ["shelf/5", "shelf/Ульи"]
    assert [chat.title for chat in found] == ["Hives", "Ульи", "a 3"]
    assert [[(m.author, m.text, m.kind) for m in chat.messages] for chat in found] == [
        [("A", "hi", "text"), ("B", "", "media")],
        [("system", "be brief", "service"), ("user", "да", "text")],
        [("human", "why", "text")],
    ]
    assert found[0].messages[0].sent_at == datetime(2024, 5, 1, 9, tzinfo=UTC)


def test_a_bad_chat_costs_itself() -> None:
    """The others are used, and it is named."""
    good = {"messages": [{"author": "A", "text": "hi"}]}
    late = {"messages": [{"author": "A", "text": "x", "sent_at": "soon"}]}
    deaf = {"messages": [{"author": "A", "text": 5}]}

    found = parsed("a.jsonl", lines(good, late, deaf, {"x": 1}) + "{\n")

    assert len(found.conversations) == 1
    assert [(one.where, one.reason) for one in found.problems] == [
        ("a.jsonl:5", "bad_json"),
        ("a.jsonl:2#1", "bad_date"),
        ("a.jsonl:3#1", "bad_message"),
        ("a.jsonl:4", "no_messages"),
    ]


def test_a_bad_message_costs_itself() -> None:
    """The chat is whole but for it, and the file says where it stands."""
    said = [{"author": "A", "text": f"{i}"} for i in range(5)]
    said[3] = {"author": "A", "text": 5}

    found = parsed("a.json", lines({"messages": said}))

    assert ["0", "1", "2", "4"] == [one.text for one in found.conversations[0].messages]
    assert [("messages", "a.json:1#4", "bad_message")] == [
        (one.kind, one.where, one.reason) for one in found.problems
    ]


def test_no_good_chat_is_no_file() -> None:
    """Then the file itself is refused."""
    with pytest.raises(InputError) as failure:
        parsed("a.json", lines({"messages": [{"author": "A", "text": {}}]}))

    assert failure.value.reason == "no_messages"


def test_what_the_app_says_is_nobodys_words() -> None:
    """The type of a message tells it, or that nobody is its author; names may lie deep."""
    said = [
        {"from": {"user": {"displayName": "Anna"}}, "body": "hi", "messageType": "message"},
        {"from": {"user": {"displayName": "Vera"}}, "body": "left", "messageType": "systemEventMessage"},
        {"from": None, "body": "a call", "messageType": "message"},
    ]  # fmt: skip
    said[0]["createdDateTime"] = "2024-05-01T12:00:00Z"
    (chat,) = parsed("a.jsonl", lines({"messages": said})).conversations

    assert [("Anna", "hi", "text"), ("Vera", "left", "service"), ("", "a call", "service")] == [
        (one.author, one.text, one.kind) for one in chat.messages
    ]
    assert chat.messages[0].sent_at == datetime(2024, 5, 1, 12, tzinfo=UTC)
