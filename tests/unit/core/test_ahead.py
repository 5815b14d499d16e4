import os
import time
from typing import Any

import pytest

from understudy.core import isolation
from understudy.core.confined import Limits
from understudy.core.executor import Done
from understudy.core.isolation import Isolated


def work(item: str) -> str:
    """Give a text back, or do what it says."""
    if item == "abort":
        os.abort()
    if item == "leave":
        os._exit(3)
    if item == "break":
        raise KeyError(item)
    if item == "sleep":
        time.sleep(0.12)
    return item


def run(items: list[str]) -> list[Done[str]]:
    limits = Limits(seconds=20, memory_mb=400, items=1000)
    return list(Isolated(2, limits, name=str).map(work, items))


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Sizes of the messages that workers were sent before they had finished."""
    sizes: list[int] = []
    send = isolation._Crew._send_ahead

    def counted(self: Any, hand: Any) -> None:
        before = len(hand.tasks)
        send(self, hand)
        sizes.append(len(hand.tasks) - before)

    monkeypatch.setattr(isolation._Crew, "_send_ahead", counted)
    return sizes


@pytest.mark.parametrize("kind", ["abort", "break", "leave"])
def test_what_was_sent_ahead_to_a_broken_worker_is_not_lost(kind: str, ahead: list[int]) -> None:
    """Others do it, each item once, in order."""
    items = [kind if number % 100 == 77 else str(number) for number in range(400)]

    found = run(items)

    assert ["crashed" if item == kind else item for item in items] == [
        done.value if done.failure is None else done.failure.reason for done in found
    ]
    assert sum(ahead)


@pytest.mark.parametrize("size", [100, 2_000, 50_000])
def test_nobody_waits_for_the_other_to_read(size: int, ahead: list[int]) -> None:
    """However large questions and answers are: a pipe holds two hundred thousand bytes."""
    texts = [f"{number:06}" * (size // 6) for number in range(300)]

    found = run(texts)

    assert texts == [done.value for done in found]
    assert bool(sum(ahead)) == (size == 100)  # the others fill a message of 64


def test_what_is_slow_is_not_sent_ahead(ahead: list[int]) -> None:
    """Whoever is free first begins it."""
    run(["sleep"] * 8)

    assert [] == ahead
