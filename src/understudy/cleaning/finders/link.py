"""Web addresses that open something: with a token, a key, or a name and password in them."""

import re

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.signs.checks import link as has_link
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_LINK = re.compile(
    r"(?<![A-Za-z0-9+])[a-z][a-z0-9+]{1,20}://(?P<rest>[^\s<>\"'`«»\0]{3,})", re.IGNORECASE
)
_TRAILING = ".,;:!?)]}*_…’”"
_OPENS = re.compile(
    # A name and a password, or a token alone, before the host.
    r"\A[^\s/@?#]*:[^\s/@?#]+@|\A[^\s/@?#:]{16,}@"
    # A key by its name, with a value.
    r"|[?&#;](?:[\w.-]*[_.-])?(?:access|auth|api|secret|private|session|refresh|id|reset|invite|"
    r"confirm)?[_-]?"
    r"(?:token|apikey|secret|passw(?:or)?d|passcode|pwd|pass|sig|signature|hmac|authkey|resourcekey|"
    r"session(?:id)?|sid|jwt|credential|"
    r"(?<=[a-z])[_-]?key|otp)=[^\s&#]{4,}"
    r"|[?&#](?:code|auth|key|hash|ticket|sign|x-[a-z]+-sign)=(?=[^\s&#]*[0-9])[^\s&#]{8,}"
    # Or in the path, behind what it is for.
    r"|/(?:(?:set|reset|new|change|forgot)[_-]?password|password[_-]?reset|reset|confirm(?:ation)?|"
    r"verif(?:y|ication)|activat(?:e|ion)|invit(?:e|ation)s?|magic(?:[_-]?link)?|unsubscribe)"
    r"(?:/[\w-]{1,30}){0,2}/(?=[\w-]*[0-9])"
    r"(?!(?:[a-z]+|[0-9]+)(?:-(?:[a-z]+|[0-9]+))+(?![\w-]))[\w-]{16,}"  # words are a title
    # Invitations and hooks are keys in themselves.
    r"|\A(?:t|telegram)\.me/(?:\+|joinchat/)[\w-]{10,}|\Achat\.whatsapp\.com/\w{16,}"
    r"|\Avk\.me/join/[\w/+=-]{8,}|\Asignal\.group/#[\w-]{10,}"
    r"|\Adiscord(?:app)?\.(?:com|gg)/api/webhooks/\d+/[\w-]{5,}|"
    r"\Ahooks\.slack\.com/services/\w+"
    r"|\Aapi\.telegram\.org/bot\d+:",
    re.IGNORECASE,
)  # fmt: skip


@FINDERS.register("link")
@finds("LINK", needs=has_link)
def link(text: str, _: Context) -> list[Found]:
    """Find whole addresses whose owner could be acted for; plain links stay."""
    text = plain(text)
    found: list[Found] = []
    for match in _LINK.finditer(text):
        rest = _balanced(match["rest"]).rstrip(_TRAILING)
        if rest and _OPENS.search(rest):
            end = match.start("rest") + len(rest)
            found.append(Found(match.start(), end, "LINK", text[match.start() : end]))
    return found


def _balanced(rest: str) -> str:
    """Cut an address where a bracket closes that was opened before it: [text](address)."""
    depth = {")": 0, "]": 0}
    for place, sign in enumerate(rest):
        if sign in "([":
            depth[")" if sign == "(" else "]"] += 1
        elif sign in depth:
            depth[sign] -= 1
            if depth[sign] < 0:
                return rest[:place]
    return rest
