from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from understudy.core.errors import SetupError
from understudy.core.params import validate
from understudy.parsing import ParseParams


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ({"chats": {"time_zone": "Moscow"}}, "not an IANA time zone"),
        ({"tables": {"t": {"files": []}}}, "at least 1 item"),
        (
            {"tables": {"t": {"files": ["*"], "columns": {"a": "x"}, "path_columns": {"x": ""}}}},
            "'x' is both in columns and in path_columns",
        ),
        (
            {"tables": {"t": {"files": ["*"], "path_columns": {"x": "{foldr}"}}}},
            "{foldr} is none of",
        ),
        (
            {"tables": {"t": {"files": ["*"], "group": "g", "contract": {"others": "drop"}}}},
            "leaves out the group column",
        ),
        ({"pdf": {"engine": "acrobat"}}, "pymupdf"),
        ({"colections": {}}, "Extra inputs"),
        ({"vlm": {"ocr": False, "describe": False}}, "nothing to do"),
        ({"vlm": {"api_key": "x"}}, "Extra inputs"),
        ({"pictures": {"min_side_px": 0}}, "greater than or equal to 1"),
    ],
)
def test_mistakes_are_refused(section: dict[str, Any], message: str) -> None:
    """A typo never parses with a default."""
    with pytest.raises(ValidationError, match=message):
        ParseParams.model_validate(section)


@pytest.mark.parametrize(
    ("old", "new"),
    [({"time_zone": "UTC"}, "time_zone"), ({"whatsapp": {"day_first": True}}, "day_first")],
)
def test_what_chats_shared_under_other_names_is_found(old: dict[str, Any], new: str) -> None:
    """Keys of earlier versions tell where they stand now."""
    with pytest.raises(SetupError, match=rf"Or is it parse\.chats\.{new}\?"):
        validate(Path("params.yaml"), "parse", old, ParseParams)


def test_defaults_need_nothing() -> None:
    """An empty section is a section."""
    assert ParseParams.model_validate({}).max_dropped == 0.05


def test_no_model_unless_one_is_named() -> None:
    """An empty section is one: the OCR model of 2 billion parameters, on this machine."""
    assert ParseParams.model_validate({"vlm": None}).vlm is None
    vlm = ParseParams.model_validate({"vlm": {}}).vlm
    assert vlm is not None
    assert ("local", "prithivMLmods/Qwen2-VL-OCR-2B-Instruct") == (vlm.provider, vlm.model.name)
