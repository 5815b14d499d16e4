"""Texts under the name of another format, and XML: what they are."""

from collections import Counter

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.files import RawFile
from understudy.parsing.mail.heads import LOOKED_AT as HEAD
from understudy.parsing.mail.heads import looks_like_mail
from understudy.parsing.xml_kinds import First, described, first_element, parser_of

MARK = b"\xef\xbb\xbf"
PRETENDED = {"doc", "docx", "odt", "rtf", "spreadsheet"}
"""Whose names people and programs give to text, so that Word or Excel opens it."""
PIECES = {"head", "meta", "style", "title", "link", "body", "div", "table", "center", "font", "p"}
PIECES |= {"span", "b", "br", "h1", "h2", "h3", "h4"}
"""First elements of what programs write as HTML without saying so."""
DELIMITERS = "\t;,|"
ROWS = 20
"""Lines that tell a table in a text that is called a spreadsheet."""
LEAST_EVEN = 0.8
"""Share of them with equally many cells."""


def disguised(file: RawFile, named: str) -> str | None:
    """Return the parser for a text under the name of another format; None for what is none.

    Sites call pages .doc and .xls so that Word and Excel open them, wikis do so with saved pages,
    banks call tables of text .xls.
    """
    start = start_of(file.data)
    if looks_like_mail(start):
        return "mhtml" if named in PRETENDED else "mail"
    first = first_element(start)
    if first is not None and first.name == "html":
        return "html"
    if named not in PRETENDED:
        return None
    if first is not None and (first.is_declared or first.name in PIECES):
        return "html" if first.name in PIECES else marked_up(file, first)
    if _is_text(file.data) and attempt(lambda one: one.text, file).value:
        return _table_or_text(file) if named == "spreadsheet" else "text"
    return None


def start_of(data: bytes) -> str:
    """Return the beginning of what may be a text, without raising an error for what is none."""
    head = data[:HEAD]
    for mark, encoding in ((MARK, "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head.removeprefix(mark).decode(encoding, "replace")
    return head.decode("latin-1")  # of what is looked for all is ASCII


def _is_text(data: bytes) -> bool:
    """Tell what may be a text: without zero bytes, or in UTF-16."""
    return b"\0" not in data[:HEAD] or data.startswith((b"\xff\xfe", b"\xfe\xff"))


def _table_or_text(file: RawFile) -> str:
    lines = [line for line in file.text[:HEAD].splitlines()[:ROWS] if line.strip()]
    for delimiter in DELIMITERS if len(lines) > 1 else "":
        count, times = Counter(line.count(delimiter) for line in lines).most_common(1)[0]
        if count and times >= LEAST_EVEN * len(lines):
            return "table_csv"
    return "text"


def marked_up(file: RawFile, first: First) -> str:
    """Return the parser for XML.

    Raises:
        InputError: There is none.
    """
    found = parser_of(first)
    if found is None:
        raise unsupported(file, f"it is {described(first)}")
    return found


def unsupported(file: RawFile, what: str) -> InputError:
    """Return the refusal of a file that no parser reads."""
    return InputError(file.place, what, reason="unsupported")
