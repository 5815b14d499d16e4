import ast
import sys
from pathlib import Path

import pytest

from understudy.core import code
from understudy.core.data_files import data_files
from understudy.core.errors import SetupError
from understudy.parsing import reading
from understudy.parsing.outside import docling_engine, environments, installing
from understudy.parsing.outside.environments import DOCLING, ENVIRONMENTS, Environment

SOURCES = Path(reading.__file__).parents[2]
ECHO = Path(__file__).with_name("echo_engine.py")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Environments and models of a test's own."""
    monkeypatch.setenv(environments.FOLDER, str(tmp_path))
    monkeypatch.delenv(environments.MODELS, raising=False)
    environments.forget()
    return tmp_path


def put(environment: Environment, **versions: str) -> None:
    """Write what an installation leaves: the metadata of packages, and its last file."""
    packages = environment.folder / "lib" / "python3.11" / "site-packages"
    for name, version in {**environments.pins(environment.requirements), **versions}.items():
        info = packages / f"{name.replace('-', '_')}-0.dist-info"
        info.mkdir(parents=True, exist_ok=True)
        text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        (info / "METADATA").write_text(text)
    environment.finished.write_text("{}")
    environments.forget()


def test_the_folder_is_named_by_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Else it is in the user's cache."""
    assert folder / "docling" == DOCLING.folder
    monkeypatch.delenv(environments.FOLDER)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert tmp_path / "cache" / "understudy" / "engines" / "docling" == DOCLING.folder
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert ".cache" in DOCLING.folder.parts


def test_what_is_missing_is_said_with_the_command(folder: Path) -> None:
    """Not installed, half installed, another version, and whole."""
    command = "understudy engines install docling"
    assert f"not installed; run: {command}" == DOCLING.problem()

    put(DOCLING, docling="2.0.0")
    assert "has 2.0.0 of docling instead of 2." in str(DOCLING.problem())
    assert str(DOCLING.problem()).endswith(command)

    put(DOCLING, torch=environments.pins(DOCLING.requirements)["torch"] + "+cpu", pip="1")
    assert DOCLING.problem() is None
    assert "pip" not in DOCLING.versions()
    assert str(folder) not in f"{environments.models_problem(tables=True)}"

    DOCLING.finished.unlink()
    assert "not installed" in str(DOCLING.problem())


def test_models_are_looked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that the parameters need, where the environment says; their hash is theirs."""
    assert docling_engine.LAYOUT in str(environments.models_problem(tables=False))
    empty = environments.models_hash()
    monkeypatch.setenv(environments.MODELS, str(folder / "elsewhere"))
    weights = folder / "elsewhere" / docling_engine.LAYOUT / "model.safetensors"
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"1")

    assert environments.models_problem(tables=False) is None
    assert docling_engine.TABLES in str(environments.models_problem(tables=True))
    first = environments.models_hash()
    weights.write_bytes(b"22")
    assert 3 == len({empty, first, environments.models_hash()})


@pytest.mark.parametrize("name", sorted(ENVIRONMENTS))
def test_every_version_is_exact(name: str) -> None:
    """What is not pinned changes a result without a change here; torch decides on gigabytes."""
    lines = ENVIRONMENTS[name].requirements.read_text().splitlines()
    asked = [line for line in lines if line and not line.startswith("#")]

    assert all(line.count("==") == 1 for line in asked)
    assert {name, "torch"} <= environments.pins(ENVIRONMENTS[name].requirements).keys()
    assert len(asked) == len(environments.pins(ENVIRONMENTS[name].requirements))


def test_what_runs_outside_is_code_of_the_stage() -> None:
    """A change of the engine, of the protocol or of a pinned version parses again."""
    reached = code.closure(Path(reading.__file__), SOURCES)
    place = "understudy/parsing/outside"

    assert {f"{place}/docling_engine.py", f"{place}/serving.py"} <= reached.modules.keys()
    assert f"{place}/docling.txt" in data_files(reached.modules, SOURCES)


@pytest.mark.parametrize("name", ["serving.py", "docling_engine.py"])
def test_what_runs_outside_imports_nothing_of_ours(name: str) -> None:
    """There is no understudy in that environment; and here the heavy part is not loaded."""
    tree = ast.parse(Path(docling_engine.__file__).with_name(name).read_text())
    names = {one.split(".")[0] for one in code.imported_names(tree)}

    assert "json" in names or "docling" in names
    assert "understudy" not in names
    assert "docling" not in sys.modules


def test_an_engine_is_installed_by_one_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """An environment, its packages, a start; what fails says what to do; it goes on after that."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    requirements = folder / "echo.txt"
    requirements.write_text("surely-not-a-package==1\n")
    echo = Environment("echo", ECHO, requirements)

    with pytest.raises(SetupError, match="run it again to go on"):
        installing.install(echo)
    assert "not installed" in str(echo.problem())

    requirements.write_text("# nothing\n")
    python = echo.python.stat().st_ino
    assert "1" == installing.install(echo)["echo"]
    assert python == echo.python.stat().st_ino
    assert echo.finished.exists()
    assert "" == capfd.readouterr().out


def test_a_full_disk_is_seen_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not after a gigabyte."""
    monkeypatch.setattr(installing, "NEEDED_GB", 1e9)

    with pytest.raises(SetupError, match="UNDERSTUDY_ENGINES"):
        installing.install(DOCLING)


def test_models_without_docling_are_one_message() -> None:
    """Its own tool fetches them."""
    with pytest.raises(SetupError, match="docling-tools does not start"):
        installing.fetch_models()
