"""Columns by their roles, and names and numbers of tables in all other texts."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from understudy.cleaning.identifiers import folded
from understudy.cleaning.pseudonyms import KEY_VARIABLE, PUBLIC_KEY, Pseudonyms
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Conversation, Document, Row
from unit.cleaning.crowd import conversation
from unit.cleaning.tables.rows import SOURCE, cleaned, params, row

MADE = Pseudonyms(PUBLIC_KEY, 6)
ANNA = MADE.make("PERSON", "белова анна петровна")
POLICY = MADE.make("ID", "7712345678")
COLUMNS = {
    "patient": "person",
    "policy": "identifier",
    "note": "text",
    "code": "keep",
    "age": "quasi",
    "illness": "sensitive",
    "extra": "drop",
}


def cells(**given: Any) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS, "") | {"patient": "Белова Анна Петровна"} | given


def table(**given: str) -> dict[str, Any]:
    return {"c": {"columns": COLUMNS | given}}


def test_each_role_has_its_way(tmp_path: Path) -> None:
    """Names and numbers become pseudonyms, what is dropped is empty, codes are not touched."""
    given = cells(
        policy="77 1234-5678", note="Анне Петровне звонить +7 916 123-45-67", code="8 916 123-45-67",
        age="37", illness="ожог у Беловой", extra="8 916 123-45-67",
    )  # fmt: skip

    found = cleaned(tmp_path, params(tables=table()), [row(given)])

    phone = MADE.make("PHONE", "79161234567")
    expected = {
        "patient": ANNA, "policy": POLICY, "note": f"{ANNA} звонить {phone}",
        "code": "8 916 123-45-67", "age": "37", "illness": f"ожог у {ANNA}", "extra": "",
    }  # fmt: skip
    assert expected == found.rows[0].cells
    assert {"times": 1, "different": 1} == found.report["hidden"]["ID"]
    assert {"times": 3, "different": 1} == found.report["hidden"]["PERSON"]


@pytest.mark.parametrize("name", ["белова  анна петровна", "БЕЛОВА АННА ПЕТРОВНА"])
def test_spellings_of_a_name_are_one_person(tmp_path: Path, name: str) -> None:
    """Case, spaces and ё do not count."""
    rows = [row(cells()), row(cells(patient=name, age="5"))]

    assert [ANNA, ANNA] == cleaned(tmp_path, params(tables=table()), rows).column("patient")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Белова А.П.: осмотр", f"{ANNA}: осмотр"),
        ("А. П. Беловой лучше", f"{ANNA} лучше"),
        ("А.Белова, БЕЛОВА А", f"{ANNA}, {ANNA}"),
        ("Белова а потом", f"{ANNA} а потом"),
        ("Белова А.Н.", f"{ANNA}.Н."),
    ],
)
def test_initials_go_with_the_surname(tmp_path: Path, text: str, hidden: str) -> None:
    """A letter that is a word of its own stays."""
    found = cleaned(tmp_path, params(tables=table()), [row(cells(note=text))])

    assert [hidden] == found.column("note")


def test_several_people_in_a_cell_are_several(tmp_path: Path) -> None:
    """Parted by ``;``, ``|`` or a line's end, or in a list; a mark that nobody is there stays."""
    tim = MADE.make("PERSON", "tim roth")
    rows = [
        row(cells(patient="Белова Анна Петровна ; Tim Roth")),
        row(cells(patient=("Tim Roth", "—"))),
        row(cells(patient="-", age="3")),
    ]

    found = cleaned(tmp_path, params(tables=table()), rows).column("patient")

    assert [f"{ANNA} ; {tim}", (tim, "—"), "-"] == found


def test_names_and_numbers_are_hidden_in_chats_and_documents(tmp_path: Path) -> None:
    """Each part of a name, in any case; numbers however they are spaced."""
    document = Document(
        id="d", source=SOURCE, title="Отчёт о Беловой", language="ru", collection="d", group="d",
        text="Анна Петровна Белова, полис №77-12345678. Белова довольна.",
    )  # fmt: skip
    talk = conversation(("Тим", "Спроси у Анны, её номер 7712345678"), ("Ян", "ладно"))
    jsonl.write(tmp_path / "documents.jsonl", [document])
    jsonl.write(tmp_path / "conversations.jsonl", [talk])
    given = row(cells(policy="7712345678"))

    cleaned(
        tmp_path, params(tables=table()), [given],
        documents=tmp_path / "documents.jsonl", conversations=tmp_path / "conversations.jsonl",
    )  # fmt: skip

    (text,) = jsonl.read(tmp_path / "out" / "documents.jsonl", Document)
    assert f"{ANNA}, полис №{POLICY}. {ANNA} довольна." == text.text
    assert f"Отчёт о {ANNA}" == text.title
    (chat,) = jsonl.read(tmp_path / "out" / "conversations.jsonl", Conversation)
    assert f"Спроси у {ANNA}, её номер {POLICY}" == chat.messages[0].text


