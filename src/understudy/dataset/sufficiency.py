"""Whether a reply makes sense by what its sample shows.

A model that learns "lovely!" to a picture that it cannot see, or "no class on Thursday" to what was
said on the phone, learns to make things up. Each reason is counted, and each reply that is left out
has a line in ``left_out.jsonl``.
"""

import re
from datetime import timedelta

from understudy.core.errors import InputError
from understudy.dataset.params import ChatParams
from understudy.dataset.sides import Period, Side

LINK = re.compile(r"(?:https?|ftp|tg|mailto):\S+|www\.\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)
BRACKETS = "<>()[]\"'«»“”.,;:!?"


def answers_words(before: Side | None, side: Side, params: ChatParams) -> bool:
    """Tell whether a reply follows words of somebody else; `check_prompt` refuses any other."""
    if before is None or before.own or not before.text:
        return False
    return not _answers_unseen(before, side, params)


def check_prompt(
    where: str, before: Side | None, side: Side, period: Period, params: ChatParams
) -> None:
    """Refuse a reply that answers nothing, or nothing that can be read, and one of wrong length.

    Args:
        where: The reply's place, for the message.
        before: What it follows.
        side: The reply.
        period: What was said since the last silence.
        params: What counts.

    Raises:
        InputError: ``no_prompt``, ``follow_up``, ``after_call``, ``unseen_prompt``, ``only_links``,
            ``short_reply`` or ``long_reply``.
    """
    if before is None or (before.own and period.block_of(side) == 0):
        raise InputError(where, "nobody said anything before it", reason="no_prompt")
    if before.own:
        why = "nobody spoke since the speaker's own last words"
        raise InputError(where, why, reason="follow_up")
    if _is_after_call(side, params.after_call_minutes):
        raise InputError(where, "it follows a call", reason="after_call")
    if not before.text:
        raise InputError(where, "it answers what is not text", reason="unseen_prompt")
    if _answers_unseen(before, side, params):
        raise InputError(where, "it answers also what is not text", reason="unseen_prompt")
    if params.links == "drop" and is_only_links(side.text):
        raise InputError(where, "it is nothing but links", reason="only_links")
    if side.words < params.min_reply_words:
        raise InputError(where, f"only {side.words} words", reason="short_reply")
    if side.words > params.max_reply_words:
        raise InputError(where, f"{side.words} words", reason="long_reply")


def check_context(where: str, side: Side, period: Period, start: int, params: ChatParams) -> None:
    """Refuse a reply that points at a message which its sample does not show.

    Args:
        where: The reply's place, for the message.
        side: The reply.
        period: What was said since the last silence.
        start: Position of the first message of the context.
        params: Whether it counts.

    Raises:
        InputError: ``outside_context``, or ``unseen_prompt`` for a message without words.
    """
    if params.elsewhere == "keep" or not side.answers:
        return
    if any(position < start for position in side.answers):
        why = "it points at a message before its context"
        raise InputError(where, why, reason="outside_context")
    if any(position in period.wordless for position in side.answers):
        raise InputError(where, "it points at what is not text", reason="unseen_prompt")


def is_only_links(text: str) -> bool:
    """Tell whether a text has a link, and beside links no letter and no digit.

    >>> is_only_links("https://example.com/a 🐝"), is_only_links("see https://example.com/a")
    (True, False)
    """
    found = False
    for word in text.split():
        if LINK.fullmatch(word.strip(BRACKETS)):
            found = True
        elif any(map(str.isalnum, word)):
            return False
    return found


def _is_after_call(side: Side, minutes: float | None) -> bool:
    return minutes is not None and side.since_call <= timedelta(minutes=minutes)


def _answers_unseen(before: Side, side: Side, params: ChatParams) -> bool:
    """Tell whether what it follows holds messages without words, and it points at no other."""
    if side.answers and params.elsewhere == "drop":
        return False  # it says itself what it answers
    if before.is_cut:
        return True  # what it says may answer just what may not be learnt
    counted = {"any": before.unseen > 0, "last": before.ends_unseen, "all": False}
    return counted[params.unseen]
