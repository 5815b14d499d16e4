import bz2
import contextlib
import gzip
import io
import json
import lzma
import sqlite3
import zipfile
from pathlib import Path
from urllib.parse import quote

import pyarrow
import pyarrow.feather
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
        ("line.jsonl", json.dumps({"text": f"да\n{NAME}"}, ensure_ascii=False).encode()),
        ("indented.json", json.dumps({"text": f"да\t{NAME}"}, indent=1).encode()),
        ("nested.json", json.dumps({"text": json.dumps({"text": f"\n{NAME}"})}).encode()),
        ("page.js", json.dumps("".join(f"&#{ord(letter)};" for letter in NAME)).encode()),
        ("link.txt", f"https://x.example/?q={quote(NAME)}".encode()),
        ("excel.csv", f"имя;{NAME}\n".encode("cp1251")),
        ("excel.txt", f"имя\t{NAME}\r\n".encode("utf-16")),
        ("a.jsonl.gz", gzip.compress(NAME.encode(), mtime=0)),
        ("a.tsv.bz2", bz2.compress(NAME.encode())),
        ("a.xz", lzma.compress(NAME.encode())),
        ("broken.gz", gzip.compress(b"", mtime=0)[:10] + NAME.encode()),
        ("broken.parquet", b"PAR1 " + NAME.encode()),
        ("broken.zip", b"PK\x03\x04 " + NAME.encode()),
        ("weights.bin", b"\x00\xff\x93" + NAME.encode() + b"\xfe\x00"),
        ("long.txt", b"a" * (texts.BLOCK - 7) + b" " + NAME.encode() + b" " + b"b" * 10),
    ],
)
def test_a_name_is_read_however_it_is_written(tmp_path: Path, name: str, content: bytes) -> None:
    """Also where it lies across the end of a block."""
    (tmp_path / name).write_bytes(content)

    assert NAME in read(tmp_path / name)


@pytest.mark.parametrize("escape", ["\\Users", "\\UFFFFFFFF", "\\ud83d", "\\", "%zz", "&;"])
def test_what_only_looks_like_an_escape_is_read(tmp_path: Path, escape: str) -> None:
    """Paths of Windows, half a letter, a stroke at the end."""
    (tmp_path / "a.txt").write_text(f"{escape} {NAME} {escape}")

    assert NAME in read(tmp_path / "a.txt")


def test_a_letter_of_two_bytes_in_binary_files_is_none_of_windows(tmp_path: Path) -> None:
    """Random bytes read as cp1251 are full of short Russian names."""
    (tmp_path / "a.bin").write_bytes(b"\0\xff " + "Яна".encode("cp1251"))

    assert "Яна" not in read(tmp_path / "a.bin")


def test_the_name_of_a_file_is_a_text(tmp_path: Path) -> None:
    """Of a member of an archive as well."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(f"{NAME}.png", b"")

    assert ["a.zip", f"a.zip/{NAME}.png"] == [
        piece.text for piece in texts.pieces(tmp_path / "a.zip", "a.zip")
    ]


def test_archives_are_opened(tmp_path: Path) -> None:
    """A spreadsheet is one."""
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/strings.xml", f"<t>{NAME}</t>")

    *_, piece = texts.pieces(tmp_path / "a.xlsx", "a.xlsx")

    assert ("a.xlsx/xl/strings.xml:1", f"<t>{NAME}</t>", 0) == piece


def test_archives_in_archives_are_opened(tmp_path: Path) -> None:
    """With tables and databases in them."""
    table, packed = io.BytesIO(), io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"text": [NAME]}), table)
    with contextlib.closing(sqlite3.connect(tmp_path / "a.db")) as base, base:
        base.execute("CREATE TABLE t (a TEXT, b TEXT)")
        base.execute("INSERT INTO t VALUES ('да', ?)", (NAME,))
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.parquet", table.getvalue())
        archive.writestr("a.db", (tmp_path / "a.db").read_bytes())
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b.zip", packed.getvalue())

    found = [one for one in texts.pieces(tmp_path / "a.zip", "a.zip") if one.text == NAME]

    places = ["a.zip/b.zip/a.parquet:text:1", "a.zip/b.zip/a.db:t:1"]
    assert places == [piece.place for piece in found]


@pytest.mark.parametrize("kind", ["parquet", "arrow", "feather"])
def test_columns_are_read(tmp_path: Path, kind: str) -> None:
    """Each value by itself: in Arrow's bytes they stand without anything between them."""
    said = [{"content": "да"}, {"content": f"\n{NAME}"}]
    table = pyarrow.table({"text": ["да", NAME, "нет"], "messages": [said] * 3})
    path = tmp_path / f"a.{kind}"
    if kind == "parquet":
        pyarrow.parquet.write_table(table, path)
    elif kind == "feather":
        pyarrow.feather.write_feather(table, path)
    else:
        with pyarrow.ipc.new_stream(str(path), table.schema) as writer:
            writer.write_table(table)

    found = [one for one in texts.pieces(path, path.name) if NAME in one.text]

    assert (f"a.{kind}:text:2", NAME, 0) in found
    assert (f"a.{kind}:messages:1", f"\n{NAME}", 0) in found


def test_databases_are_read(tmp_path: Path) -> None:
    """Texts, blobs and numbers of all tables, whatever they are called."""
    with contextlib.closing(sqlite3.connect(tmp_path / "a b%.db")) as base, base:
        base.execute('CREATE TABLE "odd ""name" (a TEXT, b BLOB, c INTEGER)')
        base.execute('INSERT INTO "odd ""name" VALUES (?, ?, 79161234567)', ("да", NAME.encode()))

    _, *found = texts.pieces(tmp_path / "a b%.db", "a.db")

    assert [('a.db:odd "name:1', text, 0) for text in ("да", NAME, "79161234567")] == found


def test_weights_hold_no_text(tmp_path: Path) -> None:
    """They are large, and figures that look like letters are none."""
    (tmp_path / "model.safetensors").write_bytes(NAME.encode())

    assert "model.safetensors" == read(tmp_path / "model.safetensors")


def test_files_come_in_order(tmp_path: Path) -> None:
    """Those of folders below too; a file is its own."""
    for name in ("b.txt", "a/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")

    assert ["c.txt", "b.txt"] == [path.name for path in texts.files(tmp_path)]
    assert [tmp_path / "b.txt"] == list(texts.files(tmp_path / "b.txt"))


def test_the_half_of_a_letter_before_a_line_is_no_sign_of_another_encoding(tmp_path: Path) -> None:
    """What a line begins with is the end of the one before, cut by bytes."""
    (tmp_path / "a.txt").write_text("".join(f"{'я' * n}\n" for n in range(99)), "utf-8")

    assert len(list(texts.pieces(tmp_path / "a.txt", "a.txt"))) == 1 + 99


def test_a_broken_file_is_told_without_its_name(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It may hold just what is looked for."""
    (tmp_path / f"{NAME}.zip").write_bytes(b"PK\x03\x04 ")

    read(tmp_path / f"{NAME}.zip")

    assert [".zip"] == [word for word in caplog.text.split() if word.startswith(".")]
    assert NAME not in caplog.text
