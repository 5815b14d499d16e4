"""Pages of Telegram Desktop: each of its forms gives the record that is meant."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.core.records import Conversation, Message
from understudy.parsing.files import PARSERS, Parsed
from understudy.parsing.params import ParseParams
from unit.parsing.examples.telegram_html import (
    CHAT,
    LISTS,
    OLD,
    answer,
    forwarded,
    media,
    message,
    page,
    service,
    words,
)
from unit.parsing.made import parsed, raw


def chat(*messages: str, title: str = "Anna", name: str = "messages.html") -> Conversation:
    (only,) = parsed(name, page(title, *messages)).conversations
    return only


def last(*messages: str) -> Message:
    return chat(*messages).messages[-1]


def refused(html: str) -> InputError:
    with pytest.raises(InputError) as failure:
        PARSERS["telegram_html"](raw("messages.html", html), ParseParams())
    return failure.value


def test_a_page_reads_as_it_was_said() -> None:
    """Joined messages have the author before, answers point back, lines stay lines."""
    (found,) = parsed("messages.html", CHAT).conversations

    assert ("Anna Ivanova", "shelf/Anna Ivanova", "exact") == (
        found.title,
        found.group,
        found.clock,
    )
    assert {} == found.accounts
    assert [
        ("Vera", "Привет!\nКак улей?", "text", None),
        ("Vera", "Не забудь рамки", "text", None),
        ("Anna Ivanova", "ok 🐝 & <3", "text", 0),
        ("", "Vera pinned this message", "service", None),
        ("Vera", "my yard", "text", None),
    ] == [(one.author, one.text, one.kind, one.reply_to) for one in found.messages]
    assert datetime(2024, 5, 1, 9, tzinfo=UTC) == found.messages[0].sent_at
    assert found.messages[3].sent_at is None


@pytest.mark.parametrize(
    ("zone", "clock", "hour"), [(None, "unknown", 8), ("Europe/Moscow", "zone", 5)]
)
def test_old_pages_have_local_times(zone: str | None, clock: str, hour: int) -> None:
    """They are read in the zone of the parameters; without one the record says so."""
    (found,) = parsed("messages2.html", OLD, chats={"time_zone": zone}).conversations

    assert clock == found.clock
    assert datetime(2019, 5, 3, hour, 15, tzinfo=UTC) == found.messages[0].sent_at
    assert ["text", "text", "call"] == [one.kind for one in found.messages]


@pytest.mark.parametrize(
    ("title", "zone", "expected"),
    [
        ("01.07.2024 12:00:00 UTC+01:00", None, "2024-07-01T11:00"),
        ("01.07.2024 12:00:00 UTC+01:00", "Europe/Berlin", "2024-07-01T10:00"),
        ("01.07.2024 12:00:00 UTC+03:00", "Europe/Berlin", "2024-07-01T09:00"),
        ("01.01.2024 12:00:00 UTC+01:00", "Europe/Berlin", "2024-01-01T11:00"),
        ("01.01.2024 12:00:00 UTC-05:00", None, "2024-01-01T17:00"),
        ("01.01.2024 12:00:00 UTC+05:30", None, "2024-01-01T06:30"),
        ("01.01.2024 12:00:00 UTC\u221203:00", None, "2024-01-01T15:00"),
        ("01.01.2024 12:00:00 UTC", None, "2024-01-01T12:00"),
    ],
)
def test_the_offset_is_that_of_winter(title: str, zone: str | None, expected: str) -> None:
    """The zone of the parameters, where it is the same, knows the summer."""
    html = page("A", message(1, words("x"), name="A", date=title))
    (found,) = parsed("messages.html", html, chats={"time_zone": zone}).conversations

    stamp = found.messages[0].sent_at
    assert stamp is not None
    assert expected == stamp.strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("inner", "text", "kind"),
    [
        (forwarded(words("fresh news")), "fresh news", "forwarded"),
        (forwarded(media("media_photo", "Photo")), "", "forwarded"),
        (forwarded(words("more"), name=None), "more", "forwarded"),
        (media("media_photo", "Photo", "800x600, 90.1 KB"), "", "media"),
        (media("media_voice_message", "Voice message", "00:05"), "", "media"),
        (media("media_file", "honey.pdf", "1.2 MB", tag="a"), "", "media"),
        (media("media_contact", "Oleg K", "+7 900 000 00 00"), "", "media"),
        (media("media_location", "Location", "55.7, 37.6"), "", "media"),
        (media("media_game", "Chess"), "", "media"),
        (media("media_call success", "Anna", "Outgoing (25 seconds)"), "", "call"),
        (media("media_photo", "Sticker", "😂, 12.1 KB"), "😂", "sticker"),
        (media("media_photo", "Sticker", "12.1 KB"), "", "sticker"),
        (
            '<div class="media_wrap clearfix"><a class="sticker_wrap clearfix pull_left" '
            'href="stickers/a.webp"><img class="sticker" src="a.jpg"/></a></div>',
            "",
            "sticker",
        ),
        (
            '<div class="media_wrap clearfix"><div class="media_poll"><div class="question bold">'
            'When?</div><div class="details">Anonymous poll</div><div class="answer">- now</div>'
            '<div class="total details">2 votes</div></div></div>',
            "",
            "media",
        ),
        (words('see <a href="https://a.org/?x=1">here</a>, @bee'), "see here, @bee", "text"),
        (
            words("<code>x</code> <pre>a<br>  b</pre><em>c</em><s>d</s><u>e</u>"),
            "x a\n  bcde",
            "text",
        ),
        (
            words(
                '<span class="spoiler hidden" onclick="ShowSpoiler(this)">'
                '<span aria-hidden="true">secret</span></span>!'
            ),
            "secret!",
            "text",
        ),
        (words('<a href="" onclick="return ShowNotLoadedEmoji();">🐝</a> hi'), "🐝 hi", "text"),
        (words("<blockquote>their words</blockquote>my answer"), "my answer", "text"),
        (words("so<blockquote>their words</blockquote>no"), "so\nno", "text"),
        (words("a<br>\x01b &#2;c<blockquote>d</blockquote>\x02e"), "a\nb c\ne", "text"),
        (words("<blockquote>their words</blockquote>"), "their words", "forwarded"),
        (
            words("yes") + '<div class="signature details">Vera</div>'
            '<span class="reactions"><span class="reaction"><span class="emoji">👍</span></span>'
            "</span>",
            "yes",
            "text",
        ),
        (words("it&apos;s &quot;fine&quot;&#x0C;!"), None, "text"),
    ],
)
def test_only_ones_own_words_are_text(inner: str, text: str | None, kind: str) -> None:
    """Whatever else a message shows is told by its kind."""
    said = last(message(1, inner, name="Vera"))

    assert kind == said.kind
    assert "Vera" == said.author
    assert text is None or text == said.text
    assert text is not None or said.text.startswith('it\'s "fine"')


def test_what_a_bot_wrote_is_not_its_users() -> None:
    """Nor is what is joined to it; a name keeps what is no bot."""
    found = chat(
        message(1, words("a rhyme"), name="Vera via @rhymes"),
        message(2, words("another")),
        message(3, media("media_video", "Animation")),
        message(4, words("mine"), name="Vera"),
        message(5, words("x"), name="Anna (via Skype)"),
    )

    assert ["forwarded", "forwarded", "media", "text", "text"] == [
        one.kind for one in found.messages
    ]
    assert ["Vera"] * 4 + ["Anna (via Skype)"] == [one.author for one in found.messages]


def test_answers_across_pages_are_not_lost() -> None:
    """The message on the other page is not here: the answer stands without it."""
    found = chat(
        message(1001, answer(3, "messages.html") + words("late"), name="A"),
        message(1002, answer(1001) + words("b"), name="B"),
        message(1003, '<div class="reply_to details">In reply to a message in another chat</div>'),
    )

    assert [None, 0, None] == [one.reply_to for one in found.messages]


def test_pages_of_a_chat_are_one_group() -> None:
    """Their title tells; that of deleted accounts does not, but their folder."""
    one = chat(message(1, words("a"), name="A"), name="chats/chat_1/messages.html")
    two = chat(message(1001, words("b"), name="A"), name="chats/chat_1/messages2.html")
    gone = [
        chat(
            message(1, words("a"), name="Deleted Account"),
            title="Deleted Account",
            name=f"chats/chat_{number}/messages.html",
        )
        for number in (1, 2)
    ]

    assert one.group == two.group
    assert one.id != two.id
    assert gone[0].group != gone[1].group
    assert {"Deleted Account"} == {one.title for one in gone}


def test_unsupported_messages_are_media() -> None:
    """The app's excuse is nobody's words."""
    said = last(
        message(1, words("a"), name="A"),
        service(2, "This message is not supported by this version of Telegram Desktop."),
    )

    assert ("", "media") == (said.text, said.kind)


def test_a_bad_message_costs_itself() -> None:
    """What is joined to a message whose author is not known is nobody's, and is counted, too."""
    found = parsed(
        "messages.html",
        page(
            "A",
            message(1, words("nobody's")),
            message(2, words("a"), name="A"),
            message(3, words("b"), date="35.05.2024 12:00:00"),
            message(4, words("c"), date="today"),
            message(5, words("d")).replace("pull_right date details", "x"),
            message(6, words("e")).replace("message6", "messageX"),
            message(7, words("x"), name="A").replace('class="body"', 'class="x"'),
            message(8, words("f<div>g</div>"), name="A"),
            message(9, words("h")),
        ),
    )

    assert ["a", "h"] == [one.text for one in found.conversations[0].messages]
    assert ["bad_message", "bad_date", *["bad_message"] * 5] == [
        one.reason for one in found.problems
    ]
    assert "messages.html#3" == found.problems[1].where


