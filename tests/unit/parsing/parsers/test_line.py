from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.core.records import Conversation
from understudy.parsing.chats.line_words import clock, day
from understudy.parsing.files import PARSERS
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import parser_for
from unit.parsing.examples.line import ENGLISH, FILES, JAPANESE
from unit.parsing.made import parsed, raw

HEAD = "[LINE] Chat history with Anna\nSaved on: 2024/05/03 10:00\n\n2024.05.01 Wednesday\n"


def read(text: str, name: str = "a.txt") -> Conversation:
    (chat,) = parsed(name, text).conversations
    return chat


def test_an_english_export() -> None:
    """Weekdays tell the month, quotation marks around lines go, calls and stickers are no text."""
    chat = read(ENGLISH)

    assert ("Anna K.", "unknown") == (chat.title, chat.clock)
    expected = [
        ("Anna K.", "Привет 🐝", "text"),
        ("Vera", 'first line\nsecond "line"', "text"),
        ("Vera", "", "sticker"),
        ("Anna K.", "", "call"),
        ("Vera", "fine", "text"),
    ]
    assert expected == [(one.author, one.text, one.kind) for one in chat.messages]
    assert datetime(2024, 5, 1, 12, 5, tzinfo=UTC) == chat.messages[1].sent_at
    assert datetime(2024, 5, 2, 0, 1, tzinfo=UTC) == chat.messages[-1].sent_at


def test_a_japanese_export() -> None:
    """Half days come before the hour; a message that was taken back has no author."""
    chat = read(JAPANESE)

    assert "佐藤 花子" == chat.title
    expected = ["text", "media", "text", "deleted", "text"]
    assert expected == [one.kind for one in chat.messages]
    assert "一行目\n\n三行目" == chat.messages[2].text
    assert datetime(2024, 5, 1, 12, 5, tzinfo=UTC) == chat.messages[1].sent_at


def test_every_language_has_a_title_and_a_day() -> None:
    """The title is the first line's, else the file's."""
    chats = [parsed(name, data).conversations[0] for name, data in FILES.items()]

    assert ["Anna K.", "佐藤 花子", "王小明", "안나"] == [one.title for one in chats]
    assert {date(2024, 5, 1)} == {one.messages[0].sent_at.date() for one in chats}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:15", time(9, 15)),
        ("09:15AM", time(9, 15)),
        ("12:05AM", time(0, 5)),
        ("12:05 PM", time(12, 5)),
        ("1:05 p.m.", time(13, 5)),
        ("午前0:05", time(0, 5)),
        ("午後0:05", time(12, 5)),
        ("下午03:04", time(15, 4)),
        ("上午 9:15", time(9, 15)),
        ("오후 1:02", time(13, 2)),
        ("오전 12:02", time(0, 2)),
        ("24:00", None),
        ("9:61", None),
        ("noon", None),
    ],
)
def test_clocks(text: str, expected: time | None) -> None:
    """Of 12 hours and of 24."""
    assert expected == clock(text)


@pytest.mark.parametrize(
    "line",
    [
        "2024/05/01(水)",
        "2024/5/1（三）",
        "2024/5/1週三",
        "2024/05/01(週三)",
        "2024/5/1周三",
        "2024.05.01 Wednesday",
        "2024/05/01(Wed)",
        "2024. 5. 1. 수요일",
        "2024년 5월 1일 수요일",
        "2024年5月1日 水曜日",
        "R6/05/01(水)",
        "2567/05/01(พ.)",
    ],
)
def test_days_with_the_year_first(line: str) -> None:
    """Eras and Buddhist years are other counts of the same day."""
    found = day(line)

    assert found is not None
    assert (date(2024, 5, 1), 2) == (found.read(0), found.weekday)


@pytest.mark.parametrize("line", ["2024/13/01", "R6", "05/01/24", "1/2", "9999/1/1", "on 2024/5/1"])
def test_what_is_no_day(line: str) -> None:
    """It belongs to a message."""
    assert day(line) is None


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["Tue, 06/01/2026"], date(2026, 1, 6)),
        (["Mon, 06/01/2026"], date(2026, 6, 1)),
        (["25/01/2026"], date(2026, 1, 25)),
        (["05/01/2026", "01/02/2026"], date(2026, 1, 5)),
    ],
)
def test_day_and_month_are_told_apart(headers: list[str], expected: date) -> None:
    """By the weekday, a number above 12, or the order of the days."""
    text = "".join(f"\n{one}\n10:00\tAnna\thi\n" for one in headers)

    (first, *_) = read(f"[LINE] Chat history with Anna\n{text}").messages

    assert first.sent_at is not None
    assert expected == first.sent_at.date()


OPEN = "[LINE] Chat history with Anna\n\n05/01/2026\n10:00\tAnna\thi\n"


def test_days_that_nothing_tells_are_refused() -> None:
    """A wrong month is never a guess; the message names the parameter that tells."""
    with pytest.raises(InputError, match=r"set parse\.chats\.day_first") as failure:
        read(OPEN)

    assert "ambiguous_dates" == failure.value.reason


