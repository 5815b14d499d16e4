"""Names of those who are known: authors of messages and people.yaml."""

from operator import attrgetter

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.stepping import Context


@FINDERS.register("names")
@finds("PERSON", needs_known=attrgetter("may_be_named"))
def names(text: str, context: Context) -> list[Found]:
    """Find everybody of the roster but the persona, in any Russian case and spelling."""
    mentions = context.roster.mentions(text, context.participants)
    return [Found(one.start, one.end, "PERSON", one.who) for one in mentions]
