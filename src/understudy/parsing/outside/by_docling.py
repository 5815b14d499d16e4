"""Documents read by docling, which lives in an environment of its own."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from typing import Any, Literal

from understudy.core import patience
from understudy.parsing.decoding import CONTROLS, composed, plain
from understudy.parsing.documents import tidy
from understudy.parsing.files import Parsed, Problem, RawFile
from understudy.parsing.marks import Place, mark, places
from understudy.parsing.outside import environments
from understudy.parsing.outside.workers import worker
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures

Format = Literal["pdf", "docx", "pptx"]
FORMATS: tuple[Format, ...] = ("pdf", "docx", "pptx")
MARK = re.compile("\x1f(page|picture) ([0-9]{1,9})\x1f")
"""The engine's marks of places."""


def parse(file: RawFile, params: ParseParams, kind: Format) -> Parsed:
    """Read one document with headings, lists, tables, pictures, and where pages start.

    Args:
        file: Already checked for what no library should unpack.
        params: Section ``parse``.
        kind: The format.

    Raises:
        InputError: docling finds it damaged (``bad_<format>``), needs a password (``encrypted``),
            finds too many pages (``too_large``) or no text (``no_text``), dies of it
            (``engine_died``) or takes too long (``engine_timeout``).
        SetupError: docling does not start.
    """
    patience.allow(params.docling.timeout_s)
    answer = worker(environments.command()).ask(
        file.data,
        {"format": kind, **_options(params, kind)},
        where=file.place,
        timeout_s=params.docling.timeout_s,
    )
    found = answer.result
    pictures = Pictures(file, params)
    assets = [
        pictures.add(content, "image/png", caption)
        for content, caption in zip(answer.parts, found["captions"], strict=True)
    ]
    text, starts = to_text(found["text"], found["pages"])
    problem = partial(Problem, kind="documents", where=file.place, reason="incomplete")
    made = pictures.parsed(text, shown(found["text"], text, starts, assets), pages=starts)
    problems = tuple(problem(why=why) for why in found["problems"])
    return made.model_copy(update={"engine": "docling", "problems": (*problems, *made.problems)})


def reads(params: ParseParams, kind: Format) -> bool:
    """Tell whether docling is the engine for a format."""
    return (params.pdf if kind == "pdf" else params.office).engine == "docling"


def identity(params: ParseParams, kind: Format) -> dict[str, Any]:
    """Return what a result depends on beside the file: options, versions, weights."""
    facts = {**_options(params, kind), "packages": environments.DOCLING.versions()}
    return {**facts, "models": environments.models_hash()} if kind == "pdf" else facts


def problem(params: ParseParams, kind: Format) -> str | None:
    """Say why docling cannot read a format on this machine; None when it can."""
    found = environments.DOCLING.problem()
    if found is None and kind == "pdf":
        found = environments.models_problem(tables=params.docling.tables)
    return found and f"engine 'docling': {found}"


def to_text(marked: str, pages: int) -> tuple[str, tuple[int, ...]]:
    """Take the marks out of a text.

    Args:
        marked: What the engine wrote.
        pages: How many pages there are.

    Returns:
        Tidy Markdown, and the offset where each page starts: that of its first item, or of what
        follows when nothing stands on it.
    """
    parts = _by_page(marked)
    text = ""
    starts: dict[int, int] = {}
    for page, part in parts:
        tidied = tidy(composed(plain(CONTROLS.sub("", MARK.sub("", part)))))
        if tidied.strip():
            starts.setdefault(page, len(text) + bool(text))
            text += ("\n" if text else "") + tidied
    offsets, following = [], len(text)
    for page in range(pages, 0, -1):
        following = starts.get(page, following)
        offsets.append(following)
    return text, tuple(reversed(offsets))


def shown(
    marked: str, text: str, starts: Sequence[int], assets: Sequence[str | None]
) -> list[Place]:
    """Return where pictures stand in a text that was made from one with the engine's marks."""

    def ours(found: re.Match[str]) -> str:
        number = int(found[2])
        shows = found[1] == "picture" and number < len(assets)
        return mark(assets[number]) if shows else ""

    return [
        Place(one.asset, one.at, bisect_right(starts, one.at) - 1 if starts else None)
        for one in places(MARK.sub(ours, marked), text)
    ]


def _by_page(marked: str) -> list[tuple[int, str]]:
    """Cut a text where pages start; the mark of an item within a line counts from that line."""
    parts: list[tuple[int, list[str]]] = [(1, [])]
    for line in marked.split("\n"):
        for found in MARK.finditer(line):
            if found[1] == "page" and int(found[2]) > parts[-1][0]:
                parts.append((int(found[2]), []))
        parts[-1][1].append(line)
    return [(page, "\n".join(lines)) for page, lines in parts]


def _options(params: ParseParams, kind: Format) -> dict[str, Any]:
    if kind != "pdf":
        return {}
    chosen = params.docling.model_dump(include={"images_scale", "tables", "ocr"})
    return {**chosen, "max_pages": params.pdf.max_pages}
