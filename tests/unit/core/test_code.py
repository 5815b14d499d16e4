import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core import code
from understudy.core.errors import SetupError

FILES = {
    "pkg/__init__.py": "",
    "pkg/host.py": (
        'from understudy.core.registry import Registry\nK = Registry[int]("k", "pkg.plug")\n'
    ),
    "pkg/plug/__init__.py": "",
    "pkg/plug/one.py": "import pkg.deep.leaf\n",
    "pkg/deep/__init__.py": "",
    "pkg/deep/leaf.py": "import pydantic\n",
    "pkg/other.py": "X = 1\n",
    "pkg/lazy.py": "def f():\n    from pkg import other\n    return need('pymupdf', extra='pdf')\n",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository with a script, a registry and lazy imports."""
    for name, text in FILES.items():
        path = tmp_path / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "stages").mkdir()
    (tmp_path / "stages" / "go.py").write_text("import json\nfrom pkg.host import K\n")
    return tmp_path


def reached(tree: Path, script: str = "stages/go.py") -> code.Closure:
    return code.closure(tree / script, tree / "src")


def test_a_registry_counts_its_whole_package(tree: Path) -> None:
    """The plug-in is chosen by name at run time; all that it imports counts too."""
    found = reached(tree)

    assert {
        "stages/go.py", "pkg/__init__.py", "pkg/host.py", "pkg/plug/__init__.py", "pkg/plug/one.py",
        "pkg/deep/__init__.py", "pkg/deep/leaf.py",
    } == set(found.modules)  # fmt: skip
    assert "pydantic" in found.packages
    assert "json" not in found.packages


def test_a_new_plugin_changes_the_closure(tree: Path) -> None:
    """Adding a file re-runs the stages that look the registry up."""
    before = reached(tree).digest()
    (tree / "src/pkg/plug/two.py").write_text("")

    assert before != reached(tree).digest()


def test_lazy_imports_and_needs_are_seen(tree: Path) -> None:
    """Where an import stands does not matter."""
    found = code.closure(tree / "src/pkg/lazy.py", tree / "src")

    assert "pkg/other.py" in found.modules
    assert "pymupdf" in {name.lower() for name in found.packages}


def test_what_is_not_installed_counts_as_absent(tree: Path) -> None:
    """Installing it later can change a result."""
    (tree / "stages/go.py").write_text("import surely_not_installed\n")

    assert reached(tree).packages == {"surely_not_installed": "absent"}


def test_a_file_that_is_not_python_is_named(tree: Path) -> None:
    """The line is in the message."""
    (tree / "src/pkg/host.py").write_text("x = 1\ndef (:\n")

    with pytest.raises(SetupError, match=r"host.py:2: not Python"):
        reached(tree)


SOURCE = '''"""Doc."""

import os


class A:
    """Doc."""

    x: int = 1
    """Field."""

    def f(self, a=1):
        """Doc."""
        return a + 1
'''


@pytest.mark.parametrize(
    "edit",
    [
        ('"""Doc."""', '"""Another sentence."""'),
        ('"""Field."""', '"""Another field."""'),
        ("return a + 1", "return a + 1  # why"),
        ("return a + 1", "return (\n            a + 1\n        )"),
        ("import os\n", "import os\n# a comment\n"),
    ],
)
def test_words_and_layout_mean_nothing(edit: tuple[str, str]) -> None:
    """A comment edit re-runs no stage but the fingerprint's."""
    before, after = SOURCE, SOURCE.replace(*edit)

    assert before != after
    assert code.meaning(ast.parse(before)) == code.meaning(ast.parse(after))


@pytest.mark.parametrize(
    "edit",
    [("a + 1", "a - 1"), ("a=1", "a=2"), ("x: int = 1", "x: int = 2"), ("import os", "import re")],
)
def test_logic_means_something(edit: tuple[str, str]) -> None:
    """Operators, defaults, constants and imports count."""
    assert code.meaning(ast.parse(SOURCE)) != code.meaning(ast.parse(SOURCE.replace(*edit)))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\\\r\0\x0c"), max_size=30))
def test_any_comment_means_nothing(text: str) -> None:
    """Whatever people write behind a hash sign."""
    line = text.replace("\n", " ")

    assert code.meaning(ast.parse(SOURCE)) == code.meaning(ast.parse(SOURCE + f"# {line}\n"))
