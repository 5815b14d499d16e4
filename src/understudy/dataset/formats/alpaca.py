"""Alpaca's instructions, as Stanford's script and LLaMA-Factory read them.

A line is ``{"instruction", "input", "output", "system", "history"}``, or ``{"text"}`` for continued
training. ``history`` holds the pairs before the last question; LLaMA-Factory learns their answers
too unless ``mask_history`` is set, others do not read them. One answer is learnt, the last: a
sample of several targets becomes a line for each.
"""

from typing import Any

from understudy.core.records import Sample
from understudy.dataset.exchange import (
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


def encode(sample: Sample) -> str:
    """Write a sample as one line.

    Raises:
        InputError: Loss falls elsewhere than on the last answer alone (``not_last``).
    """
    if sample.turns[0].role == "text":
        return text_line(sample)
    *before, asked, answered = sample.turns
    check_last(sample, "alpaca")
    has_system = sample.turns[0].role == "system"
    pairs = [turn.content for turn in before[has_system:]]
    value = {
        "instruction": asked.content,
        "input": "",
        "output": answered.content,
        "system": before[0].content if has_system else "",
        "history": [list(pair) for pair in zip(pairs[::2], pairs[1::2], strict=True)],
    }
    return dump({**value, **beside(sample, has_system=has_system)})


def decode(line: str) -> Sample:
    """Read a line that `encode` or another program wrote; ``input`` follows the instruction."""
    value = load(line)
    if is_text(value, "instruction", "output"):
        return text_sample(value)
    if "instruction" not in value or "output" not in value:
        raise wrong("no 'instruction' and 'output'; is it in another format?", "bad_alpaca")
    system = plain(value.get("system") or "", "the system")
    kept = own(value)
    opens = bool(system.strip()) if kept is None else kept.get("has_system")
    said = [Said("system", system)] if opens else []
    for question, answer in _history(value.get("history")):
        # Context: which of them carries loss, the format cannot say.
        said += [Said("user", question), Said("assistant", answer, 0)]
    asked = plain(value["instruction"], "the instruction")
    more = plain(value.get("input") or "", "the input")
    said.append(Said("user", f"{asked}\n{more}" if more else asked))
    said.append(Said("assistant", plain(value["output"], "the output"), 1))
    return dialogue(said, value)


def _history(pairs: Any) -> list[tuple[str, str]]:
    pairs = pairs or []
    if not isinstance(pairs, list) or any(not isinstance(p, list) or len(p) != 2 for p in pairs):
        raise wrong("'history' is no list of [question, answer]", "bad_alpaca")
    return [(plain(asked, "a question"), plain(said, "an answer")) for asked, said in pairs]


ALPACA = FORMATS.register("alpaca")(Format(encode, decode, one_target=True))