def test_a_name_that_several_bear_is_that_of_the_row(tmp_path: Path) -> None:
    """Two Annas: each row's text speaks of its own."""
    rows = [
        row(cells(note="Анна здорова")),
        row(cells(patient="Чижова Анна Львовна", note="Анна здорова")),
    ]

    found = cleaned(tmp_path, params(tables=table()), rows)

    people = found.column("patient")
    assert [f"{one} здорова" for one in people] == found.column("note")
    assert 2 == len(set(people))


def test_a_patient_called_frost_does_not_hide_the_frost(tmp_path: Path) -> None:
    """What other rows write in lower case is a word; a name in lower case in its own row is none."""
    rows = [
        row(cells(patient="Кость Иван Львович", note="Сломана кость. у Кости перелом")),
        *(row(cells(note=f"кость {n} цела, Кость Иван здоров")) for n in range(3)),
        row(cells(patient="Ясногоров Пётр Ильич", note="ясногоров жалуется")),
    ]

    found = cleaned(tmp_path, params(tables=table()), rows)

    ivan = MADE.make("PERSON", "кость иван львович")
    petr = MADE.make("PERSON", "ясногоров петр ильич")
    assert [
        f"Сломана кость. у {ivan} перелом",
        *(f"кость {n} цела, {ivan} здоров" for n in range(3)),
        f"{petr} жалуется",
    ] == found.column("note")


def test_a_surname_that_is_often_written_small_stays_one(tmp_path: Path) -> None:
    """Where most write it with a capital within a sentence, it is no word."""
    notes = ["врач иванов смотрел", "врач иванов был", "врач Иванов смотрел", "Иванов был"]
    rows = [row(cells(patient="Иванов Пётр Ильич"))]
    rows += [row(cells(note=f"{n}: {note}")) for n, note in enumerate(notes)]

    found = cleaned(tmp_path, params(tables=table()), rows)

    assert not [note for note in found.column("note") if "иванов" in str(note).lower()]


def test_remarks_that_nobody_is_named_hide_no_words(tmp_path: Path) -> None:
    """``unknown`` in a column of names is no name elsewhere."""
    rows = [
        row(cells(patient=who, note="unknown, нет данных")) for who in ("unknown", "Нет данных")
    ]

    assert ["unknown, нет данных"] * 2 == cleaned(tmp_path, params(tables=table()), rows).column(
        "note"
    )


@pytest.mark.parametrize(
    ("column", "group", "expected"),
    [
        ("patient", "Белова Анна Петровна", ANNA),
        ("policy", "77 1234-5678", POLICY),
        ("code", "A-1", "A-1"),
        ("note", "room 5", "room 5"),
        ("age", "37", f"GROUP-{MADE.tag('group 37', 8)}"),
        ("extra", "x", f"GROUP-{MADE.tag('group x', 8)}"),
    ],
)
def test_the_group_becomes_what_its_column_becomes(
    tmp_path: Path, column: str, group: str, expected: str
) -> None:
    """So that a patient is one group in every table, and no group tells what the column hid."""
    rows = [row(cells(**{column: group, "illness": str(n)}), group) for n in range(2)]

    found = cleaned(tmp_path, params(tables=table()), rows)

    assert [expected, expected] == [one.group for one in found.rows]


NAMES = ("Белова Анна Петровна", "Мороз Анна Львовна", "Tim Roth", "Roth, Tim", "Анна")
NOTES = ("Анна и мороз", "Roth 12-345 мороз", "у Мороз А.Л. мороз", "Белова А.П., анна", "12345")


@settings(max_examples=30, deadline=None)
@drawn(
    lines=st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NOTES)), min_size=1, max_size=9
    ),
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_rows_is_nothing(lines: list[tuple[str, str]], order: Random) -> None:
    """Names, words that are no names, and numbers are gathered before the first row is cleaned."""
    rows = [
        row(cells(patient=who, policy="12345", note=note, age=str(n)), who)
        for n, (who, note) in enumerate(lines)
    ]
    shuffled = list(rows)
    order.shuffle(shuffled)

    def found(given_rows: list[Row]) -> dict[str, Row]:
        with TemporaryDirectory() as folder:
            made = cleaned(Path(folder), params(tables=table()), given_rows)
        return {one.id: one for one in made.rows}

    assert found(rows) == found(shuffled)