def test_a_page_that_was_cut_is_said() -> None:
    """What is left is read."""
    found = parsed("messages.html", CHAT[: CHAT.index("message14")])

    assert 3 == found.messages
    assert "cut_off" in {one.reason for one in found.problems}


def test_a_page_that_was_written_anew() -> None:
    """Research publishes pages whose service messages are bare, others are cut by hand."""
    bare = '<div class="message service" id="message7">A joined</div>'
    for html in (page("A", bare, message(8, words("h"), name="A")),):
        for text in (html, html.replace(' class="page_body chat_page"', "")):
            (chat,) = parsed("messages.html", text).conversations

            assert [("", "A joined", "service"), ("A", "h", "text")] == [
                (one.author, one.text, one.kind) for one in chat.messages
            ]


def test_lists_are_no_chats() -> None:
    """Contacts and sessions are not made documents: they are nobody's words."""
    found = parsed("contacts.html", LISTS)

    assert ["not_a_chat"] == [one.reason for one in found.remarks]
    assert found.documents == ()


def test_a_chat_without_messages_is_refused() -> None:
    """So is another page."""
    assert "no_messages" == refused(page("A", service(-1, "No exported messages"))).reason
    assert "no_messages" == refused(page("A", message(1, words("x")))).reason
    assert "bad_telegram" == refused("<html><p>x</p></html>").reason


@given(st.lists(st.sampled_from(["<div>", "</div>", "<a>", "&#xD800;", "\0", "<p", "\ud800"]),
                max_size=8), st.data())  # fmt: skip
def test_any_damage_is_an_input_error(pieces: list[str], data: st.DataObject) -> None:
    """Wherever it stands."""
    html = CHAT
    for piece in pieces:
        at = data.draw(st.integers(CHAT.index("page_body"), len(html)))
        html = html[:at] + piece + html[at:]
    file = raw("messages.html", html.encode("utf-8", "surrogatepass"))
    try:
        found = PARSERS["telegram_html"](file, ParseParams())
    except InputError as failure:
        assert failure.reason
    else:
        assert found == Parsed.model_validate_json(found.to_line())


def test_a_tower_of_elements_is_no_trap() -> None:
    """Depth and length cost no more than their bytes."""
    tower = page("A", message(1, words("x"), name="A"), "<div>" * 20_000, "<a" * 100_000)

    assert parsed("messages.html", tower).messages == 1
