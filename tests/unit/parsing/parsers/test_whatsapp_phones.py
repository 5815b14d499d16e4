from datetime import UTC, datetime

from unit.parsing.made import parsed

ANDROID = [f"2{n}/05/2024, 18:0{n} - Ann: on the old phone {n}" for n in range(6)]
IOS = [f"[6/{n}/24, 9:1{n}:00 PM] Ben: on the new phone {n}" for n in range(1, 6)]


def test_a_chat_that_goes_on_on_another_kind_of_phone() -> None:
    """Both are read, each with its own order of day and month: the first tells its own alone."""
    text = "\n".join([*ANDROID, *IOS, "[6/25/24, 9:30:00 PM] Ben: the last"])

    found = parsed("WhatsApp Chat with Ben.txt", text)

    (chat,) = found.conversations
    assert 12 == len(chat.messages)
    assert datetime(2024, 5, 25, 18, 5, tzinfo=UTC) == chat.messages[5].sent_at
    assert datetime(2024, 6, 1, 21, 11, tzinfo=UTC) == chat.messages[6].sent_at
    assert "on the old phone 5" == chat.messages[5].text
    assert () == found.remarks


def test_pieces_of_another_phone_between_messages_are_told() -> None:
    """However many: they stay text of the message that they stand below, and nobody's words."""
    text = "\n".join([*ANDROID[:3], *IOS, *ANDROID[3:]])

    found = parsed("WhatsApp Chat with Ben.txt", text)

    assert 6 == found.messages
    assert ["pasted_headers"] == [one.reason for one in found.remarks]
    assert found.remarks[0].why.startswith("5 of its lines look like messages of another phone")
