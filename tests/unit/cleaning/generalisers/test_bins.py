from typing import Any

import pytest
from pydantic import ValidationError

from understudy.cleaning.generalisers.bins import Bins


@pytest.mark.parametrize(
    ("options", "values"),
    [
        ({"width": 10}, {"37": "30-39", "39.5": "30-39", "40": "40-49", "0": "0-9", "-1": "-10..-1"}),
        ({"width": 10, "bottom": 20, "top": 90}, {"19,9": "<20", "20": "20-29", "90": "90+"}),
        ({"width": 5, "start": 18}, {"18": "18-22", "17": "13-17", "1 018": "1018-1022"}),
        ({"width": 0.5}, {"36,6": "36.5-37", "36.99": "36.5-37", "37": "37-37.5"}),
        ({"width": 0.1}, {"0.3": "0.3-0.4", "0,29": "0.2-0.3"}),  # as written, not as floats
        ({"width": 1}, {"7": "7", "7,9": "7"}),
        ({"edges": [0, 18, 65]}, {"-3": "<0", "17": "0-17", "64.9": "18-64", "65": "65+"}),
        ({"edges": [0.5, 1.5]}, {"1": "0.5-1.5", "0.4": "<0.5"}),
    ],
)  # fmt: skip
def test_a_number_becomes_its_range(options: dict[str, Any], values: dict[str, str]) -> None:
    """The lower bound belongs to it, the upper one not."""
    one = Bins(by="bins", **options).coarser({})

    assert values == {value: one(value) for value in values}


@pytest.mark.parametrize("value", ["30-38", "31-40", "-", "12 months", "1e3", "3.4.2023", "<30"])
def test_what_is_no_number_is_not_read(value: str) -> None:
    """Nor is a range of another scale."""
    assert Bins(by="bins", width=10).coarser({})(value) is None


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, "either width or edges"),
        ({"width": 1, "edges": (1,)}, "either width or edges"),
        ({"edges": (2, 2)}, "must ascend"),
        ({"edges": (1, 2), "top": 2}, "own ends"),
        ({"width": 10, "top": 85}, "85 must be start plus a number of widths"),
        ({"width": 10, "bottom": 90, "top": 20}, "must be less than top"),
        ({"width": 0}, "greater than 0"),
    ],
)
def test_options_that_make_no_scale_are_refused(options: dict[str, Any], why: str) -> None:
    """Before any row is read."""
    with pytest.raises(ValidationError, match=why):
        Bins(by="bins", **options)
