"""Where each turn's words come to stand when a chat template has laid out a conversation.

The template never sees the words: it lays out markers, and we put the words in their places. So a
template cannot act on what somebody wrote, and the places are exact for any template, with or
without ``{% generation %}``.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from understudy.core.errors import SetupError
from understudy.core.records import Role, Turn

# Em spaces around private-use characters: a template that trims its words takes them away, no
# template writes them itself.
MARKER = re.compile("(\u2003?)\ue000([0-9]+)\ue001(\u2003?)")
# Qwen3 opens a thought in every reply unless told not to.
TEMPLATE_OPTIONS: dict[str, Any] = {"enable_thinking": False}


@dataclass(frozen=True, slots=True)
class Place:
    """Where one turn's words go."""

    turn: int
    """Position among the turns."""
    before: str
    """What the template writes before the words."""
    trims_start: bool
    trims_end: bool


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A laid out conversation without its words."""

    places: tuple[Place, ...]
    """In the order of the text, which need not be that of the turns."""
    after: str
    """What the template writes after the last words."""
    merges_system: bool
    """The template has no place for a system turn: its words open the first user turn."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A laid out conversation."""

    text: str
    spans: dict[int, tuple[int, int]]
    """Turn to the span of its words in ``text``; without the system turn where it was merged."""


def lay_out(turns: Sequence[Turn], tokenizer: Any) -> Layout:
    """Lay out a conversation with the tokenizer's chat template.

    The words of the assistant stay exactly as they are, even where the template trims them: what a
    model learns to say and what it is shown to have said is the same.

    Args:
        turns: ``[system] (user assistant)+``.
        tokenizer: With its ``chat_template``.

    Raises:
        SetupError: The template cannot lay out such a conversation.
    """
    shape = skeleton(tokenizer, tokenizer.chat_template, tuple(turn.role for turn in turns))
    words = {place: turn.content for place, turn in enumerate(turns)}
    if shape.merges_system:
        system = words.pop(0)
        words[1] = f"{system}\n\n{words[1]}"
    parts: list[str] = []
    spans: dict[int, tuple[int, int]] = {}
    length = 0
    for place in shape.places:
        content = words[place.turn]
        if turns[place.turn].role != "assistant":
            content = content.lstrip() if place.trims_start else content
            content = content.rstrip() if place.trims_end else content
        start = length + len(place.before)
        length = start + len(content)
        spans[place.turn] = (start, length)
        parts += [place.before, content]
    return Layout("".join([*parts, shape.after]), spans)


@functools.lru_cache(maxsize=256)
def skeleton(tokenizer: Any, template: str | None, roles: tuple[Role, ...]) -> Skeleton:
    """Lay out markers for turns of such roles.

    Args:
        tokenizer: A transformers tokenizer.
        template: Its chat template; given so that a changed template is laid out anew.
        roles: Of the turns.

    Raises:
        SetupError: There is no template, or it fails or loses turns.
    """
    if not template:
        raise SetupError(
            "the tokenizer has no chat template. `dvc repro base` writes a model folder that has "
            "one; load the tokenizer from there."
        )
    positions = range(len(roles))
    if roles[0] == "system":
        whole = _try(tokenizer, roles, positions)
        if isinstance(whole, Skeleton):
            return whole
        positions = range(1, len(roles))
    shape = _try(tokenizer, roles, positions)
    if isinstance(shape, str):
        raise SetupError(
            f"the chat template of {_name(tokenizer)} cannot lay out {', '.join(roles)}: {shape}. "
            "Choose a model whose template takes user and assistant turns."
        )
    return shape


def _try(tokenizer: Any, roles: tuple[Role, ...], positions: range) -> Skeleton | str:
    """Lay out the turns at some positions; return why not when the template refuses."""
    from jinja2.exceptions import TemplateError

    messages = [{"role": roles[i], "content": f"\u2003\ue000{i}\ue001\u2003"} for i in positions]
    try:
        text = tokenizer.apply_chat_template(messages, tokenize=False, **TEMPLATE_OPTIONS)
    except TemplateError as error:
        return f"it says {str(error)!r}"
    places, end = [], 0
    for found in MARKER.finditer(text):
        before = text[end : found.start()]
        places.append(Place(int(found[2]), before, not found[1], not found[3]))
        end = found.end()
    if sorted(place.turn for place in places) != list(positions):
        return "turns are left out or written twice"
    return Skeleton(tuple(places), text[end:], merges_system=positions.start == 1)


def _name(tokenizer: Any) -> str:
    return str(getattr(tokenizer, "name_or_path", "")) or "the tokenizer"
