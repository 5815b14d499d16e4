"""How documents and rows become chunks."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from understudy.chunking.measures import Unit
from understudy.core.params import Params, Section


class RowChunkParams(Section):
    """How the rows of one collection become chunks, one each.

    In a template ``{column}`` stands for a cell; a cell with several texts is joined with "; ".
    """

    text: str = Field(min_length=1)
    """Template of the passage."""
    keys: tuple[str, ...] = ()
    """Templates of what is embedded and searched, e.g. the question alone; the text when empty."""
    language: str | None = None
    """Template of the language (ISO 639-1), e.g. ``{language}``; detected when null."""


class ChunkParams(Params):
    """How documents and rows become chunks."""

    section: ClassVar[str] = "chunk"

    unit: Unit = "words"
    """What ``size`` and ``overlap`` count. In ``words`` a Chinese or Japanese character is a word,
    and so is each forty characters without a space; ``tokens`` are those of the base model, whose
    folder the stage then needs as ``--tokenizer``."""
    size: int = Field(400, ge=1)
    """Longest chunk of a document, with the table header or code fence that is shown above it. Only
    code and a table row may be longer, up to twice as long; what is longer still is cut, too."""
    overlap: int = Field(80, ge=0)
    """Most of a chunk that repeats, in whole sentences, rows or items, the end of the one before;
    never over a heading."""
    min_words: int = Field(3, ge=1)
    """Documents with fewer words outside their headings are dropped as ``too_short``."""
    rows: dict[str, RowChunkParams] = {}
    """Collection to how its rows become chunks; rows of other collections make none."""
    max_dropped: float = Field(0.05, ge=0, le=1)
    """Share of the documents, or of the rows, that may be dropped before the stage fails."""

    @model_validator(mode="after")
    def _advances(self) -> Self:
        if self.overlap >= self.size:
            raise ValueError(
                f"overlap ({self.overlap}) must be less than size ({self.size}), or no chunk would "
                "move forward"
            )
        return self
