"""Questions that quote a few words and ask for the sentence around them."""

from understudy.core.sentences import Unit
from understudy.synthesis.drafts import KINDS, Draft
from understudy.synthesis.passage import Passage, Word, ticket, words


@KINDS.register("quoting")
def quoting(passage: Passage) -> list[Draft]:
    """Ask for each sentence by words from its start or from its middle, half of them each."""
    drafts = []
    for unit in passage.sentences():
        answer = passage.text[unit.start : unit.end]
        quote = _quote(passage, unit)
        if quote is None:
            continue
        place = "start" if quote.start == _first(passage, unit) else "middle"
        question = passage.phrase(f"quoting.{place}", answer, words=quote.text)
        if question is not None:
            drafts.append(Draft(question, answer, unit.start, unit.end))
    return drafts


def _quote(passage: Passage, unit: Unit) -> Word | None:
    """Choose the words to quote: those that say most, by hash among equals."""
    options = passage.quotations(unit.start, unit.end)
    answer = passage.text[unit.start : unit.end]
    first = _first(passage, unit)
    at_start = [option for option in options if option.start == first]
    within = [option for option in options if option.start > first]
    if ticket(passage.id, "quoting place", answer) % 2:
        at_start, within = within, at_start
    equals = passage.telling(at_start or within)
    return min(equals, key=lambda option: ticket(passage.id, answer, option.text), default=None)


def _first(passage: Passage, unit: Unit) -> int:
    """Return where the first word of a sentence starts; the end of it when there is none."""
    return next((word.start for word in words(passage.text, unit.start, unit.end)), unit.end)
