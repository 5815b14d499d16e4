"""Slack's text: references and links as people see them."""

import re
from collections.abc import Mapping

_PIECE = re.compile(r"<(?P<token>[^<>\n]{1,4000})>|&(?P<entity>lt|gt|amp);")
_ENTITY = re.compile(r"&(lt|gt|amp);")
_LETTERS = {"lt": "<", "gt": ">", "amp": "&"}
UNKNOWN = "unknown"
"""Whose name an export does not tell."""


def shown(text: str, people: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """Return text as the app shows it; short codes of emoji stay.

    Args:
        text: E.g. ``<@U1> see <https://a.org|this> &amp; that``.
        people: Names by id.
        channels: Names by id.
    """

    def one(found: re.Match[str]) -> str:
        if found["entity"]:
            return _LETTERS[found["entity"]]
        target, bar, label = found["token"].partition("|")
        return _reference(target, _bare(label) if bar else "", people, channels)

    return _PIECE.sub(one, text)


def _reference(
    target: str, label: str, people: Mapping[str, str], channels: Mapping[str, str]
) -> str:
    kind, rest = target[:1], target[1:]
    if kind == "@":
        return f"@{people.get(rest) or label or UNKNOWN}"
    if kind == "#":
        return f"#{label or channels.get(rest) or UNKNOWN}"
    if kind != "!":
        return label or _bare(target.removeprefix("mailto:"))
    if rest.startswith("date^"):
        return label
    name = label.lstrip("@") or (UNKNOWN if "^" in rest else rest)
    return f"@{name}"


def _bare(text: str) -> str:
    return _ENTITY.sub(lambda found: _LETTERS[found[1]], text)
