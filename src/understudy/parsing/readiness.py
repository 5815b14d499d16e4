"""What must be installed for the files at hand."""

import importlib.util
from collections.abc import Iterable, Iterator

from understudy.core.errors import MissingExtraError, SetupError
from understudy.parsing import soffice_program
from understudy.parsing.files import Found
from understudy.parsing.identity import family, suffix_kind
from understudy.parsing.ocr.recognition import all_missing
from understudy.parsing.outside import by_docling
from understudy.parsing.params import ParseParams
from understudy.parsing.vision.standalone import reads_pictures

OFFICE = ("docx", "pptx")
"""Parsers whose engine is ``parse.office.engine``."""
OLD = ("doc", "ppt")
"""Parsers whose engine is ``parse.old_office.engine``."""
READ_AS = {"doc": "docx", "ppt": "pptx"}
"""Such a parser to the one that reads what LibreOffice makes of its files."""
PACKAGES = {
    "pymupdf": (("pymupdf", "pdf"),),
    "layout": (("pymupdf4llm", "layout"),),
}
"""Engine, or kind of structure, to the packages that it needs, with the extra of each."""
SOFFICE = (
    "needs 'soffice': install LibreOffice (Debian: apt-get install libreoffice-writer-nogui "
    "libreoffice-impress-nogui), or set parse.old_office.engine to built_in"
)


def check_engines(found: Iterable[Found], params: ParseParams) -> None:
    """Make sure before any work that the engines for the files at hand are installed.

    Raises:
        SetupError: One is not, and its ``on_missing`` is ``fail``; or params name an unknown one.
    """
    kinds = {_kind(one) for one in found}
    if params.old_office.engine == "libreoffice":
        kinds |= {READ_AS[kind] for kind in kinds & READ_AS.keys()}
    on_missing = {
        "pdf": params.pdf.on_missing,
        **dict.fromkeys(OFFICE, params.office.on_missing),
        **dict.fromkeys(OLD, params.old_office.on_missing),
    }
    for kind, choice in on_missing.items():
        if kind in kinds and choice == "fail":
            for problem in _own_problems(kind, params):
                raise problem
    _check_recognisers(kinds, params)


def _check_recognisers(kinds: set[str], params: ParseParams) -> None:
    if not kinds & {"image", *(["pdf"] if params.ocr.pages != "never" else [])}:
        return
    lacking = all_missing(params.ocr)
    if lacking and params.ocr.on_missing == "fail" and not reads_pictures(params):
        raise SetupError(f"parse.ocr: {'; '.join(lacking)}. Or set parse.ocr.on_missing: report")


def problems(parser: str, params: ParseParams) -> Iterator[SetupError]:
    """Yield what a parser's engine, or that of the parser which it calls, lacks on this machine."""
    yield from _own_problems(parser, params)
    if parser in READ_AS and params.old_office.engine == "libreoffice":
        yield from _own_problems(READ_AS[parser], params)


def _own_problems(parser: str, params: ParseParams) -> Iterator[SetupError]:
    engines = (params.pdf.engine, params.pdf.structure) if parser == "pdf" else ()
    packages = (one for engine in engines for one in PACKAGES.get(engine, ()))
    for package, extra in packages:
        if importlib.util.find_spec(package) is None:
            yield MissingExtraError(f"parser '{parser}'", package, extra)
    if parser in OLD and params.old_office.engine == "libreoffice" and not soffice_program.path():
        yield SetupError(f"parser '{parser}' {SOFFICE}")
    for kind in by_docling.FORMATS:
        asked = kind == parser and by_docling.reads(params, kind)
        if asked and (problem := by_docling.problem(params, kind)):
            yield SetupError(problem)


def _kind(found: Found) -> str:
    """Name the parser of a document by its suffix, and the family of any other file."""
    return suffix_kind(found) if family(found) == "document" else family(found)
