import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.records import Sample
from understudy.dataset.sufficiency import is_only_links
from unit.dataset.worlds import VERA, chat, replied

ANNA = "PERSON-1a"
UNSEEN = ["media", "sticker", "forwarded", "deleted"]


def last(*messages: tuple, **values: object) -> str:
    """Why the last reply is no sample; ``ok`` for one."""
    found = replied(chat(*messages), **values)[-1]
    return "ok" if isinstance(found, Sample) else found


@pytest.mark.parametrize("kind", UNSEEN)
def test_answers_to_what_is_not_text_are_left_out(kind: str) -> None:
    """Any such message in what is answered, the last of it, or all of it, as the parameter says."""
    alone = [(ANNA, "hi"), (VERA, "ja"), (ANNA, "x", kind), (VERA, "lovely")]
    first = [(ANNA, "x", kind), (ANNA, "what do you say?"), (VERA, "lovely")]
    end = [(ANNA, "look"), (ANNA, "x", kind), (VERA, "lovely")]

    assert ["unseen_prompt"] * 3 == [last(*alone, unseen=how) for how in ("any", "last", "all")]
    assert ["unseen_prompt", "ok", "ok"] == [
        last(*first, unseen=how) for how in ("any", "last", "all")
    ]
    assert ["unseen_prompt", "unseen_prompt", "ok"] == [
        last(*end, unseen=how) for how in ("any", "last", "all")
    ]


@pytest.mark.parametrize("unseen", ["any", "last", "all"])
def test_a_reply_to_a_message_that_cleaning_took_out_is_left_out(unseen: str) -> None:
    """Whatever the parameter says of pictures: beside other words it may answer just what went."""
    assert "unseen_prompt" == last((ANNA, "hi"), (VERA, "ja"), (ANNA, ""), (VERA, "lovely"))
    for asked in ([(ANNA, "look"), (ANNA, "")], [(ANNA, ""), (ANNA, "look")]):
        assert "unseen_prompt" == last(*asked, (VERA, "lovely"), unseen=unseen)
    assert "ok" == last((ANNA, ""), (VERA, "hm"), (ANNA, "so?"), (VERA, "yes"), unseen=unseen)
    assert "ok" == last((ANNA, "so?"), (VERA, ""), (VERA, "yes"), unseen=unseen)


def test_only_what_is_answered_counts() -> None:
    """An earlier picture, or the speaker's own, is no reason."""
    assert "ok" == last((ANNA, "x", "media"), (VERA, "hm"), (ANNA, "so?"), (VERA, "yes"))
    assert "ok" == last((ANNA, "so?"), (VERA, "x", "media"), (VERA, "yes"))


def test_a_reply_that_points_at_words_may_stand_beside_a_picture() -> None:
    """It says itself what it answers; so does one that points at the picture."""
    asked = [(ANNA, "x", "media", 0), (ANNA, "how are you?", "text", 0.1)]

    assert "unseen_prompt" == last(*asked, (VERA, "fine", "text", 0.2))
    assert "ok" == last(*asked, (VERA, "fine", "text", 0.2, 1))
    assert "unseen_prompt" == last(*asked, (VERA, "fine", "text", 0.2, 0), unseen="all")
    assert "ok" == last(*asked, (VERA, "fine", "text", 0.2, 0), unseen="all", elsewhere="keep")


def test_a_reply_that_points_at_what_the_app_says_is_left_out() -> None:
    """Who joined, and what was pinned, is no part of a sample."""
    said = [(ANNA, "hi", "text", 0), ("", "Anna pinned a message", "service", 0.1)]
    asked = (ANNA, "see?", "text", 0.1)

    assert "unseen_prompt" == last(*said, asked, (VERA, "good news", "text", 0.2, 1))
    assert "ok" == last(*said, asked, (VERA, "good news", "text", 0.2))


def test_a_reply_to_what_the_sample_does_not_show_is_left_out() -> None:
    """Beyond the silence, beyond the turns and beyond the words of the context."""
    said = [
        (ANNA, "old", "text", 0), (ANNA, "one", "text", 20), (VERA, "two", "text", 20.1),
        (ANNA, "three", "text", 20.2),
    ]  # fmt: skip

    def reply(to: int | None) -> tuple:
        return (VERA, "thanks", "text", 20.3, to)

    assert ["outside_context", "ok", "ok", "ok", "ok"] == [
        last(*said, reply(to)) for to in (0, 1, 2, 3, None)
    ]
    assert ["outside_context", "outside_context", "ok"] == [
        last(*said, reply(to), context_turns=1) for to in (1, 2, 3)
    ]
    assert "outside_context" == last(*said, reply(1), max_prompt_words=2)
    assert "ok" == last(*said, reply(0), elsewhere="keep")
    own = [(VERA, "one", "text", 20.3), (VERA, "two", "text", 20.31, 4)]
    assert "ok" == last(*said, *own), "it goes on with its own reply"


def test_replies_after_a_call_are_left_out() -> None:
    """By either side, within the minutes; the call itself is no message."""

    def after(minutes: float, author: str = ANNA, **values: object) -> str:
        call = (author, "", "call", 0.5)
        talk = [
            (ANNA, "hm", "text", 0.55),
            (VERA, "no class on Thursday", "text", 0.5 + minutes / 60),
        ]
        return last((ANNA, "hi", "text", 0), (VERA, "hi", "text", 0.1), call, *talk, **values)

    assert ["after_call", "after_call", "ok"] == [
        after(29), after(29, VERA), after(31, unseen="last"),
    ]  # fmt: skip
    assert "ok" == after(29, VERA, after_call_minutes=None)
    assert "ok" == after(29, VERA, after_call_minutes=10)
    assert "ok" == last((ANNA, "hi"), (VERA, "shall I call?"), (VERA, "", "call"))
    long = [(ANNA, "", "call", 0), (ANNA, "so?", "text", 0.4)]
    burst = [(VERA, "as we said", "text", 0.45), (VERA, "on Thursday", "text", 0.55)]
    assert "after_call" == last(*long, *burst), "its first words count, not its last"
    called = [(ANNA, "pick up!"), (ANNA, "", "call"), (VERA, "I was asleep")]
    assert ["after_call", "ok"] == [
        last(*called), last(*called, after_call_minutes=None),
    ]  # fmt: skip
    assert "unseen_prompt" == last(
        (ANNA, "hi"), (VERA, "yes"), (ANNA, "", "call"), (VERA, "so"), after_call_minutes=None
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.com/a?b=c#d", True),
        ("www.example.com", True),
        ("t.me/linden_yard/5", True),
        ("пчёлы.рф/улей", True),
        ("(https://example.com), 🐝 !", True),
        ("see https://example.com", False),
        ("https://example.com 2", False),
        ("and/or", False),
        ("3.5", False),
        ("🐝", False),
        ("", False),
    ],
)
def test_links_alone_say_nothing(text: str, expected: bool) -> None:
    """With whatever signs around; a word or a number beside one is a reply."""
    assert expected == is_only_links(text)
    if text:
        assert ("only_links" if expected else "ok") == last((ANNA, "so?"), (VERA, text))
        assert "ok" == last((ANNA, "so?"), (VERA, text), links="keep")


@given(st.text(st.sampled_from("ab./:-@www? \n"), max_size=60))
def test_any_text_is_judged(text: str) -> None:
    """Nothing but a text with a link is only links."""
    if is_only_links(text):
        assert set("./:") & set(text)


def test_a_long_text_of_dots_is_judged_at_once() -> None:
    """Time grows with the length, not with its square."""
    assert not is_only_links("a." * 500_000)
    assert not is_only_links("www" * 500_000)
