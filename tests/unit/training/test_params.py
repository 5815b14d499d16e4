"""What a pass may ask for."""

from typing import Any

import pytest
from pydantic import ValidationError

from understudy.training import TrainParams


def test_the_defaults_are_a_pass() -> None:
    """A section may be empty."""
    assert ("all-linear", "own", 0) == (
        TrainParams().lora.targets,
        TrainParams().answers,
        TrainParams().save_every_steps,
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"steps": 10, "warmup_steps": 10}, "never reaches"),
        ({"caps": {"chats": 0}}, "name the others in collections"),
        ({"weights": {"chats": -0.5}}, "must be above 0"),
        ({"collections": ["chats"], "weights": {"chat": 2}}, "not one of collections"),
        ({"lora": {"targets": []}}, "learns nothing"),
        ({"lora": {"targets": "all"}}, "all-linear"),
        ({"learning_rate": 0}, "greater than 0"),
        ({"learning_rate": float("nan")}, "finite"),
        ({"epochs": 3}, "Extra inputs"),
    ],
)
def test_what_cannot_be_meant_is_refused(given: dict[str, Any], said: str) -> None:
    """Bounds and relations, in words."""
    with pytest.raises(ValidationError, match=said):
        TrainParams.model_validate(given)
