from pathlib import Path

from understudy.cleaning import CleanParams
from understudy.cleaning.records import Cleaner
from understudy.core import jsonl
from understudy.forgetting.lineage import Lineage
from understudy.forgetting.mentions import mentions
from understudy.forgetting.people import Everybody
from unit.cleaning.crowd import AUTHORS, PEOPLE, conversation
from unit.cleaning.test_records import document, row


def test_what_names_somebody_is_counted_by_what_it_is(tmp_path: Path) -> None:
    """Whatever the ids of records look like; what goes, and who only speaks, does not count."""
    documents = [document(f"Oksana says {n}", id=f"d{n}") for n in range(3)]
    talk = conversation(("Timur", "where is Oksana?"), ("Oksana", "here"))
    rows = [row({"a": f"seen by {who}"}) for who in ("Oksana", "nobody")]
    rows = [one.model_copy(update={"id": f"r{n}"}) for n, one in enumerate(rows)]
    inputs = [tmp_path / f"{name}.jsonl" for name in ("conversations", "rows", "documents")]
    for path, records in zip(inputs, ([talk], rows, documents), strict=True):
        jsonl.write(path, records)
    cleaner = Cleaner(CleanParams(), PEOPLE, AUTHORS)
    cleaned = [*map(cleaner.document, documents), cleaner.conversation(talk)]
    edits = [edit for one in (*cleaned, *map(cleaner.row, rows)) for edit in one.edits]
    jsonl.write(tmp_path / "edits.jsonl", edits)
    everybody = Everybody(CleanParams(), PEOPLE, *inputs[:2])
    somebody = everybody.find("Oksana")
    assert somebody is not None

    gone = Lineage(ids={"d1"})
    found = mentions(tmp_path / "edits.jsonl", gone, everybody, somebody, inputs, is_known=False)

    assert {"documents": 2, "conversations": 1, "rows": 1} == found.by_kind
    assert ["chats/a.json"] == found.documents
