import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.core.records import Message
from understudy.parsing.files import PARSERS
from understudy.parsing.params import ParseParams
from unit.parsing.examples.skype import FILES, MESSAGES, export, message
from unit.parsing.made import parsed, raw

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


def one(**fields: Any) -> Message:
    data = json.dumps(export({**message("8:live:anna", "hi"), **fields}))
    return parsed("messages.json", data).conversations[0].messages[0]


def test_a_whole_export() -> None:
    """The oldest comes first; marks and quotations go; the owner is called by the account."""
    (chat,) = parsed("messages.json", FILES["messages.json"]).conversations

    assert ("Anna K.", "shelf/8:live:anna", "exact") == (chat.title, chat.group, chat.clock)
    expected = [("Anna K.", "Как & что? 🐝"), ("vera", "I'm fine :)")]
    assert expected == [(one.author, one.text) for one in chat.messages]
    assert datetime(2024, 5, 1, 9, 0, 0, 123000, UTC) == chat.messages[0].sent_at
    assert {"Anna K.": "8:live:anna", "vera": "8:vera"} == chat.accounts


@pytest.mark.parametrize(
    ("fields", "text", "kind"),
    [
        ({"messagetype": "Text", "content": "a < b"}, "a < b", "text"),
        ({"content": 'see <a href="http://a.org">http://a.org</a>\nok'}, "see http://a.org\nok",
         "text"),
        ({"content": "<at id=\"8:vera\">Vera</at> 1 &lt; 2"}, "Vera 1 < 2", "text"),
        ({"content": ""}, "", "deleted"),
        ({"content": "x", "properties": {"deletetime": "1"}}, "", "deleted"),
        ({"messagetype": "RichText/UriObject", "content": "<URIObject/>"}, "", "media"),
        ({"messagetype": "RichText/Media_GenericFile", "content": "file"}, "", "media"),
        ({"messagetype": "Event/Call", "content": "<partlist/>"}, "", "call"),
        ({"messagetype": "ThreadActivity/AddMember", "content": "<addmember/>"}, "", "service"),
        ({"messagetype": "Notice", "content": "[]"}, "", "service"),
        ({"content": "<quote>never <quote>ends"}, "", "deleted"),
    ],
)  # fmt: skip
def test_kinds_of_messages(fields: dict[str, Any], text: str, kind: str) -> None:
    """Only one's own words are text."""
    said = one(**fields)

    assert (text, kind) == (said.text, said.kind)


def test_what_cannot_be_read_costs_itself() -> None:
    """Each with its place; the rest is used."""
    whole = export({"from": 1}, message("8:vera", "x", originalarrivaltime="noon"), *MESSAGES)
    whole["conversations"].append(7)

    found = parsed("messages.json", json.dumps(whole))

    expected = ["bad_message", "bad_date", "bad_conversation"]
    assert expected == [one.reason for one in found.problems]
    assert 2 == found.messages


def test_an_empty_export_is_said() -> None:
    """There is nothing to learn from it."""
    with pytest.raises(InputError) as failure:
        parsed("messages.json", json.dumps(export()))

    assert "no_messages" == failure.value.reason


def test_hostile_text_takes_no_time() -> None:
    """No pattern looks at a text again and again."""
    assert "text" == one(content="<a " * 100_000 + "<quote" * 1000).kind


@given(st.sampled_from([*MESSAGES[0], "id", "MessageList", "displayName"]), values)
def test_any_damage_is_an_input_error(field: str, value: Any) -> None:
    """Whatever stands in a field: the chat is read, or the file refused, never more."""
    whole = copy.deepcopy(export(*MESSAGES))
    chat = whole["conversations"][1]
    target = chat if field in chat else chat["MessageList"][0]
    target[field] = value
    try:
        PARSERS["skype"](raw("messages.json", json.dumps(whole)), ParseParams()).to_line()
    except InputError as failure:
        assert failure.reason
