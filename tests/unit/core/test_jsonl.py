import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Source

texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(st.builds(Source, path=texts, sha256=texts)))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, sources: list[Source]
) -> None:
    """Any text survives, in order, one record a line, and the bytes are stable."""
    path = tmp_path_factory.mktemp("jsonl") / "sources.jsonl"

    assert len(sources) == jsonl.write(path, sources)

    first = path.read_bytes()
    assert sources == list(jsonl.read(path, Source))
    assert len(sources) == first.count(b"\n")
    jsonl.write(path, sources)
    assert first == path.read_bytes()


@pytest.mark.parametrize("line", ["{", '{"path": 1, "sha256": "x"}', '{"path": "a"}', ""])
def test_a_foreign_line_is_named(tmp_path: Path, line: str) -> None:
    """File and line number, and what to do."""
    path = tmp_path / "sources.jsonl"
    path.write_text(Source(path="a", sha256="b").to_line().decode() + line + "\n")

    with pytest.raises(SetupError, match=r"sources.jsonl:2: not a Source .*dvc repro"):
        list(jsonl.read(path, Source))


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """Whole or not at all, and no litter."""
    path = tmp_path / "out.json"
    jsonl.write_json(path, {"old": True})

    with pytest.raises(ZeroDivisionError), jsonl.atomic(path) as file:
        file.write(b"half")
        raise ZeroDivisionError

    assert jsonl.read_json(path) == {"old": True}
    assert [path] == list(tmp_path.iterdir())


KILLED = """
import os, signal, sys
from pathlib import Path
from understudy.core import jsonl
with jsonl.atomic(Path(sys.argv[1])) as file:
    file.write(b"half"); file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_leaves_no_half_file_under_the_name(tmp_path: Path) -> None:
    """Only a temporary that .dvcignore names may stay."""
    path = tmp_path / "out.json"
    subprocess.run([sys.executable, "-c", KILLED, path], check=False)

    assert not path.exists()
    assert [left.match(".*.tmp*") for left in tmp_path.iterdir()] == [True]


def test_a_number_that_json_cannot_hold_is_refused(tmp_path: Path) -> None:
    """NaN in a metrics file would break every reader."""
    with pytest.raises(ValueError, match="JSON compliant"):
        jsonl.write_json(tmp_path / "out.json", {"loss": float("nan")})


def test_a_broken_json_file_is_named(tmp_path: Path) -> None:
    """The user edited a stage's output by hand."""
    (tmp_path / "card.json").write_text("{")

    with pytest.raises(SetupError, match=r"card.json: not JSON .*dvc repro"):
        jsonl.read_json(tmp_path / "card.json")
