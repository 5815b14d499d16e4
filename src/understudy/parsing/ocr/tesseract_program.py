"""The program ``tesseract`` (Apache-2.0): Debian's packages, or any installation on the PATH."""

import functools
import io
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from understudy.core.errors import InputError
from understudy.core.workers import tied

NAME = "tesseract"
SECONDS = 300
"""Of one page, which takes 2 to 10; only a picture made to hang it takes longer."""
OSD = "osd"
"""The pack that tells how a page is turned and in which script it is."""
FOLDER = re.compile(r'"(?P<path>[^"]+)"')
OSD_VALUE = re.compile(r"^(Rotate|Orientation confidence|Script): (.+)$", re.MULTILINE)
SURE = 2.0
"""Least confidence of an orientation; right ones of a few lines have 5 to 25."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page lies, and its script, as far as they show."""

    turn: int
    """Degrees clockwise by which it must be turned to be upright."""
    script: str
    """As tesseract calls it: ``Latin``, ``Cyrillic``, ``Han`` and others."""


def path() -> str | None:
    """Return where the program is; None when it is not installed."""
    return shutil.which(NAME)


def languages() -> frozenset[str]:
    """Return the packs that are installed."""
    program = path()
    return frozenset(name for name, _ in _installed(program)) if program else frozenset()


def version() -> str:
    """Return the version and the size of each pack, on which results depend."""
    program = path()
    if program is None:
        return "absent"
    shown = _run([program, "--version"]).stdout.decode("utf-8", "replace").split("\n", 1)[0]
    return f"{shown} {_installed(program)}"


def tsv(picture: Any, packs: str, *, mode: int) -> str:
    """Recognise a picture; return a line a word, with boxes and confidences.

    Args:
        picture: An array (height, width, red-green-blue).
        packs: Languages, as ``rus+eng``.
        mode: Page segmentation: 3 = find columns and blocks, 6 = one block.

    Raises:
        InputError: It takes too long or breaks off (``unreadable_picture``).
    """
    options = ["-l", packs, "--psm", str(mode), "-c", "tessedit_create_tsv=1"]
    done = _run([path() or NAME, "stdin", "stdout", *options], picture)
    if done.returncode != 0:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[-200:]
        why = f"tesseract broke off ({said or f'exit status {done.returncode}'})"
        raise InputError("picture", why, reason="unreadable_picture")
    return done.stdout.decode("utf-8", "replace")


def layout(picture: Any) -> Layout | None:
    """Tell how a page is turned and its script; None for few letters, or without the program."""
    if OSD not in languages():
        return None
    done = _run([path() or NAME, "stdin", "stdout", "-l", OSD, "--psm", "0"], picture)
    if done.returncode != 0:  # "Too few characters"
        return None
    found = dict(OSD_VALUE.findall(done.stdout.decode("utf-8", "replace")))
    if float(found.get("Orientation confidence", 0)) < SURE:
        return None
    return Layout(turn=int(found["Rotate"]), script=found.get("Script", "").strip())


def _run(command: list[str], picture: Any = None) -> subprocess.CompletedProcess[bytes]:
    # More threads than cores make it three to five times slower; pages are what is parallel.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    given = b"" if picture is None else _encoded(picture)
    try:
        return subprocess.run(
            command,
            input=given,
            capture_output=True,
            env=environment,
            check=False,
            timeout=SECONDS,
            preexec_fn=tied(),  # a killed worker cannot end it: it would read on for minutes
        )
    except subprocess.TimeoutExpired as error:
        why = f"tesseract took more than {SECONDS} seconds for one page"
        raise InputError("picture", why, reason="unreadable_picture") from error


def _encoded(picture: Any) -> bytes:
    from PIL import Image

    written = io.BytesIO()
    Image.fromarray(picture).save(written, "PPM")  # no temporary file, and no time to compress
    return written.getvalue()


@functools.cache
def _installed(program: str) -> tuple[tuple[str, int], ...]:
    """Return the packs of a program and their sizes in bytes."""
    shown = _run([program, "--list-langs"]).stdout.decode("utf-8", "replace").split("\n")
    found = FOLDER.search(shown[0])
    folder = Path(found["path"]) if found else Path()
    names = sorted(line.strip() for line in shown[1:] if line.strip())
    files = [(name, folder / f"{name}.traineddata") for name in names]
    return tuple((name, file.stat().st_size if file.is_file() else 0) for name, file in files)
