import sys
from pathlib import Path

import pytest

from understudy.cleaning.finders.spacy import spacy
from understudy.cleaning.finding import find, prepare
from understudy.cleaning.stepping import Context
from understudy.core.errors import MissingExtraError, SetupError
from unit.cleaning.crowd import context

MODEL = {"en": {"name": "tiny_names"}}
FINDERS = {"finders": ("names", "spacy")}


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Install a model package that knows two people and a place by rule; give its version."""
    package = pytest.importorskip("spacy")
    pipeline = package.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(
        [
            {"label": "PERSON", "pattern": "Quillon Marsh"},
            {"label": "PERSON", "pattern": "Timur"},
            {"label": "GPE", "pattern": "Leeds"},
        ]
    )
    folder = tmp_path / "tiny_names"
    folder.mkdir()
    pipeline.to_disk(folder / "data")
    (folder / "__init__.py").write_text(
        "from pathlib import Path\n"
        "from spacy.util import load_model_from_path\n\n"
        "def load(**options):\n"
        "    return load_model_from_path(Path(__file__).parent / 'data', **options)\n"
    )
    (tmp_path / "tiny_names-1.2.0.dist-info").mkdir()
    (tmp_path / "tiny_names-1.2.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: tiny_names\nVersion: 1.2.0\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    return "1.2.0"


def with_model(**options: str) -> Context:
    return context(anonymise={**FINDERS, "spacy": {"en": {**MODEL["en"], **options}}})


@pytest.mark.usefixtures("tiny")
def test_people_of_the_model_are_found_and_places_stay() -> None:
    """The labels decide; the language of the text chooses the model."""
    chosen = with_model()
    prepare(chosen)

    text = "I saw Quillon Marsh in Leeds on Monday."
    assert [(6, 19, "PERSON", "quillon marsh")] == [tuple(one) for one in spacy(text, chosen)]
    assert [] == spacy("Quillon Marsh wohnt schon lange in einem alten Haus.", chosen)


@pytest.mark.usefixtures("tiny")
def test_somebody_known_has_the_key_of_the_roster() -> None:
    """Whichever finder comes first."""
    found = find("I think Timur has the smoker.", with_model())

    assert ["timur aliev"] == [one.identity for one in found]
    assert found == spacy("I think Timur has the smoker.", with_model())


def test_another_version_is_refused(tiny: str) -> None:
    """Another model finds other names."""
    with pytest.raises(
        SetupError, match=f"tiny_names {tiny} is installed, the parameters ask for 3"
    ):
        prepare(with_model(version="3.0.0"))


def test_a_missing_model_is_told_with_the_command() -> None:
    """Before the first text."""
    pytest.importorskip("spacy")
    chosen = context(anonymise={**FINDERS, "spacy": {"en": {"name": "en_no_such_model"}}})

    with pytest.raises(SetupError, match="Run: python -m spacy download en_no_such_model"):
        prepare(chosen)


def test_the_finder_without_a_model_is_refused() -> None:
    """It would find nothing, and nobody would know."""
    with pytest.raises(SetupError, match=r"clean.anonymise.spacy names no model.*en_core_web_sm"):
        prepare(context(anonymise=FINDERS))


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "spacy", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'understudy\[spacy\]'"):
        prepare(context(anonymise={**FINDERS, "spacy": {"en": {"name": "en_absent"}}}))
