import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.dataset.shelf import Shelf

lines = st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"") + b"\n")
FULL = """
import resource, signal
from pathlib import Path
from understudy.dataset.shelf import Shelf

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
shelf = Shelf(Path.cwd())
try:
    while True:
        shelf.put(b"x" * 999 + b"\\n")
except OSError:
    print("full")
"""


@given(st.lists(lines | st.none(), max_size=30), st.randoms(use_true_random=False))
def test_lines_come_back_in_any_order(said: list[bytes | None], rng: Random) -> None:
    """Whatever is put and taken in between; a later line has a later place."""
    shelf = Shelf()
    put: dict[int, bytes] = {}
    for line in said:
        if line is not None:
            end = shelf.end
            place = shelf.put(line)
            assert end == place
            assert all(known < place for known in put)
            put[place] = line
        elif put:
            place = rng.choice(list(put))
            assert put[place] == shelf.get(place)
    assert put == {place: shelf.get(place) for place in put}


def test_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    """Also while it is in use: who kills the stage leaves no file."""
    shelf = Shelf(tmp_path / "new")
    shelf.put(b"line\n")

    assert [] == list((tmp_path / "new").iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are set in POSIX systems")
def test_a_full_disk_is_told_once(tmp_path: Path) -> None:
    """By the line that found no room, and not by a traceback at the end."""
    done = subprocess.run(
        [sys.executable, "-c", FULL], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (0, "full\n", "") == (done.returncode, done.stdout, done.stderr)
