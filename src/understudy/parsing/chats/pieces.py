"""Threads of mails that lie in several files: folders of a mailbox, or a file for each mail.

Mails have ids that last, so a thread's group says for certain that its pieces are one chat, however
little they share: what I wrote lies in one folder, what was answered in another.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from understudy.parsing.chats.exports import CLOCKS, Export, Line

THREAD = re.compile(r".*/thread-[0-9a-f]{16}")
"""Group of a thread; see `understudy.parsing.mail.threads`."""


def is_thread(group: str) -> bool:
    """Tell whether a chat is a thread of mails, by its group."""
    return THREAD.fullmatch(group) is not None


def united(exports: Sequence[Export]) -> Export:
    """Put the pieces of one thread together, in the order of time; equal mails stand once.

    Two are equal when one author sent them at one time and one text is part of the other: a file
    that lacks an earlier mail cannot know what of a later one repeats it. The shorter one stays.
    """
    sent: defaultdict[tuple[str, object], list[Line]] = defaultdict(list)
    lines: list[Line] = []
    for line in sorted((line for one in exports for line in one.lines), key=lambda line: line.at):
        alike = sent[line.author, line.message.sent_at]
        kept = next((other for other in alike if _are_equal(line, other)), None)
        if kept is None:
            alike.append(line)
            lines.append(line)
            continue
        line.same = kept
        kept.answers = kept.answers or line.answers
        if len(line.message.text) < len(kept.message.text):
            kept.message = line.message
    first, *_ = exports
    return replace(
        first,
        paths=frozenset(path for one in exports for path in one.paths),
        lines=lines,
        clock=max((one.clock for one in exports), key=CLOCKS.index),
        members=[member for one in exports for member in one.members],
        known=frozenset(name for one in exports for name in one.known),
    )


def _are_equal(line: Line, other: Line) -> bool:
    if line.message.kind != other.message.kind:
        return False
    one, two = sorted((line.message.text, other.message.text), key=len)
    return one == two or (bool(one) and one in two)
