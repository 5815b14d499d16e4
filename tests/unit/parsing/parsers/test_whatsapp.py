from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.core.records import Message
from understudy.parsing.files import CLUES, PARSERS
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import parser_for
from unit.parsing.made import WHATSAPP, parsed, png, raw, zipped
from unit.soon import soon

NAME = "WhatsApp Chat with Анна.txt"


def messages(text: str, name: str = NAME, **params: object) -> list[Message]:
    (chat,) = parsed(name, text, **params).conversations
    return list(chat.messages)


def told(text: str, name: str = NAME) -> list[tuple[str, str, str]]:
    return [(one.author, one.text, one.kind) for one in messages(text, name)]


def test_a_chat_of_android() -> None:
    """Notice, message of two lines, media, message."""
    (chat,) = parsed(f"chats/{NAME}", WHATSAPP, chats={"time_zone": "Europe/Moscow"}).conversations

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
    found = told(
        "\u200e[12.05.2025, 18:04:11] Вера: \u200eСообщения и звонки защищены сквозным шифрованием.\n"
        "[12.05.2025, 18:04:12] Вера: первый взгляд\n"
        "\u200e[12.05.2025, 18:05:00] Анна: \u200eизображение отсутствует\n"
        "\u200e[12.05.2025, 18:05:01] Анна: \u200e<прикреплено: 0002-PHOTO.jpg>\n"
        "[12.05.2025, 18:05:02] ~\u202fАнна: \u200eаудио пропущено\n"
        "[12.05.2025, 18:06:00] ~\u202fАнна: так: сколько рамок?\n"
        "[12.05.2025, 18:06:01] Анна: \u200eстикер отсутствует\n"
        "[12.05.2025, 18:06:02] Анна: \u200e@\u2068Вера\u2069 да\n"
        "[12.05.2025, 18:06:03] +7 912 000-00-00 вышел(-а)\n"
        "[12.05.2025, 18:06:04] Анна: \u200eОна ещё не сказанное приложением\n"
    )

    assert found == [
        ("Вера", "Сообщения и звонки защищены сквозным шифрованием.", "service"),
        ("Вера", "первый взгляд", "text"),
        ("Анна", "", "media"),
        ("Анна", "", "media"),
        ("Анна", "", "media"),
        ("Анна", "так: сколько рамок?", "text"),
        ("Анна", "", "sticker"),
        ("Анна", "@Вера да", "text"),
        ("", "+7 912 000-00-00 вышел(-а)", "service"),
        ("Анна", "Она ещё не сказанное приложением", "service"),
    ]


