"""ChatML, the text that models of the Qwen kind meet, with ``<|im_start|>`` and ``<|im_end|>``.

A line is ``{"text"}`` with all turns, for trainers that read texts; one without a mark is continued
training. Such trainers put loss on every word unless they are told where answers begin; which
answers are to be learnt stands beside. Words that hold the marks themselves are refused.
"""

import re

from understudy.core.errors import InputError
from understudy.core.records import Role, Sample
from understudy.dataset.exchange import (
    Said,
    beside,
    dialogue,
    dump,
    load,
    own,
    plain,
    text_line,
    text_sample,
    wrong,
)
from understudy.dataset.format import FORMATS, Format

START, END = "<|im_start|>", "<|im_end|>"
TURN = re.compile(
    r"\s*<\|im_start\|>(\w+)[ \t]*\r?\n((?:(?!<\|im_start\|>|<\|im_end\|>).)*)(?:<\|im_end\|>|\Z)",
    re.DOTALL,
)
ROLES: dict[str, Role] = {"system": "system", "user": "user", "assistant": "assistant"}


def encode(sample: Sample) -> str:
    """Write a sample as one line.

    Raises:
        InputError: Its words hold a mark, which would open or close a turn (``control_token``).
    """
    for turn in sample.turns:
        if START in turn.content or END in turn.content:
            why = f"its words hold {START} or {END}; messages and sharegpt keep them apart"
            raise wrong(why, "control_token")
    if sample.turns[0].role == "text":
        return text_line(sample)
    text = "".join(f"{START}{turn.role}\n{turn.content}{END}\n" for turn in sample.turns)
    return dump({"text": text, **beside(sample, targets=sample.targets)})


def decode(line: str) -> Sample:
    """Read a line that `encode` or another program wrote."""
    value = load(line)
    text = plain(value.get("text"), "'text'")
    kept = own(value)
    if START not in text if kept is None else "targets" not in kept:
        return text_sample(value)
    said, end = [], 0
    while found := TURN.match(text, end):
        role = ROLES.get(found[1])
        if role is None:
            raise wrong(
                f"a turn has the role {found[1]!r}; known are {', '.join(ROLES)}", "bad_role"
            )
        said.append(Said(role, found[2]))
        end = found.end()
    if text[end:].strip():
        raise _broken(text, end)
    if kept is None and said and said[-1].role == "assistant" and not said[-1].content.strip():
        said.pop()  # where a model is to go on
    return dialogue(said, value)


def _broken(text: str, end: int) -> InputError:
    why = f"what stands at character {end} is no turn: {text[end : end + 30]!r}"
    return wrong(why, "bad_chatml")


CHATML = FORMATS.register("chatml")(Format(encode, decode))
