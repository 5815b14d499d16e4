import os
from pathlib import Path

import pytest

from understudy.core.errors import InputError
from understudy.parsing import tesseract_program as program
from unit.parsing.scans import CHINESE, RUSSIAN, needs_tesseract, pixels, shot

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
