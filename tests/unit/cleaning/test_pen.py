import json

from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.edits import Edit
from understudy.cleaning.pen import Change, Pen
from understudy.cleaning.stepping import Context, UnwantedError
from understudy.core.outcomes import EditRecord
from understudy.core.records import Message
from unit.cleaning.crowd import context

CONTEXT = context()
NAMES = {"Olga": "PERSON-1a", "Vera": "Vera"}
messages = st.builds(
    Message,
    author=st.sampled_from(sorted(NAMES)),
    text=st.lists(st.sampled_from(["a", "bb", "x", "never", "!", " "]), max_size=5).map("".join),
)


def without_x(text: str, _: Context) -> list[Edit]:
    """One at a time, so that it is asked again."""
    place = text.find("x")
    return [] if place < 0 else [Edit(place, place + 1, "")]


def same(text: str, _: Context) -> list[Edit]:
    """An edit that changes nothing."""
    return [Edit(0, 1, text[:1])] if text.startswith("b") else []


def polite(text: str, _: Context) -> list[Edit]:
    if "never" in text:
        raise UnwantedError("text", "it says never", reason="polite")
    return []


STEPS = [("without_x", without_x), ("same", same), ("polite", polite)]


@given(st.text(), st.text(), st.integers(0, 9), st.integers(0, 9), st.text())
def test_a_change_is_written_as_an_edit_is(
    record: str, field: str, start: int, length: int, replacement: str
) -> None:
    """Byte for byte, whatever stands in it."""
    change = Change(record, field, "step", start, start + length, replacement)

    assert EditRecord(**change._asdict()).to_line() == change.to_line()
    assert json.loads(change.to_line()) == change._asdict()


@given(st.lists(messages, max_size=12))
def test_messages_are_cleaned_as_each_alone(said: list[Message]) -> None:
    """That most are passed over at a glance changes neither texts nor edits nor reasons."""
    pen = Pen("chat", CONTEXT, STEPS)
    made, emptied = pen.messages(said, NAMES, CONTEXT)

    alone = Pen("chat", CONTEXT, STEPS)
    texts, reasons = [], []
    for place, message in enumerate(said):
        if NAMES[message.author] != message.author:
            whole = Edit(0, len(message.author), NAMES[message.author])
            alone.note(f"messages.{place}.author", "authors", [whole])
        text, failure = alone.said(f"messages.{place}.text", message.text, CONTEXT)
        texts.append(text)
        reasons += [failure] if failure else []
    assert texts == [one.text for one in made]
    assert [NAMES[one.author] for one in said] == [one.author for one in made]
    assert alone.edits == pen.edits
    assert [(e.where, e.reason) for e in reasons] == [(e.where, e.reason) for e in emptied]


def test_a_step_is_not_asked_twice_of_a_text() -> None:
    """What a glance has found is not looked for again: finders take their time."""
    asked: list[str] = []

    def counted(text: str, about: Context) -> list[Edit]:
        asked.append(text)
        return without_x(text, about)

    said = [Message(author="Vera", text=text) for text in ("a", "bx", "c", "xx")]
    made, _ = Pen("chat", CONTEXT, [("counted", counted)]).messages(said, NAMES, CONTEXT)

    assert ["a", "b", "c", ""] == [message.text for message in made]
    assert ["a", "bx", "b", "c", "xx", "x", ""] == asked
