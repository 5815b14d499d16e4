import json
from pathlib import Path
from typing import Any

import pytest

from understudy.cleaning.params import CleanParams
from understudy.cleaning.tables.params import PrivacyParams, TablePrivacyParams
from understudy.core.errors import SetupError
from understudy.core.params import validate


def refused(table: dict[str, Any], **more: Any) -> str:
    with pytest.raises(SetupError) as failure:
        validate(Path("params.yaml"), "clean", {"tables": {"c": table}, **more}, CleanParams)
    return str(failure.value)


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ({"columns": {"a": "quazi"}}, "unknown role 'quazi'. Did you mean quasi?"),
        ({"columns": {"a": "identifier:policy"}}, "write the kind in capitals"),
        (
            {"columns": {"a": "identifier:HAT"}},
            "columns.a: unknown kind of identifier 'HAT'. Known: ",
        ),
        ({"generalise": {"a": [{"by": "bins", "width": 1}]}}, "the column has no role"),
        (
            {"columns": {"a": "text"}, "generalise": {"a": [{"by": "rare", "fewer": 2}]}},
            "the column is 'text'",
        ),
        ({"columns": {"a": "quasi"}, "generalise": {"a": [{"by": "bin"}]}}, "Did you mean bins"),
        ({"columns": {"a": "quasi"}, "generalise": {"a": [{"width": 1}]}}, "say by which"),
        (
            {"columns": {"a": "quasi"}, "generalise": {"a": [{"by": "bins", "with": 1}]}},
            "unknown option 'with'. Did you mean width",
        ),
        (
            {"columns": {"a": "quasi"}, "generalise": {"a": [{"by": "bins", "width": "1"}]}},
            "width: Input should be a valid number",
        ),
        (
            {
                "columns": {"a": "quasi"},
                "generalise": {"a": [{"by": "ends", "top": 9}, {"by": "bins", "width": 1}]},
            },
            "behind it one that counts",
        ),
        ({"suppress": "rows"}, "need columns with the role quasi"),
        ({"columns": {"a": "quasi"}, "suppress": "rows"}, "suppress needs min_k or min_l"),
        ({"columns": {"a": "quasi"}, "min_l": 2}, "no column has the role sensitive"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(table: dict[str, Any], why: str) -> None:
    """With the place, and near names."""
    said = refused(table)

    assert said.startswith("params.yaml: clean.tables.c") or "tables.c: " in said
    assert why in said


def test_pseudonyms_need_their_step() -> None:
    """A role is no promise without it."""
    assert "put 'anonymise' into steps" in refused(
        {"columns": {"a": "person"}}, steps=["normalise"]
    )


def test_limits_are_those_of_the_table_else_of_all() -> None:
    """A table without a sensitive column has no diversity to ask for."""
    everywhere = PrivacyParams(min_k=5, min_l=2)
    table = TablePrivacyParams(columns={"a": "quasi", "b": "sensitive"}, min_k=3)

    assert (3, 2) == table.limits(everywhere)
    assert (5, 1) == TablePrivacyParams(columns={"a": "quasi"}).limits(everywhere)
    assert (1, 1) == TablePrivacyParams().limits(PrivacyParams())


def test_parameters_are_written_out_with_the_options() -> None:
    """The manifest tells what was done."""
    uses = [{"by": "bins", "width": 10}]
    given = {"tables": {"c": {"columns": {"a": "quasi"}, "generalise": {"a": uses}}}}
    read = CleanParams.model_validate_json(json.dumps(given), strict=True)

    written = read.model_dump(mode="json")

    assert 10 == written["tables"]["c"]["generalise"]["a"][0]["width"]
    assert read == CleanParams.model_validate_json(json.dumps(written), strict=True)
