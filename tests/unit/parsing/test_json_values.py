import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.json_values import glimpse, read_json, streamed

objects = st.dictionaries(st.text(max_size=4), st.integers() | st.text(max_size=6), max_size=3)


@given(st.lists(objects, min_size=2))
def test_lists_and_lines_say_the_same(values: list[dict[str, object]]) -> None:
    """A list and JSON Lines of the same objects are read alike."""
    as_list = read_json(json.dumps(values), "a.json")
    as_lines = read_json("\n".join(map(json.dumps, values)), "a.jsonl")

    assert list(enumerate(values, 1)) == as_list.values == as_lines.values
    assert as_lines.broken == []


@given(st.lists(objects, min_size=1), st.integers(1, 400))
def test_a_glimpse_is_a_beginning(values: list[dict[str, object]], size: int) -> None:
    """Whatever is cut off: what is seen stands there, in order; all of it when nothing is cut."""
    text = json.dumps(values, ensure_ascii=False)

    seen = glimpse(text[:size])

    assert isinstance(seen, list)
    assert seen[:-1] == values[: max(0, len(seen) - 1)]
    assert not seen or seen[-1].keys() <= values[len(seen) - 1].keys()
    assert values == glimpse(text) == glimpse("\ufeff " + text)


@pytest.mark.parametrize("text", ["", "words", "Name: {}", "{]", "[" * 100_000, '{"a": ' * 9000])
def test_what_is_no_json_gives_no_glimpse(text: str) -> None:
    """Nor does what is nested to do harm."""
    assert not glimpse(text)


@given(st.lists(st.text(alphabet='ab\\\\x0c"я', max_size=12), max_size=8), st.integers(1, 9))
def test_a_stream_reads_what_the_whole_reads(texts: list[str], size: int) -> None:
    r"""Bytes come in pieces that cut letters and escapes; ``\x0C`` is read as it is in the whole."""
    text = json.dumps({"list": texts}, ensure_ascii=False).replace("x0c", "\\x0c")

    class Slow(io.BytesIO):
        def read(self, wanted: int | None = -1) -> bytes:
            return super().read(min(size, wanted) if wanted and wanted > 0 else size)

    try:
        whole = read_json(text, "a").whole["list"]
    except InputError:
        with pytest.raises(InputError):
            list(streamed(Slow(text.encode()), "list.item", "a"))
    else:
        assert whole == list(streamed(Slow(text.encode()), "list.item", "a"))


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


@pytest.mark.parametrize("text", ['[{"a": ' + "9" * 9000 + "}]", '{"text": "\\ud800 and \\udfff"}'])
def test_what_no_number_and_no_letter_is_ends_no_process(text: str) -> None:
    """Digits without end, which end the process of some readers, and halves of letters."""
    assert glimpse(text) is not None

    try:
        list(streamed(io.BytesIO(text.encode()), "item", "a.json"))
    except InputError as failure:
        assert failure.reason == "bad_json"
