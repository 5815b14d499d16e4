from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.files import Parsed
from unit.parsing.examples.discord_plain import CSV, RULE, TEXT
from unit.parsing.made import parsed

NAME = "Пасека - Text - hives [170000000000000002].csv"
HEADER = "AuthorID,Author,Date,Content,Attachments,Reactions\n"


def shown(found: Parsed) -> list[tuple[str, str, str]]:
    (chat,) = found.conversations
    return [(one.author, one.text, one.kind) for one in chat.messages]


def test_a_table() -> None:
    """Quoted lines stay one text; the name of the file tells the channel."""
    found = parsed(NAME, CSV)

    assert [
        ("ann", "Как улей?", "text"),
        ("bob", 'Strong.\nSix "full" frames', "text"),
        ("bob", "", "media"),
    ] == shown(found)
    (chat,) = found.conversations
    assert ("Пасека - Text - hives", "shelf/170000000000000002") == (chat.title, chat.group)
    assert {"ann": "290000000000000001", "bob": "290000000000000002"} == chat.accounts
    assert datetime(2024, 5, 1, 9, 1, 0, 123_000, UTC) == chat.messages[0].sent_at
    assert ["plain_export"] == [one.reason for one in found.remarks]


def test_a_text() -> None:
    """Blank lines within a message stay, what stands below its words does not."""
    found = parsed("a.txt", TEXT, chats={"time_zone": "Europe/Moscow"})

    assert [
        ("ann", "Как улей?", "text"),
        ("bob", "Strong.\n\nSix frames", "text"),
        ("bob", "", "media"),
    ] == shown(found)
    (chat,) = found.conversations
    assert ("Пасека / Text / hives", "zone") == (chat.title, chat.clock)
    assert datetime(2024, 4, 25, 9, 1, tzinfo=UTC) == chat.messages[0].sent_at


def test_a_rule_in_a_message_is_part_of_it() -> None:
    """Only the last one, which stands apart, ends the file."""
    text = TEXT.replace("Six frames", f"{RULE}\nSix frames", 1).replace("Strong.\n\n", "Strong.\n")

    assert f"Strong.\n{RULE}\nSix frames" == shown(parsed("a.txt", text))[1][1]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2020-04-25 20:13:05", datetime(2020, 4, 25, 20, 13, 5, tzinfo=UTC)),
        ("25-Apr-20 08:13 PM", datetime(2020, 4, 25, 20, 13, tzinfo=UTC)),
        ("04/25/2020 8:13 PM", datetime(2020, 4, 25, 20, 13, tzinfo=UTC)),
        ("4/25/2020 12:13\u202fAM", datetime(2020, 4, 25, 0, 13, tzinfo=UTC)),
        ("25/04/2020 20:13", datetime(2020, 4, 25, 20, 13, tzinfo=UTC)),
        ("5.4.2020 20:13", datetime(2020, 4, 5, 20, 13, tzinfo=UTC)),
        ("05. 04. 2020. 20:13", datetime(2020, 4, 5, 20, 13, tzinfo=UTC)),
        ("05.04.2020 г., 20:13", datetime(2020, 4, 5, 20, 13, tzinfo=UTC)),
        ("5 Apr 2020 20:13", datetime(2020, 4, 5, 20, 13, tzinfo=UTC)),
        ("2020-04-05 08:13 PM", datetime(2020, 4, 5, 20, 13, tzinfo=UTC)),
        ("2020-04-25T20:13:00.1234567+02:00", datetime(2020, 4, 25, 18, 13, 0, 123456, UTC)),
    ],
)
def test_forms_of_dates(date: str, expected: datetime) -> None:
    """Each version and each computer writes its own."""
    found = parsed("a.csv", f'{HEADER}"1","ann","{date}","hi","",""\n')

    assert expected == found.conversations[0].messages[0].sent_at


def test_the_order_of_dates_tells_the_day() -> None:
    """Messages follow each other; where that does not tell, nothing is guessed."""
    first, then = (f'"1","ann","{day} 20:13","hi","",""\n' for day in ("4/5/20", "5/3/20"))

    found = parsed("a.csv", HEADER + first + then)

    assert datetime(2020, 4, 5, 20, 13, tzinfo=UTC) == found.conversations[0].messages[0].sent_at
    with pytest.raises(InputError) as caught:
        parsed("a.csv", HEADER + first)
    assert "ambiguous_dates" == caught.value.reason


def test_the_parameter_tells_the_day_where_nothing_does() -> None:
    """One for all chats."""
    one = HEADER + '"1","ann","4/5/20 20:13","hi","",""\n'

    found = parsed("a.csv", one, chats={"day_first": True})

    assert datetime(2020, 5, 4, 20, 13, tzinfo=UTC) == found.conversations[0].messages[0].sent_at


def test_a_year_of_two_digits_behind_a_month_is_no_day() -> None:
    """Though it changes more often than the day."""
    lines = (f'"1","ann","25-Apr-{year} 08:13 PM","hi","",""\n' for year in (19, 20, 21))

    (chat,) = parsed("a.csv", HEADER + "".join(lines)).conversations

    assert [2019, 2020, 2021] == [one.sent_at.year for one in chat.messages if one.sent_at]


@pytest.mark.parametrize(
    ("content", "text", "kind"),
    [
        ("Joined the server.", "Joined the server.", "service"),
        ("Added Bob to the group.", "Added Bob to the group.", "service"),
        ("Started a call that lasted 3 minutes.", "", "call"),
        ("https://tenor.com/view/x", "", "media"),
        ("I Joined the server.", "I Joined the server.", "text"),
    ],
)
def test_what_the_app_says(content: str, text: str, kind: str) -> None:
    """The exporter's own sentences are nobody's words."""
    found = parsed("a.csv", f'{HEADER}"1","ann","2020-04-25 20:13","{content}","",""\n')

    assert [("ann", text, kind)] == shown(found)


def test_bad_lines_cost_themselves() -> None:
    """They are counted with their line."""
    found = parsed("a.csv", f'{CSV}"1","","x","y","",""\n"1","ann","soon","y","",""\n"2"\n')

    assert ["bad_message", "bad_date", "bad_message"] == [one.reason for one in found.problems]
    assert "a.csv:6" == found.problems[0].where
    assert 3 == found.messages


@pytest.mark.parametrize("text", [HEADER, "\n".join(TEXT.split("\n")[:5])])
def test_nothing_said_is_refused(text: str) -> None:
    """A channel without messages is no conversation."""
    with pytest.raises(InputError) as caught:
        parsed("a.txt", text)

    assert caught.value.reason in {"no_messages", "bad_discord"}


@given(st.lists(st.sampled_from([*TEXT.split("\n"), *CSV.split("\n")]) | st.text()))
def test_any_lines(lines: list[str]) -> None:
    """Records or an ``InputError``, never another end."""
    for head in (HEADER, "\n".join(TEXT.split("\n")[:5]) + "\n"):
        try:
            assert parsed("a.txt", (head + "\n".join(lines)).encode("utf-8", "replace")).messages
        except InputError as failure:
            assert failure.reason
