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
from understudy.parsing.json_streams import JsonStream
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import CHAPTER_KEYS, DOCUMENT_TEXT, QUESTION_KEYS


@PARSERS.register("document_json")
def parse(file: RawFile, params: ParseParams) -> Parsed:  # noqa: ARG001  # the shape of a parser
    """Read one document an object; its group is its chapter, or else the object, not the file.

    The text is taken as Markdown. A bad object is a problem, the others are used.

    Raises:
        InputError: No object has a text (``no_text``).
    """
    found = file.output("documents", is_streamed=isinstance(file.values, JsonStream))
    failures: list[InputError] = []
    seen: set[str] = set()
    again: dict[str, list[Document]] = {}
    for value in file.values:
        done = attempt(partial(_document, file=file), value)
        if done.failure is not None:
            failures.append(done.failure)
        elif done.value is not None and done.value.id in seen:
            again.setdefault(done.value.id, []).append(done.value)
        elif done.value is not None:
            seen.add(done.value.id)
            found.add(done.value)
    failures = [*file.values.broken, *failures]
    if not found.records:
        why = f"no document in it can be used ({failures[0]})" if failures else "no document in it"
        raise InputError(file.place, why, reason="no_text")
    if again:  # the same id and text twice is one document, with the questions of both
        found.change(partial(_united, again=again))
    problems = [Problem.of("documents", failure) for failure in failures]
    return Parsed(**found.fields(), problems=tuple(problems))


def _united(first: Document, again: dict[str, list[Document]]) -> Document:
    """Return a document as the last of those that repeat it, with the questions of all."""
    others = again.get(first.id)
    if not others:
        return first
    asked = [question for one in (first, *others) for question in one.questions]
    return others[-1].model_copy(update={"questions": tuple(dict.fromkeys(asked))})


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
