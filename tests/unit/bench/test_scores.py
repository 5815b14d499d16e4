"""Pairs of files and truths, and the table of figures."""

import sys
from pathlib import Path

import pytest

from bench.parsing import quality, workers
from bench.parsing.scores import find_pairs, score, table, worst
from bench.parsing.workers import Answer, Worker


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two sets, one truth with another name, and files that are nobody's truth."""
    files = {
        "one/a.html": "<h1>Hive</h1><p>Words</p>",
        "one/a.html.md": "# Hive\n\nWords\n",
        "two/b.txt": "Words",
        "two/b.md": "Words\n",
        "two/lonely.md": "x",
        "two/d.csv": "a",
        "two/d.txt": "a",
        "two/d.md": "of which?",
        "two/[x].txt": "y",
        "two/[x].txt.md": "y",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_file_is_found_with_its_truth(corpus: Path) -> None:
    """By the whole name, or by the stem where only one file has it."""
    found = [
        (pair.path.name, pair.truth.name, pair.group, pair.kind) for pair in find_pairs(corpus)
    ]

    assert [
        ("a.html", "a.html.md", "one", "html"),
        ("[x].txt", "[x].txt.md", "two", "txt"),
        ("b.txt", "b.md", "two", "txt"),
    ] == found


def test_figures_are_means_and_failures_count_as_nothing(corpus: Path) -> None:
    """A file that an engine cannot read is not left out."""
    pairs = find_pairs(corpus)[1:]
    scores = [
        score(pairs[0], "ours", Answer("y", 0.5)),
        score(pairs[1], "ours", Answer("", 0.25, "ValueError: no")),
    ]

    assert "| two | txt | ours | 2 | 1 | 0.500 | 0.500 | - | - | - | - | - | 0.8 |" in table(scores)
    assert worst(scores, 1).endswith("NID 0.000, token F1 0.000; ValueError: no")


def test_our_parsers_answer_in_a_process_of_their_own(corpus: Path) -> None:
    """And tell why they cannot read a file."""
    worker = Worker("pdfium", Path(sys.executable), 60)
    try:
        assert "# Hive\n\nWords\n" == worker.read(corpus / "one/a.html").text
        assert worker.read(corpus / "missing.txt").error.startswith("FileNotFoundError")
    finally:
        worker.close()


def test_a_process_that_dies_costs_one_file(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next file starts a new one."""
    broken = corpus / "python"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(workers, "START_S", 20)
    worker = Worker("pdfium", broken, 5)

    assert worker.read(corpus / "two/b.txt").error.startswith(("EOFError", "BrokenPipeError"))
    worker._python = Path(sys.executable)
    assert "Words\n" == worker.read(corpus / "two/b.txt").text
    worker.close()


def test_the_command_prints_a_table(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ours are called by one name where the engine does not matter."""
    home = ["--home", str(corpus), "--corpus", str(corpus)]
    quality.main(
        [*home, "--engines", "pymupdf,markitdown", "--keep", str(corpus / "out"), "--worst", "1"]
    )

    said = capsys.readouterr()
    assert "| one | html | understudy | 1 | 0 | 1.000 |" in said.out
    assert "markitdown: no " in said.err
    assert (
        (corpus / "out/understudy/one/a.html.md").read_text(encoding="utf-8").startswith("# Hive")
    )
