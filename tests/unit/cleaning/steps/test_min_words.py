from dataclasses import replace

import pytest

from understudy.cleaning.stepping import Unit, UnwantedError
from understudy.cleaning.steps.min_words import min_words
from unit.cleaning.crowd import context

CONTEXT = context(min_words={"documents": 3, "cells": {"answer": 2}})


@pytest.mark.parametrize(
    ("text", "unit", "column", "goes"),
    [
        ("one two", "document", "", True),
        ("one, — two! 🐝", "document", "", True),
        ("one two three", "document", "", False),
        ("蜜蜂花", "document", "", False),
        ("one", "cell", "answer", True),
        ("", "cell", "answer", True),
        ("one two", "cell", "answer", False),
        ("one", "cell", "question", False),
        ("", "cell", "", False),
        ("one", "message", "", False),
        ("one", "name", "", False),
    ],
)
def test_short_texts_are_left_out(text: str, unit: Unit, column: str, *, goes: bool) -> None:
    """Documents and the columns named; words are letters and figures."""
    there = replace(CONTEXT, unit=unit, column=column)

    if goes:
        with pytest.raises(UnwantedError, match="fewer than") as caught:
            min_words(text, there)
        assert "min_words" == caught.value.reason
    else:
        assert [] == min_words(text, there)
