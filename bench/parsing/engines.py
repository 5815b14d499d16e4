"""What reads files in the quality benchmark: our parsers and peers, each in a venv of its own.

``python -m bench.parsing.engines NAME`` is a worker: a path a line comes in, a line of JSON goes
out. It imports nothing but the engine and the standard library.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

Reader = Callable[[Path], str]
OFFICE = ("docx", "pptx", "xlsx", "html")
PEERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "markitdown": ("markitdown[all]", ("pdf", "docx", "pptx", "xlsx", "xls", "html", "epub")),
    "pymupdf4llm": ("pymupdf4llm pymupdf onnxruntime", ("pdf",)),
    "kreuzberg": (
        "kreuzberg",
        ("pdf", *OFFICE, "xls", "ods", "odt", "epub", "doc", "ppt"),
    ),
    "mammoth": ("mammoth markdownify", ("docx",)),
    "docling": ("docling", OFFICE),
}
"""Peer to the packages that it needs and the suffixes that it reads without a model hub."""


def understudy(engine: str) -> Reader:
    """Return our parsers with an engine for PDF."""
    from understudy.core.records import Source
    from understudy.parsing.files import RawFile
    from understudy.parsing.params import ParseParams
    from understudy.parsing.reading import parse

    params = ParseParams.model_validate({"pdf": {"engine": engine}})

    def read(path: Path) -> str:
        source = Source(path=path.name, sha256="0" * 64)
        parsed = parse(RawFile(source, "corpus", None, path.read_bytes()), params)
        return "\n\n".join(document.text for document in parsed.documents)

    return read


def markitdown() -> Reader:
    """Return MarkItDown as it comes."""
    from markitdown import MarkItDown

    converter = MarkItDown()
    return lambda path: str(converter.convert(str(path)).text_content)


def pymupdf4llm() -> Reader:
    """Return pymupdf4llm as it comes, but without OCR: the bar is for text layers."""
    import pymupdf4llm as library

    return lambda path: str(library.to_markdown(str(path), use_ocr=False))


def kreuzberg() -> Reader:
    """Return kreuzberg, asked for Markdown."""
    from kreuzberg import ExtractionConfig, extract_file_sync

    config = ExtractionConfig(output_format="markdown")
    return lambda path: str(extract_file_sync(str(path), config=config).content)


def mammoth() -> Reader:
    """Return what mammoth and markdownify give together."""
    import mammoth as library
    from markdownify import markdownify

    def read(path: Path) -> str:
        with path.open("rb") as file:
            return str(markdownify(library.convert_to_html(file).value))

    return read


def docling() -> Reader:
    """Return docling for the formats that it reads without models."""
    from docling.document_converter import DocumentConverter

    converter = DocumentConverter()
    return lambda path: str(converter.convert(path).document.export_to_markdown())


READERS: dict[str, Callable[[], Reader]] = {
    "pymupdf": lambda: understudy("pymupdf"),
    "pdfium": lambda: understudy("pdfium"),
    "markitdown": markitdown,
    "pymupdf4llm": pymupdf4llm,
    "kreuzberg": kreuzberg,
    "mammoth": mammoth,
    "docling": docling,
}
"""``pymupdf`` and ``pdfium`` are ours; engines differ for PDF only."""


def main() -> int:
    """Answer each path of standard input with a line: text or error, and seconds."""
    warnings.simplefilter("ignore")
    answers = sys.stdout
    sys.stdout = sys.stderr  # libraries print
    read = READERS[sys.argv[1]]()
    answers.write('{"ready": true}\n')
    answers.flush()
    for line in sys.stdin:
        started = time.process_time()
        answer: dict[str, object] = {}
        try:
            answer["text"] = read(Path(line.rstrip("\n")))
        except Exception as error:  # noqa: BLE001  # whatever a peer raises is its result
            answer["error"] = f"{type(error).__name__}: {error}"[:300]
        answer["seconds"] = time.process_time() - started
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
