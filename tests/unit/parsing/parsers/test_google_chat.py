import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS
from understudy.parsing.params import ParseParams
from unit.parsing.examples.google_chat import ANNA, FILES, MESSAGES, VERA, message
from unit.parsing.made import parsed, raw

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)
PLACE = "Google Chat/Groups/DM dmAAA/messages.json"


def test_a_chat() -> None:
    """Names, texts, answers and moments; the chat is identified by its space."""
    (chat,) = parsed(PLACE, FILES["google-messages.json"]).conversations

    assert ("Anna K., Vera", "shelf/dmAAA", "exact") == (chat.title, chat.group, chat.clock)
    expected = [("Anna K.", "Привет 🐝\nкак улей?", None), ("Vera", "fine", 0)]
    assert expected == [(one.author, one.text, one.reply_to) for one in chat.messages]
    assert {"Anna K.": "anna@example.org", "Vera": "vera@example.org"} == chat.accounts


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Wednesday, May 1, 2024 at 9:01:05 PM UTC", datetime(2024, 5, 1, 21, 1, 5, tzinfo=UTC)),
        ("Sunday, September 1, 2024 at 12:00:00\u202fAM UTC", datetime(2024, 9, 1, tzinfo=UTC)),
        ("среда, 1 мая 2024 г. в 21:01:05 UTC", datetime(2024, 5, 1, 21, 1, 5, tzinfo=UTC)),
        ("понедельник, 3 июня 2024 г., 09:00:00 UTC", datetime(2024, 6, 3, 9, tzinfo=UTC)),
        ("2024-05-01T09:00:00Z", datetime(2024, 5, 1, 9, tzinfo=UTC)),
    ],
)
def test_times(written: str, expected: datetime) -> None:
    """They are in the language of the account."""
    data = json.dumps({"messages": [message(VERA, "x", created_date=written)]})

    assert expected == parsed(PLACE, data).conversations[0].messages[0].sent_at


@pytest.mark.parametrize(
    ("fields", "text", "kind"),
    [
        ({"text": "", "attached_files": [{"original_name": "a.png"}]}, "", "media"),
        ({"attached_files": [{"original_name": "a.png"}]}, "x", "text"),
        ({"text": None}, "", "service"),
        ({"message_state": "DELETED"}, "", "deleted"),
        ({"creator": {"name": "Meet", "user_type": "Bot"}}, "x", "service"),
    ],
)
def test_kinds_of_messages(fields: dict[str, Any], text: str, kind: str) -> None:
    """Only one's own words are text."""
    data = json.dumps({"messages": [{**message(ANNA, "x"), **fields}]})

    said = parsed(PLACE, data).conversations[0].messages[0]
    assert (text, kind) == (said.text, said.kind)


def test_what_cannot_be_read_costs_itself() -> None:
    """A date in a language that is not known says what to do; the rest is used."""
    bad = [message(ANNA, "x", created_date="mercredi 1 mai 2024 à 09:00:00 UTC"), {"topic_id": 1}]

    found = parsed(PLACE, json.dumps({"messages": [*MESSAGES, *bad]}))

    assert ["bad_date", "bad_message"] == [one.reason for one in found.problems]
    assert "set the account" in found.problems[0].why
    assert 2 == found.messages


def test_nothing_but_damage_is_said() -> None:
    """There is nothing to learn from it."""
    with pytest.raises(InputError) as failure:
        parsed(PLACE, json.dumps({"messages": [message(ANNA, "x", created_date="soon")]}))

    assert "no_messages" == failure.value.reason


@given(st.sampled_from([*MESSAGES[1]]), values)
def test_any_damage_is_an_input_error(field: str, value: Any) -> None:
    """Whatever stands in a field: the chat is read, or the file refused, never more."""
    messages = copy.deepcopy(MESSAGES)
    messages[1][field] = value
    try:
        file = raw(PLACE, json.dumps({"messages": messages}))
        PARSERS["google_chat"](file, ParseParams()).to_line()
    except InputError as failure:
        assert failure.reason
