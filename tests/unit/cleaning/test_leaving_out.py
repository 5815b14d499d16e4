"""What the parameters ask to leave out: messages, rows, documents, near copies, all counted."""

import json
from pathlib import Path
from typing import Any

import pytest

from understudy.cleaning import CleanParams, Inputs, clean_folder
from understudy.cleaning.records import Cleaned
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import EditRecord
from understudy.core.records import Conversation, Document, Row
from unit.cleaning.crowd import SOURCE, conversation
from unit.cleaning.test_records import assert_replayed, document

RU = "Каждую неделю мы осматриваем рамки, пока в июне не зацветёт липа."
EN = "We look at the frames every week until the lime trees flower in June."


class Outcome:
    """Runs the stage on some records and reads what it wrote."""

    def __init__(self, folder: Path, params: dict[str, Any], **records: list[Any]) -> None:
        for kind, some in records.items():
            jsonl.write(folder / f"{kind}.jsonl", some)
        inputs = Inputs(**{kind: folder / f"{kind}.jsonl" for kind in records})
        self.out = folder / "out"
        clean_folder(
            CleanParams.model_validate({"max_dropped": 0, "steps": STEPS} | params),
            inputs, self.out, folder / "report.json",
        )  # fmt: skip
        self.report = json.loads((folder / "report.json").read_text())
        lines = (self.out / "rejects.jsonl").read_text().splitlines()
        self.rejects = [json.loads(line) for line in lines]
        self.edits = list(jsonl.read(self.out / "edits.jsonl", EditRecord))
        for kind in records:
            counts = self.report[kind]
            assert counts["read"] == counts["kept"] + sum(counts["dropped"].values())

    def records(self, kind: str, model: type) -> list[Any]:
        return list(jsonl.read(self.out / f"{kind}.jsonl", model))


STEPS = [name for name in CleanParams().steps if name != "anonymise"]


def row(number: int, **cells: str) -> Row:
    return Row(
        id=f"row-{number}", source=SOURCE, line=number, cells=cells, collection="c", group="g"
    )


def test_a_message_goes_and_its_place_stays(tmp_path: Path) -> None:
    """Counted by reason, with a line among the rejects, and the raw text can be had again."""
    talk = conversation(
        ("A", EN), ("B", "[x] casino \r\n"), ("A", "[x]"), ("B", ""), ("A", RU), id="talk"
    )
    params = {
        "markers": {"marks": [r"\[x\]"]},
        "blocked": {"words": ["casino"]},
        "languages": ["en"],
    }

    done = Outcome(tmp_path, params, conversations=[talk])

    (after,) = done.records("conversations", Conversation)
    assert [EN, "", "", "", ""] == [message.text for message in after.messages]
    assert {
        "read": 5, "kept": 2, "dropped": {"blocked_words": 1, "language": 1, "markers": 1}
    } == done.report["messages"]  # fmt: skip
    assert [
        ("messages", "talk.messages.1.text", "blocked_words"),
        ("messages", "talk.messages.2.text", "markers"),
        ("messages", "talk.messages.4.text", "language"),
    ] == [(one["kind"], one["where"], one["reason"]) for one in done.rejects]
    assert_replayed(talk, Cleaned(after, tuple(done.edits)))


def test_a_chat_of_nothing_wanted_goes_with_the_reason(tmp_path: Path) -> None:
    """And so it is no fault of the material."""
    talks = [
        conversation(("A", RU), ("B", "Да"), ("A", "спам"), id="foreign"),
        conversation(("A", "So?"), ("B", "Yes"), id="fine"),
    ]

    done = Outcome(tmp_path, {"languages": ["en"]}, conversations=talks)

    assert ["fine"] == [talk.id for talk in done.records("conversations", Conversation)]
    assert {"language": 1} == done.report["conversations"]["dropped"]
    assert {"read": 2, "kept": 2, "dropped": {}} == done.report["messages"]


def test_chats_without_a_word_are_counted_and_fail_nothing(tmp_path: Path) -> None:
    """Exports are full of them: pictures alone, calls alone, who has joined the app."""
    found = Outcome(
        tmp_path,
        {"stop_phrases": ["see you"]},
        conversations=[
            conversation(("A", EN), id="talk"),
            conversation(("A", ""), id="pictures"),
            conversation(("B", "see you"), id="phrase"),
        ],
    )

    assert {"read": 3, "kept": 1, "dropped": {"blank": 2}} == found.report["conversations"]
    assert ["pictures", "phrase"] == [
        one["where"] for one in found.rejects if one["kind"] == "conversations"
    ]


