from typing import Any

import pytest
from pydantic import ValidationError

from understudy.parsing import ParseParams


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ({"time_zone": "Moscow"}, "not an IANA time zone"),
        ({"tables": {"t": {"files": []}}}, "at least 1 item"),
        (
            {"tables": {"t": {"files": ["*"], "columns": {"a": "x", "b": "x"}}}},
            "both be called 'x'",
        ),
        ({"pdf": {"engine": "acrobat"}}, "pymupdf"),
        ({"colections": {}}, "Extra inputs"),
    ],
)
def test_mistakes_are_refused(section: dict[str, Any], message: str) -> None:
    """A typo never parses with a default."""
    with pytest.raises(ValidationError, match=message):
        ParseParams.model_validate(section)


def test_defaults_need_nothing() -> None:
    """An empty section is a section."""
    assert ParseParams.model_validate({}).max_dropped == 0.05
