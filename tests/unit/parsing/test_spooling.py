"""Large files against the same files held: every byte of every output is the same."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from understudy.core import jsonl
from understudy.core.cache import default_folder
from understudy.core.records import Row
from understudy.core.tally import Tally
from understudy.parsing import ParseParams, files, read_folder, spooling
from understudy.parsing.files import Found
from understudy.parsing.packing import KINDS, Packed, read_packed
from unit.parsing.made import zipped

TURNS = [{"role": "user", "content": "Hello?"}, {"role": "assistant", "content": "Is it е\u0308?"}]
SHAREGPT = {
    "id": "x7",
    "conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Yes"}],
}
ALPACA = [{"instruction": f"Add {n % 7}", "input": "", "output": str(n % 7)} for n in range(40)]
DOCUMENTS = [
    {"id": "one", "text": "A short text.", "question": "What is it?"},
    {"text": "The longest of these texts, which tells the language of the file."},
    {"id": "one", "text": "A short text.", "questions": ["How long?", "What is it?"]},
]
LOG = [
    {"author": name, "text": f"Line {n}", "timestamp": 1700000000 + n, "chat": f"room {n % 2}"}
    for n, name in enumerate(["Ann", "Ben", "Ann", "Ben"] * 5)
]
CONTRACT = {
    "columns": {"day": {"type": "date"}, "size": {"type": "decimal"}, "key": {"type": "text"}},
    "unique": [["key"]],
}
MEASURED = [
    {"day": f"{1 + n % 28:02d}/03/2024", "size": f"1,{n}", "key": str(n % 30)} for n in range(40)
]
CASES: dict[str, tuple[list[Any], dict[str, Any]]] = {
    "messages": ([{"messages": TURNS}, {"messages": []}, {"messages": [{}]}, 7], {}),
    "sharegpt": ([SHAREGPT, {**SHAREGPT, "id": "x8"}], {}),
    "alpaca": ([*ALPACA, {"instruction": {"a": 1}}, "words"], {}),
    "documents": ([*DOCUMENTS, {"text": 5}], {}),
    "log": (LOG, {}),
    "turns as a table": (
        [{"messages": TURNS, "n": 1}, {"n": 2}, {"messages": [1, TURNS]}],
        {"files": ["*"]},
    ),
    "contract": (
        [*MEASURED, {"day": "31/02/2024", "size": "many"}, *MEASURED[:3]],
        {"files": ["*"], "contract": CONTRACT, "max_dropped": 1},
    ),
}
FORMS = {
    "lines": lambda values: "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in values),
    "damaged": lambda values: "\n{\n".join(json.dumps(one) for one in [*values, {}]) + "\n\n{'",
    "list": lambda values: json.dumps(values, ensure_ascii=False, indent=1),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", CASES)
def test_a_large_file_gives_what_it_gives_when_it_is_held(
    name: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same records, counts, reports and problems; the records lie in pieces."""
    values, table = CASES[name]
    path = tmp_path / "data.json"
    path.write_text(FORMS[form](values))
    params = ParseParams.model_validate({"tables": {"some": table}} if table else {})
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    found = Found("data.json", path, digest, b"", "raw", "some" if table else None)
    (tmp_path / "spool").mkdir()

    held = read_packed(found, params)
    monkeypatch.setattr(files, "STREAMED", 0)
    monkeypatch.setattr(spooling, "PIECE", 500)
    large = read_packed(found, params, tmp_path / "spool")

    assert held == _whole(large, tmp_path / "spool")
    assert held.counts["rows"] + held.counts["documents"] + held.counts["messages"]
    assert large.pieces