def test_documents_and_rows_go_whole(tmp_path: Path) -> None:
    """By the language of the whole, a word anywhere, too few words; towards no limit."""
    documents = [
        document(EN, id="d-en"),
        document(RU, id="d-ru", language="ru"),
        document(EN + " Casino", id="d-blocked"),
        document(EN + " again", id="d-title", title="A casino"),
        document("Bees.", id="d-short"),
        document(EN + " Indeed.", id="d-asked", questions=["Casino?", "When?"]),
    ]
    rows = [
        row(1, question="How often?", answer=EN),
        row(2, question=RU, answer="Да."),
        row(3, question="Casino?", answer="Not at all"),
        row(4, question="Really, every week?", answer="Yes"),
    ]
    params = {
        "languages": ["en"],
        "blocked": {"words": ["casino"]},
        "min_words": {"documents": 2, "cells": {"answer": 2}},
    }

    done = Outcome(tmp_path, params, documents=documents, rows=rows)

    kept = done.records("documents", Document)
    assert ["d-en", "d-asked"] == [one.id for one in kept]
    assert ("When?",) == kept[1].questions
    assert {"blocked_words": 2, "language": 1, "min_words": 1} == done.report["documents"][
        "dropped"
    ]
    assert ["row-1"] == [one.id for one in done.records("rows", Row)]
    assert {"blocked_words": 1, "language": 1, "min_words": 1} == done.report["rows"]["dropped"]
    assert "messages" not in done.report


def test_steps_run_in_the_order_of_the_parameters(tmp_path: Path) -> None:
    """Too short before the phrase goes is not too short after it."""
    params = {"stop_phrases": ["Sent from my phone"], "min_words": {"documents": 3}}
    for steps, dropped in (
        (["stop_phrases", "min_words"], {"min_words": 1}),
        (["min_words", "stop_phrases"], {}),
    ):
        one = document("Two words. Sent from my phone")
        done = Outcome(tmp_path, params | {"steps": steps}, documents=[one])
        assert dropped == done.report["documents"]["dropped"]


def test_masked_words_and_cut_marks_lead_back_to_the_raw_text(tmp_path: Path) -> None:
    """The edits on file, made on the parsed record, give the cleaned one."""
    raw = document("[x] Casino!\n\n[x]\nn/a\n\nThe casino and bees. [x]")
    params = {
        "markers": {"marks": [r"\[x\]"], "stubs": ["n/a"]},
        "blocked": {"words": ["casino"], "action": "mask"},
    }

    done = Outcome(tmp_path, params, documents=[raw])

    (after,) = done.records("documents", Document)
    assert "***!\n\nThe *** and bees." == after.text
    assert_replayed(raw, Cleaned(after, tuple(done.edits)))


def test_a_column_that_no_table_has_is_named(tmp_path: Path) -> None:
    """With those there are."""
    with pytest.raises(SetupError, match=r"min_words\.cells: unknown column 'anwser'.*answer"):
        Outcome(tmp_path, {"min_words": {"cells": {"anwser": 2}}}, rows=[row(1, answer="Yes")])


def test_of_near_records_the_first_is_kept_by_parameter(tmp_path: Path) -> None:
    """With its edits; what is near only a record that went stays; none that stay are near."""
    words = [f"w{number}" for number in range(60)]
    texts = [" ".join(words[start : start + 50]) for start in (0, 4, 8)]
    documents = [document(text + " \n", id=f"d{i}") for i, text in enumerate(texts)]
    said = "we look at the frames every week until the lime trees flower"
    talks = [
        conversation(("A", said), ("B", "[x]"), ("A", tail), id=tail) for tail in ("good", "yes")
    ]
    params = {"near": {"drop": True}, "markers": {"marks": [r"\[x\]"]}}

    done = Outcome(tmp_path, params, documents=documents, conversations=talks)

    assert ["d0", "d2"] == [one.id for one in done.records("documents", Document)]
    assert ["good"] == [one.id for one in done.records("conversations", Conversation)]
    for kind in ("documents", "conversations"):
        assert {"near_duplicate": 1} == done.report[kind]["dropped"]
    assert {
        "documents": {"compared": 3, "pairs": 2},
        "conversations": {"compared": 2, "pairs": 1},
    } == (done.report["near"])
    assert b"" == (tmp_path / "out" / "near.jsonl").read_bytes()
    assert {"read": 3, "kept": 2, "dropped": {"markers": 1}} == done.report["messages"]
    assert {"d0", "d2", "good"} == {edit.record for edit in done.edits}
    assert {"markers": 1, "normalise": 4} == done.report["edits"]
    (again,) = [one for one in done.rejects if one["where"] == "d1"]
    assert again["why"].startswith("nearly the same as d0: they share 8")
