"""How documents and rows become chunks."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

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

    size_words: int = Field(90, ge=1)
    """Longest chunk of a document. A Chinese or Japanese character counts as a word. Only a code
    block or a table row may be longer, because those are never cut."""
    overlap_words: int = Field(0, ge=0)
    """Most words at the start of a chunk that repeat, in whole sentences, the end of the one
    before; never over a heading."""
    min_words: int = Field(3, ge=1)
    """Documents with fewer words outside their headings are dropped as ``too_short``."""
    rows: dict[str, RowChunkParams] = {}
    """Collection to how its rows become chunks; rows of other collections make none."""
    max_dropped: float = Field(0.05, ge=0, le=1)
    """Share of the documents, or of the rows, that may be dropped before the stage fails."""

    @model_validator(mode="after")
    def _advances(self) -> Self:
        if self.overlap_words >= self.size_words:
            raise ValueError(
                f"overlap_words ({self.overlap_words}) must be less than "
                f"size_words ({self.size_words}), or no chunk would move forward"
            )
        return self
