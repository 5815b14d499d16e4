import pytest
from pydantic import ValidationError

from understudy.cleaning.generalisers.values import Values


def test_listed_values_become_others() -> None:
    """Case, spaces and ё do not count; a coarse value stays, as the list writes it."""
    one = Values(by="values", map={"Берёза": "Дерево", "oak": "Дерево"}).coarser({})

    assert ["Дерево"] * 4 == [one(v) for v in ("береза", " OAK", "дерево", "Дерево")]
    assert one("rose") is None


def test_a_second_step_is_refused() -> None:
    """Done twice, it would give another result."""
    with pytest.raises(ValidationError, match="hierarchy"):
        Values(by="values", map={"Brest": "West", "west": "Belarus"})
