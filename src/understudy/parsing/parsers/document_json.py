"""Documents in JSON or JSON Lines: objects with ``text`` and perhaps ``id`` and ``title``."""

from functools import partial
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Document, stable_id
from understudy.parsing.decoding import plain
from understudy.parsing.documents import document, tidy
from understudy.parsing.files import PARSERS, Parsed, Problem, RawFile
from understudy.parsing.params import ParseParams


@PARSERS.register("document_json")
def parse(file: RawFile, params: ParseParams) -> Parsed:  # noqa: ARG001  # the shape of a parser
    """Read one document an object; its group is the object, not the file.

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
    kept = {one.id: one for one in found}  # the same id and text twice is one document
    problems = [Problem.of("documents", failure) for failure in failures]
    return Parsed(documents=tuple(kept.values()), problems=tuple(problems))


def _document(numbered: tuple[int, Any], file: RawFile) -> Document:
    number, value = numbered
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        why = "no object with a string 'text'"
        raise InputError(f"{file.place}:{number}", why, reason="no_text")
    text = tidy(plain(value["text"]))
    name = plain(str(value.get("id") or ""))
    item = name or stable_id("item", text)
    title = value.get("title")
    return document(file, text, title=plain(str(title)) if title else None, item=item)
