"""What formats share: lines of JSON, what stands beside, and turns that others wrote.

Every line has the same keys, all of them texts, so that Arrow (and with it `datasets`) reads a file
in one schema: what differs from line to line stands as JSON in the one text ``understudy``, which
also says that a line is ours. Other trainers ignore the keys that they do not know.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from pydantic import ValidationError

from understudy.core.errors import InputError
from understudy.core.records import Role, Sample, stable_id

KEY = "understudy"
SHOWN = ("id", "collection", "group", "kind", "language")
"""What stands beside as keys of their own: people choose samples by it."""
BESIDE = frozenset((*SHOWN, KEY))
WHERE = "line"
FOREIGN = "ready"
"""Collection of samples that do not say theirs."""
# Made once: `json.dumps` with options makes one a call.
WRITER = json.JSONEncoder(ensure_ascii=False)
PREFERENCE = frozenset(("chosen", "rejected"))
HALF = re.compile("[\ud800-\udfff]")


class Said(NamedTuple):
    """A turn as a format tells it."""

    role: Role
    content: str
    weight: int | None = None
    """Of an assistant turn: 1 carries loss, 0 is context; None where the line does not say."""


def dump(value: Mapping[str, Any]) -> str:
    """Write a line."""
    return WRITER.encode(value)


def load(line: str) -> dict[str, Any]:
    """Read a line.

    Raises:
        InputError: It is no JSON object (``bad_json``), or a pair of answers of which the one is
            better (``preference``).
    """
    value = keys_of(line)
    if value.keys() >= PREFERENCE:
        why = (
            "a pair of answers, chosen and rejected, which samples do not hold; give the key of "
            "the chosen one the format's name for an answer, and it alone is learnt"
        )
        raise wrong(why, "preference")
    return value


def keys_of(line: str) -> dict[str, Any]:
    """Read a line whose keys may get other names; raises ``InputError`` for no JSON object."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise wrong(f"not JSON ({error})", "bad_json") from error
    if not isinstance(value, dict):
        raise wrong(f"a JSON {type(value).__name__}, not an object", "bad_json")
    return value


def wrong(why: str, reason: str) -> InputError:
    """Return the error of a line; who reads the file says which."""
    return InputError(WHERE, why, reason=reason)


def beside(sample: Sample, **more: Any) -> dict[str, str]:
    """Return the keys of a sample that say more than its turns.

    Args:
        sample: The sample.
        more: What else the format needs to read the line back.
    """
    assets = {
        str(i): [asset.model_dump(mode="json") for asset in turn.assets]
        for i, turn in enumerate(sample.turns)
        if turn.assets
    }
    evidence = [asdict(one) for one in sample.evidence]
    kept = {"labels": sample.labels, "evidence": evidence, "assets": assets, **more}
    return {**{name: getattr(sample, name) for name in SHOWN}, KEY: dump(kept)}


