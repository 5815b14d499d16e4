import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understudy.core.errors import InputError
from unit.parsing.made import every_kind, lines, parsed, zipped


def test_an_archive_is_a_folder() -> None:
    """Documents, chats and rows of its files, in the order of their names; places go on."""
    found = parsed(
        "all.zip",
        zipped(
            {
                "b/rows.csv": "a,b\n1,2\n",
                "b/note.md": "# Wax\n\nIt melts.\n",
                "a/print.pdf": every_kind()["print.pdf"],
                "__MACOSX/b/._note.md": "junk",
                "b/": "",
            }
        ),
    )

    assert ["all.zip/a/print.pdf", "all.zip/b/note.md"] == [
        one.source.path for one in found.documents
    ]
    assert ["Wax"] == [one.title for one in found.documents[1:]]
    assert 1 == len(found.rows)
    assert () == found.problems
    assert len({one.source.sha256 for one in found.documents}) == 2


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("../../etc/note.md", "words", "bad_name"),
        ("..\\note.md", "words", "bad_name"),
        ("/note.md", "words", "bad_name"),
        ("inner.zip", zipped({"note.md": "words"}), "nested_archive"),
        ("cut.json", '{"messages": [', "bad_json"),
        ("tool.exe", b"\x7fELF" + bytes(100), "unsupported"),
        ("empty.md", "", "empty_file"),
    ],
)
def test_a_bad_part_is_named_and_the_others_are_used(
    name: str, content: str | bytes, reason: str
) -> None:
    """With its place in the archive; nothing is written outside."""
    found = parsed("all.zip", zipped({name: content, "note.md": "It melts."}))

    assert ["It melts.\n"] == [one.text for one in found.documents]
    (problem,) = found.problems
    assert reason == problem.reason
    assert problem.where.startswith("all.zip/")
    assert ".." not in problem.where


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Пчёлы №2".encode("cp866"), "Пчёлы №2"),
        ("Пчёлы №2".encode(), "Пчёлы №2"),
        ("été".encode("cp437"), "été"),
        (b"plain", "plain"),
    ],
)
def test_a_name_without_the_mark_of_utf8_is_guessed(written: bytes, name: str) -> None:
    """As the programs write it that set no mark."""
    blank = b"x" * len(written)
    data = zipped({f"{blank.decode()}.md": "words"}).replace(blank, written)

    assert [f"all.zip/{name}.md"] == [one.source.path for one in parsed("all.zip", data).documents]


def test_files_of_one_name_are_not_lost_in_silence() -> None:
    """An archive can hold them, a folder cannot."""
    data = zipped({"a.md": "first", "b.md": "second"}).replace(b"b.md", b"a.md")

    found = parsed("all.zip", data)

    assert ["second\n"] == [one.text for one in found.documents]
    assert [("all.zip/a.md", "bad_name")] == [(one.where, one.reason) for one in found.problems]
    assert "2 files in the archive" in found.problems[0].why


def hurt(name: str, *, flag: bool) -> bytes:
    """An archive of which one file is marked as encrypted, or damaged."""
    data = bytearray(zipped({"a.md": "# One\n\nfine", name: "# Two\n\nnot fine" * 9}))
    if flag:
        data[data.rindex(b"PK\x01\x02") + 8] |= 1
        data[data.rindex(b"PK\x03\x04") + 6] |= 1
    else:
        data[data.rindex(name.encode(), 0, data.index(b"PK\x01\x02")) + len(name) + 5] ^= 0xFF
    return bytes(data)


@pytest.mark.parametrize(("flag", "reason"), [(True, "encrypted"), (False, "bad_zip")])
def test_a_damaged_or_encrypted_file_loses_itself_alone(flag: bool, reason: str) -> None:
    """The others are used; an archive of such files has the reason of all."""
    found = parsed("all.zip", hurt("b.md", flag=flag))

    assert ["One"] == [one.title for one in found.documents]
    assert [("all.zip/b.md", reason)] == [(one.where, one.reason) for one in found.problems]


def test_an_encrypted_archive_says_so() -> None:
    """Its one file is."""
    data = bytearray(zipped({"a.md": "# One"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    data[data.rindex(b"PK\x03\x04") + 6] |= 1

    with pytest.raises(InputError, match="without a password") as failure:
        parsed("all.zip", bytes(data))

    assert "encrypted" == failure.value.reason


def test_tables_and_collections_name_what_is_inside() -> None:
    """By place, as in a folder; all else is of the archive's collection."""
    data = zipped({"faq/a.csv": "q,a\nwhy,so\n", "notes/b.md": "# B\n\nx", "c.md": "# C\n\ny"})
    found = parsed(
        "all.zip",
        data,
        tables={"faq": {"files": ["all.zip/faq/*.csv"], "group": "q", "collection": "questions"}},
        collections={"**/notes/*": "notes"},
    )

    assert [("questions", "why")] == [(one.collection, one.group) for one in found.rows]
    assert ["shelf", "notes"] == [one.collection for one in found.documents]


def test_an_archive_of_nothing_readable_is_suspect() -> None:
    """With the first reason."""
    with pytest.raises(InputError, match="nothing in it could be read.*empty") as failure:
        parsed("all.zip", zipped({"empty.md": ""}))

    assert "no_text" == failure.value.reason


def test_a_bomb_is_not_unpacked() -> None:
    """Its directory says enough."""
    with pytest.raises(InputError, match="would unpack to") as failure:
        parsed("all.zip", zipped({"big.txt": bytes(20_000_000)}))

    assert "zip_bomb" == failure.value.reason


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.floats(0, 1))
def test_damage_is_said(junk: bytes, share: float) -> None:
    """Cut anywhere, with anything behind: an `InputError`, or records."""
    whole = zipped({"a.md": "# One\n\nwords " * 50, "b.jsonl": lines({"a": "1"})})
    try:
        parsed("all.zip", whole[: int(share * len(whole))] + junk)
    except InputError as failure:
        assert failure.reason
