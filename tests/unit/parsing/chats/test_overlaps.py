from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understudy.parsing.chats.conversations import Said
from unit.parsing.talks import DAY, histories, joined, spoken, talk, told


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_minutes_and_seconds_are_the_same_moment(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """An export by the minute joins one by the second; the finer times stay, in either order."""
    fine = [
        said._replace(sent_at=DAY + timedelta(seconds=1 + 13 * i), text=f"{said.text} {i}")
        for i, said in enumerate(data.draw(histories()))
    ]
    coarse = [
        said._replace(sent_at=said.sent_at.replace(second=0))
        for said in fine
        if said.sent_at is not None
    ]
    end = data.draw(st.integers(1, len(fine)))
    pair = [talk("a.txt", coarse), talk("b.json", fine[:end])]
    if data.draw(st.booleans()):
        pair.reverse()

    found, _ = joined(tmp_path_factory.mktemp("any"), *pair)

    (chat,) = found
    assert [one.text for one in fine] == [said.text for said in chat.messages]
    times = [said.sent_at for said in chat.messages]
    assert [one.sent_at for one in fine[:end]] == times[:end]


@pytest.mark.parametrize("hours", [-11, -3, 0.25, 5.75, 13])
@pytest.mark.parametrize("swapped", [False, True])
def test_a_local_clock_is_set_by_what_was_said(tmp_path: Path, hours: float, swapped: bool) -> None:
    """Two exports of which one has local times: those of the exact one stand."""
    said = told(12)
    local = [
        one._replace(sent_at=one.sent_at.replace(tzinfo=None) + timedelta(hours=hours))
        for one in said
        if one.sent_at is not None
    ]
    pair = [talk("a.txt", local[:8]), talk("b.json", said)]

    (chat,), _ = joined(tmp_path, *(reversed(pair) if swapped else pair))

    assert [(one.text, one.sent_at) for one in said] == [
        (one.text, one.sent_at) for one in chat.messages
    ]
    assert chat.clock == "exact"


def test_what_only_a_local_clock_tells_stays_in_doubt(tmp_path: Path) -> None:
    """Its times are set by the others, and the chat says that hours may be wrong."""
    said = told(12)
    local = [
        one._replace(sent_at=one.sent_at.replace(tzinfo=None) + timedelta(hours=3))
        for one in said
        if one.sent_at is not None
    ]

    (chat,), _ = joined(tmp_path, talk("a.txt", local), talk("b.json", said[:7]))

    assert [one.sent_at for one in said] == [one.sent_at for one in chat.messages]
    assert chat.clock == "unknown"


def test_a_change_of_the_clocks_in_between(tmp_path: Path) -> None:
    """Local times of spring and summer are two different hours from the moments."""
    said = told(40, seconds=6 * 3600)
    local = [
        one._replace(sent_at=(one.sent_at + timedelta(hours=1 + (i >= 20))).replace(tzinfo=None))
        for i, one in enumerate(said)
        if one.sent_at is not None
    ]

    (chat,), _ = joined(tmp_path, talk("a.json", said[:30]), talk("b.txt", local[4:]))

    assert [(one.text, one.sent_at) for one in said] == [
        (one.text, one.sent_at) for one in chat.messages
    ]


def test_chats_of_one_name_in_two_apps(tmp_path: Path) -> None:
    """Two people called Mum say "ok" in the same minute once in a year: still two chats."""
    first = told(40)
    second = [one._replace(text=f"{one.text}!") for one in first]
    second[7] = first[7]

    found, report = joined(tmp_path, talk("a.txt", first), talk("b.txt", second))

    assert 2 == len(found)
    assert [] == report


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_files_that_follow_upon_each_other_are_one_chat(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    """A chat by the day: nothing is repeated, and yet it is one."""
    said = told(9)
    days = [said[:3], said[3:7], said[7:]]

    (chat,), (report,) = joined(tmp_path, *(talk(f"{i}.json", days[i]) for i in order))

    assert [one.text for one in said] == [one.text for one in chat.messages]
    assert (2, 0) == (report.conversations, report.messages)
    assert f"{order[0]}.json" == chat.source.path


def test_days_of_two_chats_of_one_name_stay_apart(tmp_path: Path) -> None:
    """They cover the same time: nobody can tell whose is whose."""
    said = told(9)
    other = [one._replace(text=f"{one.text}!") for one in said]

    found, _ = joined(
        tmp_path, talk("a.json", said[:4]), talk("b.json", said[4:]), talk("c.json", other)
    )

    assert 3 == len(found)


def test_chats_without_times(tmp_path: Path) -> None:
    """They join where one begins with all of the other, and else stay as they are."""
    said = [Said("Tom", word) for word in ("ok", "hi", "ok", "no")]

    longer, _ = joined(tmp_path, talk("a.json", said[:2]), talk("b.json", said))
    apart, _ = joined(tmp_path, talk("a.json", said[:2]), talk("b.json", said[1:]))
    timed, _ = joined(tmp_path, talk("a.json", said), talk("b.json", told(3)))

    assert [["ok", "hi", "ok", "no"]] == [[one.text for one in chat.messages] for chat in longer]
    assert 2 == len(apart) == len(timed)


@given(st.lists(st.integers(-5, 5).map(lambda days: DAY + timedelta(days)), min_size=1))
def test_the_first_and_the_last_year_are_no_trouble(
    tmp_path_factory: pytest.TempPathFactory, days: list[datetime]
) -> None:
    """Damaged clocks tell such times; a shift does not lead out of the calendar."""
    said = [Said("Tom", f"{i}", day) for i, day in enumerate(sorted(days))]
    ends = [
        Said("Tom", "first", datetime(1, 1, 1, tzinfo=UTC)),
        *said,
        Said("Tom", "last", datetime(9999, 12, 31, 23, 59, tzinfo=UTC)),
    ]
    local = [
        one._replace(sent_at=one.sent_at.replace(tzinfo=None) + timedelta(hours=-4))
        for one in said
        if one.sent_at is not None
    ]

    found, _ = joined(
        tmp_path_factory.mktemp("any"), talk("a.json", ends), talk("b.txt", [*local, *ends[-1:]])
    )

    assert len(ends) <= len(spoken(found)) <= len(ends) + len(local)
