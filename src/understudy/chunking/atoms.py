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
    parts,
)
from understudy.chunking.sections import Section
from understudy.chunking.stretches import stretches
from understudy.core.sentences import Unit, sentences

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
    pieces: list[Part] = []
    heading = section.heading
    above = 0
    if heading is not None:
        (above,) = measure.sizes([text[heading.start : section.body[0].start]])
        heading, above = (None, 0) if above > size // 2 else (heading, above)
    found = list(parts(text, section.body))
    for part, length in zip(
        found, measure.sizes([text[p.start : p.end] for p in found]), strict=True
    ):
        limit = size if pieces else size - above
        pieces += _pieces(text, part, length, (limit, size), measure)
    if heading is not None and _fits(text, heading, pieces[0], (above, size), measure):
        pieces[0] = pieces[0]._replace(start=heading.start)
    return _measured(text, pieces, size, measure)


def _fits(text: str, heading: Unit, piece: Part, sizes: tuple[int, int], measure: Measure) -> bool:
    """Tell whether a heading fits above a piece, or the piece is one that may be too long."""
    above, size = sizes
    with_heading, alone = measure.sizes(
        [text[heading.start : piece.end], text[piece.start : piece.end]]
    )
    return with_heading <= size or alone > size - above


def _measured(text: str, pieces: list[Part], size: int, measure: Measure) -> list[Atom]:
    """Say how long each piece is, and what is shown around it: nothing longer than a chunk."""
    spans = [(piece.start, piece.end) for piece in pieces]
    alone = measure.sizes([text[start:end] for start, end in spans])
    joined = measure.beside(text, spans, alone)
    frames = sorted(
        {frame for piece in pieces for frame in (piece.opening, piece.closing) if frame}
    )
    lengths = measure.sizes([frame + "\n" for frame in frames])
    shown = {frame: (frame, n) for frame, n in zip(frames, lengths, strict=True) if n <= size}
    nothing = ("", 0)
    return [
        Atom(
            *(piece.start, piece.end, piece.cut, alone[at], joined[at]),
            *shown.get(piece.opening, nothing),
            *shown.get(piece.closing, nothing),
        )
        for at, piece in enumerate(pieces)
    ]


def _pieces(
    text: str, part: Part, length: int, limits: tuple[int, int], measure: Measure
) -> Iterator[Part]:
    """Yield a part, or what it must be cut into.

    Args:
        text: What it lies in.
        part: The part.
        length: Its size.
        limits: Largest size of this piece, and of any.
        measure: What sizes are counted in.
    """
    limit, size = limits
    is_whole = part.kind in {"code", "row"}
    if length <= (WHOLE * size if is_whole else limit):
        yield part
        return
    if part.kind == "code":
        inner = list(cut_code(text, part))
    elif part.kind == "row":
        inner = list(cut_lines(text, part))
    else:
        inner = list(_sentences(text, part))
    *sizes, frame = measure.sizes(
        [
            *(text[one.start : one.end] for one in inner),
            f"{inner[-1].opening}\n{inner[0].closing}\n",
        ]
    )
    framed = frame if frame <= size // 2 else 0
    for one, own in zip(inner, sizes, strict=True):
        if own <= limit - framed:
            yield one
        else:
            yield from _stretched(text, one, max(1, limit - framed), measure, inner[-1].opening)
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


def _stretched(text: str, part: Part, limit: int, measure: Measure, opening: str) -> Iterator[Part]:
    """Yield the stretches of a part; those after the first have an opening in any case."""
    found = stretches(text, part.start, part.end, limit, measure)
    for number, (start, end) in enumerate(found):
        cut = INSIDE_A_SENTENCE if number else part.cut
        above = part.opening or (opening if number else "")
        yield part._replace(start=start, end=end, cut=cut, opening=above)
