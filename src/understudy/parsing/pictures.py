"""Pictures inside documents: assets by their content, each once."""

import hashlib
import mimetypes
import re
from typing import Any

from understudy.core.records import Asset, stable_id
from understudy.parsing.files import Attachment, RawFile

MARK = re.compile("\ue000picture:([^\ue000\ue001]+)\ue001")
"""What may stand in a text at the place of a picture while it is made."""


def mark(path: str) -> str:
    """Return the mark of a picture by the path of its asset."""
    return f"\ue000picture:{path}\ue001"


class Pictures:
    """Collects the pictures of a document."""

    def __init__(self, file: RawFile) -> None:
        self._file = file
        self._assets: dict[str, Asset] = {}
        self._attachments: dict[str, Attachment] = {}

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The pictures, in the order in which they came first."""
        return tuple(self._assets.values())

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Their bytes, in the same order."""
        return tuple(self._attachments.values())

    def add(self, content: bytes, mime: str | None, alternative: str | None) -> str:
        """Keep a picture and return the path of its asset; its first caption stays.

        Args:
            content: Its bytes.
            mime: Its media type; None = not known.
            alternative: Its text for those who cannot see it, which is its author's caption.
        """
        digest = hashlib.sha256(content).hexdigest()
        path = digest[:16] + (mimetypes.guess_extension(mime or "") or ".bin")
        caption = (alternative or "").strip() or None
        known = self._assets.get(path)
        if known is not None and (known.caption or caption is None):
            return path
        self._assets[path] = Asset(
            id=stable_id("asset", self._file.place, digest),
            path=path,
            sha256=digest,
            mime=mime or "application/octet-stream",
            caption=caption,
            captioned_by="author" if caption else None,
        )
        self._attachments[path] = Attachment(path=path, content=content)
        return path

    def take(self, image: Any) -> dict[str, str]:
        """Keep a picture that mammoth found; in the text only its caption stays."""
        with image.open() as stream:
            content = stream.read()
        return {"src": self.add(content, image.content_type, image.alt_text)}
