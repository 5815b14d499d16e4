"""Electronic books (.epub)."""

import posixpath
import zipfile
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.archives import check_archive, checked
from understudy.parsing.decoding import composed, decode
from understudy.parsing.documents import document, tidy
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.ocr_in_place import Filled, filled, is_pictures
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures, mark
from understudy.parsing.xml_parts import read_xml

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
BOX = "{urn:oasis:names:tc:opendocument:xmlns:container}"
PAGES = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml"}
PICTURES = "img[src], image"


@PARSERS.register("epub")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one document: the chapters in reading order, with pictures as assets.

    The table of contents and what stands outside the reading order are left out; a chapter that
    is missing or damaged is a problem. In a book that is nothing but pictures they are recognised
    in their places.

    Raises:
        InputError: It is damaged, encrypted, blank, or unpacks to something huge.
    """
    container = check_archive(file.data, file.place, member=CONTAINER, kind="epub")
    with checked(file.data, file.place, kind="epub") as archive:
        book = _Book(file, archive, container)
        pages = [attempt(book.page, path) for path in book.order]
        texts = [attempt(book.text, done.value) for done in pages if done.value is not None]
        said = "\n".join(done.value for done in texts if done.value)
        scanned = is_pictures(said, book.pictures, params.ocr)
        if scanned:
            book.marks = True
            texts = [attempt(book.text, done.value) for done in pages if done.value is not None]
    failures = [done.failure for done in pages if done.failure is not None]
    failures += [done.failure for done in texts if done.failure is not None]
    chapters = [done.value for done in texts if done.value]
    if failures and not chapters:
        raise InputError(file.place, failures[0].why, reason=failures[0].reason)
    text = tidy("\n\n".join(chapters))
    whole = filled([text], file, book.pictures, params.ocr) if scanned else Filled((text,))
    found = document(file, *whole.texts, title=book.title, assets=book.pictures.assets)
    parsed = Parsed(
        documents=(found,),
        problems=tuple(Problem.of("documents", failure) for failure in [*failures, *book.missing]),
        attachments=book.pictures.attachments,
    )
    return whole.noted(parsed)


class _Book:
    """The archive of a book, and what its package file says of it."""

    def __init__(self, file: RawFile, archive: zipfile.ZipFile, container: bytes) -> None:
        self._file = file
        self._archive = archive
        self._seen: dict[str, str] = {}
        self.pictures = Pictures(file)
        self.marks = False
        """Whether pictures are marked in the text."""
        self.missing: list[InputError] = []
        """Pictures that the archive lacks."""
        box = read_xml(container, self._at(CONTAINER), reason="bad_epub", doctype=True)
        root = box.find(f".//{BOX}rootfile")
        opf = unquote(root.get("full-path", "") if root is not None else "")
        package = read_xml(self._read(opf), self._at(opf), reason="bad_epub", doctype=True)
        self._kinds: dict[str, str] = {}
        self.order = self._spine(package, opf)
        self.title = _title(package)
        self._check_encryption()

    def page(self, path: str) -> tuple[str, str]:
        """Return a chapter's path and its HTML."""
        return path, decode(self._read(path), self._at(path), declared="utf-8")

    def text(self, page: tuple[str, str]) -> str:
        """Return a chapter as Markdown; its pictures are kept."""
        from understudy.parsing.html_text import markdown, soup

        path, html = page
        where = self._at(path)
        try:
            tree = soup(html, where)
            for part in tree.select("script, style, template, head, nav"):
                if not part.decomposed:
                    part.decompose()
            for picture in tree.select(PICTURES):
                target = picture.get("src") or picture.get("xlink:href") or picture.get("href")
                asset = self._keep(path, str(target or ""), str(picture.get("alt") or ""))
                if self.marks and asset:
                    picture.replace_with(mark(asset))
            return composed(markdown(tree.body or tree)).strip("\n")
        except RecursionError as error:
            why = "its elements are nested too deeply to be a book's"
            raise InputError(where, why, reason="bad_epub") from error

    def _spine(self, package: Element, opf: str) -> list[str]:
        """Return the paths of the chapters in reading order."""
        items = {item.get("id"): item for item in package.iter(f"{OPF}item")}
        paths: dict[str, None] = {}  # a chapter that is named twice is read once
        for reference in package.iter(f"{OPF}itemref"):
            item = items.get(reference.get("idref"))
            if item is None or reference.get("linear") == "no":
                continue
            if "nav" in (item.get("properties") or "").split():
                continue
            if item.get("media-type", "application/xhtml+xml") in PAGES:
                paths[_resolved(opf, item.get("href", ""))] = None
        for item in items.values():
            kind = item.get("media-type", "")
            self._kinds[_resolved(opf, item.get("href", ""))] = kind
        if not paths:
            why = "its package file names no chapter; export the book again"
            raise InputError(self._at(opf), why, reason="bad_epub")
        return list(paths)

    def _check_encryption(self) -> None:
        """Fonts may be scrambled; a chapter may not."""
        if ENCRYPTION not in self._archive.NameToInfo:
            return
        tree = read_xml(self._read(ENCRYPTION), self._at(ENCRYPTION), reason="bad_epub")
        hidden = {
            _resolved("", part.get("URI", ""))
            for part in tree.iter()
            if part.tag.endswith("}CipherReference")
        }
        if hidden & set(self.order):
            why = "its chapters are encrypted (DRM); take a copy without it"
            raise InputError(self._file.place, why, reason="encrypted")

    def _keep(self, page: str, target: str, caption: str) -> str:
        """Keep a picture once; return the path of its asset, empty for one that is none."""
        path = _resolved(page, target)
        kind = self._kinds.get(path, "")
        if not kind.startswith("image/") or path in self._seen:
            return self._seen.get(path, "")
        done = attempt(self._read, path)
        self._seen[path] = ""
        if done.value:
            said = composed(" ".join(caption.split()))
            self._seen[path] = self.pictures.add(done.value, kind, said)
        elif done.failure:
            self.missing.append(done.failure)
        return self._seen[path]

    def _read(self, path: str) -> bytes:
        """Read a member."""
        if path not in self._archive.NameToInfo:
            why = f"the archive has no {path!r}, which the book names"
            raise InputError(self._at(path), why, reason="missing_part")
        return self._archive.read(path)

    def _at(self, path: str) -> str:
        return f"{self._file.place}:{path}"


def _title(package: Element) -> str:
    found = package.find(f".//{DC}title")
    return composed(" ".join("".join(found.itertext()).split())) if found is not None else ""


def _resolved(base: str, target: str) -> str:
    """Return the member that a link in another one names; never one above the archive."""
    path = unquote(target.split("#", 1)[0].split("?", 1)[0])
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), path))
    return joined.lstrip("/")
