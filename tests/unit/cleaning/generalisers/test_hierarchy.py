import pytest
from pydantic import ValidationError

from understudy.cleaning.generalisers.hierarchy import Hierarchy

PARENTS = {"Brest": "West", "Pinsk": "Brest", "West": "Belarus", "Gomel": "Belarus"}


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (0, ["Belarus", "Belarus", "Belarus", "Belarus"]),
        (1, ["West", "West", "Gomel", "Belarus"]),
        (2, ["Brest", "Brest", "Gomel", "Belarus"]),
    ],
)
def test_a_value_becomes_its_ancestor(level: int, expected: list[str]) -> None:
    """On the level asked for; what stands above stays."""
    one = Hierarchy(by="hierarchy", parents=PARENTS, level=level).coarser({})

    assert expected == [one(v) for v in ("pinsk", "Brest", "GOMEL", "Belarus")]
    assert one("Riga") is None


def test_a_circle_is_refused() -> None:
    """Nothing belongs to itself."""
    with pytest.raises(ValidationError, match="belongs to itself: a < b < a"):
        Hierarchy(by="hierarchy", parents={"A": "B", "b": "a"})
