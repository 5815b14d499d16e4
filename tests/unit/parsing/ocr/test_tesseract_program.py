import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest

from understudy.core.confined import Limits
from understudy.core.errors import InputError
from understudy.core.isolation import Isolated
from understudy.parsing.ocr import tesseract_program as program
from unit.parsing.scans import CHINESE, ENGLISH, RUSSIAN, needs_tesseract, pixels, shot

PAGE = (360, 300)


@needs_tesseract
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_tells_how_it_lies(turn: int) -> None:
    """By how much it must be turned back."""
    found = program.layout(pixels(shot(*[RUSSIAN] * 5, turn=turn, size=PAGE)))

    assert found is not None
    assert (found.turn, found.script) == (-turn % 360, "Cyrillic")


@needs_tesseract
def test_a_few_letters_tell_nothing() -> None:
    """No guess is better than a wrong one."""
    assert program.layout(pixels(shot("Hm."))) is None
    assert program.layout(pixels(shot(""))) is None


def pretend(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program of the same name before the real one."""
    file = folder / "tesseract"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page costs seconds; more is a trap."""
    pretend(tmp_path, monkeypatch, "exec sleep 60")
    monkeypatch.setattr(program, "SECONDS", 0.2)

    with pytest.raises(InputError, match="more than 0.2 seconds") as failure:
        program.tsv(pixels(shot("")), "eng", mode=3)

    assert failure.value.reason == "unreadable_picture"


def test_a_program_that_breaks_off_is_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its last words say why."""
    pretend(tmp_path, monkeypatch, "echo 'no space left' >&2; exit 1")

    with pytest.raises(InputError, match="no space left"):
        program.tsv(pixels(shot("")), "eng", mode=3)


def test_threads_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than one makes it slower; pages are what is parallel."""
    pretend(tmp_path, monkeypatch, 'echo "threads $OMP_THREAD_LIMIT"')

    assert program.tsv(pixels(shot("")), "eng", mode=3) == "threads 1\n"


def test_it_may_be_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nothing is asked of it."""
    monkeypatch.setenv("PATH", str(tmp_path))

    assert (program.path(), program.languages(), program.version()) == (None, frozenset(), "absent")
    assert program.layout(pixels(shot(CHINESE))) is None


def read_much(tried: Path) -> str:
    """Recognise what takes minutes, in the first of several tries only."""
    if tried.exists():
        return "second try"
    tried.touch()
    page = pixels(shot(*[ENGLISH] * 20, size=(500, 700)))
    return program.tsv(np.tile(page, (2, 2, 1)), "eng", mode=3)


def watched(deed: Callable[[psutil.Process], None]) -> list[psutil.Process]:
    """Do something to the first tesseract below this process, from a thread; return what it was."""
    found: list[psutil.Process] = []

    def watch() -> None:
        until = time.monotonic() + 30
        while not found and time.monotonic() < until:
            for one in psutil.Process().children(recursive=True):
                if one.name() == program.NAME and one.status() != psutil.STATUS_ZOMBIE:
                    found.append(one)
                    deed(one)
                    return
            time.sleep(0.01)

    threading.Thread(target=watch, daemon=True).start()
    return found


def kill_its_worker(child: psutil.Process) -> None:
    worker = child.parent()
    said = -1
    while said != (said := child.io_counters().write_chars):  # a remark to nobody would end it
        time.sleep(1.5)
    assert worker is not None
    worker.kill()


@pytest.mark.slow
@needs_tesseract
@pytest.mark.parametrize("killer", ["the system", "the limit"])
def test_it_ends_with_the_worker_that_started_it(killer: str, tmp_path: Path) -> None:
    """Killed for memory, alone and with -9, or for its time: else a core would be lost for long."""
    by_system = killer == "the system"
    limits = Limits(seconds=60 if by_system else 2, memory_mb=1000, items=9)
    found = watched(kill_its_worker if by_system else lambda _: None)

    (done,) = Isolated(1, limits, name=str).map(read_much, [tmp_path / "tried"])

    assert ("second try" if by_system else "timeout") == (
        done.failure.reason if done.failure else done.value
    )
    assert found
    _, alive = psutil.wait_procs(found, timeout=2)
    assert [] == [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]
