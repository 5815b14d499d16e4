from pathlib import Path

import pytest
from pydantic import ValidationError

from understudy.cleaning.params import CleanParams
from understudy.core.errors import SetupError
from understudy.core.params import validate


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"steps": ["anonymise"]}, "put 'normalise' before 'anonymise'"),
        ({"steps": ["anonymise", "normalise"]}, "put 'normalise' before 'anonymise'"),
        ({"steps": ["normalise", "normalise"]}, "each may stand once"),
        ({"stop_phrases": [" "]}, "may not be blank"),
        ({"anonymise": {"digits": 3}}, "greater than or equal to 4"),
        ({"anonymise": {"key_fingerprint": "secret"}}, "never the key itself"),
        ({"drop_duplicates": ["people"]}, "documents"),
        (
            {"markers": {"marks": ["ok", r"\[x\]", "[ЭСКАЛАЦИЯ"]}},
            r"\[2\] '\[ЭСКАЛАЦИЯ' is no regular",
        ),
        ({"markers": {"stubs": ["a", " "]}}, r"\[1\] is blank"),
        ({"blocked": {"words": ["a", "**"]}}, r"words\[1\] is '\*\*': it needs a letter"),
        ({"blocked": {"words": ["bee*"], "mask": "BEEP BEES"}}, "mask 'BEEP BEES' is itself"),
        ({"languages": ["russian"]}, "pattern"),
        ({"min_words": {"cells": {"a": 0}}}, "greater than or equal to 1"),
        ({"near": {"drop": True, "min_similarity": None}}, "drop needs a min_similarity"),
        ({"steps": ["normalise"], "languages": ["ru"]}, "languages is set, so put step 'language'"),
        ({"steps": [], "blocked": {"words": ["a"]}}, "blocked is set, so put step 'blocked_words'"),
    ],
)
def test_parameters_that_cannot_work_are_refused(value: dict, why: str) -> None:
    """Before any record is read."""
    with pytest.raises(ValidationError, match=why):
        CleanParams.model_validate(value)


def test_a_key_in_the_place_of_its_fingerprint_is_not_repeated() -> None:
    """What a stage says is kept in logs of CI."""
    params = {"anonymise": {"key_fingerprint": "my secret key"}}

    with pytest.raises(SetupError, match="clean.anonymise.key_fingerprint: must be") as failed:
        validate(Path("params.yaml"), "clean", params, CleanParams)
    assert "my secret key" not in str(failed.value)


@pytest.mark.parametrize("steps", [[], ["normalise"], ["normalise", "stop_phrases", "anonymise"]])
def test_steps_may_be_left_out(steps: list[str]) -> None:
    """A table of measurements needs no pseudonyms."""
    assert tuple(steps) == CleanParams(steps=steps).steps
