"""Names, e-mail addresses and phone numbers become pseudonyms."""

from understudy.cleaning.contacts import contacts
from understudy.cleaning.edits import Edit
from understudy.cleaning.pseudonyms import PSEUDONYM
from understudy.cleaning.stepping import STEPS, Context


@STEPS.register("anonymise")
def anonymise(text: str, context: Context) -> list[Edit]:
    """Replace e-mail addresses, phone numbers and names; the persona's own name stays.

    A name inside an address goes with the address. Pseudonyms that stand in the text stay.
    """
    rest = _masked(text, [match.span() for match in PSEUDONYM.finditer(text)])
    found = contacts(rest)
    rest = _masked(rest, [(one.start, one.end) for one in found])
    make = context.pseudonyms.make
    edits = [Edit(one.start, one.end, make(one.kind, one.identity)) for one in found]
    for mention in context.roster.mentions(rest, context.participants):
        edits.append(Edit(mention.start, mention.end, make("PERSON", mention.who)))
    return sorted(edits)


def _masked(text: str, spans: list[tuple[int, int]]) -> str:
    """Write NUL over the spans: it is no word, no space and in no normalised text."""
    pieces = []
    done = 0
    for start, end in spans:
        pieces += [text[done:start], "\0" * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])
