"""Quotations as Discord and Slack write them: lines behind ``>``, somebody else's words."""

import re

SPACED = re.compile(r">(?: |$)")
"""Discord: ``>_<`` and ``>be me`` are the sender's own."""
GLUED = re.compile(r">(?: |$|(?=[^\W\d_]))")
"""Slack, where the space may be left out; ``>5 people`` are more than five."""
REST = ">>>"
"""Quotes all that follows."""
FENCE = "```"


def unquoted(text: str, mark: re.Pattern[str]) -> tuple[str, str]:
    r"""Return a message's own words, and those that it quotes; code keeps its lines.

    >>> unquoted("> when?\n> today?\nat five", SPACED)
    ('at five', 'when?\ntoday?')
    """
    if ">" not in text:
        return text, ""
    own: list[str] = []
    quoted: list[str] = []
    is_code = is_rest = False
    for line in text.split("\n"):
        is_rest = is_rest or (not is_code and line.startswith(REST))
        found = None if is_code else mark.match(line)
        if is_rest:
            quoted.append(line.removeprefix(REST).strip())
        elif found is not None:
            quoted.append(line[found.end() :].strip())
        else:
            own.append(line)
            is_code ^= line.count(FENCE) % 2 == 1
    return "\n".join(own).strip(), "\n".join(quoted).strip()
