"""Chat messages, as TRL, Axolotl, LLaMA-Factory and OpenAI's fine-tuning read them.

A line is ``{"messages": [{"role", "content"}, ...]}``, or ``{"text"}`` for continued training.
Assistant messages have the ``weight`` of OpenAI's format: 1 carries loss, 0 is context. All that a
sample has finds its place; lines of others may have no weights (then every answer is learnt), parts
of text instead of a text, and ``developer`` for ``system``.
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
    plain,
    text_line,
    text_sample,
    weight_of,
    wrong,
)
from understudy.dataset.format import FORMATS, Format

ROLES: dict[str, Role] = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "assistant": "assistant",
}


def encode(sample: Sample) -> str:
    """Write a sample as one line."""
    if sample.turns[0].role == "text":
        return text_line(sample)
    messages = [_message(sample, position) for position in range(len(sample.turns))]
    return dump({"messages": messages, **beside(sample)})


def decode(line: str) -> Sample:
    """Read a line that `encode` or another program wrote."""
    value = load(line)
    if is_text(value, "messages"):
        return text_sample(value)
    messages = value.get("messages")
    if not isinstance(messages, list):
        raise wrong("no list 'messages'; is it in another format?", "bad_messages")
    return dialogue([_said(message) for message in messages], value)


def _message(sample: Sample, position: int) -> dict[str, Any]:
    turn = sample.turns[position]
    message: dict[str, Any] = {"role": turn.role, "content": turn.content}
    if turn.role == "assistant":
        message["weight"] = int(position in sample.targets)
    return message


def _said(message: Any) -> Said:
    if not isinstance(message, dict):
        raise wrong("a message is no object with 'role' and 'content'", "bad_messages")
    role = ROLES.get(str(message.get("role")))
    if role is None or message.get("tool_calls") or message.get("function_call"):
        told = "a call of a tool" if role else f"the role {message.get('role')!r}"
        known = ", ".join(ROLES)
        raise wrong(f"a message has {told}; a sample's turns are {known}", "bad_role")
    return Said(role, plain(message.get("content"), "the content of a message"), weight_of(message))


MESSAGES = FORMATS.register("messages")(Format(encode, decode))
