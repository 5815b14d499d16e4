import sys
from pathlib import Path

import pytest

from understudy.core.errors import SetupError
from understudy.core.registry import Registry


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of two plug-ins, written for this test."""
    folder = tmp_path / "plugins_here"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    for name in ("alpha", "beta"):
        (folder / f"{name}.py").write_text(
            f"from test_registry_host import KINDS\n\n"
            f"@KINDS.register({name!r})\ndef run():\n    return {name!r}\n"
        )
    monkeypatch.syspath_prepend(tmp_path)
    host = type(sys)("test_registry_host")
    host.KINDS = Registry("kind", "plugins_here")
    monkeypatch.setitem(sys.modules, "test_registry_host", host)
    for name in [name for name in sys.modules if name.startswith("plugins_here")]:
        monkeypatch.delitem(sys.modules, name)
    return folder


def kinds() -> Registry:
    return sys.modules["test_registry_host"].KINDS


def test_a_file_in_the_package_is_the_registration(package: Path) -> None:
    """Nothing else has to be edited to add a plug-in."""
    (package / "gamma.py").write_text(
        "from test_registry_host import KINDS\nKINDS.register('gamma')(len)\n"
    )

    assert list(kinds()) == ["alpha", "beta", "gamma"]
    assert len(kinds()) == 3
    assert "alpha" in kinds()
    assert kinds()["alpha"]() == "alpha"


def test_an_unknown_name_is_answered_with_the_nearest(package: Path) -> None:
    """A typo costs one look at the message."""
    with pytest.raises(SetupError, match=r"unknown kind 'alpa'\. Did you mean alpha"):
        kinds()["alpa"]


def test_a_name_taken_twice_raises(package: Path) -> None:
    """No plug-in silently replaces another."""
    with pytest.raises(ValueError, match="two kinds are called 'alpha'"):
        kinds().register("alpha")
        kinds()["alpha"]
        kinds().register("alpha")(len)
