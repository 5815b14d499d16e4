import os
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError, SetupError
from understudy.core.executor import Done, Processes, Serial, from_environment


def halve(number: int) -> int:
    """Refuse odd numbers."""
    if number % 2:
        raise InputError(str(number), "odd", reason="odd")
    return number // 2


def die(number: int) -> int:
    """Be killed as the out-of-memory killer does."""
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def crash(number: int) -> int:
    """A bug, not bad input."""
    return number // 0


def outcome(done: Done[int]) -> object:
    return done.value if done.failure is None else str(done.failure)


@given(st.lists(st.integers(0, 99)))
def test_serial_keeps_order_and_isolates_bad_items(numbers: list[int]) -> None:
    """A bad item is an outcome in its place."""
    expected = [number // 2 if number % 2 == 0 else f"{number}: odd" for number in numbers]

    assert expected == [outcome(done) for done in Serial().map(halve, numbers)]


def test_processes_give_what_serial_gives() -> None:
    """Where it runs never changes a result."""
    numbers = list(range(40))

    serial = [outcome(done) for done in Serial().map(halve, numbers)]

    assert serial == [outcome(done) for done in Processes(2).map(halve, numbers)]


def test_a_killed_worker_is_one_clear_error() -> None:
    """No hang, and the remedy is named."""
    with pytest.raises(SetupError, match="UNDERSTUDY_WORKERS=1"):
        list(Processes(2).map(die, [1, 2, 3]))


def test_a_bug_propagates() -> None:
    """Only bad input is an outcome."""
    with pytest.raises(ZeroDivisionError):
        list(Processes(1).map(crash, [1]))


@pytest.mark.parametrize(("value", "kind"), [("1", Serial), ("2", Processes)])
def test_the_environment_chooses(monkeypatch: pytest.MonkeyPatch, value: str, kind: type) -> None:
    """Where it runs is not a parameter."""
    monkeypatch.setenv("UNDERSTUDY_WORKERS", value)

    assert isinstance(from_environment(), kind)


@pytest.mark.parametrize("value", ["0", "-1", "two", ""])
def test_a_wrong_number_of_workers_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Nothing is guessed."""
    monkeypatch.setenv("UNDERSTUDY_WORKERS", value)

    with pytest.raises(SetupError, match="UNDERSTUDY_WORKERS must be a number"):
        from_environment()
