"""Pages that no engine can read, handed over to the vision model as they are seen."""

import hashlib
from collections.abc import Mapping
from typing import Any

from understudy.core.records import stable_id
from understudy.parsing.files import Attachment, Draft, Parsed, RawFile, Wanted
from understudy.parsing.picture_bytes import written


def unread(  # what is known of a file whose pages are pictures
    file: RawFile,
    found: Parsed | None,
    prints: Mapping[int, Any],
    *,
    pages: int,
    title: str | None = None,
    instead: bool = False,
) -> Parsed:
    """Let the model read pages; what it reads stands on its page, among what others read.

    The prints are no assets: they are gone after reading.

    Args:
        file: Where they come from.
        found: What was read on the other pages, as one document that knows where its pages start;
            None when nothing was.
        prints: Number of a page, from 0, to how it is seen: a picture of Pillow, at about 150 dpi.
            It may be drawn when it is asked for.
        pages: How many pages the file has.
        title: What the file calls itself, for a document that is not there yet.
        instead: Whether there is text on these pages that the model's shall replace.
    """
    attachments: dict[int, Attachment] = {}
    for page in sorted(prints):
        content, mime = written(prints[page], file.place)
        suffix = ".jpg" if mime == "image/jpeg" else ".png"
        path = hashlib.sha256(content).hexdigest()[:16] + suffix
        attachments[page] = Attachment(path=path, content=content)
    found = found or Parsed(drafts=(_draft(file, attachments, pages, title),))
    target: Any = (*found.documents, *found.drafts)[0]
    starts = target.pages
    wanted = tuple(
        Wanted(
            kind="ocr",
            asset=attachment.path,
            document=target.id,
            where=target.group,
            at=starts[page] if page < len(starts) else len(target.text),
            page=page if starts else None,
            instead=instead,
        )
        for page, attachment in attachments.items()
    )
    kept = {one.path: one for one in (*found.attachments, *attachments.values())}
    return found.model_copy(
        update={"attachments": tuple(kept.values()), "wanted": (*found.wanted, *wanted)}
    )


def _draft(
    file: RawFile, attachments: Mapping[int, Attachment], pages: int, title: str | None
) -> Draft:
    identity = [file.place, *(one.path for one in attachments.values())]
    return Draft(
        id=stable_id("draft", *identity),
        source=file.source,
        title=(title or "").strip() or file.name or file.place,
        pages=(0,) * pages,
        collection=file.collection,
        group=file.place,
    )
