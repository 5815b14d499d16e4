import pytest
from pydantic import ValidationError

from understudy.model.params import BaseParams, PredictParams


@pytest.mark.parametrize("name", ["embedded", "./model", "../model", "/models/one", "~/one"])
def test_own_models_have_no_revision(name: str) -> None:
    """They are what lies there; base.json holds their hashes."""
    assert BaseParams(name=name).revision is None
    with pytest.raises(ValidationError, match="revision 'main' is for hub models"):
        BaseParams(name=name, revision="main")


def test_hub_models_are_pinned() -> None:
    """What is not pinned would change without a change in params.yaml."""
    assert not BaseParams(name="owner/name", revision="main").is_folder
    with pytest.raises(ValidationError, match="revision is needed for the hub model owner/name"):
        BaseParams(name="owner/name")


def test_an_answer_leaves_room_for_its_prompt() -> None:
    """Both values are named."""
    with pytest.raises(ValidationError, match=r"max_new_tokens \(64\) must be less .*\(64\)"):
        PredictParams(max_new_tokens=64, max_tokens=64)
