"""The pieces of a section that a chunk takes whole, and what it costs to cut in front of each."""

from collections.abc import Iterator
from typing import NamedTuple

from understudy.chunking.measures import Measure
from understudy.chunking.parts import (
    INSIDE_A_SENTENCE,
    Part,
    after_bullet,
    cut_code,
    cut_lines,
    is_fence,
    parts,
)
from understudy.chunking.sections import Section
from understudy.chunking.stretches import stretches
from understudy.core.sentences import sentences

WHOLE = 2
"""Code, and a row of a table with what stands above it, are cut only when they are longer than this
many chunks: bounded all the same, because a search model reads a few hundred words of a chunk."""


class Atom(NamedTuple):
    """A piece that is not cut further."""

    start: int
    end: int
    cut: int
    """Cost of a cut in front of it."""
    alone: int
    """Its size where it starts a chunk."""
    joined: int
    """What it adds to a chunk that it goes on with."""
    opening: str = ""
    """Shown above a chunk that starts with it: the header of its table, the fence of its code."""
    opened: int = 0
    """Size of that."""
    closing: str = ""
    """Shown below a chunk that ends with it: the fence of its code."""
    closed: int = 0

    def followed_by(self, other: "Atom") -> "Atom":
        """Return this atom and the next as one."""
        return self._replace(
            end=other.end,
            alone=self.alone + other.joined,
            joined=self.joined + other.joined,
            closing=other.closing,
            closed=other.closed,
        )


def atoms(text: str, section: Section, size: int, measure: Measure) -> list[Atom]:
    """Return the atoms of a section, in order.

    The heading and the first piece of the body are one atom, unless the heading alone takes more
    than half a chunk; so are a table's header, the line below it and its first row.

    Args:
        text: The document's.
        section: One of its sections.
        size: Largest size of a sentence or item; of code and rows see ``WHOLE``.
        measure: What sizes are counted in.
    """
    heading = section.heading
    above = 0
    if heading is not None:
        (above,) = measure.sizes([text[heading.start : section.body[0].start]])
        heading, above = (None, 0) if above > size // 2 else (heading, above)
    found = list(parts(text, section.body))
    sizes = measure.sizes([text[part.start : part.end] for part in found])
    pieces: list[tuple[Part, int]] = []
    for part, length in zip(found, sizes, strict=True):
        limit = size if pieces else size - above
        pieces += _pieces(text, part, length, (limit, size), measure)
    if heading is not None:
        first, length = pieces[0]
        (longer,) = measure.sizes([text[heading.start : first.end]])
        if longer <= size or length > size - above:  # the latter may be too long anyway
            pieces[0] = first._replace(start=heading.start), longer
    return _measured(text, pieces, size, measure)


def _measured(text: str, pieces: list[tuple[Part, int]], size: int, measure: Measure) -> list[Atom]:
    """Say what each piece adds to a chunk, and what is shown around it: nothing over ``size``."""
    alone = [length for _, length in pieces]
    joined = measure.beside(text, [(piece.start, piece.end) for piece, _ in pieces], alone)
    framed = [piece for piece, _ in pieces if piece.opening or piece.closing]
    frames = sorted({frame for piece in framed for frame in (piece.opening, piece.closing)})
    lengths = measure.sizes([frame + "\n" for frame in frames])
    shown = {frame: (frame, n) for frame, n in zip(frames, lengths, strict=True) if n <= size}
    shown[""] = nothing = ("", 0)
    return [
        Atom(
            *(piece.start, piece.end, piece.cut, alone[at], joined[at]),
            *shown.get(piece.opening, nothing),
            *shown.get(piece.closing, nothing),
        )
        for at, (piece, _) in enumerate(pieces)
    ]


def _pieces(
    text: str, part: Part, length: int, limits: tuple[int, int], measure: Measure
) -> Iterator[tuple[Part, int]]:
    """Yield a part, or what it must be cut into, each with its size.

    Args:
        text: What it lies in.
        part: The part.
        length: Its size.
        limits: Largest size of this piece, and of any.
        measure: What sizes are counted in.
    """
    limit, size = limits
    if length <= (WHOLE * size if part.kind in {"code", "row"} else limit):
        yield part, length
        return
    cut = {"code": cut_code, "row": cut_lines}.get(part.kind, _sentences)
    inner = list(cut(text, part))
    frame = f"{inner[-1].opening}\n{inner[0].closing}\n"
    *sizes, framed = measure.sizes([*(text[one.start : one.end] for one in inner), frame])
    framed = framed if framed <= size // 2 else 0
    for one, own in zip(inner, sizes, strict=True):
        room = max(1, limit - framed)
        if own <= room or is_fence(text, one):  # half a fence is none
            yield one, own
        else:
            opening = one.opening or inner[-1].opening
            yield from _stretched(text, one, room, measure, opening)
        limit = size


def _sentences(text: str, part: Part) -> Iterator[Part]:
    """Yield the sentences of an item, the bullet with the first; another part stays as it is."""
    if part.kind not in {"item", "note"}:
        yield part
        return
    skipped = after_bullet(text, part.start, part.end)
    spans = [(start + skipped, end + skipped) for start, end in sentences(text[skipped : part.end])]
    for number, (start, end) in enumerate(spans):
        if number == 0:
            yield part._replace(end=end)
        else:
            yield part._replace(start=start, end=end, cut=INSIDE_A_SENTENCE)


def _stretched(
    text: str, part: Part, limit: int, measure: Measure, opening: str
) -> Iterator[tuple[Part, int]]:
    """Yield the stretches of a part and their sizes; those after the first have the opening."""
    spans = stretches(text, part.start, part.end, limit, measure)
    sizes = measure.sizes([text[start:end] for start, end in spans])
    for number, ((start, end), size) in enumerate(zip(spans, sizes, strict=True)):
        if number == 0:
            yield part._replace(start=start, end=end), size
        else:
            one = part._replace(start=start, end=end, cut=INSIDE_A_SENTENCE, opening=opening)
            yield one, size
