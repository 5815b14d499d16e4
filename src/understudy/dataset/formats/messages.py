"""Chat messages, as TRL, Axolotl, LLaMA-Factory and OpenAI's fine-tuning read them.

A line is ``{"messages": [{"role", "content"}, ...]}``, or ``{"text"}`` for continued training.
Assistant messages have the ``weight`` of OpenAI's format: 1 carries loss, 0 is context. What the
readers above do not know stands beside and is ignored by them.
"""

import json
from typing import Any

from understudy.core.records import Sample, Turn
from understudy.dataset.format import FORMATS, Format

BESIDE = ("id", "collection", "group", "kind", "language", "labels", "evidence")


def encode(sample: Sample) -> str:
    """Write a sample as one line."""
    record = sample.model_dump(mode="json")
    value: dict[str, Any] = (
        {"text": sample.turns[0].content, "assets": record["turns"][0]["assets"]}
        if sample.turns[0].role == "text"
        else {"messages": [_message(sample, position) for position in range(len(sample.turns))]}
    )
    value |= {name: record[name] for name in BESIDE}
    return json.dumps(value, ensure_ascii=False)


def decode(line: str) -> Sample:
    """Read the line that `encode` wrote."""
    value = json.loads(line)
    if "text" in value:
        turns = [{"role": "text", "content": value["text"], "assets": value["assets"]}]
        targets = [0]
    else:
        messages = value["messages"]
        turns = [{k: v for k, v in message.items() if k != "weight"} for message in messages]
        targets = [i for i, message in enumerate(messages) if message.get("weight")]
    return Sample.model_validate(
        {"turns": turns, "targets": targets, **{name: value[name] for name in BESIDE}}
    )


def _message(sample: Sample, position: int) -> dict[str, Any]:
    turn: Turn = sample.turns[position]
    message: dict[str, Any] = {"role": turn.role, "content": turn.content}
    if turn.role == "assistant":
        message["weight"] = int(position in sample.targets)
    if turn.assets:
        message["assets"] = [asset.model_dump(mode="json") for asset in turn.assets]
    return message


MESSAGES = FORMATS.register("messages")(Format(encode, decode))
