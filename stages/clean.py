"""Clean documents, conversations and rows: normalised, anonymised, without exact duplicates."""

from pathlib import Path

from understudy.cleaning import CleanParams, Inputs, clean_folder
from understudy.core.stage import run


def clean(
    params: CleanParams,
    documents: Path | None,
    conversations: Path | None,
    rows: Path | None,
    people: Path | None,
    files: Path | None,
    cleaned: Path,
    report: Path,
) -> None:
    """Clean documents, conversations and rows: the same records, as edits applied.

    Args:
        params: Section ``clean`` of params.yaml.
        documents: The parse stage's ``documents.jsonl``; each input if there is one.
        conversations: The parse stage's ``conversations.jsonl``.
        rows: The parse stage's ``rows.jsonl``.
        people: ``people.yaml``: the persona, and names to hide beside those of authors.
        files: The parse stage's ``files.jsonl``: exports are called by the people in them.
        cleaned: Folder to write: the same files, ``edits.jsonl``, ``near.jsonl`` (pairs of nearly
            equal documents or chats), ``review.jsonl`` (columns that may tell who somebody is),
            ``rejects.jsonl`` and ``manifest.json``.
        report: Metrics file to write: records by kind, edits by step, how much was hidden, and how
            far the tables tell people apart.
    """
    inputs = Inputs(documents, conversations, rows, people, files)
    clean_folder(params, inputs, cleaned, report)


if __name__ == "__main__":
    run(clean)
