import pytest
from pydantic import ValidationError

from understudy.chunking.params import ChunkParams


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"size_words": 10, "overlap_words": 10}, r"overlap_words \(10\) must be less than"),
        ({"size_words": 0}, "greater than or equal to 1"),
        ({"rows": {"faq": {}}}, "text"),
        ({"rows": {"faq": {"text": ""}}}, "at least 1"),
        ({"rows": {"faq": {"text": "a", "key": []}}}, "key"),
    ],
)
def test_parameters_that_cannot_work_are_refused(value: dict, why: str) -> None:
    """Before any record is read."""
    with pytest.raises(ValidationError, match=why):
        ChunkParams.model_validate(value)