@pytest.mark.parametrize(
    ("body", "text", "kind"),
    [
        ("<Без медиафайлов>", "", "media"),
        ("<Файл пропущен>", "", "media"),
        ("<Multimedia omitido>", "", "media"),
        ("<Medien ausgeschlossen>", "", "media"),
        ("<Médias omis>", "", "media"),
        ("<Mídia oculta>", "", "media"),
        ("<Media omessi>", "", "media"),
        ("<Medya dahil edilmedi>", "", "media"),
        ("<تم استبعاد الوسائط>", "", "media"),
        ("image omitted", "", "media"),
        ("imagen omitida", "", "media"),
        ("Bild weggelassen", "", "media"),
        ("image absente", "", "media"),
        ("imagem ocultada", "", "media"),
        ("immagine omessa", "", "media"),
        ("görüntü dahil edilmedi", "", "media"),
        ("تم استبعاد الصورة", "", "media"),
        ("sticker omitted", "", "sticker"),
        ("IMG-2025-WA0001.jpg (file attached)", "", "media"),
        ("\u200eIMG-20250512-WA0001.jpg (bestand bijgevoegd)", "", "media"),
        ("STK-20250512-WA0001.webp (file attached)", "", "sticker"),
        ("IMG-2025-WA0001.jpg (файл добавлен)\nмоя рамка", "моя рамка", "text"),
        ("plan.pdf (file attached)\nplan.pdf", "", "media"),
        ("plan.pdf (archivo adjunto)\nplan\nlee esto", "lee esto", "text"),
        ("Anna.vcf (fichier joint)", "", "media"),
        ("look at plan.pdf (page 3)", "look at plan.pdf (page 3)", "text"),
        ("plan.pdf (page 3)", "plan.pdf (page 3)", "text"),
        ("<attached: 00000042-PHOTO-2020-06-07-15-13-20.jpg>", "", "media"),
        ("00000042-PHOTO-2018-06-07.jpg <attached>", "", "media"),
        ("my frame \u200e<attached: 00000042-PHOTO-2020-06-07-15-13-20.jpg>", "my frame", "text"),
        ("plan.pdf \u2022 \u200e3 pages \u200e<attached: 00000043-plan.pdf>", "", "media"),
        ("plan.pdf \u2022 \u200e3 pages \u200edocument omitted", "", "media"),
        ("My plan 2.txt \u200edocument omitted", "", "media"),
        ("Thanks.Bye \u200eimage omitted", "Thanks.Bye", "text"),
        ("Bild 1.png \u200eDokument weggelassen", "", "media"),
        ("see it \u200eimage omitted", "see it", "text"),
        ("at 8. Now. \u200eimage omitted", "at 8. Now.", "text"),
        ("\u200f\u202aanna@example.org\u202c\u200f", "anna@example.org", "text"),
        ("This message was deleted", "", "deleted"),
        ("You deleted this message.", "", "deleted"),
        ("Данное сообщение удалено", "", "deleted"),
        ("Diese Nachricht wurde gelöscht.", "", "deleted"),
        ("تم حذف هذه الرسالة", "", "deleted"),
        ("five of them <This message was edited>", "five of them", "text"),
        ("five \u200e<Ez az üzenet szerkesztve lett>", "five", "text"),
        ("пять <Сообщение изменено>", "пять", "text"),
        ("cinco <Se editó este mensaje.>", "cinco", "text"),
        ("null", "", "media"),
        ("", "", "media"),
        ("a <b> is no tag", "a <b> is no tag", "text"),
        ("<b>", "<b>", "text"),
        ("Missed voice call", "", "call"),
        ("Пропущенный видеозвонок в 18:04", "", "call"),
        ("Пропущенный голосовой вызов", "", "call"),
        ("Llamada perdida", "", "call"),
        ("Missed calls are a nuisance", "Missed calls are a nuisance", "text"),
        ("Voice call, 3 min", "", "call"),
        ("location: https://maps.google.com/?q=55.75,37.61", "", "media"),
        ("Местоположение: https://maps.google.com/?q=55.75,37.61", "", "media"),
        ("I am at https://example.org/x", "I am at https://example.org/x", "text"),
        ("POLL:\nWho?\nOPTION: me (2 votes)\nOPTION: you (1 vote)", "", "media"),
        ("ОПРОС:\nКто?\nВАРИАНТ: я (2 голоса)\nВАРИАНТ: ты (1 голос)", "", "media"),
        ("List:\nlime (2)\nmilk", "List:\nlime (2)\nmilk", "text"),
        (
            "Waiting for this message. This may take a while.",
            "Waiting for this message. This may take a while.",
            "service",
        ),
        ("You turned the frames", "You turned the frames", "text"),
    ],
)
def test_placeholders_are_nobody_s_words(body: str, text: str, kind: str) -> None:
    """What the app writes in place of media, deletions and edits."""
    found = messages(f"12.05.2025, 18:04 - Вера: {body}\n12.05.2025, 18:05 - Анна: да\n")

    assert (found[0].author, found[0].text, found[0].kind) == ("Вера", text, kind)


