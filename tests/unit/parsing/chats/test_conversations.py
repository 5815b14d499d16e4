from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.core.records import Conversation
from understudy.parsing.chats.conversations import PART, Said, Talk, moment
from unit.parsing.made import raw

FILE = raw("chats/a.json", "{}")
moments = st.none() | st.datetimes(
    datetime(2000, 1, 1),
    datetime(2030, 1, 1),
    timezones=st.just(UTC),
)


def conversation(
    said: Sequence[Said], *, key: str | None = "k", title: str = "t", zone: str | None = None
) -> Conversation:
    """The one conversation of a short chat."""
    (only,) = Talk(FILE, key, title, zone).conversations(said)
    return only


@given(st.lists(st.tuples(moments, st.text("ab я", max_size=3)), min_size=1))
def test_messages_are_in_time_order_and_complete(messages: list[tuple[datetime, str]]) -> None:
    """Whatever order an export has: all messages, no time before another, no words changed."""
    said = [Said("A", text, stamp) for stamp, text in messages]

    chat = conversation(said)

    times = [one.sent_at for one in chat.messages if one.sent_at]
    assert times == sorted(times)
    assert sorted(one.text for one in chat.messages) == sorted(text.strip() for _, text in messages)


def test_order_without_times_is_the_file_s() -> None:
    """Messages without a moment stay behind their predecessor."""
    day = datetime(2024, 1, 1, tzinfo=UTC)
    said = [Said("A", "2", day + timedelta(1)), Said("A", "2b"), Said("A", "1", day)]

    chat = conversation(said)

    assert [one.text for one in chat.messages] == ["1", "2", "2b"]


@pytest.mark.parametrize(
    ("zone", "clock", "hour"), [("Europe/Minsk", "zone", 9), (None, "unknown", 12)]
)
def test_local_times_are_what_they_are(zone: str | None, clock: str, hour: int) -> None:
    """A time without a zone is read in that of the parameters; without one, the record says so."""
    said = [Said("A", "b", datetime(2024, 1, 2, 12)), Said("A", "a", datetime(2024, 1, 1, 12))]

    chat = conversation(said, zone=zone)

    times = [datetime(2024, 1, 1, hour, tzinfo=UTC), datetime(2024, 1, 2, hour, tzinfo=UTC)]
    assert list(zip("ab", times, strict=True)) == [(one.text, one.sent_at) for one in chat.messages]
    assert clock == chat.clock


def test_moments_and_local_times_mix() -> None:
    """Where an export has both, their order is that of the moments, and the clock is the worse."""
    said = [
        Said("A", "noon in Minsk", datetime(2024, 1, 1, 12)),
        Said("B", "ten in London", datetime(2024, 1, 1, 10, tzinfo=UTC)),
        Said("B", "eight in London", datetime(2024, 1, 1, 8, tzinfo=UTC)),
    ]

    chat = conversation(said, zone="Europe/Minsk")

    expected = ["eight in London", "noon in Minsk", "ten in London"]
    assert expected == [one.text for one in chat.messages]
    assert chat.clock == "zone"


def test_two_people_of_one_name_stay_two() -> None:
    """The second account of a name shows it behind the name; a name without accounts is itself."""
    said = [
        Said("Anna", "1", account="user1"),
        Said("Anna", "2", account="user2"),
        Said("Anna", "3", account="user1"),
        Said("Anna K", "4", account="user2"),
        Said("Boris", "5"),
    ]

    chat = conversation(said)

    expected = ["Anna", "Anna (user2)", "Anna", "Anna (user2)", "Boris"]
    assert expected == [one.author for one in chat.messages]
    assert {"Anna": "user1", "Anna (user2)": "user2"} == chat.accounts


def test_a_long_chat_is_cut_where_nobody_speaks() -> None:
    """No message is lost, all parts are one group, and a part is not cut within a talk."""
    day = datetime(2024, 1, 1, tzinfo=UTC)
    said = [
        Said(
            "AB"[n % 2],
            str(n),
            day + timedelta(seconds=n, days=n >= PART + 100),
            key=n,
            answers=n - 1,
        )
        for n in range(2 * PART)
    ]

    parts = Talk(FILE, "k", "t").conversations(said)
    lines = list(Talk(FILE, "k", "t").written(iter(said)))

    assert [PART + 100, PART - 100] == [len(part.messages) for part in parts]
    assert [str(n) for n in range(2 * PART)] == [one.text for p in parts for one in p.messages]
    assert {"shelf/k"} == {part.group for part in parts}
    assert [None, 0] == [one.reply_to for one in parts[1].messages[:2]]
    assert [part.to_line() for part in parts] == [one.line for one in lines]
    assert [len(part.messages) for part in parts] == [one.messages for one in lines]


