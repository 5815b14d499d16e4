import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.core.records import Conversation
from understudy.parsing.files import PARSERS
from understudy.parsing.params import ParseParams
from unit.parsing.examples.chatgpt import CHATS, FILES, HIDDEN, chat, node, zipped
from unit.parsing.made import parsed, raw

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


def read(*chats: Any) -> list[Conversation]:
    return list(parsed("conversations.json", json.dumps(list(chats))).conversations)


def last(role: str, parts: list[Any] | None = None, **message: Any) -> tuple[str, str, str]:
    """Author, text and kind of a message behind a question."""
    tree = chat(
        "c", "b", node("a", None, "user", ["q"]), node("b", "a", role, parts or [], **message)
    )
    said = read(tree)[0].messages[-1]
    return said.author, said.text, said.kind


def test_the_branch_that_is_shown_is_read() -> None:
    """It leads from the current node to the root; the answer that was made anew is counted."""
    found = parsed("conversations.json", FILES["conversations-gpt.json"])

    first, second = found.conversations
    assert (first.title, first.group) == ("Chat c1", "shelf/c1")
    expected = [
        ("", "", "service"),
        ("user", "Как подготовить ульи к зиме? 🐝", "text"),
        ("assistant", "Сначала\n\nпроверьте корм.", "text"),
        ("user", "спасибо", "text"),
    ]
    assert expected == [(one.author, one.text, one.kind) for one in first.messages]
    assert ["second"] == [one.text for one in second.messages]
    assert ["other_branches"] == [one.reason for one in found.remarks]
    assert found.remarks[0].why.startswith("1 messages of other branches")


def test_an_archive_is_read_without_its_page() -> None:
    """All shards count, and nothing beside them."""
    found = parsed("chatgpt.zip", FILES["chatgpt.zip"])

    assert ["Chat c1", "Chat c2"] == [one.title for one in found.conversations]
    assert () == found.documents
    assert () == found.problems


def test_an_archive_of_more_is_a_folder() -> None:
    """What lies beside the export's folder is not lost."""
    data = zipped({"gpt/conversations.json": CHATS, "notes/a.txt": "a note"})

    found = parsed("all.zip", data)

    assert (2, 1) == (len(found.conversations), len(found.documents))


