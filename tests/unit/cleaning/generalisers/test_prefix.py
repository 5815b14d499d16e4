import pytest
from pydantic import ValidationError

from understudy.cleaning.generalisers.prefix import Prefix


def test_a_code_keeps_its_beginning() -> None:
    """Without the mark that it was cut at."""
    by_length = Prefix(by="prefix", length=3).coarser({})
    until = Prefix(by="prefix", until=".").coarser({})

    assert ["220", "J45", "AB", "I2"] == [by_length(v) for v in ("220030", " J45.0", "AB-1", "I2")]
    assert ["J45", "J45", None] == [until(v) for v in ("J45.0", "J45", ".5")]


def test_a_measure_is_needed() -> None:
    """Length, mark, or both."""
    with pytest.raises(ValidationError, match="length, until or both"):
        Prefix(by="prefix")
