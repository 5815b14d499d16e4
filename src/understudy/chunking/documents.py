"""A document becomes chunks that are slices of its text."""

import re
from collections.abc import Iterator
from pathlib import Path

from understudy.chunking import words
from understudy.chunking.atoms import Atom, atoms
from understudy.chunking.fitting import Packed, fit
from understudy.chunking.measures import Measure, measure_of
from understudy.chunking.pack import coarse, pack
from understudy.chunking.params import ChunkParams
from understudy.chunking.sections import Section, sections
from understudy.core.errors import InputError
from understudy.core.language import language_within
from understudy.core.pages import pages_of
from understudy.core.records import Chunk, Document, stable_id

# What is in no language, or in that of its commands.
_CODE = re.compile(r"^[ \t>]*(`{3,}|~{3,}).*?(?:^[ \t>]*\1|\Z)|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def split(document: Document, params: ChunkParams, tokenizer: Path | None = None) -> list[Chunk]:
    """Cut a document at its headings, then into chunks of at most ``size``.

    Every word outside the headings is in a chunk. A heading stands at the start of the first chunk
    under it, unless it takes more than half of one; a heading that nothing follows before the next
    is only in the paths below it.

    Args:
        document: With Markdown.
        params: Section ``chunk``.
        tokenizer: Model folder whose tokens are counted; needed where those are the unit.

    Raises:
        InputError: It has fewer than ``min_words`` words outside its headings.
        SetupError: Tokens are to be counted, and there is no tokenizer.
    """
    measure = measure_of(params.unit, tokenizer)
    found = sections(document.text)
    body = _words_up_to(document.text, found, params.min_words)
    if body < params.min_words:
        why = f"{body} words outside headings, fewer than min_words ({params.min_words})"
        raise InputError(document.id, why, reason="too_short")
    chunks: list[Chunk] = []
    for section in found:
        for pieces in _packed(document.text, section, params, measure):
            chunks.append(_chunk(document, section, pieces, len(chunks)))
    return chunks


def _words_up_to(text: str, found: list[Section], enough: int) -> int:
    """Count the words outside headings, no further than to where there are enough."""
    counted = 0
    for section in found:
        for unit in section.body:
            counted += words.count(text[unit.start : unit.end])
            if counted >= enough:
                return counted
    return counted


def _packed(
    text: str, section: Section, params: ChunkParams, measure: Measure
) -> Iterator[list[Atom]]:
    """Yield the atoms of each chunk of a section."""
    pieces = coarse(atoms(text, section, params.size, measure), params.size)
    ranges = [Packed(*found) for found in pack(pieces, params.size, params.overlap)]
    for one in fit(text, pieces, ranges, params.size, measure):
        yield pieces[one.first : one.last]


def _chunk(document: Document, section: Section, pieces: list[Atom], ordinal: int) -> Chunk:
    start, end = pieces[0].start, pieces[-1].end
    text = document.text[start:end]
    opening, closing = pieces[0].opening, pieces[-1].closing
    above = (document.chapter,) if document.chapter else ()
    path = section.path if above == section.path[:1] else (*above, *section.path)
    lines = [" > ".join(path), opening, text, closing]
    keys = ["\n".join(line for line in lines if line), *document.questions]
    group = document.group if section.topic is None else f"{document.group}#{section.topic}"
    return Chunk(
        id=stable_id("chunk", document.id, start, text),
        parent=document.id,
        collection=document.collection,
        heading=path,
        ordinal=ordinal,
        start=start,
        end=end,
        text=text,
        opening=opening,
        closing=closing,
        pages=pages_of(document, start, end),
        keys=tuple(dict.fromkeys(key for key in keys if key.strip())),
        language=language_within(_prose(text), document.language),
        group=group,
    )


def _prose(text: str) -> str:
    """Leave out code, which says nothing of a passage's language."""
    return _CODE.sub(" ", text) if "`" in text or "~~~" in text else text
