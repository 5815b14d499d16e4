"""Documents in JSON or JSON Lines: objects with ``text`` (or ``content``).

They may have an ``id`` and a ``title``; a ``chapter`` (or ``article``, ``section``) that they are a
part of; and what they answer: a ``question``, ``questions`` or ``potential_questions``.
"""

from functools import partial
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Document, stable_id
from understudy.parsing.decoding import composed, plain
from understudy.parsing.documents import document, tidy
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import CHAPTER_KEYS, DOCUMENT_TEXT, QUESTION_KEYS


@PARSERS.register("document_json")
def parse(file: RawFile, params: ParseParams) -> Parsed:  # noqa: ARG001  # the shape of a parser
    """Read one document an object; its group is its chapter, or else the object, not the file.

    The text is taken as Markdown. A bad object is a problem, the others are used.

    Raises:
        InputError: No object has a text (``no_text``).
    """
    outcomes = [attempt(partial(_document, file=file), value) for value in file.json.values]
    found = [done.value for done in outcomes if done.value is not None]
    failures = [
        *file.json.broken,
        *(done.failure for done in outcomes if done.failure is not None),
    ]
    if not found:
        why = f"no document in it can be used ({failures[0]})" if failures else "no document in it"
        raise InputError(file.place, why, reason="no_text")
    kept: dict[str, Document] = {}
    for one in found:  # the same id and text twice is one document, with the questions of both
        asked = (*kept[one.id].questions, *one.questions) if one.id in kept else one.questions
        kept[one.id] = one.model_copy(update={"questions": tuple(dict.fromkeys(asked))})
    problems = [Problem.of("documents", failure) for failure in failures]
    return Parsed(documents=tuple(kept.values()), problems=tuple(problems))


def _document(numbered: tuple[int, Any], file: RawFile) -> Document:
    number, value = numbered
    where = f"{file.place}:{number}"
    said = _first(value, DOCUMENT_TEXT) if isinstance(value, dict) else None
    if not isinstance(said, str):
        why = "no object with a string 'text' or 'content'"
        raise InputError(where, why, reason="no_text")
    text = tidy(composed(plain(said)))
    item = _line(value.get("id")) or stable_id("item", text)
    made = document(file, text, title=_line(value.get("title")) or None, item=item)
    chapter = _line(_first(value, CHAPTER_KEYS))
    fields: dict[str, Any] = {"questions": _questions(value, where)}
    if chapter:
        fields |= {"chapter": chapter, "group": f"{file.place}#{chapter}"}
    return made.model_copy(update=fields)


def _questions(value: dict[str, Any], where: str) -> tuple[str, ...]:
    """Return what a document answers, each once, in the order of the keys."""
    found: dict[str, None] = {}
    for key in QUESTION_KEYS:
        said = value.get(key)
        several = said if isinstance(said, list) else [said]
        if not all(one is None or isinstance(one, str) for one in several):
            why = f"its {key!r} is no text or list of texts"
            raise InputError(where, why, reason="bad_question")
        found |= dict.fromkeys(filter(None, map(_line, several)))
    return tuple(found)


def _first(value: dict[str, Any], keys: tuple[str, ...]) -> Any:
    """Return the first value that is there."""
    return next((value[key] for key in keys if value.get(key)), None)


def _line(value: Any) -> str:
    """Return a value as one line; empty for nothing."""
    if value is None or isinstance(value, dict | list):
        return ""
    return " ".join(composed(plain(str(value))).split())