TABLES = {
    "plain": "a;b\n" + "".join(f"{n};{n},5\n" for n in range(50)),
    "head": "Report of May\n\na,b,c\n" + '1,"2\n3",4\n\n5,6\nTotal,7,8\n' * 30,
    "sep": "sep=|\na|b\n" + "1,2|3\n" * 20,
    "open": 'a,b\n1,2\n"3,4\n5,6\n',
    "letters": "слово\tчисло\r\n" + "e\u0301\t1\r\n" * 9 + "\u2028\t2",
    "days": "day,size\n" + '25/12/2024,"1,5"\n03/04/2024,2\n31/02/2024,x\n' * 9,
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("has_contract", [False, True])
@pytest.mark.parametrize("name", TABLES)
def test_a_large_table_gives_what_it_gives_when_it_is_held(
    name: str, has_contract: bool, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Titles, totals, blank lines, quotes over lines and left open; rows are shown as they stand."""
    columns = {"day": {"type": "date"}, "size": {"type": "decimal"}}
    contract = {"columns": columns if name == "days" else {}}
    table = {"some": {"files": ["*"], "contract": contract}} if has_contract else {}
    path = tmp_path / "data.csv"
    path.write_bytes(TABLES[name].encode(encoding, "replace"))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    found = Found("data.csv", path, digest, b"", "raw", "some" if table else None)
    params = ParseParams.model_validate({"tables": table})
    (tmp_path / "spool").mkdir()

    held = read_packed(found, params)
    monkeypatch.setattr(files, "STREAMED", 0)
    large = read_packed(found, params, tmp_path / "spool")

    assert held == _whole(large, tmp_path / "spool")
    assert bool(large.pieces) == (name != "open")


def test_a_large_workbook_gives_what_it_gives_when_it_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its grid is held, its rows are not."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "data.xlsx")) as book:
        page = book.add_worksheet()
        for n, line in enumerate([["a", "b"], [1, "x"], [], ["Total", 7], [2, "y"], [1, "x"]]):
            page.write_row(n, 0, line)
    content = (tmp_path / "data.xlsx").read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    found = Found("data.xlsx", tmp_path / "data.xlsx", digest, content[:32], "raw", "some")
    params = ParseParams.model_validate({"tables": {"some": {"files": ["*"]}}})
    (tmp_path / "spool").mkdir()

    held = read_packed(found, params)
    monkeypatch.setattr(files, "STREAMED", 0)
    large = read_packed(found, params, tmp_path / "spool")

    assert 3 == held.counts["rows"]
    assert held == _whole(large, tmp_path / "spool")
    assert large.pieces


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("is_packed", [False, True])
def test_a_large_chat_gives_what_it_gives_when_it_is_held(
    is_packed: bool, end: str, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From its text and from its archive, with a line above all messages, and one of two lines."""
    said = [f"13.05.2024, 18:{n:02d} - {['Аня', 'Боря'][n % 2]}: раз\nдва" for n in range(40)]
    text = end.join("\n".join(["ниже", *said, ""]).split("\n")).encode(encoding)
    name = "Чат WhatsApp с Аня" + (".zip" if is_packed else ".txt")
    data = zipped({"Чат WhatsApp с Аня.txt": text}) if is_packed else text
    (tmp_path / name).write_bytes(data)
    found = Found(name, tmp_path / name, hashlib.sha256(data).hexdigest(), data[:32], "raw", None)
    (tmp_path / "spool").mkdir()

    held = read_packed(found, ParseParams())
    monkeypatch.setattr(files, "STREAMED", 0)
    large = read_packed(found, ParseParams(), tmp_path / "spool")

    assert (40, 1) == (held.counts["messages"], len(held.losses))
    assert held == _whole(large, tmp_path / "spool")
    assert large.pieces


def _whole(packed: Packed, spool: Path) -> Packed:
    """Put what lies in pieces behind the lines that are held."""
    lines = {
        kind: packed.lines[kind]
        + b"".join((spool / name).read_bytes() for one, name in packed.pieces if one == kind)
        for kind in KINDS
    }
    return replace(packed, lines={**packed.lines, **lines}, pieces=())


def _read(raw: Path, parsed: Path, **params: Any) -> dict[str, Any]:
    tally = Tally(limit=0.9, rejects=parsed / "rejects.jsonl")
    totals = read_folder(ParseParams.model_validate(params), (raw,), parsed, tally)
    tally.write(parsed / "report.json")
    return totals


def _contents(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a table of 5 MB, in which 100 keys come twice."""
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "raw"
    folder.mkdir()
    with (folder / "a.jsonl").open("w") as file:
        for n in [*range(9_900), *range(100)]:
            file.write(json.dumps({"key": str(n), "words": f"{n} " * 120}) + "\n")
    return folder


UNIQUE = {"some": {"files": ["*"], "max_dropped": 1, "contract": {
    "columns": {"key": {"type": "text"}, "words": {"type": "text"}}, "unique": [["key"]]}}}  # fmt: skip


def test_pieces_of_a_run_are_kept_for_the_next(tmp_path: Path, raw: Path) -> None:
    """A warm run writes the same bytes; rows that come again are left out of pieces, too."""
    cold = _read(raw, tmp_path / "cold", tables=UNIQUE)
    warm = _read(raw, tmp_path / "warm", tables=UNIQUE)

    assert _contents(tmp_path / "cold") == _contents(tmp_path / "warm")
    rows = [row.cells["key"] for row in jsonl.read(tmp_path / "cold/rows.jsonl", Row)]
    assert [str(n) for n in range(9_900)] == rows
    assert {"read": 10_000, "dropped": 0, "repeated": 100} == cold["tables"]["some"]["rows"]
    assert cold == warm


def test_a_piece_that_the_cache_lost_is_made_again(tmp_path: Path, raw: Path) -> None:
    """Damage costs time only."""
    import sqlite3

    _read(raw, tmp_path / "cold")
    with sqlite3.connect(default_folder() / "parse.sqlite") as database:
        database.execute("delete from entries where length(value) > 1000000")

    _read(raw, tmp_path / "warm")

    assert _contents(tmp_path / "cold") == _contents(tmp_path / "warm")
