"""Look for everything that cleaning hid in everything that was made after it."""

from pathlib import Path

from understudy.auditing import AuditParams, Inputs, audit_folder
from understudy.core.stage import run


def audit(
    params: AuditParams,
    edits: Path,
    documents: Path | None,
    conversations: Path | None,
    rows: Path | None,
    people: Path | None,
    artefacts: tuple[Path, ...],
    audited: Path,
    report: Path,
) -> None:
    """Prove that what cleaning hid stands nowhere downstream; one hit fails the stage.

    Args:
        params: Section ``audit`` of params.yaml.
        edits: The clean stage's ``edits.jsonl``.
        documents: The parse stage's ``documents.jsonl``; each input if there is one.
        conversations: The parse stage's ``conversations.jsonl``.
        rows: The parse stage's ``rows.jsonl``.
        people: ``people.yaml``: words that are no names, and the persona, who is not hidden.
        artefacts: Files and folders of the stages after cleaning.
        audited: Folder to write: ``hits.jsonl``, which names places and no words.
        report: Metrics file to write: how much was sought, and hits by artefact and kind.
    """
    audit_folder(
        params, Inputs(edits, documents, conversations, rows, people), artefacts, audited, report
    )


if __name__ == "__main__":
    run(audit)
