"""Marks and stubs of those who prepared the material; the raw text stays with the parsed record."""

from itertools import pairwise

from understudy.cleaning.edits import Edit
from understudy.cleaning.patterns import is_whole, spans
from understudy.cleaning.stepping import STEPS, Context

MARKS = "clean.markers.marks"
STUBS = "clean.markers.stubs"

Span = tuple[int, int]


@STEPS.register("markers")
def markers(text: str, context: Context) -> list[Edit]:
    """Cut the marks of ``clean.markers``, and what stands between them and says nothing.

    A line that held nothing else goes with its line end, and so does the space around a mark.
    """
    params = context.params.markers
    marks = spans(MARKS, params.marks, text) if params.marks else []
    stubs = _stubs(text, marks, params.stubs) if params.stubs else []
    if not marks and not stubs:
        return []
    cuts: list[Edit] = []
    for start, end in _joined(text, sorted([*marks, *stubs])):
        edit = _widened(text, start, end)
        if cuts and edit.start <= cuts[-1].end and not edit.replacement:
            cuts[-1] = cuts[-1]._replace(end=edit.end)
        else:
            cuts.append(edit)
    return _trimmed(text, [_with_blank(text, cut) for cut in cuts])


def _stubs(text: str, marks: list[Span], patterns: tuple[str, ...]) -> list[Span]:
    """Find the parts between marks and line ends that a pattern matches from end to end."""
    whole = _bare(text, 0, len(text))
    if whole[0] < whole[1] and is_whole(STUBS, patterns, text[slice(*whole)]):
        return [whole]
    ends = [(at, at + 1) for at, letter in enumerate(text) if letter == "\n"]
    bounds = sorted([(0, 0), *marks, *ends, (len(text), len(text))])
    found = []
    for (_, start), (end, _) in pairwise(bounds):
        part = _bare(text, start, end)
        if part[0] < part[1] and is_whole(STUBS, patterns, text[slice(*part)]):
            found.append(part)
    return found


def _bare(text: str, start: int, end: int) -> Span:
    """Return a part without the space at its ends."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _joined(text: str, found: list[Span]) -> list[Span]:
    """Make one of those that overlap, or have nothing but space of one line between them."""
    result = [found[0]]
    for start, end in found[1:]:
        between = text[result[-1][1] : start]
        if not between.strip() and "\n" not in between:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _widened(text: str, start: int, end: int) -> Edit:
    """Cut also the space, or the line, that only a mark needed."""
    left, right = start, end
    while left and text[left - 1] != "\n" and text[left - 1].isspace():
        left -= 1
    while right < len(text) and text[right] != "\n" and text[right].isspace():
        right += 1
    begins = left == 0 or text[left - 1] == "\n"
    ends = right == len(text) or text[right] == "\n"
    if begins and ends:
        return Edit(left, min(right + 1, len(text)), "")
    if begins:
        return Edit(start, right, "")
    if ends or right > end or not text[end].isalnum():
        return Edit(left, end, "")
    return Edit(start, end, " " if left == start and not text[start - 1].isalnum() else "")


def _with_blank(text: str, cut: Edit) -> Edit:
    """Cut one of the two blank lines that lines between them leave behind."""
    is_between = text[max(0, cut.start - 2) : cut.start] == "\n\n"
    is_between = is_between and text[cut.end - 1 : cut.end + 1] == "\n\n"
    return cut._replace(end=cut.end + 1) if is_between else cut


def _trimmed(text: str, cuts: list[Edit]) -> list[Edit]:
    """Cut also the space at an end of the text that something was cut from."""
    first = cuts[0]
    if not text[: first.start].strip():
        rest = text[first.end :]
        blank = rest[: len(rest) - len(rest.lstrip())]
        lines = blank.rfind("\n") + 1 if rest.strip() else len(blank)
        cuts[0] = Edit(0, first.end + lines, first.replacement)
    if text[cuts[-1].end :].strip():
        return cuts
    start = cuts[-1].start
    while cuts and len(text[: cuts[-1].start].rstrip()) <= cuts[-1].end and start <= cuts[-1].end:
        start = len(text[: cuts.pop().start].rstrip())
    return [*cuts, Edit(start, len(text), "")]
