import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.files import Parsed
from unit.parsing.examples.discord_package import CSV, FILES, LIST, NEW, OLD, USER, zipped
from unit.parsing.made import parsed

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


def shown(found: Parsed) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    return [
        (chat.title, chat.group, [(one.author, one.text, one.kind) for one in chat.messages])
        for chat in found.conversations
    ]


def test_the_old_layout() -> None:
    """Tables, folders without a letter, the newest message first."""
    found = parsed("package.zip", zipped(OLD))

    said = [("ann", "Привет @bob", "text"), ("ann", "Six frames,\nall :full:", "text")]
    assert [("Direct Message with bob#0042", "shelf/501", said)] == shown(found)
    sent = found.conversations[0].messages[0].sent_at
    assert datetime(2021, 3, 4, 12, 34, 56, 789_000, UTC) == sent
    assert {"ann": "30"} == found.conversations[0].accounts
    assert ["one_sided"] == [one.reason for one in found.remarks]


@pytest.mark.parametrize("top", ["", "package/"])
def test_the_new_layout(top: str) -> None:
    """Lists, titles of the index or of the channel; a channel without messages is left out."""
    parts = {f"{top}{name}": content for name, content in NEW.items()}

    found = parsed("package.zip", zipped(parts))

    yes = ("Анна", "Да, @bob", "text")
    assert [
        ("Direct Message with bob#0", "shelf/501", [("Анна", "", "media"), yes]),
        ("Yard / hives", "shelf/502", [yes]),
    ] == shown(found)
    sent = found.conversations[0].messages[0].sent_at
    assert datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC) == sent
    assert {"exact"} == {chat.clock for chat in found.conversations}


@pytest.mark.parametrize(
    ("name", "data"), [("c501/messages.csv", CSV), ("c501/messages.json", json.dumps(LIST))]
)
def test_single_files(name: str, data: str) -> None:
    """The folder tells the channel; nothing tells the owner's name."""
    ((title, group, said),) = shown(parsed(name, data))

    assert ("c501", "shelf/501", {"You"}) == (title, group, {author for author, _, _ in said})
    assert 2 == len(said)


def test_a_damaged_channel_costs_itself() -> None:
    """The others are read, and so is all but a bad message."""
    parts = {
        **NEW,
        "Messages/c501/messages.json": "[{",
        "Messages/index.json": "{",
        "Messages/c502/messages.json": json.dumps([*LIST, {"ID": 5}, 7]),
    }

    found = parsed("package.zip", zipped(parts))

    assert ["Yard / hives"] == [chat.title for chat in found.conversations]
    assert [
        ("package.zip/Messages/index.json", "bad_json"),
        ("package.zip/Messages/c501/messages.json", "bad_json"),
        ("package.zip/Messages/c502/messages.json#5", "bad_message"),
        ("package.zip/Messages/c502/messages.json", "bad_message"),
    ] == [(one.where, one.reason) for one in found.problems]


def test_nobody_wrote_anything() -> None:
    """Such a package is refused with a reason."""
    parts = {name: "[]" if name.endswith("messages.json") else NEW[name] for name in NEW}

    with pytest.raises(InputError) as caught:
        parsed("package.zip", zipped(parts))

    assert "no_messages" == caught.value.reason


@given(data=st.data())
def test_any_value_anywhere(data: st.DataObject) -> None:
    """Records or an ``InputError``, never another end."""
    messages: list[Any] = [dict(one) for one in LIST]
    messages[0][data.draw(st.sampled_from(sorted(LIST[0])))] = data.draw(values)
    user = {**USER, data.draw(st.sampled_from(sorted(USER))): data.draw(values)}
    parts = {
        **NEW,
        "Account/user.json": json.dumps(user),
        "Messages/c501/messages.json": json.dumps(messages),
        "Messages/c502/channel.json": json.dumps(data.draw(values)),
        "Messages/index.json": json.dumps(data.draw(values)),
    }

    assert parsed("package.zip", zipped(parts)).messages


def test_the_examples_are_both_layouts() -> None:
    """So that the generic tests of damage meet each."""
    assert 4 == len(FILES)
