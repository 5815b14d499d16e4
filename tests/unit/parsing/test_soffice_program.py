from pathlib import Path

import pytest

from understudy.core.errors import SetupError
from understudy.parsing import soffice_program


def test_its_version_is_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty where it is not installed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert soffice_program.version() == ""

    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\necho ' LibreOffice 7 '\n")
    program.chmod(0o755)
    assert soffice_program.version() == "LibreOffice 7"


def test_one_that_does_not_answer_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended with all that it started."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n/bin/sleep 100 & wait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(soffice_program, "SECONDS", 0.1)

    with pytest.raises(SetupError, match="did not answer .* built_in"):
        soffice_program.version()
