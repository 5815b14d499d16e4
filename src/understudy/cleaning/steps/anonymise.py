"""Personal data become pseudonyms: names, addresses, numbers."""

from understudy.cleaning.edits import Edit
from understudy.cleaning.finding import find
from understudy.cleaning.stepping import STEPS, Context


@STEPS.register("anonymise")
def anonymise(text: str, context: Context) -> list[Edit]:
    """Replace what the finders of ``clean.anonymise.finders`` find; the persona's own name stays.

    A name inside an address goes with the address. Pseudonyms that stand in the text stay.
    """
    make = context.pseudonyms.make
    return [Edit(one.start, one.end, make(one.kind, one.identity)) for one in find(text, context)]
