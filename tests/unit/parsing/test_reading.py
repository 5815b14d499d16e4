import hashlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from understudy.core.errors import InputError, MissingExtraError, SetupError
from understudy.parsing.files import Found
from understudy.parsing.identity import identity
from understudy.parsing.params import ParseParams
from understudy.parsing.readiness import check_engines
from understudy.parsing.reading import read_file
from unit.parsing.made import every_kind


def found(folder: Path, name: str, **fields: Any) -> Found:
    data = every_kind()[name]
    (folder / name).write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    return replace(Found(name, folder / name, digest, data[:1024], "shelf", None), **fields)


def test_a_result_names_its_file_and_parser(tmp_path: Path) -> None:
    """So that it can be reported."""
    result = read_file(found(tmp_path, "chapter.md"), ParseParams())

    assert (result.place, result.parser) == ("chapter.md", "markdown")
    assert result.documents[0].source.sha256 == found(tmp_path, "chapter.md").sha256


def test_an_obstacle_is_an_input_error(tmp_path: Path) -> None:
    """What discovery found, and a file that has gone since."""
    one = found(tmp_path, "chapter.md")

    with pytest.raises(InputError, match="a pipe"):
        read_file(replace(one, problem=("a pipe", "not_a_file")), ParseParams())
    with pytest.raises(InputError) as failure:
        read_file(replace(one, path=tmp_path / "gone.md"), ParseParams())
    assert failure.value.reason == "unreadable"


@pytest.mark.parametrize(
    ("name", "params", "depends"),
    [
        ("print.pdf", {"pdf": {"max_pages": 7}}, True),
        ("print.pdf", {"chats": {"day_first": True}}, False),
        ("scan.png", {"ocr": {"max_megapixels": 7}}, True),
        ("scan.png", {"vlm": {}}, True),
        ("leaflet.docx", {"pictures": {"min_side_px": 9}}, True),
        ("print.pdf", {"ocr": {"dpi": 100}}, True),
        ("scan.png", {"chats": {"time_zone": "UTC"}}, True),
        ("scan.png", {"pdf": {"max_pages": 7}}, False),
        ("leaflet.docx", {"ocr": {"dpi": 100}}, True),
        ("chapter.md", {"ocr": {"dpi": 100}}, False),
        ("chapter.md", {"pdf": {"max_pages": 7}}, False),
        ("WhatsApp Chat with Анна.txt", {"chats": {"time_zone": "UTC"}}, True),
        ("leaflet.docx", {"chats": {"time_zone": "UTC"}}, False),
        ("leaflet.doc", {"old_office": {"engine": "built_in"}}, True),
        ("deck.ppt", {"chats": {"time_zone": "UTC"}}, False),
        ("chapter.md", {"old_office": {"engine": "built_in"}}, False),
        ("all.zip", {"chats": {"time_zone": "UTC"}}, True),
        ("all.zip", {"pdf": {"max_pages": 7}}, True),
        ("all.zip", {"collections": {"x": "y"}}, True),
        ("all.zip", {"tables": {"t": {"files": ["x"]}}}, True),
        ("chapter.md", {"max_dropped": 0.5, "collections": {"x": "y"}, "max_file_mb": 1}, False),
    ],
)
def test_only_what_matters_to_a_file_is_in_its_key(
    tmp_path: Path, name: str, params: dict[str, Any], depends: bool
) -> None:
    """Another setting for scans does not parse ten thousand PDFs again."""
    one = found(tmp_path, name)
    plain, changed = ParseParams(), ParseParams.model_validate(params)

    assert depends == (identity(one, plain) != identity(one, changed))


def test_place_content_collection_and_table_are_in_the_key(tmp_path: Path) -> None:
    """They all stand in records."""
    params = ParseParams.model_validate({"tables": {"t": {"files": ["*"]}}})
    one = found(tmp_path, "table.csv")
    others = [
        replace(one, place="b.csv"),
        replace(one, sha256="1" * 64),
        replace(one, collection="c"),
        replace(one, table="t"),
        replace(one, problem=("w", "r")),
    ]

    assert len({identity(other, params) for other in [one, *others]}) == 6


def test_a_missing_pdf_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends the run before any work, unless params say to report; other files need none."""
    files = [found(tmp_path, "print.pdf"), found(tmp_path, "chapter.md")]
    report = ParseParams.model_validate({"pdf": {"on_missing": "report"}})
    # What is not installed has no spec; Python looks here before it searches the disk.
    monkeypatch.setitem(sys.modules, "pymupdf", None)

    with pytest.raises(MissingExtraError, match="pymupdf"):
        check_engines(files, ParseParams())
    check_engines(files, report)
    check_engines(files[1:], ParseParams())
    with pytest.raises(InputError, match="pip install") as failure:
        read_file(files[0], report)
    assert failure.value.reason == "missing_engine"


@pytest.mark.parametrize("name", ["leaflet.doc", "deck.ppt"])
def test_a_missing_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The message says how to install it, and what does without."""
    files = [found(tmp_path, name)]
    report = ParseParams.model_validate({"old_office": {"on_missing": "report"}})
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(
        SetupError, match=r"apt-get install .*parse\.old_office\.engine to built_in"
    ):
        check_engines(files, ParseParams())
    check_engines(files, report)
    check_engines(files, ParseParams.model_validate({"old_office": {"engine": "built_in"}}))
    with pytest.raises(InputError, match="LibreOffice") as failure:
        read_file(files[0], report)
    assert failure.value.reason == "missing_engine"


def test_a_model_stands_in_for_a_missing_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pictures wait for it; nothing ends, and nothing is said to be missing."""
    one = found(tmp_path, "scan.png")
    params = ParseParams.model_validate({"vlm": {}, "ocr": {"on_missing": "fail"}})
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    monkeypatch.setenv("PATH", str(tmp_path))

    check_engines([one], params)
    made = read_file(one, params)

    assert ["ocr", "describe"] == [wanted.kind for wanted in made.wanted]
    assert made.drafts[0].assets[0].path == made.attachments[0].path


@pytest.mark.parametrize("name", ["scan.png", "print.pdf"])
def test_missing_recognisers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """They are reported at the pictures that need them, unless params say to end the run."""
    files = [found(tmp_path, name), found(tmp_path, "chapter.md")]
    strict = ParseParams.model_validate({"ocr": {"on_missing": "fail"}})
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SetupError, match="pip install.*; .*apt-get install -y tesseract-ocr"):
        check_engines(files, strict)
    check_engines(files, ParseParams())
    check_engines(files[1:], strict)
    if name == "scan.png":
        with pytest.raises(InputError, match="pip install.*; .*apt-get") as failure:
            read_file(files[0], ParseParams())
        assert failure.value.reason == "missing_engine"
    else:
        assert read_file(files[0], ParseParams()).documents


def test_an_unknown_recogniser(tmp_path: Path) -> None:
    """Params name it, so they are what is wrong; near names help."""
    params = ParseParams.model_validate({"ocr": {"engines": {"han": "tesserakt"}}})

    with pytest.raises(SetupError, match=r"parse\.ocr\.engines\.han: .*tesseract"):
        check_engines([found(tmp_path, "scan.png")], params)


def test_the_version_of_a_program_is_in_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another tesseract reads other letters; a text file does not care."""
    files = [found(tmp_path, name) for name in ("scan.png", "chapter.md")]
    keys = []
    for version in ("5.0", "6.0"):
        program = tmp_path / version / "tesseract"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\necho tesseract {version}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(program.parent))
        keys.append([identity(one, ParseParams()) for one in files])

    assert keys[0][0] != keys[1][0]
    assert keys[0][1] == keys[1][1]
