from datetime import UTC, datetime

from unit.parsing.examples.qq_text import TEXT
from unit.parsing.made import parsed


def test_a_chat() -> None:
    """Two people of one name are told apart by their numbers."""
    (chat,) = parsed("qq.txt", TEXT).conversations

    assert [(one.author, one.text, one.kind) for one in chat.messages] == [
        ("Alice", "你好\nsecond line", "text"),
        ("Боря", "", "media"),
        ("Alice (10003)", "other Alice", "text"),
        ("", "Alice joined", "service"),
    ]
    assert chat.title == "Alice"
    assert chat.messages[0].sent_at == datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_a_bad_time_costs_itself() -> None:
    """It is named by its line."""
    found = parsed("qq.txt", TEXT + "\n2024-13-02 03:04:05 Alice(10001)\nx\n")

    assert [(one.where, one.reason) for one in found.problems] == [("qq.txt:22", "bad_date")]


def test_people_without_numbers() -> None:
    """Some exports have names alone; the app's own head tells them from notes."""
    text = TEXT
    for account in ("(10001)", "(10002)", "(10003)", "(10000)"):
        text = text.replace(account, "")

    (chat,) = parsed("qq.txt", text).conversations
    assert [(one.author, one.text) for one in chat.messages][:2] == [
        ("Alice", "你好\nsecond line"),
        ("Боря", ""),
    ]


def test_blanks_behind_a_header_hide_no_number() -> None:
    """Editors and mail add them."""
    plain = parsed("qq.txt", TEXT).conversations
    (chat,) = parsed("qq.txt", TEXT.replace(")\n", ")  \n")).conversations

    assert [(one.author, one.text) for one in plain[0].messages] == [
        (one.author, one.text) for one in chat.messages
    ]