def test_a_language_that_no_list_has_is_learnt() -> None:
    """A phrase in brackets that stands alone again and again is the app's."""
    line = "12.05.2025, 18:0{} - A: <Hiányzó médiafájl>\n"

    assert {one.kind for one in messages("".join(map(line.format, range(3))))} == {"media"}
    assert {one.kind for one in messages("".join(map(line.format, range(2))))} == {"text"}


def test_a_pasted_chat_stays_in_its_message() -> None:
    """A header in the other phone's form is text."""
    found = messages(
        "12.05.2025, 18:04 - Вера: смотри\n[11.05.2025, 18:04:11] Анна: было\n"
        "12.05.2025, 18:05 - Анна: да\n"
    )

    assert [one.text for one in found] == ["смотри\n[11.05.2025, 18:04:11] Анна: было", "да"]


def test_names_with_colons_are_whole() -> None:
    """What begins all that somebody says belongs to the name; a notice with a colon is nobody."""
    found = told(
        "12.05.2025, 18:04 - Dr: House: one\n12.05.2025, 18:05 - Dr: House: two\n"
        "12.05.2025, 18:05 - Dr: House: 2\n12.05.2025, 18:05 - Dr: House: 3\n"
        "12.05.2025, 18:06 - Dr: House: note: three\n12.05.2025, 18:07 - Vera: note: four\n"
        '12.05.2025, 18:08 - Vera changed the subject from "A: b" to "C"\n'
        "12.05.2025, 18:09 - +44 7123 456789: five\n12.05.2025, 18:10 - ~ Bo: six\n"
        "12.05.2025, 18:11 - Vera:\nseven: eight\n"
    )

    assert found == [
        ("Dr: House", "one", "text"),
        ("Dr: House", "two", "text"),
        ("Dr: House", "2", "text"),
        ("Dr: House", "3", "text"),
        ("Dr: House", "note: three", "text"),
        ("Vera", "note: four", "text"),
        ("", 'Vera changed the subject from "A: b" to "C"', "service"),
        ("+44 7123 456789", "five", "text"),
        ("Bo", "six", "text"),
        ("Vera", "seven: eight", "text"),
    ]


@pytest.mark.parametrize(
    "notice",
    [
        "Messages and calls are end-to-end encrypted. No one outside of this chat can read them.",
        "Los mensajes y las llamadas están cifrados de extremo a extremo.",
        "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.",
        "Les messages et les appels sont chiffrés de bout en bout.",
        "As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta.",
        "I messaggi e le chiamate sono crittografati end-to-end.",
        "Mesajlar ve aramalar uçtan uca şifrelidir.",
        "الرسائل والمكالمات مشفرة تمامًا بين الطرفين.",
        "Anna created group “Yard”",
        "Анна изменила название группы с «А» на «Б»",
        "Anna joined using this group's invite link",
    ],
)
def test_notices_of_ios_without_marks(notice: str) -> None:
    """Old exports lack the mark; the group seems to speak."""
    head = "Messages and calls are end-to-end encrypted."
    found = told(
        f"[12.05.2025, 18:04:11] Yard: {head}\n[12.05.2025, 18:04:12] Yard: {notice}\n"
        "[12.05.2025, 18:05:11] Anna: hello\n"
    )

    assert [
        ("Yard", head, "service"),
        ("Yard", notice, "service"),
        ("Anna", "hello", "text"),
    ] == found


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("WhatsApp Chat with Anna B.txt", "Anna B"),
        ("WhatsApp Chat with Anna B (1).txt", "Anna B"),
        ("Чат WhatsApp с контактом Анна.txt", "Анна"),
        ("Чат WhatsApp с Анна.txt", "Анна"),
        ("Chat de WhatsApp con Anna.txt", "Anna"),
        ("WhatsApp Chat mit Anna.txt", "Anna"),
        ("Discussion WhatsApp avec Anna.txt", "Anna"),
        ("Conversa do WhatsApp com Anna.txt", "Anna"),
        ("Chat WhatsApp con Anna.txt", "Anna"),
        ("Anna ile WhatsApp Sohbeti.txt", "Anna"),
        ("محادثة واتساب مع Anna.txt", "Anna"),
        ("与Anna的 WhatsApp 聊天.txt", "Anna"),
        ("WhatsApp Chat - Anna/_chat.txt", "Anna"),
        ("WhatsApp Chat - Anna.zip/_chat.txt", "Anna"),
        ("anna.txt", "anna"),
        ("chats/_chat.txt", "chats"),
    ],
)
def test_the_name_says_with_whom(name: str, title: str) -> None:
    """In the languages of the phones; iOS names the folder."""
    (chat,) = parsed(name, WHATSAPP).conversations

    assert title == chat.title


