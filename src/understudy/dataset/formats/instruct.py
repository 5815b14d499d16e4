"""Pairs of ``instruction`` and ``response``, the least that any trainer reads.

A line is ``{"instruction", "response"}``, or ``{"text"}`` for continued training. All that was said
before the answer stands in the instruction: alone where it is one question, else the system turn
and the dialogue with ``User:`` and ``Assistant:`` before each turn. One answer is learnt: a sample
of several targets becomes a line for each.
"""

from typing import Any

from understudy.core.records import Role, Sample
from understudy.dataset.exchange import (
    KEY,
    Said,
    beside,
    check_last,
    dialogue,
    dump,
    is_text,
    load,
    own,
    plain,
    text_line,
    text_sample,
    wrong,
)
from understudy.dataset.format import FORMATS, Format

NAMES: dict[Role, str] = {"system": "", "user": "User: ", "assistant": "Assistant: "}


def encode(sample: Sample) -> str:
    """Write a sample as one line.

    Raises:
        InputError: Loss falls elsewhere than on the last answer alone (``not_last``).
    """
    if sample.turns[0].role == "text":
        return text_line(sample)
    check_last(sample, "instruct")
    before = sample.turns[:-1]
    text, places = "", []
    for turn in before:
        text += ("\n\n" if text else "") + (NAMES[turn.role] if len(before) > 1 else "")
        places.append([turn.role, len(text), len(text) + len(turn.content)])
        text += turn.content
    value = {"instruction": text, "response": sample.turns[-1].content}
    return dump({**value, **beside(sample, turns=places)})


def decode(line: str) -> Sample:
    """Read a line that `encode` or another program wrote."""
    value = load(line)
    if is_text(value, "instruction", "response"):
        return text_sample(value)
    if "instruction" not in value or "response" not in value:
        raise wrong("no 'instruction' and 'response'; is it in another format?", "bad_instruct")
    asked = plain(value["instruction"], "the instruction")
    kept = own(value)
    said = [Said("user", asked)]
    if kept is not None:
        said = [
            Said(role, asked[start:end], 0 if role == "assistant" else None)
            for role, start, end in _places(kept.get("turns"), len(asked))
        ]
    said.append(Said("assistant", plain(value["response"], "the response"), 1))
    return dialogue(said, value)


def _places(value: Any, length: int) -> list[tuple[Role, int, int]]:
    """Check where the turns stand in an instruction of so many characters."""
    places = value if isinstance(value, list) else []
    if (
        not all(isinstance(one, list) and len(one) == 3 and str(one[0]) in NAMES for one in places)
        or not all(type(edge) is int for one in places for edge in one[1:])
        or not places
        or places[-1][2] != length
    ):
        why = f"its instruction was edited, so that its turns are lost; remove the key '{KEY}'"
        raise wrong(why, "bad_beside")
    return [(role, start, end) for role, start, end in places]


INSTRUCT = FORMATS.register("instruct")(Format(encode, decode, one_target=True))
