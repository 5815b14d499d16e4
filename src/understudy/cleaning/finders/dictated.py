"""Numbers that somebody says in words: of telephones, cards, passports, doors."""

import re
from bisect import bisect_right

from understudy.cleaning.finding import FINDERS, Found, apart, find, finds
from understudy.cleaning.signs import dictation
from understudy.cleaning.signs.spelling import digits, plain
from understudy.cleaning.stepping import Context

# Said in one go, with no word before it. Of Russian ones finder phone knows more.
_WHOLE = re.compile(r"[2-9][0-9]{9}|1[2-9][0-9]{9}|0[1-9][0-9]{8,9}|\+[0-9]{10,13}")
_COUNTED = ("123456", "654321")
# What the others find with figures in it, or beside figures.
_KINDS = (
    "PHONE", "CARD", "ACCOUNT_NUMBER", "ADDRESS", "BIRTH_DATE", "DOCUMENT", "EMAIL", "HANDLE",
    "IBAN", "ID", "INN", "IP", "LINK", "MAC", "NATIONAL_ID", "PASSPORT", "PASSWORD", "PERSON",
    "PLATE", "POLICY", "RECORD", "SECRET", "SNILS", "SSN", "VIN", "WALLET",
)  # fmt: skip


@FINDERS.register("dictated")
@finds(*_KINDS, needs=dictation.may_be)
def dictated(text: str, context: Context) -> list[Found]:
    """Find what the other finders find where words of numbers are written in figures.

    Where none does, ten figures and more are a telephone's.
    """
    read = plain(text)
    runs = [*dictation.runs(read)] if dictation.may_be(read) else []  # O/00 alone is no zero
    if not runs:
        return []
    written, starts, done = "", [], 0
    for run in runs:
        written += text[done : run.start]
        starts.append(len(written))
        written, done = written + run.written, run.end
    found = []
    for one in find(written + text[done:], context):
        first, last = bisect_right(starts, one.start) - 1, bisect_right(starts, one.end - 1) - 1
        start, end = _before(one.start, first, runs, starts), one.end
        if last >= 0:
            over = starts[last] + len(runs[last].written)
            end = runs[last].end + max(0, one.end - over)
            is_dictated = max(one.start, starts[last]) < over or first < last
            if is_dictated and one.kind in _KINDS:
                found.append(Found(start, end, one.kind, one.identity))
    taken = apart(found)
    numbers = [
        Found(run.start, run.end, "PHONE", digits(run.written))
        for run in runs
        if _is_telephone(run.written)
        and not any(one.start < run.end and run.start < one.end for one in taken)
    ]
    return sorted([*taken, *numbers])


def _before(place: int, run: int, runs: list[dictation.Run], starts: list[int]) -> int:
    """Return where in the text a place of the written one is; the start of what is dictated."""
    if run < 0:
        return place
    over = starts[run] + len(runs[run].written)
    return runs[run].start if place < over else runs[run].end + place - over


def _is_telephone(written: str) -> bool:
    number = written.replace(" ", "").replace("-", "")
    return _WHOLE.fullmatch(number) is not None and not any(run in number for run in _COUNTED)
