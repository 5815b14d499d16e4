"""Words that nobody should learn: by list, in any case, with ``*`` for their endings."""

from understudy.cleaning.edits import Edit
from understudy.cleaning.stepping import STEPS, Context, UnwantedError


@STEPS.register("blocked_words")
def blocked_words(text: str, context: Context) -> list[Edit]:
    """Leave out texts with a word of ``clean.blocked``, or mask the word, as its action says."""
    params = context.params.blocked
    if not params.words:
        return []
    hits = params.finder.find(text)
    if hits and params.action == "drop":
        why = f"it holds clean.blocked.words[{hits[0].entry}]"
        raise UnwantedError("text", why, reason="blocked_words")
    return [Edit(hit.start, hit.end, params.mask) for hit in hits]
