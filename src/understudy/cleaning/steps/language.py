"""Texts in other languages than those that are wanted."""

from understudy.cleaning.edits import Edit
from understudy.cleaning.stepping import STEPS, Context, UnwantedError
from understudy.core.language import language_of, language_within


@STEPS.register("language")
def language(text: str, context: Context) -> list[Edit]:
    """Leave out documents, rows and messages that are in none of ``clean.languages``.

    Documents and rows are judged as a whole. A message is in the language of its chat unless it is
    long enough to tell another.
    """
    wanted = context.params.languages
    if not wanted or context.unit == "name" or not text:
        return []
    found = context.language
    if context.unit == "message":
        # Without this a lone "ok" would be English for its letters.
        is_known = found != "und"
        found = language_within(text, found) if is_known else language_of(text, assume=False)
    if found != "und" and found not in wanted:
        raise UnwantedError("text", f"it is in {found!r}", reason="language")
    return []
