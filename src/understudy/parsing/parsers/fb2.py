"""FictionBook (.fb2), the form of most electronic books in Russian."""

import base64
import binascii
import re
from html import unescape
from xml.etree.ElementTree import Element

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.books.html import BookHtml, name_of
from understudy.parsing.decoding import CONTROLS, composed, decode
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.ocr.in_place import completed, is_pictures
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures
from understudy.parsing.xml_parts import read_xml

DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
ENTITY = re.compile(r"&(#?\w{1,40};)?")
KNOWN = {"amp;", "lt;", "gt;", "quot;", "apos;"}


@PARSERS.register("fb2")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document: sections under headings, poems, quotations, tables, notes, pictures.

    What the file says of the book beside its title, such as its genre and who scanned it, is left
    out. In a book that is nothing but pictures they are recognised in their places.

    Raises:
        InputError: It is damaged (``bad_fb2``), blank, or too large.
    """
    from understudy.parsing.web.text import markdown, soup

    root = _root(file)
    shelf = _Shelf(file, root, params)
    page = soup(BookHtml(root, shelf.asset).html(), file.place)
    text = markdown(page)
    pictures = shelf.pictures
    needed = pictures.are_shown or is_pictures(text, pictures, params.ocr)
    marked = markdown(page, marked=True) if needed else ""
    found = completed(text, marked, file, pictures, params, title=_title(root))
    missing = tuple(Problem.of("pictures", failure) for failure in shelf.missing)
    return found.model_copy(update={"problems": (*missing, *found.problems)})


def _root(file: RawFile) -> Element:
    """Read the XML; what people who typed it by hand got wrong is mended once."""
    done = attempt(lambda data: read_xml(data, file.place, reason="bad_fb2"), file.data)
    root = done.value
    if root is None:
        assert done.failure is not None, "there is one or the other"
        if done.failure.reason != "bad_fb2":
            raise done.failure
        root = read_xml(_mended(file), file.place, reason="bad_fb2")
    if name_of(root) != "FictionBook":
        why = f"its XML is a {name_of(root)!r}, no FictionBook; save it as .epub"
        raise InputError(file.place, why, reason="bad_fb2")
    return root


def _mended(file: RawFile) -> bytes:
    """Return the XML in UTF-8, without control codes, bare ``&`` and entities of HTML."""
    declared = DECLARED.search(file.data[:1000])
    text = decode(file.data, file.place, declared=declared[1].decode() if declared else None)
    text = CONTROLS.sub("", DECLARATION.sub("", text, count=1))

    def mended(found: re.Match[str]) -> str:
        name = found[1] or ""
        if name in KNOWN or name.startswith("#"):
            return found[0]
        letter = unescape(found[0])
        return letter if name and letter != found[0] else f"&amp;{name}"

    return ENTITY.sub(mended, text).encode()


def _title(root: Element) -> str | None:
    named = (part for part in root.iter() if name_of(part) == "book-title")
    found = next(named, None)
    return None if found is None else composed(" ".join("".join(found.itertext()).split()))


class _Shelf:
    """The pictures of a book, which stand at its end and are shown by name."""

    def __init__(self, file: RawFile, root: Element, params: ParseParams) -> None:
        self._file = file
        self._binaries = {part.get("id", ""): part for part in root if name_of(part) == "binary"}
        self._seen: dict[str, str] = {}
        self.pictures = Pictures(file, params)
        self.missing: list[InputError] = []

    def asset(self, name: str, caption: str) -> str:
        """Return the path of a picture's asset; empty for one that is not kept."""
        if name not in self._seen:
            done = attempt(self._content, name)
            if done.failure is not None:
                self.missing.append(done.failure)
            mime = self._binaries[name].get("content-type") if name in self._binaries else None
            kept = self.pictures.add(done.value, mime, composed(caption)) if done.value else None
            self._seen[name] = kept or ""
        return self._seen[name]

    def _content(self, name: str) -> bytes:
        where = f"{self._file.place}#{name}"
        if name not in self._binaries:
            why = "the book shows a picture that is not in it; take another copy"
            raise InputError(where, why, reason="missing_part")
        try:
            return base64.b64decode("".join(self._binaries[name].itertext()))
        except (binascii.Error, ValueError) as error:
            why = f"a picture is damaged ({error}); take another copy"
            raise InputError(where, why, reason="bad_picture") from error
