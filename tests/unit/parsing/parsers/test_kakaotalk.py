from datetime import UTC, datetime

import pytest

from understudy.core.errors import InputError
from understudy.parsing.sniffing import parser_for
from unit.parsing.examples import kakaotalk
from unit.parsing.made import parsed, raw


def said(text: str, name: str = "chat.txt") -> list[tuple[str, str, str, str]]:
    """Return day and time, author, text and kind of what an export says."""
    (chat,) = parsed(name, text).conversations
    return [
        (f"{one.sent_at:%d %H:%M}" if one.sent_at else "", one.author, one.text, one.kind)
        for one in chat.messages
    ]


def test_android() -> None:
    """News, emoticons, calls and placeholders are nobody's words; a text may have many lines."""
    assert said(kakaotalk.ANDROID) == [
        ("01 20:34", "", "안나님이 베라님을 초대했습니다.", "service"),
        ("01 20:34", "안나", "안녕 🐝", "text"),
        ("01 20:35", "회원님", "첫 줄\n\n셋째 줄: 8:30, 회의", "text"),
        ("01 23:59", "베라", "", "media"),
        ("02 00:01", "베라", "", "sticker"),
        ("02 00:02", "안나", "최고", "text"),
        ("02 00:03", "안나", "", "deleted"),
        ("02 00:04", "안나", "", "call"),
    ]


def test_the_owner_is_told() -> None:
    """He has no name on some phones, so that an alias is needed."""
    (remark,) = parsed("chat.txt", kakaotalk.ANDROID).remarks

    assert remark.reason == "owner_unnamed"
    assert "회원님" in remark.why


def test_a_day_may_stand_above() -> None:
    """A colon in a text is no second name."""
    assert said(kakaotalk.ANDROID_SHORT) == [
        ("01 20:34", "안나", "안녕", "text"),
        ("01 20:35", "베라", "응 : 그래", "text"),
        ("01 20:36", "", "안나님이 나갔습니다.", "service"),
    ]


def test_english() -> None:
    """The time may stand before the day, and noon and midnight are told."""
    assert said(kakaotalk.ANDROID_ENGLISH) == [
        ("01 20:34", "", "Anna invited Vera.", "service"),
        ("01 20:34", "Anna", "hello there", "text"),
        ("02 00:05", "you", "", "media"),
        ("02 00:06", "(Unknown)", "bye", "text"),
    ]
    assert said(kakaotalk.IOS_ENGLISH) == [
        ("01 20:34", "", "Anna invited Vera.", "service"),
        ("01 20:34", "Anna", "hello", "text"),
        ("01 20:35", "Vera", "hi", "text"),
    ]


def test_ios() -> None:
    """Days stand above the messages, and in them; clocks have 12 or 24 hours."""
    assert said(kakaotalk.IOS) == [
        ("01 20:34", "", "안나님이 베라님을 초대했습니다.", "service"),
        ("01 20:34", "안나", "안녕", "text"),
        ("01 20:35", "베라", "응", "text"),
    ]


def test_windows() -> None:
    """Who came and went stands in lines without a time, which are no part of a message."""
    assert said(kakaotalk.WINDOWS) == [
        ("01 14:37", "안나", "안녕\n둘째 줄", "text"),
        ("01 14:37", "", "베라님이 들어왔습니다.", "service"),
        ("01 14:38", "베라", "", "media"),
        ("01 14:38", "베라", "", "media"),
        ("02 00:00", "안나 [B]", "응", "text"),
    ]
    assert said(kakaotalk.WINDOWS_ENGLISH) == [
        ("01 14:37", "Anna", "hello", "text"),
        ("01 14:38", "Vera", "", "media"),
        ("01 14:38", "", "Vera left.", "service"),
    ]


def test_words_of_people_are_no_news() -> None:
    """In English anybody may have left, in a message and in its second line."""
    text = kakaotalk.WINDOWS_ENGLISH.replace("hello\n", "listen\nThe dog left.\n")

    assert said(text)[0] == ("01 14:37", "Anna", "listen\nThe dog left.", "text")
    assert said('Date,User,Message\n2024-05-01 20:34:26,"A","My mom left."\n', "t.csv") == [
        ("01 20:34", "A", "My mom left.", "text")
    ]


def test_mac() -> None:
    """The table has seconds, and quotation marks as tables have them."""
    (chat,) = parsed("talk.csv", kakaotalk.MAC).conversations

    assert said(kakaotalk.MAC, "talk.csv") == [
        ("01 20:34", "", "안나님이 베라님을 초대했습니다.", "service"),
        ("01 20:34", "안나", '첫 줄\n둘째 "줄"', "text"),
        ("01 20:35", "베라", "", "sticker"),
    ]
    assert chat.messages[1].sent_at == datetime(2024, 5, 1, 20, 34, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (kakaotalk.ANDROID, "모임 3"),
        (kakaotalk.ANDROID_ENGLISH, "Anna, Vera (3)"),
        (kakaotalk.IOS, "모임"),
        (kakaotalk.IOS_ENGLISH, "chat"),
        (kakaotalk.WINDOWS_ENGLISH, "Club"),
    ],
)
def test_titles(text: str, title: str) -> None:
    """How many are in a group on iOS is no part of its name: it changes."""
    assert parsed("chat.txt", text).conversations[0].title == title


def test_without_a_head() -> None:
    """A part of an export is known by its days and messages."""
    for text in (kakaotalk.WINDOWS, kakaotalk.ANDROID, kakaotalk.IOS_ENGLISH):
        assert said(text.split("\n", 3)[3]) == said(text)


def test_a_table_loses_a_row() -> None:
    """One that is cut, or has no such time; the others stay."""
    found = parsed("t.csv", kakaotalk.MAC + "2024-05-02 10:00:00,A\n2024-13-01,A,x\n")

    assert [(one.where, one.reason) for one in found.problems] == [
        ("t.csv:6", "bad_message"),
        ("t.csv:7", "bad_date"),
    ]
    assert len(found.conversations[0].messages) == 3


def test_a_message_above_all_days() -> None:
    """Its day is not known, which is said."""
    text = (
        kakaotalk.ANDROID_SHORT.replace("2024년 5월 1일 수요일\n", "") + "2024년 5월 2일 목요일\n"
    )
    with pytest.raises(InputError) as caught:
        parsed("chat.txt", text)

    assert caught.value.reason == "bad_kakaotalk"


def test_an_unknown_language_is_refused() -> None:
    """It is no prose."""
    text = "KakaoTalk Chats with A\nDate Saved : 1\n\n2024/05/01 A「はい」\n"
    with pytest.raises(InputError) as caught:
        parsed("chat.txt", text)

    assert caught.value.reason == "bad_kakaotalk"


@pytest.mark.parametrize(
    "text",
    [
        "Notes\nDate Saved : 2024-05-01\n\nsome words of mine\n",
        "May 1, 2024\n8:30, breakfast : eggs\n9:30, lesson : maths\n",
        "[Anna] [2:37 PM] hello\n[Vera] [2:38 PM] hi\n",
    ],
)
def test_others_are_no_chats(text: str) -> None:
    """What merely resembles an export stays what it is."""
    assert parser_for(raw("x.txt", text)) != "kakaotalk"


def test_a_table_of_another_program_has_columns_of_the_same_names() -> None:
    """Its dates tell it, and it is read as any table."""
    text = "Date,User,Message\n12/05/2024 10:00,Anna,hi\n25/05/2024 10:01,Vera,ok\n"

    assert parser_for(raw("log.csv", text)) == "table_csv"
