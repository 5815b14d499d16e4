from pathlib import Path
from typing import Any

import pytest

from understudy.core.errors import SetupError
from understudy.core.params import validate
from understudy.dataset import BuildParams
from unit.dataset.worlds import params


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"split": {"eval": 0.5, "test": 0.5}}, "must leave a share to train"),
        ({"shares": {"faq": 2}}, r"share of 'faq' must lie in 0\.\.1"),
        ({"chats": {"min_reply_words": 9, "max_reply_words": 3}}, "no reply would be left"),
        (
            {
                "rows": {"t": {"prompt": "{a}", "answer": "{b}"}},
                "hold_out": {"t": {"columns": ["a", "b"], "combinations": [["x"]]}},
            },
            "must have a value for each",
        ),
        (
            {"hold_out": {"t": {"columns": ["a"], "combinations": [["x"]]}}},
            r"hold_out\.t needs rows\.t",
        ),
        (
            {
                "rows": {"t": {"prompt": "{a}", "answer": "{b}", "kind": "{a}"}},
                "hold_out": {"t": {"columns": ["a"], "combinations": [["x"]]}},
            },
            "would both set the kind",
        ),
        ({"leaks": {"default": {"keys": ["answers"]}}}, "'group', 'answer', 'near' or 'prompt'"),
        ({"prompt": {"bubble": "|"}}, "prompt.bubble is written by build: set chats.bubble"),
        ({"chats": {"bubble": " "}}, "must hold a line break"),
        ({"min_scores": 3}, "Did you mean min_score"),
    ],
)
def test_parameters_that_contradict_each_other_are_refused(
    values: dict[str, Any], message: str
) -> None:
    """The message says which and why."""
    with pytest.raises(SetupError, match=message):
        validate(Path("params.yaml"), "build", {"prompt": {}, **values}, BuildParams)


def test_leak_keys_of_a_collection_come_before_the_default() -> None:
    """And the default before the built-in one."""
    chosen = params(leaks={"faq": {"min_words": 3}, "default": {"min_words": 7}})

    assert 3 == chosen.leaks_of("faq").min_words
    assert 7 == chosen.leaks_of("handbook").min_words
    assert ("group", "answer", "near") == params().leaks_of("handbook").keys