def test_the_notice_names_a_lone_chat() -> None:
    """A ``_chat.txt`` by itself says with whom it is in its first line."""
    text = (
        "[12.05.2025, 18:04:11] Yard: \u200eMessages and calls are end-to-end encrypted.\n"
        "[12.05.2025, 18:05:11] Anna: hello\n"
    )
    (chat,) = parsed("_chat.txt", text).conversations

    assert chat.title == "Yard"


def test_lines_out_of_order_are_sorted() -> None:
    """Exports hold late deliveries where they arrived, with and without a zone."""
    text = "13.05.2025, 18:04 - A: second\n12.05.2025, 18:04 - B: first\n"

    for zone in (None, "Asia/Tokyo"):
        found = messages(text, chats={"time_zone": zone})
        assert [one.text for one in found] == ["first", "second"]
        assert all(one.sent_at for one in found)


def test_ambiguous_dates_ask_for_a_parameter() -> None:
    """The message names it, and with it the file is read."""
    text = "03/04/2025, 18:04 - A: one\n03/04/2025, 18:05 - B: two\n"

    with pytest.raises(InputError, match="parse.chats.day_first") as failure:
        parsed(NAME, text)
    assert failure.value.reason == "ambiguous_dates"

    params = {"chats": {"day_first": False, "time_zone": "UTC"}}
    assert messages(text, **params)[0].sent_at == datetime(2025, 3, 4, 18, 4, tzinfo=UTC)


def test_a_guess_is_said() -> None:
    """Dates that fit both orders, of which one part changes and the other does not."""
    lines = (f"03/{day:02}/2025, 18:04 - A: x\n" for day in (4, 5, 6, 7))
    found = parsed(NAME, "".join(lines), chats={"time_zone": "UTC"})

    assert [one.reason for one in found.remarks] == ["dates_guessed"]
    assert found.conversations[0].messages[0].sent_at == datetime(2025, 3, 4, 18, 4, tzinfo=UTC)


def test_what_is_no_message_is_counted() -> None:
    """Lines above the first header, and a date that does not exist; the rest is used."""
    text = (
        "the end of a message\n\n12.05.2025, 18:04 - A: one\n31.02.2025, 18:05 - A: two\n"
        "12.05.2025, 25:06 - A: three\n12.05.2025, 18:07 - A: four\n12.05.2025, 18:08 - B: five\n"
    )
    found = parsed(NAME, text)

    assert [(one.where, one.reason, one.kind) for one in found.problems] == [
        (f"{NAME}:1", "orphaned", "messages"),
        (f"{NAME}:4", "bad_date", "messages"),
        (f"{NAME}:5", "bad_date", "messages"),
    ]
    assert all("; " in one.why for one in found.problems)
    assert [one.text for one in found.conversations[0].messages] == ["one", "four", "five"]


def test_a_file_of_bad_dates_is_refused() -> None:
    """It is something else."""
    with pytest.raises(InputError) as failure:
        parsed(NAME, "31.02.2025, 18:04 - A: one\n31.02.2025, 18:05 - A: two\n")

    assert failure.value.reason == "bad_date"


