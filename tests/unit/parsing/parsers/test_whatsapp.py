from datetime import UTC, datetime

import pytest

from understudy.core.errors import InputError
from understudy.core.records import Message
from unit.parsing.made import WHATSAPP, parsed

NAME = "WhatsApp Chat with Анна.txt"


def messages(text: str, name: str = NAME, **params: object) -> list[Message]:
    (chat,) = parsed(name, text, **params).conversations
    return list(chat.messages)


def test_a_chat_of_android() -> None:
    """Notice, message of two lines, media, message."""
    (chat,) = parsed(f"chats/{NAME}", WHATSAPP, time_zone="Europe/Moscow").conversations

    assert (chat.title, chat.group) == ("Анна", "shelf/Анна")
    assert [(one.author, one.text, one.kind) for one in chat.messages] == [
        ("", "Messages and calls are end-to-end encrypted.", "service"),
        ("Анна", "Добрый день!\nвторая строка", "text"),
        ("Vera", "", "media"),
        ("Vera", "six frames", "text"),
    ]
    assert chat.messages[1].sent_at == datetime(2025, 5, 13, 15, 4, tzinfo=UTC)


def test_a_chat_of_ios() -> None:
    """Marks before what the app wrote; the notice has an author there."""
    found = messages(
        "\u200e[12.05.2025, 18:04:11] Вера: \u200eСообщения и звонки защищены сквозным шифрованием.\n"
        "[12.05.2025, 18:04:12] Вера: первый взгляд\n"
        "\u200e[12.05.2025, 18:05:00] Анна: \u200eизображение отсутствует\n"
        "\u200e[12.05.2025, 18:05:01] Анна: \u200e<прикреплено: 0002-PHOTO.jpg>\n"
        "[12.05.2025, 18:05:02] ~\u202fАнна: \u200eаудио пропущено\n"
        "[12.05.2025, 18:06:00] ~\u202fАнна: так: сколько рамок?\n"
    )

    assert [(one.author, one.text, one.kind) for one in found] == [
        ("Вера", "Сообщения и звонки защищены сквозным шифрованием.", "service"),
        ("Вера", "первый взгляд", "text"),
        ("Анна", "", "media"),
        ("Анна", "", "media"),
        ("Анна", "", "media"),
        ("Анна", "так: сколько рамок?", "text"),
    ]


@pytest.mark.parametrize(
    ("body", "text", "kind"),
    [
        ("<Без медиафайлов>", "", "media"),
        ("<Файл пропущен>", "", "media"),
        ("IMG-2025-WA0001.jpg (file attached)", "", "media"),
        ("IMG-2025-WA0001.jpg (файл добавлен)\nмоя рамка", "моя рамка", "text"),
        ("plan.pdf (file attached)\nplan.pdf", "", "media"),
        ("This message was deleted", "This message was deleted", "service"),
        ("Данное сообщение удалено", "Данное сообщение удалено", "service"),
        ("five of them <This message was edited>", "five of them", "text"),
        ("пять <Сообщение изменено>", "пять", "text"),
        ("null", "", "media"),
        ("", "", "media"),
        ("a <b> is no tag", "a <b> is no tag", "text"),
    ],
)
def test_placeholders_are_nobody_s_words(body: str, text: str, kind: str) -> None:
    """What the app writes in place of media, deletions and edits."""
    found = messages(f"12.05.2025, 18:04 - Вера: {body}\n12.05.2025, 18:05 - Анна: да\n")

    assert (found[0].text, found[0].kind) == (text, kind)


def test_a_pasted_chat_stays_in_its_message() -> None:
    """A header in the other phone's form is text."""
    found = messages(
        "12.05.2025, 18:04 - Вера: смотри\n[11.05.2025, 18:04:11] Анна: было\n"
        "12.05.2025, 18:05 - Анна: да\n"
    )

    assert [one.text for one in found] == ["смотри\n[11.05.2025, 18:04:11] Анна: было", "да"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("WhatsApp Chat with Anna B.txt", "Anna B"),
        ("Чат WhatsApp с контактом Анна.txt", "Анна"),
        ("Чат WhatsApp с Анна.txt", "Анна"),
        ("WhatsApp Chat - Anna/_chat.txt", "Anna"),
        ("anna.txt", "anna"),
    ],
)
def test_the_name_says_with_whom(name: str, title: str) -> None:
    """In the languages of the phones; iOS names the folder."""
    (chat,) = parsed(name, WHATSAPP).conversations

    assert title == chat.title


def test_lines_out_of_order_are_sorted() -> None:
    """Exports hold late deliveries where they arrived, with and without a zone."""
    text = "13.05.2025, 18:04 - A: second\n12.05.2025, 18:04 - B: first\n"

    for zone in (None, "Asia/Tokyo"):
        found = messages(text, time_zone=zone)
        assert [one.text for one in found] == ["first", "second"]
        assert all(one.sent_at for one in found)


def test_ambiguous_dates_ask_for_a_parameter() -> None:
    """The message names it, and with it the file is read."""
    text = "03/04/2025, 18:04 - A: one\n03/04/2025, 18:05 - B: two\n"

    with pytest.raises(InputError, match="parse.whatsapp.day_first") as failure:
        parsed(NAME, text)
    assert failure.value.reason == "ambiguous_dates"

    params = {"whatsapp": {"day_first": False}, "time_zone": "UTC"}
    assert messages(text, **params)[0].sent_at == datetime(2025, 3, 4, 18, 4, tzinfo=UTC)
