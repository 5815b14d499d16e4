"""Names of people by a spaCy model that the user has installed, in whatever language it is for.

No model travels with spaCy or stands on the package index, so none is a default.

References:
    spaCy 3, https://spacy.io/models: pipelines with a named entity recogniser; people are labelled
    ``PERSON`` in some, ``PER`` in others.
"""

import functools
import importlib.metadata
import re
from typing import Any

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.params import NameModel
from understudy.cleaning.signs.blocks import blocks
from understudy.cleaning.stepping import Context
from understudy.core.errors import SetupError
from understudy.core.extras import need
from understudy.core.language import language_of
from understudy.core.people import same_name

_LETTER = re.compile(r"[^\W\d_]{2}").search
_PEOPLE = {"PERSON", "PER"}


def ready(context: Context) -> None:
    """Load every model of ``clean.anonymise.spacy``.

    Raises:
        SetupError: There is none, or one is missing or of another version.
        MissingExtraError: spaCy is not installed.
    """
    if not context.params.anonymise.spacy:
        raise SetupError(
            "clean.anonymise.spacy names no model, but 'spacy' stands in clean.anonymise.finders. "
            "Write e.g. spacy: {en: {name: en_core_web_sm}} and install the model."
        )
    for model in context.params.anonymise.spacy.values():
        _pipeline(model)


@FINDERS.register("spacy")
@finds("PERSON", needs=_LETTER, ready=ready)
def spacy(text: str, context: Context) -> list[Found]:
    """Find people in texts of the languages that there are models for; the persona stays.

    Raises:
        SetupError: A model is missing.
    """
    models = context.params.anonymise.spacy
    found = []
    for start, block in blocks(text):
        model = models.get(language_of(block))
        if model is None:
            continue
        # What is hidden would be read as an odd word.
        for span in _pipeline(model)(block.replace("\0", "_")).ents:
            name = block[span.start_char : span.end_char]
            if span.label_ not in _PEOPLE or "\0" in name:
                continue
            who = context.roster.who(name, context.participants)
            if who is not None:
                place = (start + span.start_char, start + span.end_char)
                found.append(Found(*place, "PERSON", who or same_name(name)))
    return found


@functools.cache
def _pipeline(model: NameModel) -> Any:
    """Load a model, without what does not find names."""
    package = need("spacy", extra="spacy", plugin="finder 'spacy'")
    try:
        version = importlib.metadata.version(model.name)
    except importlib.metadata.PackageNotFoundError as error:
        raise SetupError(
            f"clean.anonymise.spacy: the model {model.name!r} is not installed. "
            f"Run: python -m spacy download {model.name}"
        ) from error
    if model.version is not None and version != model.version:
        raise SetupError(
            f"clean.anonymise.spacy: {model.name} {version} is installed, the parameters ask for "
            f"{model.version}. Install that one, or write {version} into params.yaml."
        )
    pipeline = package.load(model.name)
    if not {"ner", "entity_ruler"} & {*pipeline.pipe_names}:
        raise SetupError(
            f"clean.anonymise.spacy: the model {model.name!r} finds no names: it has "
            f"{', '.join(pipeline.pipe_names) or 'nothing'}, but no 'ner'. Choose another model."
        )
    return pipeline
