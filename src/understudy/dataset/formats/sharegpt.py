"""ShareGPT's conversations, as FastChat, Axolotl, LLaMA-Factory and Unsloth read them.

A line is ``{"conversations": [{"from": "human", "value"}, ...]}``, or ``{"text"}`` for continued
training. Answers have a ``weight`` as Axolotl reads it: 1 carries loss, 0 is context; trainers that
do not know it learn every answer. All that a sample has finds its place. Lines of others may name
the two sides as many programs do, and have their system turn in a key ``system``.
"""

from typing import Any

from understudy.core.records import Role, Sample
from understudy.dataset.exchange import (
    Said,
    beside,
    dialogue,
    dump,
    is_text,
    load,
    own,
    plain,
    text_line,
    text_sample,
    weight_of,
    wrong,
)
from understudy.dataset.format import FORMATS, Format

SPEAKERS: dict[Role, str] = {"system": "system", "user": "human", "assistant": "gpt"}
ROLES: dict[str, Role] = {
    "system": "system",
    "human": "user",
    "user": "user",
    "gpt": "assistant",
    "assistant": "assistant",
    "chatgpt": "assistant",
    "model": "assistant",
    "bot": "assistant",
    "bing": "assistant",
    "bard": "assistant",
}


def encode(sample: Sample) -> str:
    """Write a sample as one line."""
    if sample.turns[0].role == "text":
        return text_line(sample)
    said = []
    for position, turn in enumerate(sample.turns):
        one: dict[str, Any] = {"from": SPEAKERS[turn.role], "value": turn.content}
        if turn.role == "assistant":
            one["weight"] = int(position in sample.targets)
        said.append(one)
    return dump({"conversations": said, **beside(sample)})


def decode(line: str) -> Sample:
    """Read a line that `encode` or another program wrote."""
    value = load(line)
    if is_text(value, "conversations"):
        return text_sample(value)
    turns = value.get("conversations")
    if not isinstance(turns, list):
        raise wrong("no list 'conversations'; is it in another format?", "bad_conversations")
    said = [_said(turn) for turn in turns]
    system = value.get("system")
    if own(value) is None and isinstance(system, str) and system.strip():
        said.insert(0, Said("system", system))
    return dialogue(said, value)


def _said(turn: Any) -> Said:
    if not isinstance(turn, dict):
        raise wrong("a turn is no object with 'from' and 'value'", "bad_conversations")
    speaker = turn.get("from", turn.get("role"))
    role = ROLES.get(str(speaker).lower())
    if role is None:
        known = ", ".join(ROLES)
        raise wrong(f"a turn is from {speaker!r}; known are {known}", "bad_role")
    text = turn.get("value", turn.get("content"))
    return Said(role, plain(text, "the value of a turn"), weight_of(turn))


SHAREGPT = FORMATS.register("sharegpt")(Format(encode, decode))
