"""The stage's work from files to files."""

from pathlib import Path
from typing import NamedTuple

from understudy.cleaning.forgotten import forgotten, marks_of
from understudy.cleaning.ledger import Ledger
from understudy.cleaning.names.vocabulary import vocabulary
from understudy.cleaning.near import write_near
from understudy.cleaning.params import CleanParams
from understudy.cleaning.records import Cleaner
from understudy.cleaning.speakers import Speakers, Talk, check_persona
from understudy.cleaning.tables.survey import survey
from understudy.cleaning.tables.whole import Tables
from understudy.core import jsonl, manifest
from understudy.core.outcomes import FileReport
from understudy.core.people import load_people
from understudy.core.records import Conversation, Document, Row


class Inputs(NamedTuple):
    """What the stage reads; None for what there is not."""

    documents: Path | None = None
    conversations: Path | None = None
    rows: Path | None = None
    people: Path | None = None
    files: Path | None = None


def clean_folder(params: CleanParams, inputs: Inputs, cleaned: Path, report: Path) -> None:
    """Clean the records of all inputs.

    Args:
        params: Section ``clean``.
        inputs: Files of the parse stage, and people.yaml.
        cleaned: Folder to write.
        report: Metrics file to write.

    Raises:
        SetupError: The parameters, people.yaml or the pseudonym key are not right, the persona
            speaks in no chat, more than ``max_dropped`` of a kind was dropped, or a table tells
            more of people than ``clean.privacy`` and ``clean.tables`` allow.
    """
    people = None if inputs.people is None else load_people(inputs.people)
    words = vocabulary(inputs.documents)
    speakers = _speakers(inputs.conversations)
    found = survey(params.tables, inputs.rows, words)
    cleaner = Cleaner(params, people, speakers.accounts, words, found)
    marks = marks_of(people, params)
    if marks is not None:
        cleaner.forget(forgotten(marks, params, inputs.conversations, inputs.rows, cleaner.key))
    if people is not None:
        check_persona(people, cleaner.key, speakers)
    ledger = Ledger(params, cleaned)
    tables = Tables(params)
    if inputs.documents is not None:
        ledger.write("documents", inputs.documents, Document, cleaner.document)
    if inputs.conversations is not None:
        ledger.write("conversations", inputs.conversations, Conversation, cleaner.conversation)
    if inputs.rows is not None:
        ledger.write("rows", inputs.rows, Row, cleaner.row, tables.through)
        cleaner.check_columns()
    if inputs.files is not None:
        files = map(cleaner.file, jsonl.read(inputs.files, FileReport))
        jsonl.write(cleaned / "files.jsonl", files)
    near = write_near(params.near, cleaned)
    for kind, repeats in near.repeats.items():
        ledger.leave_out(kind, repeats)
    counts = ledger.close(report, near=near.counts, tables=tables.close(cleaned))
    tables.check()
    manifest.write(cleaned, stage="clean", params=params, inputs=inputs._asdict(), counts=counts)


def _speakers(conversations: Path | None) -> Speakers:
    """Count all authors: a name in one chat is hidden in every other text too."""
    return Speakers.of(() if conversations is None else jsonl.read(conversations, Talk))
