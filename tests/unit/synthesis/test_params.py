from pathlib import Path
from typing import Any

import pytest

from understudy.core.errors import SetupError
from understudy.core.params import validate
from understudy.synthesis import JudgeParams, SynthesizeParams


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"provider": "rule"}, "unknown synthesis provider 'rule'. Did you mean rules?"),
        ({"per_chunk": {"qouting": 1}}, "unknown question kind 'qouting'. Did you mean quoting?"),
        ({"per_chunk": {"quoting": -1}}, "per_chunk.quoting: .*greater than or equal to 0"),
        ({"per_chunk": {}}, "per_chunk: .*at least 1"),
        ({"min_answer_words": 9, "max_answer_words": 8}, r"min_answer_words \(9\) is more than"),
        ({"per_chunks": {}}, "unknown key 'per_chunks'. Did you mean per_chunk?"),
    ],
)
def test_a_wrong_synthesize_section_is_explained(value: dict[str, Any], message: str) -> None:
    """Before any work, in one line."""
    with pytest.raises(SetupError, match=message):
        validate(Path("params.yaml"), "synthesize", value, SynthesizeParams)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"provider": "ruler"}, "unknown judge 'ruler'. Did you mean rules?"),
        ({"min_question_words": 9, "max_question_words": 8}, r"min_question_words \(9\) is more"),
        (
            {"weights": {"grounded": 0, "clear": 0, "self_contained": 0, "brief": 0}},
            "all weights are 0",
        ),
        ({"weights": {"breif": 1}}, "unknown key 'breif'. Did you mean brief?"),
    ],
)
def test_a_wrong_judge_section_is_explained(value: dict[str, Any], message: str) -> None:
    """Before any work, in one line."""
    with pytest.raises(SetupError, match=message):
        validate(Path("params.yaml"), "judge", value, JudgeParams)


def test_the_order_of_caps_does_not_matter() -> None:
    """Nor may it: the outputs would change with the layout of params.yaml."""
    one = SynthesizeParams(per_chunk={"quoting": 1, "list": 2})
    other = SynthesizeParams(per_chunk={"list": 2, "quoting": 1})

    assert one.model_dump_json() == other.model_dump_json()


def test_empty_sections_are_the_defaults() -> None:
    """Every parameter has one that works."""
    where = Path("params.yaml")

    assert SynthesizeParams() == validate(where, "synthesize", None, SynthesizeParams)
    assert JudgeParams() == validate(where, "judge", None, JudgeParams)
