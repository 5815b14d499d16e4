"""A judge by rules: no model, no taste, the same verdict every time.

It sees whether an answer stands in its evidence and whether the pair can be read alone; it cannot
see whether the question is worth asking.
"""

import re
from collections.abc import Mapping

from understudy.core.records import Sample, Verdict
from understudy.synthesis.params import JudgeParams
from understudy.synthesis.passage import plain_words
from understudy.synthesis.plugins import JUDGES

NAME = "rules"
BEST = 10.0

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»")
_REQUEST = re.compile(
    r"(?:please,? |пожалуйста,? )?(?:(?:give|quote|name|list|explain|define|describe|tell|find|"
    r"show|say|write|state|complete|summari[sz]e|compare)|(?:приведи|назови|перечисли|процитируй|объясни|"
    r"дай|опиши|скажи|расскажи|найди|укажи|покажи|напиши|выпиши|сравни|определи)(?:те)?)\b"
)
# A text that its reader does not see, or sees among others.
_POINTS = re.compile(
    r"\b(?:this|that|the|above|following|given) "
    r"(?:passage|text|document|excerpt|context|paragraph)s?\b"
    r"|\b(?:this|that|above|given) (?:section|chapter|page|article|sentence|list|table)s?\b"
    r"|\b(?:в|из|по|согласно|судя по) (?:(?:эт|данн|приведённ|приведенн|указанн)\w+ )?"
    r"(?:текст|отрывк|документ|фрагмент|контекст|абзац)\w*"
    r"|\b(?:эт|данн|приведённ|приведенн)\w+ (?:раздел|глав|предложен|спис|таблиц|стать)\w*"
)
# A pronoun this early in a question stands for something said before it.
_PRONOUN_ASKED = re.compile(
    r"(?:\w+\W+){0,3}?(?:it|he|she|they|him|them|these|those)\b"
    r"|(?:\w+\W+){0,2}?(?:он|она|оно|они|это|его|её|ее|их|ему|ей|им)\b"
)
_PRONOUN_ANSWERED = re.compile(
    r"\W*(?:it|he|she|they|this|these|those|his|her|its|their|"
    r"он|она|оно|они|это|этот|эта|эти|его|её|ее|их)\b"
)


@JUDGES.register(NAME)
def judge(sample: Sample, passages: Mapping[str, str], params: JudgeParams) -> Verdict:
    """Score a sample by what can be checked; without its evidence there is no score."""
    evidence, missing = _evidence(sample, passages)
    if missing:
        return Verdict(sample=sample.id, score=None, reason=missing, judge=NAME)
    found = {
        "grounded": _grounded(sample.answer, evidence),
        "clear": _clear(sample, params),
        "self_contained": _self_contained(sample),
        "brief": _brief(sample.answer, params),
    }
    weights = params.weights.model_dump()
    score = sum(weights[name] * found[name] for name in found) / sum(weights.values())
    reasons = [_WEAK[name] for name, value in found.items() if value < BEST]
    if found["grounded"] < BEST / 2:
        score = min(score, params.ungrounded_score)
    return Verdict(
        sample=sample.id,
        score=min(score, BEST),
        dimensions=found,
        reason="; ".join(reasons),
        judge=NAME,
    )


_WEAK = {
    "grounded": "the answer does not stand in the evidence",
    "clear": "the question is not clear",
    "self_contained": "it points at something outside of itself",
    "brief": "the answer is long",
}


def _evidence(sample: Sample, passages: Mapping[str, str]) -> tuple[str, str]:
    """Return the text of the evidence, or why there is none."""
    if not sample.evidence:
        return "", "the sample names no evidence"
    spans = []
    for evidence in sample.evidence:
        text = passages.get(evidence.parent)
        if text is None:
            return "", "a passage of the evidence is missing"
        if not evidence.start < evidence.end <= len(text):
            return "", "the evidence lies outside of its passage"
        spans.append(text[evidence.start : evidence.end])
    return "\n".join(spans), ""


def _grounded(answer: str, evidence: str) -> float:
    """Measure how far the answer stands in the evidence.

    All of it, or every item of a list: 10. Else at most 6, by the share of its three-word runs that
    stand there, and 0 when it holds a number that the evidence lacks.
    """
    said, source = _flat(answer), _flat(evidence)
    if said in source or all(part in source for part in said.split("; ")):
        return BEST
    told, known = plain_words(answer), plain_words(evidence)
    if any(word.isdecimal() and word not in known for word in told):
        return 0.0
    size = min(3, len(told))
    runs = _runs(told, size)
    there = set(_runs(known, size))
    return 6 * sum(run in there for run in runs) / len(runs) if size else 0.0


def _runs(words: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    return [words[i : i + size] for i in range(len(words) - size + 1)]


def _clear(sample: Sample, params: JudgeParams) -> float:
    """Give half for the form of a question or a request, half for its length.

    A question that holds its answer is none.
    """
    question = " ".join(sample.question.split())
    if _flat(sample.answer) in _flat(question):
        return 0.0
    length = len(plain_words(question))
    has_form = question.endswith(("?", "？")) or _REQUEST.match(question.casefold()) is not None
    has_length = params.min_question_words <= length <= params.max_question_words
    return BEST / 2 * has_form + BEST / 2 * has_length


def _self_contained(sample: Sample) -> float:
    """Look for pointers in the question, quotations aside, and at the start of the answer."""
    question = _QUOTED.sub("x", _flat(sample.question))
    if _POINTS.search(question) or _PRONOUN_ASKED.match(question):
        return 0.0
    return 3.0 if _PRONOUN_ANSWERED.match(_flat(sample.answer)) else BEST


def _brief(answer: str, params: JudgeParams) -> float:
    """Give 10 up to ``brief_words``, then less in a straight line to 0 at three times that."""
    excess = len(answer.split()) - params.brief_words
    return BEST - min(BEST, max(0.0, BEST * excess / (2 * params.brief_words)))


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())
