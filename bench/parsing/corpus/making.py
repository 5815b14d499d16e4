"""From a task to a file and its truth."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bench.parsing.corpus.blocks import Block, Made, Paragraph, spans, truth
from bench.parsing.corpus.kinds import make
from bench.parsing.corpus.plan import Task
from bench.parsing.corpus.sheets import make_book
from bench.parsing.corpus.writers import (
    conversions,
    opendocument,
    plain_pdf,
    printing,
    report,
    slides,
    web,
    word,
    workbooks,
)

NOTELESS = {"python-docx", "office-word", "python-pptx"}
"""Writers that know no footnotes."""


def make_file(task: Task, folder: Path) -> Path:
    """Write a file and its truth beside it (``name.suffix.md``); return the file's path."""
    target = folder / task.half / task.suffix / task.name
    target.parent.mkdir(parents=True, exist_ok=True)
    if task.kind == "book":
        text = _book(task, target)
    else:
        made = make(task.kind, task.language, task.seed)
        if task.writer in NOTELESS:
            made = without_notes(made)
        WRITERS[task.writer](made, target)
        text = truth(made)
    target.with_name(target.name + ".md").write_text(text, encoding="utf-8")
    return target


def without_notes(made: Made) -> Made:
    """Return a document without its footnotes."""
    blocks: list[Block] = []
    for block in made.blocks:
        if isinstance(block, Paragraph) and "^[" in block.text:
            kept = "".join(span.text for span in spans(block.text) if span.style != "note")
            blocks.append(replace(block, text=kept))
        else:
            blocks.append(block)
    return replace(made, blocks=tuple(blocks))


def _book(task: Task, target: Path) -> str:
    book = make_book(task.language, task.seed)
    if task.writer == "openpyxl":
        workbooks.write_with_openpyxl(book, target)
    elif task.writer == "xlsxwriter":
        workbooks.write_with_xlsxwriter(book, target)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            source = Path(scratch) / "source.xlsx"
            workbooks.write_with_openpyxl(book, source)
            conversions.with_libreoffice(source, target)
    return book.truth


def _chromium(made: Made, target: Path) -> None:
    _from_text(web.page(made, 0), ".html", target, conversions.with_chromium)


def _weasyprint(made: Made, target: Path) -> None:
    look = 1 if made.columns > 1 or made.language == "en" else 2
    conversions.with_weasyprint(web.page(made, look), target)


def _office_flat(made: Made, target: Path) -> None:
    _from_text(opendocument.text_file(made), ".fodt", target, conversions.with_libreoffice)


def _office_slides(made: Made, target: Path) -> None:
    _from_text(opendocument.slides_file(made), ".fodp", target, conversions.with_libreoffice)


def _office_word(made: Made, target: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source.docx"
        word.write(made, source)
        conversions.with_libreoffice(source, target)


def _office_odt(made: Made, target: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source.odt"
        conversions.with_pandoc(printing.pandoc_source(made), source)
        conversions.with_libreoffice(source, target)


def _pandoc(made: Made, target: Path) -> None:
    options = ["-s", "-M", f"lang={made.language}", "-M", f"pagetitle={made.title}"]
    if made.is_rtl:
        options += ["-M", "dir=rtl"]
    if made.slides:
        options = ["--slide-level=2"]
    conversions.with_pandoc(printing.pandoc_source(made), target, *options)


def _from_text(text: str, suffix: str, target: Path, convert: Callable[[Path, Path], None]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / f"source{suffix}"
        source.write_text(text, encoding="utf-8")
        convert(source, target)


WRITERS: dict[str, Callable[[Made, Path], object]] = {
    "chromium": _chromium,
    "weasyprint": _weasyprint,
    "reportlab": report.write,
    "fpdf": plain_pdf.write,
    "typst": lambda made, path: conversions.with_typst(printing.typst_source(made), path),
    "office-word": _office_word,
    "office-flat": _office_flat,
    "office-odt": _office_odt,
    "office-slides": _office_slides,
    "python-docx": word.write,
    "python-pptx": slides.write,
    "pandoc": _pandoc,
    "site": lambda made, path: path.write_text(web.site(made), encoding="utf-8"),
}
