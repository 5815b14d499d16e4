"""Answers that are objects in JSON: read with tolerance, judged without.

What people's tools accept is read, too: an object in a fence of Markdown, or with words around it.
But it counts as valid only when it is the whole answer, has every field, each of its kind, and no
other.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from understudy.core.errors import SetupError
from understudy.core.records import Sample
from understudy.evaluation import intervals
from understudy.evaluation.intervals import Bootstrap
from understudy.evaluation.params import AnswerParams
from understudy.evaluation.scoring import Arm, Components

FENCE = re.compile(r"```(?:json)?\s*\n(.*?)```", re.DOTALL | re.IGNORECASE)
KINDS: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "boolean": (bool,),
    "number": (int, float),
    "list": (list,),
}


def parsed(answer: str) -> dict[str, Any] | None:
    """Return the object that an answer is or holds; None where there is none.

    >>> parsed('Here: {"organ": "liver"}.')
    {'organ': 'liver'}
    """
    fenced = FENCE.search(answer)
    outer = answer[answer.find("{") : answer.rfind("}") + 1]
    for text in (answer, fenced[1] if fenced else "", outer):
        found = _loaded(text)
        if found is not None:
            return found
    return None


def fault(answer: str, form: AnswerParams) -> str | None:
    """Say what is wrong with an answer; None when it is as it should be.

    Returns:
        ``no_json``, ``around`` (words or a fence around the object), ``missing_field``,
        ``unknown_field`` or ``wrong_kind``.
    """
    value = parsed(answer)
    if value is None:
        return "no_json"
    if _loaded(answer) is None:
        return "around"
    known = {**form.fields, **form.optional}
    if set(form.fields) - set(value):
        return "missing_field"
    if set(value) - set(known):
        return "unknown_field"
    right = all(_is_of(value[name], kind) for name, kind in known.items() if name in value)
    return None if right else "wrong_kind"


def compared(answer: str, form: AnswerParams | None) -> str:
    """Return what metrics compare of an answer: its text's field if that can be read, else all."""
    if form is None or form.text is None:
        return answer
    value = (parsed(answer) or {}).get(form.text)
    return value if isinstance(value, str) and value.strip() else answer


def written(value: Any) -> str | None:
    """Return a field's value as a label; None for what is no label: null, a list, an object.

    >>> written(True), written(" liver ")
    ('true', 'liver')
    """
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return (value.strip() or None) if isinstance(value, str) else None


def check(samples: Sequence[Sample], form: AnswerParams, limit: float) -> None:
    """Refuse a form that the reference answers do not have.

    Args:
        samples: Of one collection.
        form: What their answers are to hold.
        limit: Largest share of references that may have a fault.

    Raises:
        SetupError: More have one.
    """
    wrong = Counter(found for one in samples if (found := fault(one.answer, form)) is not None)
    if wrong.total() > limit * len(samples):
        collection = samples[0].collection
        what = ", ".join(f"{count} {reason}" for reason, count in wrong.most_common())
        raise SetupError(
            f"params.yaml: evaluate.answers.{collection}: {wrong.total()} of {len(samples)} "
            f"reference answers do not hold what it says ({what}). Mend fields and optional, or "
            f"build.rows.{collection}.answer."
        )


def evaluate(
    samples: Sequence[Sample],
    form: AnswerParams,
    arms: Sequence[Arm],
    components: Components,
    how: Bootstrap,
) -> dict[str, Any]:
    """Return ``{arm: {valid: {value, low, high, n, clusters}, faults: {reason: n}}}``.

    An answer that failed is not valid (``no_answer``).
    """
    figures = {}
    for arm in arms:
        asked = [sample for sample in samples if sample.id in arm.predictions]
        if not asked:
            continue
        texts = [arm.predictions[sample.id].text for sample in asked]
        faults = ["no_answer" if text is None else fault(text, form) for text in texts]
        clusters = [components.of(sample) for sample in asked]
        valid = intervals.mean([float(found is None) for found in faults], clusters, how)
        assert valid is not None, "samples were asked"
        counts = Counter(found for found in faults if found is not None)
        figures[arm.name] = {"valid": asdict(valid), "faults": dict(sorted(counts.items()))}
    return figures


def _loaded(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _is_of(value: Any, kind: str) -> bool:
    """Tell whether a value is of a kind; in Python True is a number, in JSON it is none."""
    return isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))
