"""Phrases that say nothing: signatures of mail programs, notices of an export."""

import functools
import re

from understudy.cleaning.edits import Edit
from understudy.cleaning.stepping import STEPS, Context


@STEPS.register("stop_phrases")
def stop_phrases(text: str, context: Context) -> list[Edit]:
    """Remove the phrases of ``clean.stop_phrases`` where they stand as whole words.

    A line that held nothing else goes with its line end; inside a line the space in front of the
    phrase (at the start of a line the space behind it) goes too.
    """
    if not context.params.stop_phrases:
        return []
    pattern = _pattern(context.params.stop_phrases)
    return [Edit(*match.span(), "") for match in pattern.finditer(text)]


@functools.cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(
        {" ".join(phrase.split()) for phrase in phrases}, key=lambda p: (-len(p), p)
    )
    one = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    phrase = rf"(?<!\w)(?:{one})(?!\w)"
    space = r"[^\S\n]"
    whole_line = rf"^{space}*{phrase}{space}*(?:\n|\Z)"
    at_start = rf"^{phrase}{space}+"
    return re.compile(
        rf"{whole_line}|{at_start}|(?<!{space}){space}*+{phrase}", re.IGNORECASE | re.MULTILINE
    )
