from datetime import UTC, datetime

from unit.parsing.examples.wechat_csv import CSV
from unit.parsing.made import parsed


def test_chats_by_room_and_folder() -> None:
    """The owner is called ``Me``; forwards, notices and media have kinds of their own."""
    person, group = parsed("wechat/Anna/a.csv", CSV).conversations

    assert [(one.author, one.text, one.kind) for one in person.messages] == [
        ("wxid_a", "你好", "text"),
        ("Me", "hi, you", "text"),
        ("wxid_a", "", "media"),
        ("wxid_a", "别人的话", "forwarded"),
        ("wxid_a", "", "service"),
        ("Me", "", "sticker"),
    ]
    assert (person.title, group.title) == ("Anna", "group1")
    assert person.messages[0].sent_at == datetime(2024, 10, 4, 11, 42, tzinfo=UTC)


def test_a_bad_line_costs_itself() -> None:
    """It is named."""
    found = parsed("a.csv", CSV + "8,108,文本\n9,109,文本,0,a,,x,,soon,False\n")

    assert found.messages == 7
    assert [(one.where, one.reason) for one in found.problems] == [
        ("a.csv:8", "bad_row"),
        ("a.csv:9", "bad_date"),
    ]
