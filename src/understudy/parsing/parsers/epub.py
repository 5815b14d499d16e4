"""Electronic books (.epub)."""

import zipfile
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.parsing.archives import check_archive, checked, resolved
from understudy.parsing.decoding import composed, decode
from understudy.parsing.documents import tidy
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.ocr.in_place import completed, is_pictures
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures
from understudy.parsing.xml_parts import read_xml

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
BOX = "{urn:oasis:names:tc:opendocument:xmlns:container}"
PAGES = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml"}
NCX = "application/x-dtbncx+xml"
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
        book = _Book(file, archive, container, Pictures(file, params))
        book.marks = params.vlm is not None
        pages = [attempt(book.page, path) for path in book.order]
        book.outline.learn([done.value for done in pages if done.value is not None])
        texts = [attempt(book.text, done.value) for done in pages if done.value is not None]
        said = "\n".join(done.value[0] for done in texts if done.value)
        if not book.marks and is_pictures(said, book.pictures, params.ocr):
            book.mark_pictures()
            texts = [attempt(book.text, done.value) for done in pages if done.value is not None]
    failures = [done.failure for done in pages if done.failure is not None]
    failures += [done.failure for done in texts if done.failure is not None]
    chapters = [done.value for done in texts if done.value and done.value != ("", "")]
    if failures and not chapters:
        raise InputError(file.place, failures[0].why, reason=failures[0].reason)
    text = tidy("\n\n".join(text for text, _ in chapters if text))
    marked = "\n\n".join(marked for _, marked in chapters)
    found = completed(text, marked, file, book.pictures, params, title=book.title)
    lost = [Problem.of("documents", failure) for failure in failures]
    lost += [Problem.of("pictures", failure) for failure in book.missing]
    return found.model_copy(update={"problems": (*lost, *found.problems)})


class _Book:
    """The archive of a book, and what its package file says of it."""

    def __init__(
        self, file: RawFile, archive: zipfile.ZipFile, container: bytes, pictures: Pictures
    ) -> None:
        self._file = file
        self._archive = archive
        from understudy.parsing.books.notes import Notes
        from understudy.parsing.books.outline import Outline

        self._notes = Notes()
        self._seen: dict[str, str | None] = {}
        """Path of a picture to its asset."""
        self.pictures = pictures
        self.marks = False
        """Whether pictures are marked in the text."""
        self.missing: list[InputError] = []
        """Pictures that the archive lacks."""
        box = read_xml(container, self._at(CONTAINER), reason="bad_epub", doctype=True)
        root = box.find(f".//{BOX}rootfile")
        opf = unquote(root.get("full-path", "") if root is not None else "")
        package = read_xml(self._read(opf), self._at(opf), reason="bad_epub", doctype=True)
        self._kinds: dict[str, str] = {}
        self._contents = ""
        """Path of the table of contents."""
        self.order = self._spine(package, opf)
        self.title = _title(package)
        self.outline = Outline(lambda path: self.page(path)[1], self._contents)
        self._check_encryption()

    def mark_pictures(self) -> None:
        """Mark them from now on, when all chapters are read again."""
        self.marks = True
        self._notes = self._notes.fresh()

    def page(self, path: str) -> tuple[str, str]:
        """Return a chapter's path and its HTML."""
        return path, decode(self._read(path), self._at(path), declared="utf-8")

    def text(self, page: tuple[str, str]) -> tuple[str, str]:
        """Return a chapter as Markdown, without and with marks; its pictures are kept."""
        from understudy.parsing.web.text import markdown, soup

        path, html = page
        where = self._at(path)
        try:
            tree = soup(html, where)
            self.outline.mark(tree, path)
            for part in tree.select("script, style, template, head, nav"):
                if not part.decomposed:
                    part.decompose()
            for picture in tree.select(PICTURES):
                target = picture.get("src") or picture.get("xlink:href") or picture.get("href")
                kept = self._keep(path, str(target or ""), str(picture.get("alt") or ""))
                picture.name, picture["src"] = "img", kept or ""
            links = {str(link["href"]) for link in tree.select("a[href]")}
            notes = self._notes.mark(tree, path, {href: _target(path, href) for href in links})
            part = tree.body or tree
            text = composed("\n\n".join([markdown(part).strip("\n"), *notes]))
            if not self.marks or not self.pictures.assets:
                return text, text if self.marks else ""
            marked = markdown(part, marked=True).strip("\n")
            return text, composed("\n\n".join([marked, *notes]))
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
                paths[resolved(opf, item.get("href", ""))] = None
        for item in items.values():
            kind = item.get("media-type", "")
            path = resolved(opf, item.get("href", ""))
            self._kinds[path] = kind
            if "nav" in (item.get("properties") or "").split() or (
                kind == NCX and not self._contents
            ):
                self._contents = path
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
            resolved("", part.get("URI", ""))
            for part in tree.iter()
            if part.tag.endswith("}CipherReference")
        }
        if hidden & set(self.order):
            why = "its chapters are encrypted (DRM); take a copy without it"
            raise InputError(self._file.place, why, reason="encrypted")

    def _keep(self, page: str, target: str, caption: str) -> str | None:
        """Keep a picture and return the path of its asset."""
        path = resolved(page, target)
        kind = self._kinds.get(path, "")
        if not kind.startswith("image/"):
            return None
        if path not in self._seen:
            done = attempt(self._read, path)
            words = composed(" ".join(caption.split()))
            self._seen[path] = self.pictures.add(done.value, kind, words) if done.value else None
            if done.failure:
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


def _target(page: str, href: str) -> str:
    """Return the chapter that a link leads to: its own one when it names but a place."""
    return page if href.startswith("#") else resolved(page, href)
