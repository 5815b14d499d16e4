from datetime import UTC, datetime

import pytest

from understudy.core.errors import InputError
from understudy.parsing.files import PARSERS
from understudy.parsing.params import ParseParams
from unit.parsing.examples.imessage_text import TEXT
from unit.parsing.made import parsed, raw


def test_a_chat() -> None:
    """Reactions, answers that stand below, paths and what the program says are nobody's words."""
    (chat,) = parsed("+15550100.txt", TEXT).conversations

    assert [(one.author, one.text, one.kind) for one in chat.messages] == [
        ("Me", "early", "text"),
        ("+15550100", "Are you there?\nSecond line", "text"),
        ("Me", "Да", "text"),
        ("Me", "", "media"),
        ("Me", "hello", "text"),
        ("", "Me named the conversation Yard", "service"),
    ]
    assert chat.messages[1].sent_at == datetime(2022, 5, 17, 17, 29, 42, tzinfo=UTC)
    assert (chat.title, chat.clock) == ("+15550100", "unknown")


def test_words_that_were_taken_back() -> None:
    """Nobody says that they were, and what is left of the message stays."""
    head = "May 17, 2022  5:3{}:42 PM\n{}"
    unsent = "You unsent this message part 5 seconds after sending!"
    texts = [f"Me\n{unsent}\n", f"Me\nstays\n{unsent}\n", "Ann\nThey unsent this message part!\n"]
    text = "\n".join(head.format(n, one) for n, one in enumerate(texts))

    (chat,) = parsed("+15550100.txt", text).conversations

    said = [(one.text, one.kind) for one in chat.messages]
    assert [("", "deleted"), ("stays", "text"), ("", "deleted")] == said


def test_a_bad_message_costs_itself() -> None:
    """No such day; no sender."""
    found = parsed("a.txt", TEXT + "\nMay 32, 2022  1:00:00 PM\nMe\nx\n\nMay 1, 2022  1:00:00 PM\n")

    assert found.messages == 6
    assert [one.reason for one in found.problems] == ["bad_date", "bad_message"]


def test_none() -> None:
    """Another text is refused."""
    with pytest.raises(InputError) as failure:
        PARSERS["imessage_text"](raw("a.txt", "x"), ParseParams())

    assert failure.value.reason == "bad_imessage"


def test_what_apps_and_pages_say() -> None:
    """It is not the sender's; what was deleted is not either."""
    bodies = {
        "This message was deleted from the conversation!\nHello": ("", "deleted"),
        "SharePlay Message\nEnded": ("", "media"),
        "Check\u00a0In: Timer Started\nChecked in at Oct 14, 2023  1:54:29 PM": ("", "media"),
        "https://example.org/a\nTitle\nWhat the page says": ("https://example.org/a", "text"),
        "https://example.org/b\n\nLook at this": ("https://example.org/b\n\nLook at this", "text"),
        "see https://example.org/a\nand tell me": (
            "see https://example.org/a\nand tell me",
            "text",
        ),
    }
    text = "".join(f"May 17, 2022  5:29:42 PM\nMe\n{body}\n\n" for body in bodies)
    (chat,) = parsed("+15550100.txt", text).conversations

    assert [*bodies.values()] == [(one.text, one.kind) for one in chat.messages]


def test_what_is_left_out_below_an_address_is_told() -> None:
    """It may be the sender's: no file tells."""
    link = "May 17, 2022  5:29:42 PM\nMe\nhttps://example.org/a\nTitle\n\n"

    (remark,) = parsed("+15550100.txt", link * 2).remarks

    assert "link_previews" == remark.reason
    assert remark.why.startswith("2 of its messages begin with an address alone")
    assert () == parsed("+15550100.txt", link.replace("Title\n", "")).remarks
