"""What all generalisers promise."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.generalising import GENERALISERS, Chain, Generaliser
from understudy.cleaning.tables.params import TablePrivacyParams

USES: list[dict[str, Any]] = [
    {"by": "bins", "width": 10},
    {"by": "bins", "width": 10, "bottom": 0, "top": 90, "otherwise": None},
    {"by": "bins", "width": 0.5, "start": 0.25},
    {"by": "bins", "width": 1},
    {"by": "bins", "edges": [-1.5, 0, 18, 65]},
    {"by": "ends", "bottom": 18, "top": 90},
    {"by": "ends", "top": 1.5, "otherwise": "?"},
    {"by": "date", "to": "day"},
    {"by": "date", "to": "month", "first": "month"},
    {"by": "date", "to": "quarter", "first": "day"},
    {"by": "date", "to": "year", "pivot": 30, "otherwise": None},
    {"by": "date", "to": "decade"},
    {"by": "prefix", "length": 3},
    {"by": "prefix", "until": ".", "length": 2},
    {"by": "values", "map": {"Brest": "west", "Minsk": "centre"}},
    {"by": "values", "map": {"A": "b", "B": "b"}, "otherwise": None},
    {"by": "hierarchy", "parents": {"Brest": "West", "West": "Belarus", "Gomel": "Belarus"}},
    {"by": "hierarchy", "parents": {"Brest": "West", "West": "Belarus"}, "level": 1},
    {"by": "rare", "fewer": 2},
]

VALUES = st.one_of(
    st.integers(-200, 200).map(str),
    st.decimals(-100, 100, places=2).map(lambda value: str(value).replace(".", ",")),
    st.dates().map(str),
    st.dates().map(lambda day: f"{day.month}/{day.day}/{day.year}"),
    st.dates().map(lambda day: f"{day:%d.%m.%y} 10:30"),
    st.sampled_from(["J45.0", "brest", "WEST ", "B", "2023-Q1", "90+", "<18", "30-39", "-10..-1"]),
    st.text("0123456789-+.,:/QqsTАbc <>?", max_size=12),
    st.text(max_size=8),
)


def made(*uses: dict[str, Any]) -> tuple[Generaliser, ...]:
    given = {"columns": {"c": "quasi"}, "generalise": {"c": uses}}
    return TablePrivacyParams.model_validate_json(json.dumps(given), strict=True).generalise["c"]


def test_every_generaliser_is_used_here() -> None:
    """A guard that loops asserts what it looped over."""
    assert set(GENERALISERS) == {use["by"] for use in USES}


@pytest.mark.parametrize("use", USES, ids=str)
@given(values=st.lists(VALUES, max_size=8))
def test_twice_is_once(use: dict[str, Any], values: list[str]) -> None:
    """A coarse value is written as it stands; also with a generaliser that counts behind it."""
    for uses in ((use,), (use, {"by": "rare", "fewer": 2, "otherwise": "few"})):
        chain = made(*uses)
        if len(uses) > 1 and chain[0].counts_up_to:
            continue
        front = Chain(chain[:-1], {})
        counted = [front.value(value)[0] for value in values]
        once = [
            Chain(chain, {one: counted.count(one) for one in counted}).value(value)[0]
            for value in values
        ]
        counted = [front.value(value)[0] for value in once]
        again = Chain(chain, {one: counted.count(one) for one in counted})
        assert once == [again.value(value)[0] for value in once]


@pytest.mark.parametrize("use", USES, ids=str)
def test_a_blank_stays_blank(use: dict[str, Any]) -> None:
    """Nothing was written, and no generaliser says otherwise."""
    chain = Chain(made(use), {})

    assert [("", False), (" ", False)] == [chain.value(""), chain.value(" ")]


@pytest.mark.parametrize("use", [one for one in USES if one["by"] not in {"rare", "prefix"}])
def test_what_is_not_understood_is_told(use: dict[str, Any]) -> None:
    """It becomes `otherwise`; null leaves it."""
    found, is_strange = Chain(made(use), {}).value("thirty")

    assert is_strange
    assert found == ({"otherwise": "other"} | use)["otherwise"] or found == "thirty"
    assert ("thirty" == found) == (use.get("otherwise", "") is None)
