import pytest
from pydantic import ValidationError

from understudy.chunking.params import ChunkParams


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"size": 10, "overlap": 10}, r"overlap \(10\) must be less than size \(10\)"),
        ({"size": 0}, "greater than or equal to 1"),
        ({"size": 50}, r"overlap \(80\) must be less than size \(50\)"),
        ({"unit": "pages"}, "'words', 'characters' or 'tokens'"),
        ({"rows": {"faq": {}}}, "text"),
        ({"rows": {"faq": {"text": ""}}}, "at least 1"),
        ({"rows": {"faq": {"text": "a", "key": []}}}, "key"),
    ],
)
def test_parameters_that_cannot_work_are_refused(value: dict, why: str) -> None:
    """Before any record is read."""
    with pytest.raises(ValidationError, match=why):
        ChunkParams.model_validate(value)
