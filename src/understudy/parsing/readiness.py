"""What must be installed for the files at hand."""

import importlib.util
import shutil
from collections.abc import Iterable, Iterator

from understudy.core.errors import MissingExtraError, SetupError
from understudy.parsing.files import Found
from understudy.parsing.identity import family, suffix_kind
from understudy.parsing.outside import by_docling
from understudy.parsing.params import ParseParams
from understudy.parsing.vision.standalone import reads_pictures

OFFICE = ("docx", "pptx")
"""Parsers whose engine is ``parse.office.engine``."""
OLD = ("doc", "ppt")
"""Parsers whose engine is ``parse.old_office.engine``."""
PACKAGES = {
    "pymupdf": (("pymupdf", "pdf"),),
    "layout": (("pymupdf4llm", "layout"),),
    "rapidocr": (("rapidocr", "ocr"), ("onnxruntime", "ocr")),
}
"""Engine, or kind of structure, to the packages that it needs, with the extra of each."""
SOFFICE = (
    "needs 'soffice': install LibreOffice (Debian: apt-get install libreoffice-writer-nogui "
    "libreoffice-impress-nogui), or set parse.old_office.engine to built_in"
)


def check_engines(found: Iterable[Found], params: ParseParams) -> None:
    """Make sure before any work that the engines for the files at hand are installed.

    Raises:
        SetupError: One is not, and its ``on_missing`` is ``fail``.
    """
    kinds = {_kind(one) for one in found}
    on_missing = {
        "pdf": params.pdf.on_missing,
        "image": params.ocr.on_missing,
        **dict.fromkeys(OFFICE, params.office.on_missing),
        **dict.fromkeys(OLD, params.old_office.on_missing),
    }
    if reads_pictures(params):
        del on_missing["image"]  # a model stands by
    for kind, choice in on_missing.items():
        if kind in kinds and choice == "fail":
            for problem in problems(kind, params):
                raise problem


def problems(parser: str, params: ParseParams) -> Iterator[SetupError]:
    """Yield what a parser's engine lacks on this machine."""
    engines = {"pdf": (params.pdf.engine, params.pdf.structure), "image": (params.ocr.engine,)}
    packages = (one for engine in engines.get(parser, ()) for one in PACKAGES.get(engine, ()))
    for package, extra in packages:
        if importlib.util.find_spec(package) is None:
            yield MissingExtraError(f"parser '{parser}'", package, extra)
    if parser in OLD and params.old_office.engine == "libreoffice" and not shutil.which("soffice"):
        yield SetupError(f"parser '{parser}' {SOFFICE}")
    for kind in by_docling.FORMATS:
        asked = kind == parser and by_docling.reads(params, kind)
        if asked and (problem := by_docling.problem(params, kind)):
            yield SetupError(problem)


def _kind(found: Found) -> str:
    """Name the parser of a document by its suffix, and the family of any other file."""
    return suffix_kind(found) if family(found) == "document" else family(found)
