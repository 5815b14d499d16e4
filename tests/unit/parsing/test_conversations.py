from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.conversations import Said, conversation, moment
from unit.parsing.made import raw

FILE = raw("chats/a.json", "{}")
moments = st.none() | st.datetimes(
    datetime(2000, 1, 1),
    datetime(2030, 1, 1),
    timezones=st.just(UTC),
)


@given(st.lists(st.tuples(moments, st.text("ab я", max_size=3)), min_size=1))
def test_messages_are_in_time_order_and_complete(messages: list[tuple[datetime, str]]) -> None:
    """Whatever order an export has: all messages, no time before another, no words changed."""
    said = [Said("A", text, stamp) for stamp, text in messages]

    chat = conversation(FILE, said, key="k", title="t")

    times = [one.sent_at for one in chat.messages if one.sent_at]
    assert times == sorted(times)
    assert sorted(one.text for one in chat.messages) == sorted(text.strip() for _, text in messages)


def test_order_without_times_is_the_file_s() -> None:
    """Messages without a moment stay behind their predecessor."""
    day = datetime(2024, 1, 1, tzinfo=UTC)
    said = [Said("A", "2", day + timedelta(1)), Said("A", "2b"), Said("A", "1", day)]

    chat = conversation(FILE, said, key="k", title="t")

    assert [one.text for one in chat.messages] == ["1", "2", "2b"]


def test_local_times_order_and_go() -> None:
    """A time without a zone is no moment, yet it tells what came first."""
    said = [Said("A", "b", datetime(2024, 1, 2)), Said("A", "a", datetime(2024, 1, 1))]

    chat = conversation(FILE, said, key="k", title="t")

    assert [(one.text, one.sent_at) for one in chat.messages] == [("a", None), ("b", None)]


def test_replies_follow_their_message() -> None:
    """Positions are those after sorting; a reply to what was deleted answers nothing."""
    day = datetime(2024, 1, 1, tzinfo=UTC)
    said = [
        Said("A", "late", day + timedelta(1), key=1),
        Said("B", "early", day, key=2, answers=1),
        Said("B", "lost", day + timedelta(2), key=3, answers=99),
    ]

    chat = conversation(FILE, said, key="k", title="t")

    assert [one.reply_to for one in chat.messages] == [1, None, None]


def test_groups_hold_still() -> None:
    """Two exports of one chat are one group, with different ids; without a key content decides."""
    said = [Said("A", "hi")]
    first = conversation(FILE, said, key="й", title="t")
    second = conversation(FILE, [*said, Said("A", "more")], key="и\u0306", title="t")
    nameless = conversation(FILE, said, key=None, title="t")

    assert first.group == second.group == "shelf/й"
    assert first.id != second.id
    assert nameless.group == conversation(FILE, said, key=None, title="other").group


@pytest.mark.parametrize(
    ("value", "zone", "expected"),
    [
        ("2024-05-01T12:00:00+03:00", None, datetime(2024, 5, 1, 9, tzinfo=UTC)),
        ("2024-05-01T12:00:00Z", "Europe/Moscow", datetime(2024, 5, 1, 12, tzinfo=UTC)),
        ("2024-05-01 12:00", "Europe/Moscow", datetime(2024, 5, 1, 9, tzinfo=UTC)),
        ("2024-05-01 12:00", None, datetime(2024, 5, 1, 12)),
        (1714554000, None, datetime(2024, 5, 1, 9, tzinfo=UTC)),
        ("1714554000", None, datetime(2024, 5, 1, 9, tzinfo=UTC)),
        (1714554000000, None, datetime(2024, 5, 1, 9, tzinfo=UTC)),
        (None, "Europe/Moscow", None),
        ("", None, None),
    ],
)
def test_moments(value: object, zone: str | None, expected: datetime | None) -> None:
    """ISO 8601 with and without a zone, Unix seconds and milliseconds."""
    assert expected == moment(value, zone, "a")


@pytest.mark.parametrize(
    "value", ["yesterday", "2024-13-01", float("nan"), 1e300, [], {}, "0001-01-01T00:00:00"]
)
def test_what_is_no_moment_is_refused(value: object) -> None:
    """A wrong time is never a guess."""
    with pytest.raises(InputError) as failure:
        moment(value, "Asia/Tokyo", "chat.json:3")

    assert failure.value.reason == "bad_date"


def test_summer_time_does_not_turn_messages_around() -> None:
    """An hour that the clock skips is no reason to fail."""
    said = [
        Said("A", str(hour), moment(f"2024-03-31 {hour}", "Europe/Berlin", "a"))
        for hour in ("02:30", "03:10")
    ]

    chat = conversation(FILE, said, key="k", title="t")

    assert {one.text for one in chat.messages} == {"02:30", "03:10"}
    assert all(one.sent_at for one in chat.messages)
