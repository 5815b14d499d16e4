from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import parser_for
from unit.parsing.examples.meta import HTML, block, page, text
from unit.parsing.made import parsed, raw


def attempted(data: bytes) -> None:
    """Read a page; it may be refused."""
    try:
        PARSERS["meta"](raw("message_1.html", data), ParseParams())
    except InputError as failure:
        assert failure.reason


def test_a_page_of_html() -> None:
    """Times are local; newest first; lines stay lines."""
    (chat,) = parsed("inbox/annastone_10150/message_1.html", HTML).conversations

    assert ("Anna Stone", "inbox/Anna Stone + Vera Hill") == (
        chat.title,
        chat.group.replace("shelf", "inbox"),
    )
    assert "unknown" == chat.clock
    assert ["When?", "at six\nor seven"] == [one.text for one in chat.messages]
    assert datetime(2024, 5, 1, 21, 5, tzinfo=UTC) == chat.messages[1].sent_at


PHOTO = '<div><a href="photos/1.jpg"><img src="photos/1.jpg" class="_a6_o"/></a></div>'
REACTED = '<ul class="_a6-q"><li>❤ Vera Hill</li></ul>'


@pytest.mark.parametrize(
    ("body", "words", "kind"),
    [
        (text("a &lt; b &amp; 🐝"), "a < b & 🐝", "text"),
        (text("caption", PHOTO), "caption", "text"),
        (text("", PHOTO), "", "media"),
        (f"<div><div></div><div>{PHOTO}</div></div>", "", "media"),
        (text("words", "") + REACTED, "words", "text"),
        (text("words", "", REACTED), "words", "text"),
        (text("Anna Stone sent an attachment.", "<a href='https://x'>Shared</a>"), "", "media"),
        (text("Anna called you.", "Duration: 5 minutes"), "", "call"),
        (text("Liked a message"), "Liked a message", "service"),
        ("<div><div>alone</div></div>", "alone", "text"),
        ("<div>flat</div>", "flat", "text"),
        ("bare", "bare", "text"),
        (text(""), "", "service"),
    ],
)
def test_kinds_of_messages_in_html(body: str, words: str, kind: str) -> None:
    """Reactions, pictures and shared posts are not the words of the message."""
    data = page("x", block("Anna Stone", body, "May 01, 2024 9:05 pm", tag="div"))
    (chat,) = parsed("message_1.html", data).conversations

    assert [("Anna Stone", words, kind)] == [
        (one.author, one.text, one.kind) for one in chat.messages
    ]


def test_dates_of_numbers_alone() -> None:
    """They show their order together, or the parameter tells it."""
    days = ["5/1/2024 21:05", "4/30/2024 9:05 PM", "4/29/2024 9:05 PM"]
    (chat,) = parsed(
        "message_1.html", page("x", *(block("Vera", text("a"), day) for day in days))
    ).conversations
    (other,) = parsed(
        "message_1.html", page("x", block("Vera", text("a"), days[0])), chats={"day_first": True}
    ).conversations

    assert datetime(2024, 5, 1, 21, 5, tzinfo=UTC) == chat.messages[2].sent_at
    assert datetime(2024, 1, 5, 21, 5, tzinfo=UTC) == other.messages[0].sent_at


def test_a_page_of_before_2021() -> None:
    """Its classes were others; the first block named the participants."""
    head = (
        '<div class="pam _3-95 _2ph- _2lej uiBoxWhite noborder">'
        '<div class="_3-96 _2let"><div>Participants: A B and C D</div></div></div>'
    )
    old = (
        '<div class="pam _3-95 _2ph- _2lej uiBoxWhite noborder">'
        '<div class="_3-96 _2pio _2lek _2lel">Анна Петрова</div>'
        f'<div class="_3-96 _2let">{text("да")}</div>'
        '<div class="_3-94 _2lem">12 мая 2019 г., 14:05</div></div>'
    )
    found = parsed("message_1.html", page("Анна Петрова", head, old))

    assert not found.problems
    assert [("Анна Петрова", "да")] == [
        (one.author, one.text) for one in found.conversations[0].messages
    ]


def test_dates_in_a_language_that_is_not_known() -> None:
    """Such messages are counted, and the person is told what to do."""
    blocks = [block("Anna Stone", text("x"), "5 foo 2024, 12:00") for _ in range(3)]
    blocks += [block("Anna Stone", text("y"), "5. Mai 2024, 12:00"), block("A", text("z"), "")]
    found = parsed("message_1.html", page("x", *blocks))

    assert ["bad_date"] * 3 == [one.reason for one in found.problems if one.reason == "bad_date"]
    assert ["bad_message"] == [one.reason for one in found.problems if one.reason != "bad_date"]
    assert "in English, or as JSON" in [one.why for one in found.problems][-1]
    assert 1 == found.messages


def test_other_pages_with_these_classes_are_no_chats() -> None:
    """Posts, friends and comments look alike; their names tell."""
    assert "meta" == parser_for(raw("inbox/a/message_1.html", HTML))
    assert "meta" == parser_for(raw("message_12 (1).html", HTML))
    assert "html" == parser_for(raw("your_posts_1.html", HTML))


def test_a_page_that_begins_with_styles() -> None:
    """Its messages may begin behind what is looked at."""
    styled = HTML.replace(b"<title>", b"<style>" + b"a {b: c}\n" * 10_000 + b"</style><title>")
    found = parsed("messages/inbox/annastone_10150/message_1.html", styled)

    assert 2 == found.messages
    assert "Anna Stone" == found.conversations[0].title


@given(cut=st.integers(0, len(HTML)), more=st.text(max_size=20))
def test_a_page_cut_anywhere(cut: int, more: str) -> None:
    """What is left is read, or refused."""
    attempted(HTML[:cut] + more.encode("utf-8", "replace"))


def test_elements_without_end() -> None:
    """Nesting without measure ends in records or a refusal, soon."""
    attempted(b"<div class='_a6-g'>" * 20_000 + HTML)
    attempted(page("x", block("A", "<div>" * 50_000, "May 1, 2024 1:00 pm")))
