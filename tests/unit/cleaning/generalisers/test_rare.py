from understudy.cleaning.generalisers.rare import Rare


def test_values_of_few_become_one() -> None:
    """As many as asked are enough."""
    one = Rare(by="rare", fewer=3).coarser({"a": 3, "b": 2})

    assert ["a", None, None] == [one(value) for value in ("a", "b", "new")]
