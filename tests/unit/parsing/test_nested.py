import json

import pytest

from understudy.core.errors import InputError
from understudy.parsing.nested import flattened
from understudy.parsing.sniffing import parser_for
from unit.parsing.made import lines, parsed, raw

TALK = {
    "source": "forum",
    "conversations": [
        {"from": "human", "value": "Привет"},
        {"from": "gpt", "value": "Здравствуй", "weight": 0},
    ],
}


def test_lists_of_objects_become_columns_of_one_length() -> None:
    """What an object lacks is blank there; other values stay."""
    assert {
        "source": "forum",
        "conversations.from": ["human", "gpt"],
        "conversations.value": ["Привет", "Здравствуй"],
        "conversations.weight": [None, 0],
    } == flattened(TALK, "a:1")


def test_lists_of_lists_become_columns_by_place() -> None:
    """As alpaca's history; an empty one has no place."""
    found = flattened({"history": [["q", "a"], ["r", "b"]], "tags": ["x", 1], "none": []}, "a:1")

    assert {"history.0": ["q", "r"], "history.1": ["a", "b"], "tags": ["x", 1], "none": []} == found


def test_texts_of_parts_are_joined() -> None:
    """Servers write them; a picture among them costs the line."""
    parts = [{"type": "text", "text": "one "}, "two"]
    assert ["one two"] == flattened({"m": [{"content": parts}]}, "a:1")["m.content"]
    assert ['{"name": "f"}'] == flattened({"m": [{"call": {"name": "f"}}]}, "a:1")["m.call"]
    with pytest.raises(InputError, match="a:1: 'm.content' has a part that is no text"):
        flattened({"m": [{"content": [{"type": "image_url"}]}]}, "a:1")


@pytest.mark.parametrize("value", [[{"a": 1}, "b"], [["a"], ["b", "c"]], [["a"], {"b": 1}]])
def test_lists_of_several_kinds_are_refused(value: object) -> None:
    """Nobody could put them together again."""
    with pytest.raises(InputError, match="'m' is a list of things of several kinds"):
        flattened({"m": value}, "a:1")


def test_a_dataset_that_is_named_as_a_table_gives_rows() -> None:
    """Each line a row with its number; a bad line is a problem for itself alone."""
    bad = {"conversations": [{"from": "human", "value": [{"type": "image"}]}]}
    text = lines(TALK) + "{\n" + lines(bad) + lines({**TALK, "source": "mail"})
    options = {"table": "t", "tables": {"t": {"files": ["*"], "group": "source"}}}

    found = parsed("sharegpt.jsonl", text, **options)

    assert [(1, "forum"), (4, "mail")] == [(row.line, row.group) for row in found.rows]
    assert ("human", "gpt") == found.rows[0].cells["conversations.from"]
    assert ("", "0") == found.rows[0].cells["conversations.weight"]
    assert 2 == len(found.problems)
    assert 2 == len({row.id for row in found.rows})


def test_without_a_name_it_is_what_it_was() -> None:
    """A chat, as before."""
    assert "chat_json" == parser_for(raw("a.jsonl", json.dumps(TALK)))
    assert "table_json" == parser_for(raw("a.jsonl", json.dumps(TALK), table="t"))
