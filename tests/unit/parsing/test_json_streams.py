import io
import json
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing import json_streams
from understudy.parsing.decoding import composed, decode, is_utf8, text_lines
from understudy.parsing.json_streams import JsonStream, stream
from understudy.parsing.json_values import read_json

TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=5) | st.sampled_from(
    ["e\u0301", "\u2028", '"', "\\", "]", "},{", "й"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
OBJECTS = st.dictionaries(TEXTS, VALUES, max_size=3)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\n \n"])


def streamed(data: bytes) -> JsonStream | None:
    opened = partial(io.BytesIO, data)
    if not is_utf8(opened()):
        return None
    return stream(opened, lambda: text_lines(opened()), "a.jsonl")


def held(data: bytes) -> tuple[list[Any], list[str]]:
    found = read_json(composed(decode(data, "a.jsonl")), "a.jsonl")
    return found.values, [str(one) for one in found.broken]


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_streams, "BLOCK", 7)


@given(st.lists(OBJECTS, min_size=2), ENDS, st.booleans(), st.booleans())
def test_lines_are_those_of_the_whole_text(
    values: list[Any], end: str, is_ascii: bool, has_mark: bool
) -> None:
    """Numbers, values and letters, whatever ends the lines; and each time anew."""
    text = end.join(json.dumps(one, ensure_ascii=is_ascii) for one in values)
    data = text.encode("utf-8-sig" if has_mark else "utf-8")

    found = streamed(data)

    if end == "\r":  # one line for everybody else
        assert found is None or list(found) == held(data)[0]
        return
    assert found is not None
    assert held(data)[0] == list(found) == list(found)


@given(st.lists(VALUES), st.sampled_from([None, 1]), st.booleans())
def test_a_list_is_that_of_the_whole_text(
    values: list[Any], indent: int | None, is_ascii: bool
) -> None:
    """However it is laid out, and wherever a block ends."""
    data = json.dumps(values, ensure_ascii=is_ascii, indent=indent).encode()

    found = streamed(data)

    assert found is not None
    assert held(data)[0] == list(found)


LINES = st.lists(OBJECTS.map(partial(json.dumps, ensure_ascii=False)), max_size=5)
SAID = st.tuples(LINES, ENDS).map(lambda made: made[1].join(made[0]))
LISTED = LINES.map(lambda made: f"[{', '.join(made)}]")


@given(SAID | LISTED, st.text(" \t\n\x0b\x0c\x85\xa0]},/", max_size=3), st.data())
def test_a_file_cut_or_damaged_anywhere_is_as_the_whole_text_says(
    text: str, end: str, data: st.DataObject
) -> None:
    """What is read as a stream gives the same; what is refused as a whole is no stream."""
    content = (text + end).encode()
    cut = content[: data.draw(st.integers(0, len(content)))]
    at = data.draw(st.integers(0, max(0, len(cut) - 1)))
    damaged = cut[:at] + data.draw(st.binary(max_size=1)) + cut[at + 1 :]

    for one in (cut, damaged):
        found = streamed(one)
        if found is not None:
            assert held(one) == (list(found), [str(failure) for failure in found.broken])


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\xa0", "\u2028"])
def test_only_blanks_of_json_may_stand_around_a_list(end: str) -> None:
    """As for who reads the whole."""
    assert streamed(f"[1]{end}".encode()) is None
    assert streamed(f"{end}[1]".encode()) is None


def test_lines_that_are_no_json_are_told_each_time() -> None:
    """As by who reads the whole; a way that ends early tells what it met."""
    data = b'{"a": 1}\n{"a": \nwords\n{"a": "\\x0c"}\n{"a": 2}\n'

    found = streamed(data)
    assert found is not None
    ways = [(list(found), [str(one) for one in found.broken]) for _ in range(2)]

    assert [held(data), held(data)] == ways
    assert [(1, {"a": 1}), (4, {"a": "\x0c"}), (5, {"a": 2})] == ways[0][0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[",
        b"words",
        b'{"a": 1}',
        b'{\n"a": 1\n}',
        b'"a"\n{"a": 1}\n{"b": 1}',
        b"[1 2]",
        b"[1, 2",
        b"[1, 2] 3",
        b"[1, 2,]",
        b'["\\x0c"]',
        b"[1, // one\n2]",
        b'{"a": 1}\n\n// one',
        b'{"a": 1}\n /* one\n */',
        b"[" * 100_000,
        '{"a": "б"}\n{"a": "б"}\n'.encode("cp1251"),
        '{"a": "б"}\n{"a": "б"}\n'.encode("utf-16"),
        '{"a": "б"}\n{"a": "б"}\n'.encode("utf-16-le"),
    ],
)
def test_what_is_no_stream_of_values_is_left_to_who_reads_the_whole(data: bytes) -> None:
    """Who mends what can be mended, and says what is wrong."""
    assert streamed(data) is None


def test_a_value_without_end_is_no_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would have to be held all the same."""
    monkeypatch.setattr(json_streams, "LONGEST", 50)
    long = json.dumps({"a": "b" * 90})

    assert streamed(f"{long}\n{long}\n".encode()) is None
    assert streamed(f"[{long}, {long}]".encode()) is None
