"""A document becomes chunks that are slices of its text."""

from understudy.chunking import words
from understudy.chunking.atoms import Atom, atoms
from understudy.chunking.pack import pack
from understudy.chunking.params import ChunkParams
from understudy.chunking.sections import Section, sections
from understudy.core.errors import InputError
from understudy.core.records import Chunk, Document, stable_id


def split(document: Document, params: ChunkParams) -> list[Chunk]:
    """Cut a document at its headings, then into chunks of at most ``size_words``.

    Every word outside the headings is in a chunk. A heading stands at the start of the first chunk
    under it; one that nothing follows before the next heading is only in the paths below it.

    Raises:
        InputError: It has fewer than ``min_words`` words outside its headings.
    """
    found = sections(document.text)
    body = sum(
        words.count(document.text[unit.start : unit.end])
        for section in found
        for unit in section.body
    )
    if body < params.min_words:
        why = f"{body} words outside headings, fewer than min_words ({params.min_words})"
        raise InputError(document.id, why, reason="too_short")
    chunks: list[Chunk] = []
    for section in found:
        pieces = atoms(document.text, section, params.size_words)
        for first, last in pack(pieces, params.size_words, params.overlap_words):
            chunks.append(_chunk(document, section, pieces[first:last], len(chunks)))
    return chunks


def _chunk(document: Document, section: Section, pieces: list[Atom], ordinal: int) -> Chunk:
    start, end = pieces[0].start, pieces[-1].end
    text = document.text[start:end]
    header = pieces[0].header
    above = [
        " > ".join(section.path),
        "" if header is None else document.text[slice(*header)],
    ]
    group = document.group if section.topic is None else f"{document.group}#{section.topic}"
    return Chunk(
        id=stable_id("chunk", document.id, start, text),
        parent=document.id,
        collection=document.collection,
        heading=section.path,
        ordinal=ordinal,
        start=start,
        end=end,
        text=text,
        keys=("\n".join([line for line in above if line] + [text]),),
        language=document.language,
        group=group,
    )
