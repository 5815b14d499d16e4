"""Anybody's Markdown, printed in all formats: ``python -m bench.parsing.corpus.printed IN OUT``.

The truth is the Markdown as pandoc reads it, without HTML and pictures. Real prose, real tables and
code, however they were written; the layouts are those of pandoc's writers and of the printers.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.parsing.corpus.writers import conversions
from bench.parsing.corpus.writers.web import COMMON, STYLES

TRUTH = "markdown_strict+pipe_tables+fenced_code_blocks+footnotes-raw_html-smart"
READ = "gfm-smart-raw_html+footnotes"
FILTER = """
function Image(image) return {} end
function RawBlock(block) return {} end
function RawInline(inline) return {} end
"""
"""Pictures are not carried along, so nobody should look for them."""


def main() -> int:
    """Print each file in one way for each format; return 1 if one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="folder of .md files")
    parser.add_argument("target", type=Path)
    chosen = parser.parse_args()
    failed = 0
    for number, path in enumerate(sorted(chosen.source.rglob("*.md"))):
        printers = list(PDF)
        pdf = printers[number % len(printers)]
        for name, write in [(pdf, PDF[pdf]), *OFFICE.items()]:
            suffix = "pdf" if name in PDF else name
            target = chosen.target / suffix / f"{name}-{path.stem}.{suffix}"
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                write(path, target)
                truth = pandoc(path, "-t", TRUTH)
            except RuntimeError as error:
                failed += 1
                print(f"FAILED {target.name}: {error}", file=sys.stderr)
            else:
                target.with_name(target.name + ".md").write_text(truth, encoding="utf-8")
                print(target.relative_to(chosen.target))
    return int(failed > 0)


def pandoc(path: Path, *options: str) -> str:
    """Convert a file; return the text, which is empty when options name a file to write."""
    import pypandoc

    program = str(Path(pypandoc.__file__).parent / "files" / "pandoc")
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
        lua.write(FILTER)
        lua.flush()
        command = [
            program,
            "-f",
            READ,
            "--wrap=none",
            f"--lua-filter={lua.name}",
            *options,
            str(path),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"pandoc: {done.stderr.strip()[-300:]}")
    return done.stdout


def _html(path: Path, look: int) -> str:
    body = pandoc(path, "-t", "html5")
    style = f"@page {{size: A4; margin: 20mm}} {STYLES[look]} {COMMON} td, th {{border: 1px solid}}"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{path.stem}</title><style>'
        f"{style}</style></head><body>{body}</body></html>"
    )


def _chromium(path: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "page.html"
        page.write_text(_html(path, 2), encoding="utf-8")
        conversions.with_chromium(page, target)


def _typst(path: Path, target: Path) -> None:
    source = pandoc(path, "-t", "typst", "-s")
    fonts = '#set text(font: ("Libertinus Serif", "Noto Serif CJK SC", "Noto Serif Hebrew"))\n'
    conversions.with_typst(fonts + source, target)


def _office(path: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source.odt"
        pandoc(path, "-o", str(source))
        conversions.with_libreoffice(source, target)


def _by_pandoc(path: Path, target: Path) -> None:
    pandoc(path, "-s", "-M", f"pagetitle={path.stem}", "-o", str(target))


PDF: dict[str, Callable[[Path, Path], object]] = {
    "chromium": _chromium,
    "weasyprint": lambda path, target: conversions.with_weasyprint(_html(path, 1), target),
    "typst": _typst,
    "office": _office,
}
OFFICE: dict[str, Callable[[Path, Path], object]] = {
    "docx": _office,
    "odt": _by_pandoc,
    "html": _by_pandoc,
    "epub": _by_pandoc,
}


if __name__ == "__main__":
    raise SystemExit(main())
