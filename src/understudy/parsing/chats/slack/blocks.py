"""Words of Slack's messages that stand in their blocks alone, as the message's text has them.

References:
    https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from collections.abc import Iterator
from typing import Any

from understudy.parsing.chats.message_lists import mapping, named, objects

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_REFERENCES = {
    "user": ("@", "user_id"),
    "channel": ("#", "channel_id"),
    "usergroup": ("!subteam^", "usergroup_id"),
    "broadcast": ("!", "range"),
}


def text_of(blocks: Any) -> str:
    """Return what blocks say, written as a text is: ``<@U1>``, ``&amp;``, ``&gt; quote``."""
    return "\n".join(line for block in objects(blocks) for line in _lines(block))


def _lines(block: dict[str, Any]) -> Iterator[str]:
    kind = block.get("type")
    if kind == "rich_text":
        for part in objects(block.get("elements")):
            yield from _rich(part)
    elif kind in {"section", "header", "markdown"}:
        text = block.get("text")
        said = text if isinstance(text, str) else named(mapping(text), "text")
        yield from (said or "").splitlines()


def _rich(part: dict[str, Any]) -> Iterator[str]:
    kind, elements = part.get("type"), objects(part.get("elements"))
    if kind == "rich_text_list":
        for place, item in enumerate(elements, 1):
            mark = f"{place}." if part.get("style") == "ordered" else "•"
            yield f"{mark} {_line(objects(item.get('elements')))}"
        return
    mark = "&gt; " if kind == "rich_text_quote" else ""
    yield from (f"{mark}{line}" for line in _line(elements).strip("\n").split("\n"))


def _line(elements: list[dict[str, Any]]) -> str:
    return "".join(map(_piece, elements))


def _piece(element: dict[str, Any]) -> str:
    kind = str(element.get("type"))
    if kind == "emoji":
        return f":{named(element, 'name') or 'emoji'}:"
    if kind == "link":
        label = named(element, "text")
        return f"<{named(element, 'url')}{f'|{label.translate(_ESCAPED)}' if label else ''}>"
    if kind in _REFERENCES:
        mark, key = _REFERENCES[kind]
        return f"<{mark}{named(element, key)}>"
    said = element.get("text") or element.get("fallback") or element.get("value") or ""
    return said.translate(_ESCAPED) if isinstance(said, str) else ""
