import hashlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from understudy.core.records import (
    Chunk,
    Conversation,
    Document,
    Message,
    Prediction,
    Record,
    Retrieval,
    Sample,
    Source,
    Turn,
    Verdict,
    stable_id,
)

SOURCE = Source(path="a.md", sha256="0" * 64)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda some: st.lists(some) | st.dictionaries(st.text(), some),
)
USER, ANSWER, SYSTEM = (
    Turn(role="user", content="why?"),
    Turn(role="assistant", content="so."),
    Turn(role="system", content="be short"),
)


def sample(turns: tuple[Turn, ...], targets: tuple[int, ...]) -> Sample:
    return Sample(id="s", turns=turns, targets=targets, collection="c", group="g")


def message(hour: int) -> Message:
    return Message(author="a", text="b", sent_at=datetime(2026, 1, 1, hour, tzinfo=UTC))


def test_every_record_and_field_says_what_it_is() -> None:
    """docs/records.md is made from these sentences."""
    assert len(Record.__subclasses__()) >= 15
    assert all(record.__doc__ for record in Record.__subclasses__())


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_an_id_is_its_content(left: list[str], right: list[str]) -> None:
    """Equal content, equal id; other content (also cut elsewhere), another id."""
    assert (left == right) == (stable_id("k", *left) == stable_id("k", *right))
    assert stable_id("k", *left).startswith("k-")
    assert stable_id("k", *left) != stable_id("j", *left)


@given(st.lists(PLAIN, max_size=5))
def test_anybody_can_compute_an_id(identity: list[object]) -> None:
    """It is the hash of compact JSON, as any library writes it."""
    written = json.dumps(["k", *identity], ensure_ascii=False, separators=(",", ":"))
    assert f"k-{hashlib.sha256(written.encode()).hexdigest()[:16]}" == stable_id("k", *identity)


@given(st.integers(0, 9), st.integers(0, 20), st.text(max_size=9))
def test_a_chunk_is_a_slice(start: int, end: int, text: str) -> None:
    """Offsets that cannot hold the text, and blank text, cannot be built."""
    right = end - start == len(text) and text.strip()

    try:
        Chunk(
            id="c", parent="d", collection="h", ordinal=0, start=start, end=end, text=text,
            keys=("k",), language="en", group="g",
        )  # fmt: skip
    except ValidationError:
        assert not right
    else:
        assert right


@pytest.mark.parametrize("keys", [(), ("a", " ")])
def test_a_chunk_can_be_found(keys: tuple[str, ...]) -> None:
    """Without a key it would be in the index and never be a hit."""
    with pytest.raises(ValidationError, match="key"):
        Chunk(
            id="c", parent="d", collection="h", ordinal=0, start=0, end=1, text="x", keys=keys,
            language="en", group="g",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "pages", "why"),
    [
        (" \n", (), "blank"),
        ("abc", (2, 1), "in order"),
        ("abc", (0, 9), "outside"),
        ("a", (-1,), "out"),
    ],
)
def test_a_document_holds_text_and_its_pages(text: str, pages: tuple[int, ...], why: str) -> None:
    """Pages start in order, inside the text."""
    with pytest.raises(ValidationError, match=why):
        Document(
            id="d", source=SOURCE, title="t", text=text, pages=pages, language="en",
            collection="c", group="g",
        )  # fmt: skip


def test_time_never_runs_backwards() -> None:
    """Messages are in time order; unknown moments are passed over; a naive time is refused."""
    unknown = Message(author="a", text="b")
    fields = {"id": "c", "source": SOURCE, "title": "t", "collection": "c", "group": "g"}

    assert Conversation(messages=(message(1), unknown, message(1), message(2)), **fields)
    with pytest.raises(ValidationError, match="decrease"):
        Conversation(messages=(message(2), unknown, message(1)), **fields)
    with pytest.raises(ValidationError, match="needs a message"):
        Conversation(messages=(), **fields)
    with pytest.raises(ValidationError, match="zone"):
        Conversation(messages=(Message("a", "b", datetime(2026, 1, 1)),), **fields)


def test_a_message_that_is_read_is_looked_at_as_closely_as_a_record() -> None:
    """It is none for speed: a wrong kind, a naive time and an unknown field are refused."""
    fields = {"id": "c", "source": SOURCE, "title": "t", "collection": "c", "group": "g"}
    line = Conversation(messages=(message(1),), **fields).to_line().decode()

    assert (message(1),) == Conversation.model_validate_json(line).messages
    for right, wrong in (('"text"', '"word"'), ("Z", ""), ('"author":', '"more":1,"author":')):
        with pytest.raises(ValidationError, match=r"messages\.0"):
            Conversation.model_validate_json(line.replace(right, wrong))


@pytest.mark.parametrize(
    ("turns", "targets"),
    [
        ((SYSTEM, USER, ANSWER), (2,)),
        ((USER, ANSWER, USER, ANSWER), (1, 3)),
        ((Turn(role="text", content="once"),), (0,)),
    ],
)
def test_the_shapes_of_a_sample(turns: tuple[Turn, ...], targets: tuple[int, ...]) -> None:
    """[system] (user assistant)+, or one text."""
    built = sample(turns, targets)

    assert built.answer == turns[targets[-1]].content
    assert built.question in {turn.content for turn in turns}


@pytest.mark.parametrize(
    ("turns", "targets"),
    [
        ((USER,), (0,)),
        ((ANSWER, USER), (0,)),
        ((SYSTEM,), ()),
        ((USER, ANSWER), (0,)),
        ((USER, ANSWER), ()),
        ((USER, ANSWER), (5,)),
        ((USER, SYSTEM, ANSWER), (2,)),
        ((USER, Turn(role="assistant", content=" ")), (1,)),
        ((Turn(role="text", content="a"), Turn(role="text", content="b")), (0,)),
    ],
)
def test_a_sample_of_another_shape_cannot_be_built(
    turns: tuple[Turn, ...], targets: tuple[int, ...]
) -> None:
    """Loss never falls on a prompt, and there is always some."""
    with pytest.raises(ValidationError):
        sample(turns, targets)


def test_no_score_is_not_zero() -> None:
    """A verdict without a score says why; a prediction has a text or an error."""
    assert Verdict(sample="s", score=None, reason="no evidence", judge="rules").score is None
    with pytest.raises(ValidationError, match="needs a reason"):
        Verdict(sample="s", score=None, judge="rules")
    for text, error in ((None, None), ("a", "b")):
        with pytest.raises(ValidationError, match="either a text or an error"):
            Prediction(sample="s", text=text, error=error)
    with pytest.raises(ValidationError, match="ranks"):
        Retrieval.model_validate(
            {"sample": "s", "hits": [{"chunk": "c", "rank": 2, "similarity": 0.5}]}
        )


def test_a_passage_is_shown_between_what_it_lacks() -> None:
    """And alone where it lacks nothing."""
    bare = Chunk(
        id="c", parent="d", collection="h", ordinal=0, start=4, end=9, text="| b |", keys=("k",),
        language="en", group="g",
    )  # fmt: skip

    row = bare.model_copy(update={"opening": "| a |\n|---|"})
    code = bare.model_copy(update={"opening": "```", "closing": "```"})
    assert "| b |" == bare.shown
    assert "| a |\n|---|\n| b |" == row.shown
    assert "```\n| b |\n```" == code.shown