def own(value: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what stands beside in a line of ours; None in one of others.

    Raises:
        InputError: It is damaged (``bad_beside``).
    """
    if not isinstance(value.get(KEY), str):
        return None
    try:
        kept = json.loads(value[KEY])
    except (ValueError, RecursionError) as error:
        why = f"its key '{KEY}' is not JSON ({error}); remove the key to read the rest"
        raise wrong(why, "bad_beside") from error
    if not isinstance(kept, dict):
        raise wrong(f"its key '{KEY}' is no JSON object; remove it", "bad_beside")
    return kept


def is_text(value: Mapping[str, Any], *keys: str) -> bool:
    """Tell a line of continued training from one with the turns that a format knows."""
    return isinstance(value.get("text"), str) and not any(key in value for key in keys)


def check_last(sample: Sample, name: str) -> None:
    """Refuse what a format of one answer cannot hold.

    Raises:
        InputError: Loss falls elsewhere than on the last answer alone (``not_last``).
    """
    if sample.targets != (len(sample.turns) - 1,):
        why = f"{name} learns the last answer alone; messages and sharegpt hold several targets"
        raise wrong(why, "not_last")


def text_line(sample: Sample) -> str:
    """Write a text of continued training: ``{"text"}``, which all trainers know."""
    return dump({"text": sample.turns[0].content, **beside(sample)})


def text_sample(value: Mapping[str, Any]) -> Sample:
    """Read what `text_line` wrote, or such a line of others."""
    return _built([Said("text", plain(value.get("text"), "'text'"))], [0], value, own(value))


def dialogue(said: Sequence[Said], value: Mapping[str, Any]) -> Sample:
    """Make a sample of turns.

    A line of ours is taken as it stands. Those of others are put in order first: what the assistant
    says before anybody asked is left out, and so is a question at the end without an answer (loss
    never falls on either); turns of one side in a row become one, with a blank line between them.
    An answer carries loss unless its weight is 0.

    Args:
        said: The turns.
        value: The line that they stand in.

    Raises:
        InputError: No answer is left to learn (``no_target``), or the turns are not those of a
            dialogue (``bad_turns``).
    """
    kept = own(value)
    turns = list(said) if kept is not None else _in_order(said)
    targets = [i for i, one in enumerate(turns) if one.role == "assistant" and one.weight != 0]
    if kept is None:
        targets = [i for i in targets if turns[i].content.strip()]
    if kept is not None and "targets" in kept:
        targets = kept["targets"]
    if not targets:
        raise wrong("no answer in it carries loss; give one a weight of 1", "no_target")
    return _built(turns, targets, value, kept)


def plain(content: Any, what: str) -> str:
    """Return a text; of a list of parts, as servers write them, the texts joined.

    Raises:
        InputError: It is no text, or a part of it is a picture (``not_text``).
    """
    if isinstance(content, list):
        parts = [part.get("text") if isinstance(part, dict) else part for part in content]
        texts = [part for part in parts if isinstance(part, str)]
        if len(texts) == len(parts):
            return "".join(texts)
        raise wrong(f"{what} has a part that is no text, e.g. a picture", "not_text")
    if not isinstance(content, str):
        raise wrong(f"{what} is {type(content).__name__}, not a text", "not_text")
    return content


def weight_of(value: Mapping[str, Any]) -> int | None:
    """Return the weight of a turn: OpenAI's ``weight``, or Axolotl's ``train``.

    Raises:
        InputError: It is neither 0 nor 1, of which loss knows no more (``bad_weight``).
    """
    weight = value.get("weight", value.get("train"))
    if weight is None or weight == "":
        return None
    if str(weight).lower() in {"0", "0.0", "false"}:
        return 0
    if str(weight).lower() in {"1", "1.0", "true"}:
        return 1
    raise wrong(f"the weight of a turn must be 0 or 1, not {weight!r}", "bad_weight")


def _in_order(said: Iterable[Said]) -> list[Said]:
    turns: list[Said] = []
    for one in said:
        last = turns[-1] if turns else None
        if last is not None and last.role == one.role:
            if (last.weight == 0) != (one.weight == 0) and one.role == "assistant":
                why = "two answers in a row of which one has the weight 0; put them in two lines"
                raise wrong(why, "bad_turns")
            turns[-1] = last._replace(content=f"{last.content}\n\n{one.content}")
        elif one.role == "system" and turns:
            why = "a system turn after the beginning; move it to the front"
            raise wrong(why, "bad_turns")
        elif one.role != "assistant" or (last is not None and last.role == "user"):
            turns.append(one)
    if turns and turns[-1].role == "user":
        turns.pop()
    if not turns or turns[-1].role != "assistant":
        raise wrong("no question with an answer in it", "no_target")
    return turns


def _built(
    said: Sequence[Said],
    targets: Sequence[int],
    value: Mapping[str, Any],
    kept: Mapping[str, Any] | None,
) -> Sample:
    if any(HALF.search(one.content) for one in said):
        raise wrong("a text holds half a character (a lone surrogate)", "bad_text")
    try:
        assets = {} if kept is None else kept["assets"]
        turns = [
            {"role": one.role, "content": one.content, "assets": assets.get(str(i), ())}
            for i, one in enumerate(said)
        ]
        more: dict[str, Any] = {"turns": turns, "targets": targets}
        if kept is None:
            identity = stable_id("ready", [[one.role, one.content] for one in said], targets)
            more |= {"id": identity, "group": identity, "collection": FOREIGN}
        else:
            more |= {name: value[name] for name in SHOWN}
            more |= {"labels": kept["labels"], "evidence": kept["evidence"]}
        return Sample.model_validate(more)
    except KeyError as error:
        why = f"it lacks the key {error} that stood beside; export it again"
        raise wrong(why, "bad_beside") from error
    except (ValidationError, AttributeError, TypeError) as error:
        words = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise wrong(f"no sample can be made of it ({words})", "bad_sample") from error
