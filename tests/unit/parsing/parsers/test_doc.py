import shutil
from pathlib import Path
from typing import Any

import pytest

from understudy.core.errors import InputError
from understudy.parsing.old_office import OLD_OFFICE_ENGINES
from unit.parsing.made import old, parsed, text_of

LIBRE = {"old_office": {"engine": "libreoffice"}}
needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
ENGINES = ["built_in", pytest.param("libreoffice", marks=needs_libreoffice)]

TEXT = """# Памятка

Набор включает три вещи:

- сетка
- дымарь
- перчатки

## Prices

| Thing | Price |
| --- | --- |
| smoker with bellows | 30 |

A “quoted” word – and a dash.
"""


def test_the_engines_are_known() -> None:
    """The tests below name them all."""
    assert ["built_in", "libreoffice"] == list(OLD_OFFICE_ENGINES)


@pytest.mark.parametrize("engine", ENGINES)
def test_structure_is_kept(engine: str) -> None:
    """Headings by level, lists, tables, letters beyond ASCII."""
    assert text_of("leaflet.doc", old("leaflet.doc"), old_office={"engine": engine}) == TEXT


@pytest.mark.parametrize("engine", ENGINES)
def test_a_record_names_the_old_file(engine: str) -> None:
    """Not the one that it was converted to."""
    (one,) = parsed("a/leaflet.doc", old("leaflet.doc"), old_office={"engine": engine}).documents

    assert ("a/leaflet.doc", "a/leaflet.doc", "Памятка") == (one.source.path, one.group, one.title)


def patched(at: int, value: int) -> bytes:
    """Set bits in the header of the main stream."""
    data = bytearray(old("leaflet.doc"))
    start = data.index(b"\xec\xa5\x01\x01")
    data[start + at] |= value
    return bytes(data)


@pytest.mark.parametrize("params", [{}, LIBRE])
def test_an_encrypted_file_says_so(params: dict[str, Any]) -> None:
    """Before any engine tries."""
    with pytest.raises(InputError, match="password") as failure:
        parsed("a.doc", patched(11, 1), **params)

    assert failure.value.reason == "encrypted"


def test_a_piece_outside_the_file_is_damage() -> None:
    """A sound directory with a text that cannot be."""
    data = bytearray(old("leaflet.doc"))
    start = data.index(b"\xec\xa5\x01\x01")
    data[start + 0x01A2 : start + 0x01A6] = (2**31 - 1).to_bytes(4, "little")

    with pytest.raises(InputError, match="set parse.old_office.engine") as failure:
        parsed("a.doc", bytes(data))

    assert failure.value.reason == "bad_doc"


@needs_libreoffice
def test_a_slow_conversion_is_ended() -> None:
    """With all that it started; the file has a reason."""
    with pytest.raises(InputError, match="timeout_s") as failure:
        parsed("a.doc", old("leaflet.doc"), old_office={"engine": "libreoffice", "timeout_s": 0.01})

    assert failure.value.reason == "too_slow"


def test_a_program_that_fails_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends well and leaves no file: what it said is in the reason."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\necho 'source file could not be loaded'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    with pytest.raises(InputError, match="could not be loaded") as failure:
        parsed("a.doc", old("leaflet.doc"), **LIBRE)

    assert failure.value.reason == "bad_doc"
