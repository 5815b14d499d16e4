import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.core.records import Conversation
from understudy.parsing.files import PARSERS
from understudy.parsing.params import ParseParams
from unit.parsing.examples.chatgpt import zipped
from unit.parsing.examples.claude import ACCOUNT, CHATS, FILES, USERS, chat, said
from unit.parsing.made import parsed, raw

STAND_IN = "one\n\n```\nThis block is not supported on your current device yet.\n```\n\ntwo"
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


def read(*chats: Any) -> list[Conversation]:
    return list(parsed("conversations.json", json.dumps(list(chats))).conversations)


def test_a_whole_archive() -> None:
    """The owner has a name there; chats without messages are left out."""
    found = parsed("claude.zip", FILES["claude.zip"])

    first, second = found.conversations
    assert ("Chat k1", "shelf/k1") == (first.title, first.group)
    expected = [
        ("Вера Ш.", "Что делать с ройбой?", "text"),
        ("assistant", "Сделайте отводок.\n\nИ всё.", "text"),
    ]
    assert expected == [(one.author, one.text, one.kind) for one in first.messages]
    assert {"Вера Ш.": ACCOUNT} == first.accounts
    assert ["only text"] == [one.text for one in second.messages]
    assert () == (*found.problems, *found.remarks, *found.rows)


def test_without_the_archive_the_owner_is_the_user() -> None:
    """The chats are the same, and of the same group."""
    alone = parsed("conversations.json", FILES["conversations-claude.json"]).conversations[0]
    zipped_up = parsed("claude.zip", FILES["claude.zip"]).conversations[0]

    assert ["user", "assistant"] == [one.author for one in alone.messages]
    assert alone.group == zipped_up.group


@pytest.mark.parametrize(
    ("message", "text", "kind"),
    [
        (said("a", "human", "a", "b"), "a\n\nb", "text"),
        (said("a", "assistant", {"type": "tool_use", "name": "web"}), "", "service"),
        (said("a", "assistant", {"type": "tool_use"}, text=STAND_IN), "", "service"),
        ({**said("a", "assistant", text=STAND_IN), "content": []}, "one\n\ntwo", "text"),
        (said("a", "human", "", text="fallback"), "fallback", "text"),
        (
            said("a", "human", "see", attachments=[{"file_name": "a", "extracted_content": "no"}]),
            "see",
            "text",
        ),
        (said("a", "human", attachments=[{"extracted_content": "not my words"}]), "", "media"),
        (said("a", "human", "", files=[{"file_name": "bee.png"}]), "", "media"),
    ],
)
def test_kinds_of_messages(message: dict[str, Any], text: str, kind: str) -> None:
    """Thoughts, tools and what was attached are nobody's words."""
    found = read(chat("c", message))[0].messages[0]

    assert (text, kind) == (found.text, found.kind)


def test_the_last_branch_is_read() -> None:
    """Of a question that was changed, the last form counts; a leaf that is named wins."""
    messages = [
        said("a", "human", "first try", parent_message_uuid="0"),
        said("b", "assistant", "answer 1", parent_message_uuid="a"),
        said("c", "human", "again", parent_message_uuid="0", created_at="2025-03-02T10:00:00Z"),
        said("d", "assistant", "answer 2", parent_message_uuid="c",
             created_at="2025-03-02T10:01:00Z"),
    ]  # fmt: skip
    found = parsed("conversations.json", json.dumps([chat("k", *messages)]))
    named = read(chat("k", *messages, current_leaf_message_uuid="b"))

    assert ["again", "answer 2"] == [one.text for one in found.conversations[0].messages]
    assert ["other_branches"] == [one.reason for one in found.remarks]
    assert ["first try", "answer 1"] == [one.text for one in named[0].messages]


def test_what_cannot_be_read_costs_itself() -> None:
    """A message and a conversation, each with its place; the rest is used."""
    broken = chat("k", said("a", "human", "kept"), said("b", "robot", "x"), said("c", "human", "y",
                  created_at="late"))  # fmt: skip

    found = parsed("conversations.json", json.dumps([broken, {"uuid": "z"}]))

    assert ["bad_message", "bad_date", "bad_conversation"] == [one.reason for one in found.problems]
    assert "conversations.json:1#2" == found.problems[0].where
    assert ["kept"] == [one.text for one in found.conversations[0].messages]


@pytest.mark.parametrize("users", ["{", '[{"uuid": 1, "full_name": 2}]', "[]"])
def test_no_name_is_no_reason_to_stop(users: str) -> None:
    """The owner is called user then."""
    found = parsed("c.zip", zipped({"conversations.json": CHATS, "users.json": users}))

    assert "user" == found.conversations[0].messages[0].author
    assert (users == "{") == bool(found.remarks)


@given(st.sampled_from([*CHATS[0], *CHATS[0]["chat_messages"][0]]), values)
def test_any_damage_is_an_input_error(field: str, value: Any) -> None:
    """Whatever stands in a field: the chat is read, or the file refused, never more."""
    whole = copy.deepcopy(CHATS[0])
    target = whole if field in whole and field != "uuid" else whole["chat_messages"][0]
    target[field] = value
    data = zipped({"conversations.json": [whole], "users.json": USERS})
    try:
        PARSERS["claude"](raw("c.zip", data), ParseParams()).to_line()
    except InputError as failure:
        assert failure.reason
