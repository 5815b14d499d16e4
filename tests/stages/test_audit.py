import json
import re
from pathlib import Path

import pytest

from contract.stages import ROOT, stage_function
from understudy.auditing import AuditParams
from understudy.cleaning import CleanParams
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Conversation
from unit.cleaning.crowd import PEOPLE, conversation
from unit.cleaning.test_records import document, row

audit = stage_function(ROOT / "stages" / "audit.py")
clean = stage_function(ROOT / "stages" / "clean.py")


@pytest.fixture
def done(tmp_path: Path) -> Path:
    """A folder with what was parsed, and what cleaning made of it."""
    parsed = tmp_path / "parsed"
    jsonl.write(parsed / "documents.jsonl", [document("Ask Timur Lindseed. A linseed oil.")])
    talks = [
        conversation(
            ("Oksana", "Вера, мой адрес ox@bees.org"), ("Вера", "see Oksana, спроси Павла")
        )
    ]
    jsonl.write(parsed / "conversations.jsonl", talks)
    jsonl.write(parsed / "rows.jsonl", [row({"a": "by Oksana"})])
    (parsed / "people.yaml").write_text(json.dumps(PEOPLE.model_dump(mode="json")))
    clean(
        CleanParams(max_dropped=0.5),
        **inputs(parsed),
        files=None,
        cleaned=tmp_path / "cleaned",
        report=tmp_path / "clean.json",
    )
    return tmp_path


def inputs(parsed: Path) -> dict[str, Path]:
    return {
        "documents": parsed / "documents.jsonl",
        "conversations": parsed / "conversations.jsonl",
        "rows": parsed / "rows.jsonl",
        "people": parsed / "people.yaml",
    }


def audited(done: Path, *artefacts: Path) -> dict[str, object]:
    audit(
        AuditParams(),
        edits=done / "cleaned" / "edits.jsonl",
        **inputs(done / "parsed"),
        artefacts=artefacts,
        audited=done / "audited",
        report=done / "audit.json",
    )
    return jsonl.read_json(done / "audit.json")


def test_what_is_cleaned_holds_nothing(done: Path) -> None:
    """No hit in the cleaned records, which say so much and name so few."""
    found = audited(done, done / "cleaned")

    assert 0 == found["hits"]
    assert 3 <= found["sought"]
    assert 0 == (done / "audited" / "hits.jsonl").stat().st_size


@pytest.mark.parametrize(
    "text",
    ["see Oksana", "mail to OX@bees.org!", json.dumps("с Павлом"), json.dumps("see\nOksana")],
    ids=["name", "address", "case", "line"],
)
def test_one_hit_fails(done: Path, text: str) -> None:
    """A name, also in a case that was not met, or an address.

    The message names the place and the pseudonym, and not what stands there.
    """
    (done / "later").mkdir()
    (done / "later" / "a.jsonl").write_text(f"1\n{text}\n")

    with pytest.raises(SetupError) as failed:
        audited(done, done / "cleaned", done / "later")

    assert "later: 1 " in str(failed.value)
    assert "a.jsonl:2" in str(failed.value)
    for secret in ("Oksana", "bees.org", "Павл"):
        assert secret not in str(failed.value)
        assert secret not in (done / "audited" / "hits.jsonl").read_text()
    assert 1 == jsonl.read_json(done / "audit.json")["hits"]


def test_a_name_in_the_name_of_a_file_is_not_told(done: Path) -> None:
    """It is a hit, and its place is told with the pseudonym."""
    (done / "later").mkdir()
    (done / "later" / "Oksana.txt").write_text("see Oksana")

    with pytest.raises(SetupError) as failed:
        audited(done, done / "later")

    hits = (done / "audited" / "hits.jsonl").read_text()
    assert "Oksana" not in str(failed.value) + hits
    assert 2 == jsonl.read_json(done / "audit.json")["hits"]
    assert re.search(r"first PERSON-\w+ in PERSON-\w+\.txt\.", str(failed.value))


def test_what_goes_on_in_the_next_line_is_found_once(done: Path) -> None:
    """An address over two lines is a hit of the second; a name in one is none of the next."""
    (done / "later").mkdir()
    (done / "later" / "a.md").write_text("see Oksana\nwrite to ox@\nbees.org\nand\nso on")

    with pytest.raises(SetupError, match="EMAIL, 1 PERSON"):
        audited(done, done / "later")

    hits = (done / "audited" / "hits.jsonl").read_text().splitlines()
    assert ["a.md:1", "a.md:3"] == [json.loads(line)["place"] for line in hits]


def test_an_ordinary_word_is_no_hit_in_any_case(done: Path) -> None:
    """Whoever says that a name is a word as well says so of all its cases."""
    people = PEOPLE.model_copy(update={"ordinary_words": ("Павел",)})
    (done / "parsed" / "people.yaml").write_text(json.dumps(people.model_dump(mode="json")))
    (done / "later").mkdir()
    (done / "later" / "a.txt").write_text("о Павле")

    assert 0 == audited(done, done / "later")["hits"]


def test_a_namesake_of_the_persona_is_no_hit(done: Path) -> None:
    """They are hidden by their account; the same name in the clear is the persona, who is kept."""
    parsed = done / "parsed"
    people = {"persona": {"name": "Вера Липская", "aliases": ["u1"]}}
    (parsed / "people.yaml").write_text(json.dumps(people))
    namesakes = ("Вера Липская", "это ты?"), ("Вера Липская (u1)", "это я")
    accounts = {"Вера Липская": "u2", "Вера Липская (u1)": "u1"}
    talk = conversation(*namesakes).model_copy(update={"accounts": accounts})
    jsonl.write(parsed / "conversations.jsonl", [talk])
    clean(
        CleanParams(max_dropped=0.5),
        **inputs(parsed),
        files=None,
        cleaned=done / "cleaned",
        report=done / "clean.json",
    )

    found = audited(done, done / "cleaned")

    (kept,) = jsonl.read(done / "cleaned" / "conversations.jsonl", Conversation)
    assert kept.messages[0].author.startswith("PERSON-")
    assert "Вера Липская" == kept.messages[1].author
    assert 0 == found["hits"]


def test_what_does_not_exist_cannot_be_clean(done: Path) -> None:
    """An artefact that was not made is no proof."""
    with pytest.raises(SetupError, match="nothing does not exist: run the stage"):
        audited(done, done / "nothing")
