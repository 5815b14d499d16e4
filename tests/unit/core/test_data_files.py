from pathlib import Path

import pytest

from understudy.core.data_files import data_files

FILES = {
    "pkg/__init__.py": "",
    "pkg/py.typed": "",
    "pkg/page/__init__.py": "",
    "pkg/page/render.py": "",
    "pkg/page/templates/page.html": "<p>",
    "pkg/page/templates/parts/row.html": "<tr>",
    "pkg/page/__pycache__/render.pyc": "",
    "pkg/other/__init__.py": "",
    "pkg/other/words.txt": "и",
}


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Packages, two of which have data files."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_a_template_counts_for_who_reaches_its_package(sources: Path) -> None:
    """And for nobody else; a package below has its own."""
    reached = ["stages/report.py", "pkg/__init__.py", "pkg/page/render.py"]

    found = data_files(reached, sources)

    assert ["pkg/page/templates/page.html", "pkg/page/templates/parts/row.html"] == list(found)
    assert {} == data_files(["pkg/__init__.py"], sources)
    assert ["pkg/other/words.txt"] == list(data_files(["pkg/other/__init__.py"], sources))


def test_another_text_is_another_hash(sources: Path) -> None:
    """So the page is made again."""
    before = data_files(["pkg/page/render.py"], sources)
    (sources / "pkg/page/templates/page.html").write_text("<b>")

    assert before != data_files(["pkg/page/render.py"], sources)
