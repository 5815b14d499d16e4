import pytest
from pydantic import ValidationError

from understudy.cleaning.params import CleanParams


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"steps": ["anonymise"]}, "put 'normalise' before 'anonymise'"),
        ({"steps": ["anonymise", "normalise"]}, "put 'normalise' before 'anonymise'"),
        ({"steps": ["normalise", "normalise"]}, "each may stand once"),
        ({"stop_phrases": [" "]}, "may not be blank"),
        ({"anonymise": {"digits": 3}}, "greater than or equal to 4"),
        ({"anonymise": {"key_fingerprint": "secret"}}, "pattern"),
        ({"drop_duplicates": ["people"]}, "documents"),
    ],
)
def test_parameters_that_cannot_work_are_refused(value: dict, why: str) -> None:
    """Before any record is read."""
    with pytest.raises(ValidationError, match=why):
        CleanParams.model_validate(value)


@pytest.mark.parametrize("steps", [[], ["normalise"], ["normalise", "stop_phrases", "anonymise"]])
def test_steps_may_be_left_out(steps: list[str]) -> None:
    """A table of measurements needs no pseudonyms."""
    assert tuple(steps) == CleanParams(steps=steps).steps
