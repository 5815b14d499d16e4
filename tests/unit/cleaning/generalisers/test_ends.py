import pytest
from pydantic import ValidationError

from understudy.cleaning.generalisers.ends import Ends


def test_numbers_beyond_become_one_value() -> None:
    """Those between stay as they are written."""
    one = Ends(by="ends", bottom=18, top=90).coarser({})
    values = {"17,9": "<18", "18": "18", "89.9": "89.9", "90": "90+", "104": "90+", "90+": "90+"}

    assert values == {value: one(value) for value in values}
    assert one("old") is None
    assert one("80+") is None


def test_an_end_is_needed() -> None:
    """Two in order, or one."""
    for options in ({}, {"bottom": 2, "top": 1}):
        with pytest.raises(ValidationError, match="bottom"):
            Ends.model_validate({"by": "ends", **options})
