"""Documents and cells that say too little."""

from understudy.cleaning.edits import Edit
from understudy.cleaning.stepping import STEPS, Context, UnwantedError
from understudy.core.wording import words


@STEPS.register("min_words")
def min_words(text: str, context: Context) -> list[Edit]:
    """Leave out documents, and rows with cells, of fewer words than ``clean.min_words`` asks for.

    Messages are left to ``build.chats.min_reply_words``, which tells replies from what they answer.
    """
    params = context.params.min_words
    fewest = 0
    if context.unit == "document":
        fewest = params.documents
    elif context.unit == "cell":
        fewest = params.cells.get(context.column, 0)
    if fewest and (number := len(words(text))) < fewest:
        raise UnwantedError(
            "text", f"it has {number} words, fewer than {fewest}", reason="min_words"
        )
    return []
