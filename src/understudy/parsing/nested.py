"""Lists of objects in a line of a table, as datasets of dialogues have them, become columns.

``{"messages": [{"role": "user", "content": "Hi"}, ...]}`` becomes ``messages.role`` and
``messages.content``, each a list of texts of one length; a list of lists becomes ``history.0``,
``history.1``. So every text of a dialogue is a cell that the clean stage meets by itself, and what
makes samples of rows can put the lists together again.
"""

import json
from typing import Any

from understudy.core.errors import InputError


def flattened(value: dict[str, Any], where: str) -> dict[str, Any]:
    """Return an object with a column for each key of the objects in its lists.

    What an object in a list lacks is an empty text there. Other values stay as they are.

    Raises:
        InputError: A list holds objects beside other things, or a text of several parts has one
            that is no text (``bad_row``).
    """
    flat: dict[str, Any] = {}
    for key, cell in value.items():
        parts = cell if isinstance(cell, list) else []
        if not any(isinstance(part, dict | list) for part in parts):
            flat[key] = cell
        elif all(isinstance(part, dict) for part in parts):
            names = dict.fromkeys(name for part in parts for name in part)
            for name in names:
                flat[f"{key}.{name}"] = [
                    _text(part.get(name), f"{key}.{name}", where) for part in parts
                ]
        elif all(isinstance(part, list) and len(part) == len(parts[0]) for part in parts):
            for place in range(len(parts[0])):
                flat[f"{key}.{place}"] = [
                    _text(part[place], f"{key}.{place}", where) for part in parts
                ]
        else:
            why = f"{key!r} is a list of things of several kinds; a list holds one kind of objects"
            raise InputError(where, why, reason="bad_row")
    return flat


def _text(value: Any, column: str, where: str) -> Any:
    """Return what stands in a cell; a text of parts, as servers write it, is joined."""
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if not isinstance(value, list):
        return value
    parts = [part.get("text") if isinstance(part, dict) else part for part in value]
    texts = [part for part in parts if isinstance(part, str)]
    if len(texts) < len(parts):
        why = (
            f"{column!r} has a part that is no text, e.g. a picture or a call of a tool; leave the "
            "line out"
        )
        raise InputError(where, why, reason="bad_row")
    return "".join(texts)
