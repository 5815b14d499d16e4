import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from understudy.core.records import Message
from understudy.dataset.params import ChatParams
from understudy.dataset.sides import one_message, periods
from understudy.model import Prompt
from unit.dataset.worlds import VERA, chat, replied, turns

ANNA = "PERSON-1a"
BUBBLES = ["\n\n", "\n", "\n \n\n", "|", "<next>", "\n---", "ab"]
texts = st.text(st.sampled_from("ab|<>next- \n\u2028\t\rяё🐝"), max_size=12)


def sides(*messages: tuple, **values: object) -> list[tuple[bool, str]]:
    """Every side of a chat: whether it is Vera's, and its words."""
    params = ChatParams.model_validate(values)
    return [
        (side.own, side.text)
        for period in periods(chat(*messages), VERA, params)
        for side in period.sides
    ]


@given(st.sampled_from(BUBBLES), st.lists(texts, min_size=1, max_size=5))
def test_splitting_at_the_bubble_gives_the_messages_back(bubble: str, said: list[str]) -> None:
    """Whatever people write: no message holds the bubble, and no two make one at their seam."""
    found = sides(*((VERA, text) for text in said), bubble=bubble)
    kept = [message for text in said if (message := one_message(text, bubble))]

    ((_, text),) = found
    assert kept == (text.split(bubble) if kept else [])
    assert tuple(kept) == Prompt(bubble=bubble).messages(text)
    for before, after in zip(said, (one_message(text, bubble) for text in said), strict=True):
        assert after == one_message(after, bubble), "what is one message stays so"
        if bubble.isspace():
            assert before.split() == after.split(), "no word is lost"


@pytest.mark.parametrize("bubble", ["", " ", "\t", " | ", "aba", "\n---\n"])
def test_a_bubble_that_could_not_be_found_again_is_refused(bubble: str) -> None:
    """Blank, or so that half of one begins the next."""
    with pytest.raises(ValidationError, match=r"line break|begins as it ends"):
        ChatParams(bubble=bubble)


def test_a_message_keeps_its_lines_and_loses_blank_ones() -> None:
    """A verse stays a verse; what would read as two messages is one."""
    (sample,) = replied(chat((ANNA, "so?"), (VERA, "a\n\n \nb\nc"), (VERA, "d")))

    assert "a:a\nb\nc\n\nd" == turns(sample)[-1]
    assert [(True, "a\n\nb\nd")] == sides((VERA, "a\n\nb"), (VERA, "d"), bubble=None)


def test_a_side_that_falls_silent_is_another_side() -> None:
    """Pauses count from message to message, of any kind; without a time there is none."""
    said = [
        (VERA, "one", "text", 0), (VERA, "two", "text", 0.15), (VERA, "", "media", 0.3),
        (VERA, "three", "text", 0.45), (VERA, "later", "text", 0.7), (VERA, "no time", "text", None),
        (ANNA, "hm", "text", 0.8), (ANNA, "well", "text", 1.2),
    ]  # fmt: skip

    assert [
        (True, "one\n\ntwo\n\nthree"), (True, "later\n\nno time"), (False, "hm"), (False, "well"),
    ] == sides(*said)  # fmt: skip
    assert [True, False] == [own for own, _ in sides(*said, join_minutes=None)]


def test_what_is_added_later_answers_nobody_and_stays_in_the_context() -> None:
    """A follow-up is no target; the reply before it is one without it."""
    conversation = chat(
        (ANNA, "come?", "text", 0), (VERA, "yes", "text", 0.1), (VERA, "no, at 5", "text", 2),
        (ANNA, "good", "text", 2.1), (VERA, "so.", "text", 2.2),
    )  # fmt: skip
    first, second, third = replied(conversation)

    assert ["u:come?", "a:yes"] == turns(first)[1:]
    assert "follow_up" == second
    assert ["u:come?", "a:yes\n\nno, at 5", "u:good", "a:so."] == turns(third)[1:]


def test_stickers_are_words_if_wanted() -> None:
    """The emoji that a sticker stands for is a message; one of which nothing is known is none."""
    conversation = chat(
        (ANNA, "😂", "sticker"), (VERA, "ha"), (VERA, "🐝", "sticker"), (VERA, "", "sticker"),
        (ANNA, "ok"), (VERA, "👍", "sticker"),
    )  # fmt: skip

    first, second = replied(conversation, stickers="emoji")
    assert ["u:😂", "a:ha\n\n🐝"] == turns(first)[1:]
    assert ["u:😂", "a:ha\n\n🐝", "u:ok", "a:👍"] == turns(second)[1:]
    assert ["unseen_prompt"] == replied(conversation)


@given(st.sampled_from(["forwarded", "media", "call", "service", "deleted", "sticker"]))
def test_nobodys_words_are_no_words(kind: str) -> None:
    """A forwarded joke, a caption of the app, a message taken back."""
    said = chat((ANNA, "look"), (ANNA, "SECRET", kind), (VERA, "SECRET", kind), (VERA, "so"))

    for sample in replied(said, unseen="all", after_call_minutes=None):
        assert not any("SECRET" in turn for turn in turns(sample))


def test_a_reader_of_one_message_reads_any() -> None:
    """An empty conversation of service lines gives nothing."""
    assert [] == sides((ANNA, "joined", "service"))
    assert Message(author=ANNA, text="").kind == "text"
