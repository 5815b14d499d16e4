from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.edits import apply, effective, moved, origin, settle
from understudy.cleaning.params import CleanParams
from understudy.cleaning.stepping import STEPS, Context, Unit
from understudy.core.executor import attempt
from unit.cleaning.crowd import AUTHORS, PEOPLE, context

ASKED = {
    "stop_phrases": ["see you", "you see", "вот так"],
    "markers": {
        "marks": [r"\[\w*\]", "rose", "-", r"(?<=e) +"],
        "stubs": ["bee", r"вот\.?", "see"],
    },
    "blocked": {"words": ["bee", "тим*", "van der", "*ли"], "action": "mask"},
    "languages": ["ru"],
    "min_words": {"documents": 2, "cells": {"a": 2}},
}
CONTEXT = context(**ASKED)
DROPS = context(**ASKED | {"blocked": {"words": ["bee", "тим*"]}})
PLACES = [
    replace(there, unit=unit, column="a", language=language)
    for there in (CONTEXT, DROPS)
    for unit in get_args(Unit)
    for language in ("und", "ru", "en")
]
WORDS = [
    *(name for person in PEOPLE.everybody for name in person.names),
    *AUTHORS,
    *("Тимура", "Анны", "Rose", "rose", "Will", "you", "see", "вот", "так", "Bee", "van", "der"),
    *("PERSON-12ab34", "PHONE-555", "a@b.example", "+7 900 000-00-00", "123-45-67", "H-012"),
    *("[x]", "[", "]", "[[x]]", "вот.", "Ли", "тимъян"),
    *("\u200b", "\r\n", "e\u0301", "\ud800", "👩\u200d🔬", "  ", ".", "-", "\n", "'s", "(", "8"),
]
texts = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(WORDS), max_size=12).flatmap(
        lambda words: st.lists(
            st.sampled_from(["", " ", ", ", "\n"]), min_size=len(words), max_size=len(words)
        ).map(lambda gaps: "".join(map("".join, zip(words, gaps, strict=True))))
    ),
)


def test_the_steps_were_seen() -> None:
    """A guard that loops asserts what it looped over."""
    assert set(CleanParams().steps) <= set(STEPS)
    assert not CleanParams.model_validate(ASKED).idle  # none of them has nothing to do here


@pytest.mark.parametrize("name", sorted(STEPS))
@given(text=texts, there=st.sampled_from(PLACES))
def test_a_step_makes_no_edits_on_its_own_output(name: str, text: str, there: Context) -> None:
    """And each of its edits can be led back to the text before; at worst the text is refused."""
    step = STEPS[name]

    done = attempt(lambda raw: settle(raw, lambda now: step(now, there), where="d"), text)
    if done.failure is not None:
        assert done.failure.reason in {name, "unsettled"}
        return
    edits = done.value or []
    result = apply(text, edits)

    assert [] == effective(result, step(result, there))
    kept = [i for i in range(len(text)) if not any(e.start <= i < e.end for e in edits)]
    assert all(text[i] == result[j] for i, j in zip(kept, _after(kept, edits), strict=True))
    assert all(origin(j, edits) == i for i, j in zip(kept, _after(kept, edits), strict=True))


def _after(offsets: list[int], edits: list) -> list[int]:
    """Where kept characters are; an insertion at an offset comes in front of its character."""
    inserted = {e.start: len(e.replacement) for e in edits if e.start == e.end}
    return [
        there + inserted.get(offset, 0)
        for offset, there in zip(offsets, moved(offsets, edits), strict=True)
    ]


@given(text=texts)
def test_the_default_steps_together_leave_nothing_for_the_first(text: str) -> None:
    """Hiding names makes no line end or space that has to be cleaned again."""
    for name in ("normalise", "anonymise"):
        step = STEPS[name]
        text = apply(text, settle(text, lambda now, step=step: step(now, CONTEXT), where="d"))

    assert [] == STEPS["normalise"](text, CONTEXT)
