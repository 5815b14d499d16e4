from datetime import UTC, datetime

import pytest

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import parser_for
from unit.parsing.examples.chat_html import PAGE
from unit.parsing.made import parsed, raw


def test_a_page_of_messages() -> None:
    """A message without an author is by the one before."""
    (chat,) = parsed("a.html", PAGE).conversations

    assert [(one.author, one.text, one.kind) for one in chat.messages] == [
        ("Anna", "Are you\nthere?", "text"),
        ("Вера", "Да", "text"),
        ("Anna", "", "media"),
        ("Anna", "see?", "text"),
        ("Вера", "Вижу", "text"),
    ]
    assert chat.title == "Yard"
    assert chat.messages[0].sent_at == datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p class='message'>Welcome</p><p class='text'>x</p></body></html>",
        PAGE.replace("Вера", "Anna"),
        PAGE.replace("message", "comment"),
        PAGE.replace("time", "span"),
    ],
)
def test_other_pages_are_documents(page: str) -> None:
    """A notice, one author alone, comments below an article, no times."""
    assert parser_for(raw("a.html", page)) == "html"


def test_an_hour_alone_is_no_moment() -> None:
    """The order of the page stays."""
    (chat,) = parsed("a.html", PAGE.replace("datetime", "x")).conversations

    assert {one.sent_at for one in chat.messages} == {None}
    assert chat.messages[0].author == "Anna"


def test_a_page_without_messages() -> None:
    """Is refused with a reason."""
    with pytest.raises(InputError) as failure:
        PARSERS["chat_html"](raw("a.html", "<html><p>x</p></html>"), ParseParams())

    assert failure.value.reason == "no_messages"
