"""Keys that programs sign in with: their makers gave them prefixes to be found by."""

import re

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.signs.checks import long_word
from understudy.cleaning.stepping import Context

_W = "[A-Za-z0-9_-]"
_PREFIXED = (
    rf"sk-{_W}{{16,}}",  # OpenAI, Anthropic and those who follow them
    r"[spr]k_(?:live|test)_[A-Za-z0-9]{16,}",  # Stripe
    r"gh[pousr]_[A-Za-z0-9]{30,}",
    r"github_pat_[A-Za-z0-9_]{30,}",
    rf"glpat-{_W}{{16,}}",
    r"(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}(?![A-Z0-9])",  # Amazon
    r"xox[abeoprs]-[A-Za-z0-9-]{11,}",  # Slack
    rf"AIza{_W}{{30,}}",  # Google
    rf"ya29\.{_W}{{20,}}",
    rf"GOCSPX-{_W}{{20,}}",
    r"hf_[A-Za-z0-9]{20,}",
    r"npm_[A-Za-z0-9]{30,}",
    rf"pypi-{_W}{{30,}}",
    rf"SG\.{_W}{{16,}}\.{_W}{{16,}}",  # SendGrid
    r"(?:dop|doo|dor)_v1_[a-f0-9]{40,}",  # DigitalOcean
    rf"vk1\.a\.{_W}{{20,}}",
    rf"y[0-3]_{_W}{{20,}}",  # Yandex
    rf"AQVN{_W}{{20,}}",
    r"r8_[A-Za-z0-9]{30,}",  # Replicate
    r"gsk_[A-Za-z0-9]{30,}",  # Groq
    rf"eyJ{_W}{{13,}}\.eyJ{_W}{{8,}}\.{_W}*",  # JSON Web Token
    rf"[0-9]{{8,10}}:{_W}{{32,40}}(?!{_W})",  # Telegram's bots
    r"AGE-SECRET-KEY-1[A-Z0-9]{40,}",
)
# The other half of an Amazon key, beside the first: AKIA... / wJal...
_OTHER_HALF = re.compile(
    r"(?<=[A-Z0-9]{20})[\s/:,;|\"']{1,4}(?:\S{0,24}secret\S{0,24}[\s:=\"']{1,4})?"
    r"(?P<half>(?=[A-Z0-9/+]*[a-z])[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])"
)
_KEY = re.compile(rf"(?<![A-Za-z0-9_])(?:{'|'.join(_PREFIXED)})")
# A block without its end is hidden to where its lines of code end.
_BEGIN = re.compile(r"-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----")
_END = re.compile(r"-----END (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----")
_BODY = re.compile(r"(?:[A-Za-z0-9+/=\s]|\\n)*")


@FINDERS.register("secret")
@finds("SECRET", needs=long_word)
def secret(text: str, _: Context) -> list[Found]:
    """Find keys of the usual services, JSON Web Tokens, and private keys with all their lines."""
    spans = [match.span() for match in _KEY.finditer(text)]
    if "AKIA" in text or "ASIA" in text:
        halves = (_OTHER_HALF.match(text, end) for _, end in spans)
        spans += [half.span("half") for half in halves if half]
    if "PRIVATE KEY" in text:
        spans += _blocks(text)
    found: list[Found] = []
    for start, end in sorted(spans):
        if not found or start >= found[-1].end:
            found.append(Found(start, end, "SECRET", text[start:end]))
    return found


def _blocks(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for begin in _BEGIN.finditer(text):
        if spans and begin.start() < spans[-1][1]:
            continue
        following = _BEGIN.search(text, begin.end())
        end = _END.search(text, begin.end(), following.start() if following else len(text))
        if end is None:
            body = _BODY.match(text, begin.end())
            spans.append((begin.start(), body.end() if body else begin.end()))
        else:
            spans.append((begin.start(), end.end()))
    return spans
