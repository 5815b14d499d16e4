import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.json_values import read_json

objects = st.dictionaries(st.text(max_size=4), st.integers() | st.text(max_size=6), max_size=3)


@given(st.lists(objects, min_size=2))
def test_lists_and_lines_say_the_same(values: list[dict[str, object]]) -> None:
    """A list and JSON Lines of the same objects are read alike."""
    as_list = read_json(json.dumps(values), "a.json")
    as_lines = read_json("\n".join(map(json.dumps, values)), "a.jsonl")

    assert list(enumerate(values, 1)) == as_list.values == as_lines.values
    assert as_lines.broken == []


def test_a_bad_line_is_kept_apart() -> None:
    """One damaged line costs one line, and is named."""
    file = read_json('{"a": 1}\n{"a": \n\n{"a": "\u2028"}\n', "a.jsonl")

    assert [(1, {"a": 1}), (4, {"a": "\u2028"})] == file.values
    assert ["a.jsonl:2"] == [failure.where for failure in file.broken]


def test_a_cut_export_is_not_taken_for_lines() -> None:
    """Some lines of a pretty-printed file are objects by chance."""
    whole = json.dumps({"chats": {"list": [{"id": 1}, {}, {}]}}, indent=1)

    with pytest.raises(InputError, match="cut off") as failure:
        read_json(whole[:-5], "result.json")

    assert failure.value.reason == "bad_json"


@pytest.mark.parametrize("text", ["", "[" * 100_000, "1" * 5000, "{" * 3, '{"a": tru}'])
def test_what_is_no_json_is_refused(text: str) -> None:
    """Deep brackets and endless numbers too."""
    with pytest.raises(InputError, match=r"a\.json"):
        read_json(text, "a.json")


def test_escaped_bytes_of_telegram_are_read() -> None:
    r"""Telegram Desktop writes \x0C, which JSON does not know; after a backslash it is text."""
    assert read_json(r'{"a": "x\x0Cy"}', "a").whole == {"a": "x\x0cy"}
    assert read_json(r'{"a": "\x0C \\x0C"}', "a").whole == {"a": "\x0c \\x0C"}


def test_comments_are_passed_over() -> None:
    """Of both kinds, and a comma behind the last item; what looks so in a text stays."""
    text = '// "head\n{"a": "x // y", /* " */ "b": ["/*", 1, // one\n], "c": "\\"//"}'

    assert {"a": "x // y", "b": ["/*", 1], "c": '"//'} == read_json(text, "a").whole


@pytest.mark.parametrize("piece", ["/*", "//", '"', '\\"', "/*\n", '"//', ","])
def test_what_begins_like_a_comment_costs_no_time(piece: str) -> None:
    """However often it begins."""
    with pytest.raises(InputError):
        read_json("//" + piece * 200_000, "a")
