"""A row becomes one chunk, by the templates of its collection."""

from collections.abc import Iterable

from understudy.chunking.params import ChunkParams, RowChunkParams
from understudy.core.errors import InputError, SetupError, unknown_name
from understudy.core.language import language_of
from understudy.core.records import Chunk, Row, stable_id
from understudy.core.templates import columns
from understudy.core.templates import fill as filled


def check(params: ChunkParams, rows: Iterable[Row]) -> None:
    """Compare the templates with the tables, before any work.

    Raises:
        SetupError: A collection is not there, or a row of it lacks a column that a template names.
    """
    seen: set[str] = set()
    checked: set[tuple[str, frozenset[str]]] = set()
    for row in rows:
        seen.add(row.collection)
        kind = (row.collection, frozenset(row.cells))
        if row.collection not in params.rows or kind in checked:
            continue
        checked.add(kind)
        for column in _columns(params.rows[row.collection]):
            if column not in row.cells:
                where = f"chunk.rows.{row.collection}"
                raise SetupError(f"{where}: {unknown_name('column', column, row.cells)}")
    for collection in params.rows:
        if collection not in seen:
            raise SetupError(f"chunk.rows: {unknown_name('collection of rows', collection, seen)}")


def fill(row: Row, options: RowChunkParams) -> list[Chunk]:
    """Make a row's chunk; its text is the filled template, and so its parent's text is.

    Raises:
        InputError: The text is blank, or every key is.
    """
    text = _filled(options.text, row)
    keys = [_filled(key, row) for key in options.keys] if options.keys else [text]
    keys = list(dict.fromkeys(key for key in keys if key))
    if not text or not keys:
        raise InputError(row.id, f"its {'key' if text else 'text'} is blank", reason="blank_cell")
    language = _filled(options.language, row) if options.language else ""
    chunk = Chunk(
        id=stable_id("chunk", row.id, 0, text),
        parent=row.id,
        collection=row.collection,
        ordinal=0,
        start=0,
        end=len(text),
        text=text,
        keys=tuple(keys),
        language=language or language_of(text),
        group=row.group,
    )
    return [chunk]


def _columns(options: RowChunkParams) -> list[str]:
    templates = [options.text, *options.keys, options.language or ""]
    return [column for template in templates for column in columns(template)]


def _filled(template: str, row: Row) -> str:
    return filled(template, row, where=f"chunk.rows.{row.collection}", blank_ok=True)