IOS_MEDIA = (
    "[12/05/2025, 18:04:11] Vera: first\n"
    "\u200e[13/05/2025, 18:05:00] Anna: \u200e<attached: 00000002-PHOTO-2025-05-13-18-05-00.jpg>\n"
    "\u200e[13/05/2025, 18:05:10] Anna: my frame \u200e<attached: 00000003-PHOTO-2025.jpg>\n"
    "\u200e[13/05/2025, 18:05:20] Anna: \u200e<attached: 00000004-AUDIO-2025.opus>\n"
    "\u200e[13/05/2025, 18:05:30] Anna: \u200e<attached: 00000005-PHOTO-2025.jpg>\n"
)


def test_pictures_of_an_archive_are_assets() -> None:
    """Of their messages, with the caption; sounds and what is missing are counted."""
    picture = png("<p>Six frames</p>")
    found = parsed(
        "in/WhatsApp Chat - Anna.zip",
        zipped(
            {
                "_chat.txt": IOS_MEDIA,
                "00000002-PHOTO-2025-05-13-18-05-00.jpg": picture,
                "00000003-PHOTO-2025.jpg": b"no picture",
                "00000004-AUDIO-2025.opus": b"OggS",
            }
        ),
    )
    (chat,) = found.conversations

    assert (chat.title, chat.source.path) == ("Anna", "in/WhatsApp Chat - Anna.zip/_chat.txt")
    assert [len(one.assets) for one in chat.messages] == [0, 1, 0, 0, 0]
    assert [one.path for one in found.attachments] == [chat.messages[1].assets[0].path]
    assert [one.text for one in chat.messages] == ["first", "", "my frame", "", ""]
    assert [one.reason for one in found.problems] == ["bad_picture"]
    assert [one.reason for one in found.remarks] == ["media_left_out", "media_unread"]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (["_chat.txt", "0001-PHOTO.jpg", "0002-plan.pdf"], "whatsapp"),
        (["WhatsApp Chat with Anna.txt", "notes.txt"], "whatsapp"),
        (["Yard/_chat.txt", "Yard/0001-PHOTO.jpg", "__MACOSX/x"], "whatsapp"),
        (["a/_chat.txt", "b/_chat.txt"], "archive"),
        (["_chat.txt", "docs/plan.md"], "archive"),
        (["chat.txt"], "archive"),
    ],
)
def test_which_archives_are_a_chat(members: list[str], expected: str) -> None:
    """One chat and its media; any other archive is a folder."""
    data = zipped(dict.fromkeys(members, WHATSAPP))

    assert expected == parser_for(raw("download", data))


def test_what_is_not_whatsapp() -> None:
    """Chats of signal-export have headers much alike; a note may quote one."""
    signal = "[2024-05-01, 12:00] Me: hi\n[2024-05-01, 12:01] Anna: ho\n"

    assert not CLUES["whatsapp"](raw("chat.txt", signal))
    assert not CLUES["whatsapp"](raw("a.md", WHATSAPP))
    assert CLUES["whatsapp"](raw("a.txt", f"cut off\n{WHATSAPP}"))


@pytest.mark.parametrize(
    "filler",
    [" ", "<", "1", "1-", "a.b ", "@\u2068", "x: ", "POLL:\nO: a (1", "<a: ", "(1", "\u200e"],
)
def test_a_hostile_message_takes_no_time(filler: str) -> None:
    """Patterns are linear in the length of a message."""
    for end in ("", ">", ")", "\u200e<x>", " \u200e"):
        text = f"12.05.2025, 18:04 - A: x{filler * 50_000}{end}\n12.05.2025, 18:05 - B: y\n"
        soon(lambda text=text: messages(text), 2)


@given(text=st.text(alphabet="[]12/.: -,\n\u200eA<>()kpm\u060cص", max_size=120))
def test_anything_is_read_or_refused(text: str) -> None:
    """Near misses of headers, marks and brackets anywhere."""
    data = f"12/05/2025, 18:04 - A: {text}"
    try:
        PARSERS["whatsapp"](raw(NAME, data), ParseParams())
    except InputError as failure:
        assert failure.reason