def test_the_persona_keeps_their_name(tmp_path: Path) -> None:
    """Also where a column tells who did something."""
    people = tmp_path / "people.yaml"
    people.write_text("persona: {name: Vera Lipskaya, aliases: [Вера Липская]}\n", encoding="utf-8")
    rows = [row(cells(patient="Вера Липская")), row(cells(patient="Vera Lipskaya", age="4"))]

    found = cleaned(tmp_path, params(tables=table()), rows, people=people)

    assert ["Vera Lipskaya"] * 2 == found.column("patient")


def test_kinds_stand_in_the_pseudonym(tmp_path: Path) -> None:
    """A column may say what its numbers are."""
    given = params(tables=table(policy="identifier:PHONE"))

    found = cleaned(tmp_path, given, [row(cells(policy="8 (916) 123-45-67"))])

    assert [MADE.make("PHONE", folded("8 (916) 123-45-67"))] == found.column("policy")


def test_a_short_number_is_hidden_in_its_column_alone(tmp_path: Path) -> None:
    """In texts it would be found in every number."""
    found = cleaned(tmp_path, params(tables=table()), [row(cells(policy="12", note="12 капель"))])

    assert [MADE.make("ID", "12")] == found.column("policy")
    assert ["12 капель"] == found.column("note")


@pytest.mark.parametrize(
    ("tables", "why"),
    [
        ({"c": {"columns": {"pateint": "person"}}}, "unknown column 'pateint'. Did you mean patient?"),
        ({"b": {"columns": {"patient": "person"}}}, "unknown collection of rows 'b'"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused(tmp_path: Path, tables: dict[str, Any], why: str) -> None:
    """The message lists what there is."""
    with pytest.raises(SetupError) as failure:
        cleaned(tmp_path, params(tables=tables), [row(cells())])

    assert why in str(failure.value)
    assert "Known: " in str(failure.value)


def test_pseudonyms_that_clash_are_refused(tmp_path: Path) -> None:
    """Two policies would be one."""
    rows = [row(cells(policy=f"{n}")) for n in range(1000)]
    short = {"digits": 4}

    with pytest.raises(SetupError, match=r"digits: with 4 digits two of 1000 identifiers \(ID\)"):
        cleaned(tmp_path, params(tables=table(), anonymise=short), rows)


def test_the_key_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where nothing but a group is hidden."""
    monkeypatch.setenv(KEY_VARIABLE, "another")

    with pytest.raises(SetupError, match="key_fingerprint"):
        cleaned(
            tmp_path, params(tables={"c": {"columns": {"age": "quasi"}}}, steps=[]), [row(cells())]
        )


def test_a_row_of_dropped_cells_alone_goes(tmp_path: Path) -> None:
    """Nothing of it would be left."""
    rows = [row(cells(patient="", extra="x")), row(cells())]

    found = cleaned(tmp_path, params(tables=table(), max_dropped=1), rows)

    assert {"read": 2, "kept": 1, "dropped": {"blank": 1}} == found.report["rows"]


def test_equal_cells_are_read_with_the_people_of_each_row(tmp_path: Path) -> None:
    """A cell seen before is not what it was where somebody else of that name is in the row."""
    roles = {"c": {"columns": {"patient": "person", "note": "text"}}}
    people = ["Белова Анна Петровна", "Анна Мороз", "Белова Анна Петровна"]
    rows = [row({"patient": one, "note": "Анна", "day": "01.02.2024"}) for one in people]
    after = cleaned(tmp_path, params(tables=roles), rows).rows
    frost = MADE.make("PERSON", "анна мороз")
    assert [ANNA, frost, ANNA] == [one.cells["note"] for one in after]
    assert ["01.02.2024"] * 3 == [one.cells["day"] for one in after]


def test_a_path_is_read_with_the_people_of_each_row(tmp_path: Path) -> None:
    """The name in a path means who is in the row; of other paths each row has the same edits."""
    roles = {"c": {"columns": {"patient": "person"}}}
    people = ["Белова Анна Петровна", "Анна Мороз", "Белова Анна Петровна"]
    named, mailed = SOURCE.model_copy(update={"path": "Анна.csv"}), "a@example.org.csv"
    frost = MADE.make("PERSON", "анна мороз")
    rows = [row({"patient": one}).model_copy(update={"source": named}) for one in people]
    after = cleaned(tmp_path, params(tables=roles), rows).rows
    assert [f"{one}.csv" for one in (ANNA, frost, ANNA)] == [one.source.path for one in after]
    other = SOURCE.model_copy(update={"path": mailed})
    done = cleaned(
        tmp_path, params(tables=roles), [one.model_copy(update={"source": other}) for one in rows]
    )
    assert 1 == len({one.source.path for one in done.rows}) and mailed != done.rows[0].source.path
    found = [edit for edit in done.edits if edit.field == "source.path"]
    assert [one.id for one in done.rows] == [edit.record for edit in found]