@pytest.mark.parametrize(
    ("role", "parts", "message", "expected"),
    [
        ("assistant", ["a\n", "b"], {}, ("assistant", "a\n\nb", "text")),
        ("tool", ["page"], {}, ("", "", "service")),
        ("system", ["be nice"], {}, ("", "", "service")),
        ("user", ["about me"], {"metadata": HIDDEN}, ("user", "", "service")),
        ("assistant", ["print(1)"], {"recipient": "python"}, ("assistant", "", "service")),
        ("assistant", [""], {}, ("assistant", "", "service")),
        ("user", [""], {"metadata": {"attachments": [{"name": "a.pdf"}]}}, ("user", "", "media")),
        (
            "user", [],
            {"content": {"content_type": "multimodal_text",
                         "parts": [{"content_type": "image_asset_pointer"}, "what is it?"]}},
            ("user", "what is it?", "text"),
        ),
        (
            "user", [],
            {"content": {"content_type": "multimodal_text",
                         "parts": [{"content_type": "image_asset_pointer"}]}},
            ("user", "", "media"),
        ),
        (
            "user", [],
            {"content": {"content_type": "multimodal_text", "parts": [
                {"content_type": "audio_transcription", "text": "сказано вслух"},
                {"content_type": "audio_asset_pointer"}]}},
            ("user", "сказано вслух", "text"),
        ),
        (
            "assistant", [], {"content": {"content_type": "code", "language": "py", "text": "1+1"}},
            ("assistant", "1+1", "text"),
        ),
        (
            "assistant", [],
            {"content": {"content_type": "thoughts", "thoughts": [{"content": "hm"}]}},
            ("assistant", "", "service"),
        ),
        (
            "user", [],
            {"content": {"content_type": "user_editable_context", "user_profile": "I keep bees"}},
            ("user", "", "service"),
        ),
    ],
)  # fmt: skip
def test_kinds_of_messages(
    role: str, parts: list[Any], message: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    """Only what the two sides say to each other is text."""
    assert expected == last(role, parts, **message)


def test_unknown_content_is_said() -> None:
    """It is nobody's words, and somebody should look."""
    content = {"content_type": "hologram", "parts": ["?"]}
    tree = chat("c", "b", node("a", None, "user", ["q"]), node("b", "a", "user", content=content))

    found = parsed("conversations.json", json.dumps([tree]))

    assert "service" == found.conversations[0].messages[-1].kind
    assert ["unknown_content"] == [one.reason for one in found.remarks]
    assert "hologram" in found.remarks[0].why


def test_no_time_and_a_clock_that_went_back_keep_the_order() -> None:
    """An answer never stands before its question."""
    tree = chat(
        "c", "c",
        node("a", None, "user", ["1"], create_time=100.5),
        node("b", "a", "assistant", ["2"], create_time=None),
        node("c", "b", "user", ["3"], create_time=99),
    )  # fmt: skip

    (found,) = read(tree)

    assert ["1", "2", "3"] == [one.text for one in found.messages]
    assert found.messages[1].sent_at is None
    assert found.messages[2].sent_at == found.messages[0].sent_at


@pytest.mark.parametrize("leaf", [None, "gone"])
def test_without_a_current_node_the_newest_leaf_counts(leaf: Any) -> None:
    """Exports by other programs lack it."""
    tree = chat(
        "c", leaf,
        node("a", None, "user", ["q"]),
        node("b", "a", "assistant", ["new"], create_time=1714554009),
        node("c", "a", "assistant", ["old"], create_time=1714554001),
    )  # fmt: skip

    assert ["q", "new"] == [one.text for one in read(tree)[0].messages]


def test_a_circle_of_parents_ends() -> None:
    """A damaged tree does not hang."""
    tree = chat("c", "a", node("a", "b", "user", ["1"]), node("b", "a", "assistant", ["2"]))

    assert ["2", "1"] == [one.text for one in read(tree)[0].messages]


def test_what_cannot_be_read_costs_itself() -> None:
    """A message and a conversation, each with its place; the rest is used."""
    broken = copy.deepcopy(CHATS[0])
    broken["mapping"]["n3"]["message"]["create_time"] = "soon"
    broken["mapping"]["n4"]["message"]["create_time"] = "soon"
    found = parsed("conversations.json", json.dumps([broken, 7, {"id": "x"}, CHATS[1]]))

    expected = ["bad_date", "bad_conversation", "bad_conversation"]
    assert expected == [one.reason for one in found.problems]
    assert "conversations.json:1#n4" == found.problems[0].where
    assert 2 == len(found.conversations)


def test_a_file_that_was_cut_off_keeps_its_beginning() -> None:
    """What stands before the damage is whole."""
    found = parsed("conversations.json", json.dumps([*CHATS, *CHATS])[:-300])

    assert ["bad_json"] == [one.reason for one in found.problems]
    assert 3 == len(found.conversations)


def test_a_large_export_is_written_as_it_comes(tmp_path: Path) -> None:
    """The lines are those of records that are held."""
    data = FILES["conversations-gpt.json"]
    path = tmp_path / "conversations.json"
    path.write_bytes(data)
    held = parsed("conversations.json", data)
    file = replace(raw("conversations.json", data), content=path)

    streamed = PARSERS["chatgpt"](file, ParseParams())

    assert [one.to_line() for one in held.conversations] == [one.line for one in streamed.written]
    assert held.remarks == streamed.remarks


def test_an_empty_chat_at_the_top_hides_nothing() -> None:
    """Somebody opened it and said nothing."""
    assert ["c2"] == [one.group[6:] for one in read({**CHATS[2], "mapping": {}}, CHATS[1])]


@pytest.mark.parametrize("chats", [[], [CHATS[2]]])
def test_an_empty_export_is_said(chats: list[Any]) -> None:
    """There is nothing to learn from it."""
    with pytest.raises(InputError) as failure:
        PARSERS["chatgpt"](raw("conversations.json", json.dumps(chats)), ParseParams())

    assert "no_messages" == failure.value.reason


@given(
    st.sampled_from([*CHATS[0], "message", "parent", *node("x", None, "user")["message"]]), values
)
def test_any_damage_is_an_input_error(field: str, value: Any) -> None:
    """Whatever stands in a field: the chat is read, or the file refused, never more."""
    tree = copy.deepcopy(CHATS[0])
    inside = tree["mapping"]["n4"]
    target = tree if field in tree else inside if field in inside else inside["message"]
    target[field] = value
    try:
        PARSERS["chatgpt"](raw("conversations.json", json.dumps([tree])), ParseParams()).to_line()
    except InputError as failure:
        assert failure.reason
