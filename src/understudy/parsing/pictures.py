"""Pictures of a file: assets by their content, each once, and what a model is to say of them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from understudy.core import patience
from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Asset, stable_id
from understudy.parsing import picture_bytes
from understudy.parsing.documents import WRITTEN, document
from understudy.parsing.files import Attachment, Draft, Parsed, Problem, RawFile, Wanted
from understudy.parsing.marks import Place
from understudy.parsing.params import ParseParams, PictureParams

SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg"}
FEW = 40
"""Letters a picture under which a document of large pictures alone is a bundle of scans."""
PAGE_SIDE = 600
"""Pixels that the shorter side of a scanned page has at least."""
TOTAL = 5
"""Pictures of the largest size that a file may have decoded; a long film strip takes minutes."""

SECONDS_A_MEGAPIXEL = 0.5
"""What decoding a picture and writing it as PNG may take; mostly a tenth of it."""


class Pictures:
    """Collects the pictures of a document.

    Args:
        file: Where they come from.
        params: Which are kept, and whether a model will see them.
        standalone: The file is a picture, so it is kept however small it is.
    """

    def __init__(self, file: RawFile, params: ParseParams, *, standalone: bool = False) -> None:
        self._file = file
        self._limits = params.pictures
        self._smallest = 1 if standalone else params.pictures.min_side_px
        self._vlm = params.vlm
        self._paths: dict[str, str | None] = {}
        """Hash of what was found to the asset's path; None for what was not kept."""
        self._assets: dict[str, Asset] = {}
        self._attachments: dict[str, Attachment] = {}
        self._problems: list[Problem] = []
        self._pixels = 0
        self._bytes = 0
        self._full = False
        self._large: set[str] = set()
        """Paths of those that may be scans of pages."""
        self._read_in_place: dict[str, bool] = {}
        self._fallbacks: dict[str, str] = {}

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The pictures, in the order in which they came first."""
        return tuple(self._assets.values())

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Their bytes, in the same order."""
        return tuple(self._attachments.values())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Pictures that could not be kept."""
        return tuple(self._problems)

    @property
    def are_shown(self) -> bool:
        """Tell whether a model will see them, so that their places matter."""
        return self._vlm is not None and bool(self._assets)

    def add(self, content: bytes, mime: str | None, alternative: str | None) -> str | None:
        """Keep a picture; its first caption stays.

        Args:
            content: Its bytes.
            mime: Its media type, as the document says; None = not known.
            alternative: Its text for those who cannot see it, which is its author's caption.

        Returns:
            The path of its asset; None when it is too small or cannot be read, which is then one
            of the problems.
        """
        found = hashlib.sha256(content).hexdigest()
        if found not in self._paths:
            self._paths[found] = self._tried(partial(self._read, mime=mime), content)
        return self._named(self._paths[found], alternative)

    def add_address(self, data: str, mime: str, alternative: str | None) -> str | None:
        """Keep a picture that stands in a text itself, in base64; as `add`."""
        done = attempt(lambda text: picture_bytes.from_address(text, self._file.place), data)
        if done.failure is not None:
            self._problems.append(Problem.of("pictures", done.failure))
        return None if done.value is None else self.add(done.value, mime, alternative)

    def add_pixels(self, picture: Any) -> str | None:
        """Keep a picture that is decoded already; as `add`."""
        content = picture.tobytes()
        found = hashlib.sha256(f"{picture.mode} {picture.size}".encode() + content).hexdigest()
        if found not in self._paths:
            self._paths[found] = self._tried(self._keep, picture)
        return self._paths[found]

    def add_lazily(self, decode: Callable[[PictureParams, str], Any]) -> str | None:
        """Keep a picture that a function decodes; as `add`.

        Args:
            decode: From the limits and the file's path to a picture, or to None for one that is
                too small; raises ``InputError`` for a bad one.
        """
        done = attempt(lambda limits: decode(limits, self._file.place), self._limits)
        if done.failure is not None:
            self._problems.append(Problem.of("pictures", done.failure))
        return None if done.value is None else self.add_pixels(done.value)

    def note_read(self, outcomes: Mapping[str, bool]) -> None:
        """Note which pictures were read where they stand; of these only the others need a model."""
        self._read_in_place.update(outcomes)

    def let_read(self, texts: Mapping[str, str]) -> None:
        """Let the model read pictures that an engine has read: path to text, the second choice."""
        self._read_in_place.update(dict.fromkeys(texts, False))
        self._fallbacks.update(texts)

    def take(self, image: Any) -> dict[str, str]:
        """Keep a picture that mammoth found; in the text only its caption stays."""
        with image.open() as stream:
            content = stream.read()
        return {"src": self.add(content, image.content_type, image.alt_text) or ""}

    def parsed(
        self,
        text: str,
        shown: Sequence[Place] = (),
        *,
        title: str | None = None,
        pages: tuple[int, ...] = (),
        item: str | None = None,
        has_text: bool | None = None,
    ) -> Parsed:
        """Make the document that the pictures belong to; of pictures alone, the draft of one.

        Args:
            text: Markdown without marks.
            shown: Where the pictures stand in it, if anybody is to see them.
            title: As for `document`, as are ``pages`` and ``item``.
            pages: Where pages start.
            item: Name of the document within the file.
            has_text: Whether the text says anything; by its letters when None.

        Raises:
            InputError: There is no text, and nobody who could read the pictures (``no_text``).
        """
        speaks = bool(WRITTEN.search(text)) if has_text is None else has_text
        shown = shown if self.are_shown else ()
        if not speaks and shown:
            where = self._file.place if item is None else f"{self._file.place}#{item}"
            draft = self._draft(text, where, title, pages)
            wanted = self.wanted(draft.id, where, shown, read=True)
            return self._with(Parsed(drafts=(draft,), wanted=wanted))
        found = document(
            self._file, text if speaks else "", title=title, pages=pages, assets=self.assets,
            item=item,
        )  # fmt: skip
        few = sum(map(str.isalpha, text)) < FEW * len(shown)
        pages_alike = few and all(place.asset in self._large for place in shown)
        wanted = self.wanted(found.id, found.group, shown, read=pages_alike)
        return self._with(Parsed(documents=(found,), wanted=wanted))

    def _draft(self, text: str, where: str, title: str | None, pages: tuple[int, ...]) -> Draft:
        identity = [where, text, *self._assets]
        return Draft(
            id=stable_id("draft", *identity),
            source=self._file.source,
            title=(title or "").strip() or self._file.name or self._file.place,
            text=text if text.strip() else "",
            pages=pages,
            assets=self.assets,
            collection=self._file.collection,
            group=where,
        )

    def wanted(
        self, document: str, where: str, shown: Sequence[Place], *, read: bool = False
    ) -> tuple[Wanted, ...]:
        """Return what a model is to say of pictures of a document; nothing without a model.

        Args:
            document: Id of the document or draft.
            where: Its name in messages.
            shown: Where the pictures stand, in order; of a repeated one the first place counts.
            read: Whether they are all there is of the text, so that they are read, too, but for
                those that were.
        """
        wanted: list[Wanted] = []
        firsts = {place.asset: place for place in reversed(shown)}  # a logo is on every page
        for place in shown:
            if place.asset not in self._assets or self._vlm is None:
                continue
            if firsts[place.asset] is not place:
                continue
            common = {"asset": place.asset, "document": document, "where": where}
            if self._vlm.ocr and not self._read_in_place.get(place.asset, not read):
                second = self._fallbacks.get(place.asset, "")
                wanted.append(
                    Wanted(kind="ocr", at=place.at, page=place.page, fallback=second, **common)
                )
            if self._vlm.describe:
                wanted.append(Wanted(kind="describe", at=place.at, page=place.page, **common))
        return tuple(wanted)

    def _with(self, parsed: Parsed) -> Parsed:
        return parsed.model_copy(
            update={"problems": self.problems, "attachments": self.attachments}
        )

    def _tried(self, work: Any, found: Any) -> str | None:
        if self._full or not self._limits.keep:
            return None
        done = attempt(work, found)
        if done.failure is not None:
            self._problems.append(Problem.of("pictures", done.failure))
        return done.value

    def _read(self, content: bytes, mime: str | None) -> str | None:
        return self._keep(picture_bytes.opened(content, mime, self._file.place))

    def _keep(self, picture: Any) -> str | None:
        """Keep a picture, unless it is small; count what it takes."""
        where = self._file.place
        if min(picture.size) < self._smallest:
            return None
        left = TOTAL * self._limits.max_megapixels - self._pixels / 1_000_000
        picture_bytes.check_size(picture.size, min(self._limits.max_megapixels, left), where)
        megapixels = picture.width * picture.height / 1_000_000
        patience.allow(SECONDS_A_MEGAPIXEL * megapixels)
        self._pixels += picture.width * picture.height
        content, mime = picture_bytes.written(picture, where)
        digest = hashlib.sha256(content).hexdigest()
        path = digest[:16] + SUFFIXES[mime]
        if path in self._assets:
            return path
        self._check_room(len(content))
        self._bytes += len(content)
        if min(picture.size) >= PAGE_SIDE:
            self._large.add(path)
        self._assets[path] = Asset(
            id=stable_id("asset", where, digest), path=path, sha256=digest, mime=mime
        )
        self._attachments[path] = Attachment(path=path, content=content)
        return path

    def _check_room(self, size: int) -> None:
        most, max_mb = self._limits.max_pictures, self._limits.max_mb
        if len(self._assets) >= most or self._bytes + size > max_mb * 1_000_000:
            self._full = True
            why = (
                f"it has more pictures than parse.pictures.max_pictures ({most}) or max_mb "
                f"({max_mb}) allow; the others are left out"
            )
            raise InputError(self._file.place, why, reason="bad_picture")

    def _named(self, path: str | None, alternative: str | None) -> str | None:
        caption = " ".join((alternative or "").split()) or None
        if path is None or caption is None or self._assets[path].caption:
            return path
        named = {"caption": caption, "captioned_by": "author"}
        self._assets[path] = self._assets[path].model_copy(update=named)
        return path
