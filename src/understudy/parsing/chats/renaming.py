"""A person who has another name in each export, because somebody renamed a contact."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta

from understudy.parsing.chats.exports import Export, Line, slot

SAME_PERSON = 5
"""Texts that two names without accounts must have sent at the same times to be one person's."""
NUMBER = re.compile(r"\W*\+?[\d\s()+.\u2010-\u2015-]{5,}\W*")
"""What stands in the place of a name that is not among the contacts."""


def reconcile(first: Export, second: Export, begin: int, end: int) -> None:
    """Give a person one name who has another in each export, because a contact was renamed.

    A telephone number gives way to a name, else the name of the second to that of the first.

    Args:
        first: The export whose names stay.
        second: The other one.
        begin: The first of the first one's lines that may be at the time of the second.
        end: One past the last of them.
    """
    near = first.lines[begin:end]
    here, there = ({line.author for line in lines} for lines in (near, second.lines))
    ours, theirs = here - there, there - here
    if not ours or not theirs:
        return
    step = max(first.step, second.step)
    said, heard = _clear(near, step), _clear(second.lines, step)
    texts: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for what in said.keys() & heard.keys():
        if said[what] in ours and heard[what] in theirs:
            texts[said[what], heard[what]].add(what[0])
    for (our, their), same in sorted(texts.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        are_two = our in first.known and their in second.known
        if len(same) < SAME_PERSON or are_two or our not in ours or their not in theirs:
            continue
        ours.discard(our)
        theirs.discard(their)
        takes_theirs = our not in first.known and (
            their in second.known or bool(NUMBER.fullmatch(our))
        )
        old, new, lines = (our, their, first.lines) if takes_theirs else (their, our, second.lines)
        for line in lines:
            line.author = new if line.author == old else line.author


def _clear(lines: Sequence[Line], step: timedelta) -> dict[tuple[str, int], str]:
    """Return the author of each text that was sent once at its time."""
    said = [line for line in lines if line.message.kind == "text" and line.message.text]
    keys = [(line.message.text, slot(line.at, step)) for line in said]
    often = Counter(keys)
    return {
        key: line.author
        for key, line in zip(keys, said, strict=True)
        if line.author and often[key] == 1
    }
