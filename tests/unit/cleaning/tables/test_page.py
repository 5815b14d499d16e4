"""What docs/privacy.md shows is what happens."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from understudy.cleaning.generalising import GENERALISERS
from understudy.cleaning.params import CleanParams
from understudy.cleaning.tables.params import ROLES
from understudy.core.errors import SetupError
from understudy.core.records import Row
from unit.cleaning.tables.rows import cleaned, row

PAGE = Path(__file__).parents[4] / "docs" / "privacy.md"


def section() -> str:
    """The part of the page on tables."""
    text = PAGE.read_text(encoding="utf-8")
    return text.split("\n## Tables\n")[1].split("\n## ", maxsplit=1)[0]


def blocks(kind: str) -> list[str]:
    """The blocks of one kind, in order."""
    text = section()
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.M | re.S)


def given_params(suppress: str | None = None) -> CleanParams:
    given = YAML(typ="safe").load(blocks("yaml")[0])["clean"]
    given["tables"]["visits"] |= {"suppress": suppress}
    return CleanParams.model_validate_json(json.dumps(given), strict=True)


def given_rows() -> list[Row]:
    lines = csv.DictReader(io.StringIO(blocks("csv")[0]))
    return [row(dict(line), line["patient"], "visits") for line in lines]


def shown(rows: list[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows[0].cells)
    writer.writerows(one.cells.values() for one in rows)
    return text.getvalue()


def test_the_stage_says_what_the_page_shows(tmp_path: Path) -> None:
    """One patient stands alone."""
    with pytest.raises(SetupError) as failure:
        cleaned(tmp_path, given_params(), given_rows())

    assert [f"{failure.value}\n"] == blocks("text")


def test_the_rows_are_those_of_the_page(tmp_path: Path) -> None:
    """The group of each is its patient's pseudonym; no column is left undecided."""
    found = cleaned(tmp_path, given_params("rows"), given_rows())

    assert blocks("csv")[1] == shown(found.rows)
    assert found.column("patient") == [one.group for one in found.rows]
    assert [] == found.review


def test_every_role_and_option_is_named() -> None:
    """A reader finds all of them on the page."""
    text = section()

    assert [] == [role for role in ROLES if f"`{role}`" not in text]
    for name in GENERALISERS:
        (line,) = re.findall(rf"^\| `{name}` \|.*$", text, re.M)
        options = set(GENERALISERS[name].model_fields) - {"by", "otherwise"}
        assert [] == [option for option in options if f"`{option}`" not in line]
