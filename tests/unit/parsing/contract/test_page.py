"""What docs/tables.md shows is what the program takes and says."""

import re
import textwrap
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from understudy.dataset.params import RowParams
from understudy.parsing.params import ParseParams
from unit.parsing.made import parsed

PAGE = (Path(__file__).parents[4] / "docs" / "tables.md").read_text(encoding="utf-8")
BLOCKS: list[Any] = [
    YAML(typ="safe", pure=True).load(textwrap.dedent(block))
    for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
]


def test_the_blocks_are_valid() -> None:
    """Together, as a reader would paste them."""
    merging, contract, compiling, building = BLOCKS
    studies = merging["parse"]["tables"]["studies"] | contract

    found = ParseParams.model_validate({"tables": {"studies": studies}}).tables["studies"]

    assert found.contract is not None
    assert {"study_id", "organ", "age", "volume", "day", "has_finding", "remark"} == set(
        found.contract.columns
    )
    assert "compile" in compiling["stages"]
    RowParams.model_validate(building["build"]["rows"]["studies"])


def test_the_forms_of_the_page_are_read() -> None:
    """Every example of its table of types, as the same value."""
    rows = [line.split("|")[1:3] for line in PAGE.splitlines() if line.startswith("| `")]
    seen = {}
    for types, read in rows[:3]:
        kind = re.findall("`([a-z]+)`", types)[-1]
        for text in re.findall("`([^`]+)`", read):
            column = {"type": kind, "day_first": False if "/" in text else None}
            table = {"files": ["*"], "contract": {"columns": {"x": column}}}
            found = parsed("a.csv", f'x;y\n"{text}";1\n', table="t", tables={"t": table})
            assert () == found.problems, text
            seen[text] = str(found.rows[0].cells["x"])

    assert {
        "1234.5",
        "0.001",
        "2025-03-04T00:00:00",
        "2025-03-04T17:06:00",
        "true",
        "false",
    } == set(seen.values())
    assert len(seen) > 15
