"""Rows of tables become samples by template."""

from understudy.core.language import language_of
from understudy.core.records import Evidence, Row, Sample, Turn, stable_id
from understudy.core.templates import fill
from understudy.dataset.params import RowParams


def row_sample(row: Row, rows: dict[str, RowParams]) -> Sample:
    """Turn a row into a question and its answer, or into a text.

    Args:
        row: Of a collection that ``rows`` names.
        rows: Templates by collection.

    Raises:
        SetupError: A template names a column that the table lacks.
        InputError: A cell of the prompt or the answer is blank (``blank_cell``).
    """
    params = rows[row.collection]
    where = f"build.rows.{row.collection}"
    turns = _turns(params, row, where)
    said = [turn.content for turn in turns]
    labels = {
        name: fill(template, row, where=f"{where}.labels.{name}", blank_ok=True)
        for name, template in params.labels.items()
    }
    language = _optional(params.language, row, f"{where}.language")
    return Sample(
        id=stable_id("row-sample", row.collection, row.id, *said),
        turns=turns,
        targets=(len(turns) - 1,),
        labels={name: value for name, value in labels.items() if value},
        kind=_optional(params.kind, row, f"{where}.kind"),
        language=language or language_of("\n".join(said)),
        collection=row.collection,
        group=row.group,
        evidence=(Evidence(parent=row.id, start=0, end=len(row.cells)),),
    )


def _turns(params: RowParams, row: Row, where: str) -> tuple[Turn, ...]:
    if params.text:
        return (Turn(role="text", content=fill(params.text, row, where=f"{where}.text")),)
    prompt = fill(params.prompt, row, where=f"{where}.prompt")
    answer = fill(params.answer, row, where=f"{where}.answer")
    return (Turn(role="user", content=prompt), Turn(role="assistant", content=answer))


def _optional(template: str | None, row: Row, where: str) -> str:
    return "" if template is None else fill(template, row, where=where, blank_ok=True)
