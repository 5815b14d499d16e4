"""How near our parsers and their peers come to known truth, on any folder of files.

``python -m bench quality --setup`` makes the peers' environments and the corpus; then
``python -m bench quality`` prints a table, and our worst files. ``--corpus`` names another folder:
files with their truth as Markdown beside them (``name.pdf`` and ``name.pdf.md``).
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.parsing.engines import PEERS
from bench.parsing.scores import Pair, Score, find_pairs, score, table, worst
from bench.parsing.workers import ROOT, Worker

HOME = Path.home() / ".cache" / "understudy-bench"
WRITERS = (
    "reportlab fpdf2 typst weasyprint XlsxWriter openpyxl python-docx python-pptx pypandoc_binary"
)
OURS = {
    "pymupdf": ("understudy, pymupdf", True),
    "pdfium": ("understudy, pdfium", False),
}
"""Engine to its name in the table, and whether it reads more than PDF: the rest is the same."""
NO_PDF = "understudy"


def main(arguments: Sequence[str] = ()) -> None:
    """Measure the engines on the corpus and print the figures."""
    chosen = _arguments(arguments)
    if chosen.setup:
        set_up(chosen.home, chosen.corpus)
    pairs = [pair for pair in find_pairs(chosen.corpus) if chosen.only in str(pair.path)]
    if not pairs:
        print(f"no files with their truth below {chosen.corpus}; --setup makes a corpus there")
        return
    scores: list[Score] = []
    for engine in chosen.engines.split(","):
        python = chosen.home / f"peers-{engine}" / "bin" / "python"
        if engine not in OURS and not python.is_file():
            print(f"{engine}: no {python}; --setup makes it", file=sys.stderr)
            continue
        scores += run(
            engine, Path(sys.executable) if engine in OURS else python, pairs, chosen.limit
        )
    print(table(scores))
    ours = [one for one in scores if one.engine.startswith(NO_PDF)]
    if chosen.worst and ours:
        print(f"\nOur worst files:\n\n{worst(ours, chosen.worst)}")
    if chosen.keep:
        keep(scores, chosen.keep, chosen.corpus)


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench quality", description=__doc__)
    parser.add_argument("--home", type=Path, default=HOME, help="folder of the environments")
    parser.add_argument("--corpus", type=Path, help="folder of files; default: corpus in --home")
    parser.add_argument("--setup", action="store_true", help="install peers, make the corpus")
    parser.add_argument("--engines", default=",".join([*OURS, *PEERS]))
    parser.add_argument("--only", default="", help="files whose path holds this text")
    parser.add_argument("--worst", type=int, default=10, help="how many of our files to name")
    parser.add_argument("--limit", type=float, default=120, help="seconds for a file")
    parser.add_argument("--keep", type=Path, help="folder for the Markdown of each engine")
    chosen = parser.parse_args(arguments)
    chosen.corpus = chosen.corpus or chosen.home / "corpus"
    return chosen


def run(engine: str, python: Path, pairs: Sequence[Pair], limit_s: float) -> list[Score]:
    """Let an engine read the files that it claims to read."""
    name, reads_all = OURS.get(engine, (engine, True))
    worker = Worker(engine, python, limit_s)
    scores = []
    for pair in pairs:
        if engine in PEERS and pair.kind not in PEERS[engine][1]:
            continue
        if engine in OURS and pair.kind != "pdf" and not reads_all:
            continue
        label = NO_PDF if engine in OURS and pair.kind != "pdf" else name
        scores.append(score(pair, label, worker.read(pair.path)))
    worker.close()
    return scores


def set_up(home: Path, corpus: Path) -> None:
    """Make an environment for each peer and for the writers, and the corpus if there is none."""
    for name, packages in [(f"peers-{peer}", PEERS[peer][0].split()) for peer in PEERS] + [
        ("writers", WRITERS.split())
    ]:
        python = home / name / "bin" / "python"
        if not python.is_file():
            subprocess.run([sys.executable, "-m", "venv", home / name], check=True)
            subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
    if not corpus.is_dir():
        command: list[str | Path] = [
            home / "writers" / "bin" / "python",
            "-m",
            "bench.parsing.corpus",
            corpus,
        ]
        subprocess.run(command, cwd=ROOT, check=True)


def keep(scores: Sequence[Score], folder: Path, corpus: Path) -> None:
    """Write what each engine made of each file, to look at."""
    for one in scores:
        place = one.pair.path.relative_to(corpus)
        target = folder / one.engine.replace(", ", "-") / place.with_name(place.name + ".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(one.answer.text or one.answer.error, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