@pytest.mark.parametrize(("day_first", "expected"), [(True, (5, 1)), (False, (1, 5))])
def test_the_parameter_tells_what_the_days_do_not(
    day_first: bool, expected: tuple[int, int]
) -> None:
    """It does not outvote a weekday, and mends no lines that contradict each other."""
    (chat,) = parsed("a.txt", OPEN, chats={"day_first": day_first}).conversations
    told = OPEN.replace("05/01", "Mon, 06/01")  # June
    (sure,) = parsed("a.txt", told, chats={"day_first": day_first}).conversations
    wrong = told.replace("Anna\thi\n", "Anna\thi\n\nTue, 06/01/2026\n10:00\tAnna\thi\n")

    assert chat.messages[0].sent_at is not None
    assert expected == (chat.messages[0].sent_at.day, chat.messages[0].sent_at.month)
    assert sure.messages[0].sent_at is not None
    assert 6 == sure.messages[0].sent_at.month
    with pytest.raises(InputError, match="export the chat anew"):
        parsed("a.txt", wrong, chats={"day_first": day_first})


@pytest.mark.parametrize(
    ("line", "author", "text", "kind"),
    [
        ("10:00\tAnna\thi: there\ttab", "Anna", "hi: there\ttab", "text"),
        ('10:00\tAnna\t"said"', "Anna", '"said"', "text"),
        ("10:00\tAnna\t[Photo]", "Anna", "", "media"),
        ("10:00\tAnna\t[Photo] of what?", "Anna", "[Photo] of what?", "text"),
        ("10:00\tAnna\t[File] report.pdf", "Anna", "", "media"),
        ("10:00\tAnna\t[語音訊息]", "Anna", "", "media"),
        ("10:00\tAnna\t[동영상]", "Anna", "", "media"),
        ("10:00\tAnna\t[รูป]", "Anna", "", "media"),
        ("10:00\tAnna\t[สติกเกอร์]", "Anna", "", "sticker"),
        ("10:00\tAnna\t☎ 通話時間 3:05", "Anna", "", "call"),
        ("10:00\tAnna\t", "Anna", "", "media"),
        ("10:00\t\tAnna joined the group.", "", "", "service"),
        ("10:00\tAnna joined the group.", "", "", "service"),
        ("10:00\tAnna unsent a message.", "", "", "deleted"),
        ("10:00\tAnna\tone\n2024/01/01\nthree", "Anna", "one\n2024/01/01\nthree", "text"),
        (
            '10:00\tAnna\t"one\n\n2024/01/01\n\nsaid ""so"""', "Anna",
            'one\n\n2024/01/01\n\nsaid "so"', "text",
        ),
        ('10:00\tAnna\t"open\nend', "Anna", '"open\nend', "text"),
    ],
)  # fmt: skip
def test_kinds_of_messages(line: str, author: str, text: str, kind: str) -> None:
    """Only one's own words are text, with all of their lines."""
    (said,) = read(f"{HEAD}{line}\n").messages

    assert (author, text, kind) == (said.author, said.text, said.kind)


def test_a_message_above_all_days_is_a_problem() -> None:
    """Its day is not known."""
    found = parsed("a.txt", "[LINE] Chat history with Anna\n10:00\tAnna\thi\n" + HEAD[-21:] +
                   "10:01\tAnna\tho\n")  # fmt: skip

    assert ["a.txt:2"] == [one.where for one in found.problems]
    assert 1 == found.messages


def test_an_export_that_cannot_be_read_is_refused() -> None:
    """Names and texts without tabs cannot be told apart."""
    text = "[LINE] Chat history with Anna\nSaved on: x\n\n2024.05.01 Wednesday\n10:00 Anna K hi\n"

    with pytest.raises(InputError) as failure:
        parsed("a.txt", text)

    assert "bad_line" == failure.value.reason


def test_an_export_of_a_computer_is_refused() -> None:
    """Nothing stands between its names and texts but a blank; it is no prose for all that."""
    text = "2024.05.01 Wednesday\n09:15 Anna K good morning\n09:16 Vera hi\n"
    with pytest.raises(InputError) as caught:
        parsed("[LINE]Anna K.txt", text)

    assert caught.value.reason == "bad_line"
    assert parsed("diary.txt", text).documents


def test_a_line_that_belongs_to_no_message_is_told() -> None:
    """Such as one without tabs, right below its day."""
    found = parsed("a.txt", HEAD + "10:00\tAnna\thi\n\n2024/05/03(Fri)\n09:00 Anna lost\n")

    assert ["bad_message"] == [one.reason for one in found.problems]
    assert "a.txt:" in found.problems[0].where


def test_prose_is_no_chat() -> None:
    """A diary has days, but no tabs; a table has tabs, but no days."""
    assert "text" == parser_for(raw("a.txt", "2024/05/01\nA quiet day.\n10:00 tea\n"))
    assert "table_csv" == parser_for(raw("a.tsv", "time\tname\ttext\n10:00\tAnna\thi\n"))


@given(st.text(alphabet='0123456789:/.\t\n",() APMRw水午後[]LINE☎', max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never more."""
    try:
        PARSERS["line"](raw("a.txt", HEAD + text), ParseParams()).to_line()
    except InputError as failure:
        assert failure.reason


@pytest.mark.parametrize("piece", ['"', "0", "[", '10:00\tA\t"\n', "が", "2024/05/01", " "])
def test_hostile_text_takes_no_time(piece: str) -> None:
    """No pattern looks at a text again and again."""
    assert parsed("a.txt", f"{HEAD}10:00\tA\t{piece * 20_000}\n").messages