def test_replies_follow_their_message() -> None:
    """Positions are those after sorting; a reply to what was deleted answers nothing."""
    day = datetime(2024, 1, 1, tzinfo=UTC)
    said = [
        Said("A", "late", day + timedelta(1), key=1),
        Said("B", "early", day, key=2, answers=1),
        Said("B", "lost", day + timedelta(2), key=3, answers=99),
    ]

    chat = conversation(said)

    assert [one.reply_to for one in chat.messages] == [1, None, None]


def test_groups_hold_still() -> None:
    """Two exports of one chat are one group, with different ids; without a key content decides."""
    said = [Said("A", "hi")]
    first = conversation(said, key="й")
    second = conversation([*said, Said("A", "more")], key="и\u0306")
    nameless = conversation(said, key=None)

    assert first.group == second.group == "shelf/й"
    assert first.id != second.id
    assert nameless.group == conversation(said, key=None, title="other").group


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-05-01T12:00:00+03:00", datetime(2024, 5, 1, 9, tzinfo=UTC)),
        ("2024-05-01T12:00:00Z", datetime(2024, 5, 1, 12, tzinfo=UTC)),
        ("2024-05-01 12:00", datetime(2024, 5, 1, 12)),
        (1714554000, datetime(2024, 5, 1, 9, tzinfo=UTC)),
        ("1714554000", datetime(2024, 5, 1, 9, tzinfo=UTC)),
        ("1714554000.5", datetime(2024, 5, 1, 9, microsecond=500_000, tzinfo=UTC)),
        (1714554000000, datetime(2024, 5, 1, 9, tzinfo=UTC)),
        (None, None),
        ("", None),
    ],
)
def test_moments(value: object, expected: datetime | None) -> None:
    """ISO 8601 with and without a zone, Unix seconds and milliseconds."""
    assert expected == moment(value, "a")


@pytest.mark.parametrize("value", ["yesterday", "2024-13-01", float("nan"), 1e300, [], {}])
def test_what_is_no_moment_is_refused(value: object) -> None:
    """A wrong time is never a guess."""
    with pytest.raises(InputError) as failure:
        moment(value, "chat.json:3")

    assert failure.value.reason == "bad_date"


def test_a_time_before_all_times_is_refused() -> None:
    """The first day of the year 1 is a clock that was never set."""
    said = [Said("A", "a", datetime(1, 1, 1))]

    with pytest.raises(InputError) as failure:
        conversation(said, zone="Asia/Tokyo")

    assert failure.value.reason == "bad_date"


def test_summer_time_does_not_turn_messages_around() -> None:
    """An hour that the clock skips is no reason to fail."""
    said = [Said("A", hour, moment(f"2024-03-31 {hour}", "a")) for hour in ("02:30", "03:10")]

    chat = conversation(said, zone="Europe/Berlin")

    assert {one.text for one in chat.messages} == {"02:30", "03:10"}
    assert all(one.sent_at for one in chat.messages)


@pytest.mark.parametrize(
    ("times", "order"),
    [
        ("01:50 02:30 02:59 02:05 02:05 02:50 03:10", "0123456"),
        ("03:10 02:50 02:05 01:50", "3210"),  # the newest first: which hour it was, nothing tells
        ("02:30 01:59", "10"),  # sent late
    ],
)
def test_the_hour_that_comes_twice_comes_twice(times: str, order: str) -> None:
    """Clocks go back in autumn: what is said after that answers what was said before it."""
    said = [
        Said("A", f"{i}", datetime.fromisoformat(f"2024-10-27T{time}"))
        for i, time in enumerate(times.split())
    ]

    chat = conversation(said, zone="Europe/Berlin")

    assert order == "".join(one.text for one in chat.messages)


def test_what_stands_newest_first_is_turned_round() -> None:
    """So that of one minute the last line was said first, and the hour that comes twice is told."""
    clocks = ["03:10", "03:10", "02:50", "02:05", "02:40", "02:40", "02:10", "01:50"]
    stamps = [datetime.fromisoformat(f"2024-10-27T{one}") for one in clocks]
    said = [Said("A", str(n), stamp) for n, stamp in enumerate(stamps)]

    chat = conversation(said, zone="Europe/Berlin")

    assert "76543210" == "".join(one.text for one in chat.messages)
    hours = [one.sent_at.hour for one in chat.messages if one.sent_at]
    assert [23, 0, 0, 0, 1, 1, 2, 2] == hours


def test_a_few_messages_out_of_order_turn_nothing_round() -> None:
    """One that came late does not say that the newest stand first."""
    day = datetime(2024, 5, 1)
    minutes = [5, 5, 4, 3, 2, 6, 6, 7]
    said = [Said("A", str(n), day.replace(minute=minute)) for n, minute in enumerate(minutes)]

    assert "43201567" == "".join(one.text for one in conversation(said).messages)
