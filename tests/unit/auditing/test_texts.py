import contextlib
import json
import sqlite3
import zipfile
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from understudy.auditing import texts

NAME = "Оксана Липская"


def read(path: Path) -> str:
    return "\n".join(piece.text for piece in texts.pieces(path, path.name))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", json.dumps({"text": NAME}, ensure_ascii=False).encode()),
        ("escaped.jsonl", json.dumps({"text": NAME}).encode()),
        ("page.html", "".join(f"&#{ord(letter)};" for letter in NAME).encode()),
        ("weights.bin", b"\x00\xff\x93" + NAME.encode() + b"\xfe\x00"),
        ("long.txt", b"a" * (texts.BLOCK - 7) + b" " + NAME.encode() + b" " + b"b" * 10),
    ],
)
def test_a_name_is_read_however_it_is_written(tmp_path: Path, name: str, content: bytes) -> None:
    """Also where it lies across the end of a block."""
    (tmp_path / name).write_bytes(content)

    assert NAME in read(tmp_path / name)


def test_archives_are_opened(tmp_path: Path) -> None:
    """A spreadsheet is one."""
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/strings.xml", f"<t>{NAME}</t>")

    (piece,) = texts.pieces(tmp_path / "a.xlsx", "a.xlsx")

    assert ("a.xlsx/xl/strings.xml:1", f"<t>{NAME}</t>") == piece


def test_columns_are_read(tmp_path: Path) -> None:
    """Of Parquet, which is compressed, and of Arrow, which is not."""
    table = pyarrow.table({"text": [NAME, "b"]})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    with pyarrow.ipc.new_stream(str(tmp_path / "a.arrow"), table.schema) as writer:
        writer.write_table(table)

    assert NAME in read(tmp_path / "a.parquet")
    assert NAME in read(tmp_path / "a.arrow")


def test_databases_are_read(tmp_path: Path) -> None:
    """Texts and blobs of all tables, whatever they are called."""
    with contextlib.closing(sqlite3.connect(tmp_path / "a.db")) as base, base:
        base.execute('CREATE TABLE "odd ""name" (a TEXT, b BLOB, c INTEGER)')
        base.execute('INSERT INTO "odd ""name" VALUES (?, ?, 1)', ("plain", NAME.encode()))

    found = list(texts.pieces(tmp_path / "a.db", "a.db"))

    assert [('a.db:odd "name:1', "plain"), ('a.db:odd "name:1', NAME)] == found


def test_weights_hold_no_text(tmp_path: Path) -> None:
    """They are large, and figures that look like letters are none."""
    (tmp_path / "model.safetensors").write_bytes(NAME.encode())

    assert "" == read(tmp_path / "model.safetensors")


def test_files_come_in_order(tmp_path: Path) -> None:
    """Those of folders below too; a file is its own."""
    for name in ("b.txt", "a/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")

    assert ["c.txt", "b.txt"] == [path.name for path in texts.files(tmp_path)]
    assert [tmp_path / "b.txt"] == list(texts.files(tmp_path / "b.txt"))
