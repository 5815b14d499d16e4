"""The bars of personal data, on sentences that were written apart from the finders."""

import json

import pytest

from bench.privacy.measured import (
    BEGIN,
    END,
    FIGURES,
    PAGE,
    PARTS,
    Figures,
    arms,
    measure,
    table,
    unseen,
)

LEAST_RECALL, LEAST_PRECISION = 0.99, 0.98  # of structured kinds together
LEAST_RUSSIAN_NAMES, LEAST_ENGLISH_NAMES = 0.90, 0.80
LEAST_NAMES_PRECISION = 0.90
"""No bar of others: false names hurt what is trained on them."""


@pytest.fixture(scope="module")
def measured() -> dict[str, Figures]:
    return {arm: measure(finders) for arm, finders in arms().items()}


def value(figures: Figures, *path: str) -> float:
    language, part, kind, what = path
    found = figures[language][part][kind][what]["value"]
    assert found is not None, path
    return found


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("arm", ["shipped", "with names"])
def test_structured_kinds_are_found_and_little_else(
    measured: dict[str, Figures], arm: str, language: str, part: str
) -> None:
    """Recall of .99 and precision of .98, on all sentences and on the half nobody looked at."""
    figures = measured[arm]

    assert value(figures, language, part, "structured", "recall") >= LEAST_RECALL
    assert value(figures, language, part, "structured", "precision") >= LEAST_PRECISION


@pytest.mark.parametrize("part", PARTS)
def test_names_are_found(measured: dict[str, Figures], part: str) -> None:
    """Nine of ten Russian names and eight of ten English ones, with what few false ones cost."""
    figures = measured["with names"]

    assert value(figures, "ru", part, "PERSON", "recall") >= LEAST_RUSSIAN_NAMES
    assert value(figures, "en", part, "PERSON", "recall") >= LEAST_ENGLISH_NAMES
    for language in ("en", "ru"):
        assert value(figures, language, part, "PERSON", "precision") >= LEAST_NAMES_PRECISION


def test_english_names_of_a_known_chat_need_no_extra(measured: dict[str, Figures]) -> None:
    """Their participants are known."""
    found = value(measured["shipped"], "en", "all", "names, chat known", "recall")

    assert found >= LEAST_ENGLISH_NAMES


def test_published_figures_are_those_that_are_measured(measured: dict[str, Figures]) -> None:
    """Else: python -m bench privacy."""
    published = json.loads(FIGURES.read_text(encoding="utf-8"))
    page = PAGE.read_text(encoding="utf-8")

    assert measured == {arm: published[arm]["figures"] for arm in published}
    assert {arm: [*finders] for arm, finders in arms().items()} == {
        arm: published[arm]["finders"] for arm in published
    }
    last = measured["with names"]
    assert page.partition(BEGIN)[2].partition(END)[0].strip() == f"{table(last)}\n\n{unseen(last)}"
