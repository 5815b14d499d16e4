"""Texts drawn as pages, for those who want everything read by the vision model alike.

Only where ``parse.vlm.prefer`` asks for it, and only prose: chats and tables carry dates, authors
and cells that a picture would lose. The drawn pages are no assets; they are gone after reading.
"""

import hashlib
import io
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from understudy.core.records import Document
from understudy.parsing.files import Attachment, Parsed, Wanted
from understudy.parsing.params import ParseParams
from understudy.parsing.vision.standalone import prefers_models

PROSE = {"html", "markdown", "text"}
"""Parsers whose documents are drawn."""
MOST_PAGES = 100
"""A longer text stays as it is."""
WIDTH, HEIGHT = 1240, 1754
"""Pixels of a page: A4 at 150 dpi."""
MARGIN = 90
SIZE, LEADING, COLUMNS = 24, 36, 73
LINES = (HEIGHT - 2 * MARGIN) // LEADING
FOREIGN = re.compile(r"[^\x00-\u052f\u1e00-\u1fff\u2000-\u26ff]")
"""What the font does not have: it knows Latin, Greek and Cyrillic letters and signs."""
MAX_FOREIGN = 0.01


def drawn(found: Parsed, parser: str, params: ParseParams) -> Parsed:
    """Let a model read the prose of a file in the place of its parser.

    A text that the model does not read whole stays as the parser has it.
    """
    if parser not in PROSE or not prefers_models(params):
        return found
    wanted: list[Wanted] = list(found.wanted)
    attachments = {one.path: one for one in found.attachments}
    for document in found.documents:
        for content in _pages(document):
            path = hashlib.sha256(content).hexdigest()[:16] + ".png"
            attachments[path] = Attachment(path=path, content=content)
            wanted.append(
                Wanted(
                    kind="ocr",
                    asset=path,
                    document=document.id,
                    where=document.group,
                    instead=True,
                )
            )
    return found.model_copy(
        update={"wanted": tuple(wanted), "attachments": tuple(attachments.values())}
    )


def _pages(document: Document) -> Iterator[bytes]:
    """Draw the pages of a text that the font can write and that is not too long."""
    text = document.text
    if len(FOREIGN.findall(text)) > MAX_FOREIGN * len(text):
        return
    lines = [
        part
        for line in text.expandtabs(4).split("\n")
        for part in textwrap.wrap(line, COLUMNS, replace_whitespace=False) or [""]
    ]
    if len(lines) > MOST_PAGES * LINES:
        return
    for start in range(0, len(lines), LINES):
        yield _page(lines[start : start + LINES])


def _page(lines: list[str]) -> bytes:
    from PIL import Image, ImageDraw

    page = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(page)
    font = _font()
    for number, line in enumerate(lines):
        pen.text((MARGIN, MARGIN + number * LEADING), line, font=font, fill=0)
    written = io.BytesIO()
    page.save(written, "PNG")
    return written.getvalue()


def _font() -> Any:
    """Load DejaVu Sans Mono, which comes with matplotlib (of MLflow)."""
    import matplotlib
    from PIL import ImageFont

    file = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSansMono.ttf"
    return ImageFont.truetype(file, SIZE)
