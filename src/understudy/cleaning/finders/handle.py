"""Names of accounts: @name, and the addresses of profiles."""

import re
from collections.abc import Iterator

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_NAME = re.compile(
    r"(?:(?<![\w@./+=&-])|(?<=user=)|(?<=login=)|(?<=name=)|(?<=from=)|(?<=author=))@(?P<name>[^\W\d_][\w.]{1,30}\w)(?![\w({@]|[/-]\w|\.\w)"
)
_PROFILE = re.compile(
    r"(?<![\w.@-])(?:https?://)?(?:www\.|m\.|mobile\.)?"
    r"(?:(?P<telegram>(?:t|telegram)\.me)/(?:s/)?|(?P<site>vk\.com|instagram\.com|facebook\.com|"
    r"fb\.com|twitter\.com|x\.com|tiktok\.com|"
    r"threads\.net|ok\.ru/profile|linkedin\.com/in|github\.com)/)@?(?P<name>profile\.php\?id=[0-9]{5,20}|[\w.-]{2,40}\w)"
    r"(?![\w-]|[/.?]\w)/?",
    re.IGNORECASE,
)
# Without an at sign: only behind the name of a messenger and a colon.
_SAID = re.compile(
    r"(?<![^\W_])(?:tg|telegram|телеграмм?|телега|тг|ник(?:нейм)?|nick(?:name)?|user ?name|логин|"
    r"login|skype|скайп|insta(?:gram)?|инст[аы]?(?:грамм?)?|discord|дискорд|ig|fb|vk|вк|"
    r"snap(?:chat)?|twitter|tiktok|wechat)"
    r"(?P<whose>[ ](?:у|для|of|for)[ ][^\W\d_]{2,15}(?=[ ]?[:=—-]))?(?P<sign>[ ]?[:=—-])?[ ]{0,2}"
    r"(?P<name>(?:live:(?:\.cid\.)?)?[a-z][a-z0-9_.]{2,30}[a-z0-9](?:#[0-9]{4})?)(?![\w@]|[/-]\w)",
    re.IGNORECASE,
)
# Of Skype, whatever stands before it.
_LIVE = re.compile(
    r"(?<![\w:])(?P<name>live:(?:\.cid\.[0-9a-f]{8,20}|[a-z][a-z0-9.-]{0,30}[0-9_][a-z0-9_.-]{0,30}))"
    r"(?<![.-])(?!\w)",
    re.IGNORECASE,
)
_TAG = re.compile(r"(?<![\w#])(?P<name>[a-z][a-z0-9_.]{1,30}#[0-9]{4})(?!\w)", re.IGNORECASE)
# What at signs stand before in programs and chats, and pages that are nobody's.
_NOBODYS = """
    article book inproceedings misc private protected public
    about abstractmethod admin admins after all author autowired bean before cache channel
    charset classmethod component dataclass deprecated entity events everyone explore
    features feed font-face getmapping groups help here home import injectable interface
    keyframes login marketplace media notifications online overload override pages param
    params postmapping pricing property pytest reel reels return returns search see service
    settings share sharer signup since staticmethod stories supports test throws topic
    trending wall watch wraps все всех
"""
_NOBODY = frozenset(_NOBODYS.split())


def _is_worth(text: str) -> bool:
    """Tell whether one of the patterns may match; unrolled, because every message pays for it."""
    return ("@" in text or "＠" in text or "#" in text or "/" in text) or (
        _may_be_said(text) or "live:" in text.lower()
    )


def _may_be_said(text: str) -> bool:
    if not (":" in text or "=" in text or "_" in text or "-" in text or "—" in text):
        return False
    low = text.lower()
    return (
        ("tg" in low or "telegram" in low or "nick" in low or "user" in low or "login" in low)
        or ("skype" in low or "inst" in low or "disc" in low or "ig" in low or "fb" in low)
        or ("vk" in low or "snap" in low or "twit" in low or "tik" in low or "wec" in low)
        or ("тг" in low or "телег" in low or "ник" in low or "логин" in low or "вк" in low)
        or ("скайп" in low or "инст" in low or "диск" in low)
    )


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Search for what may be there: a message with a colon is seldom about accounts."""
    if "@" in text:
        yield from _NAME.finditer(text)
    if "/" in text:
        yield from _PROFILE.finditer(text)
    if "#" in text:
        yield from _TAG.finditer(text)
    if "live:" in text.lower():
        yield from _LIVE.finditer(text)
    if _may_be_said(text):
        yield from _SAID.finditer(text)


@FINDERS.register("handle")
@finds("HANDLE", "PERSON", needs=_is_worth)
def handle(text: str, context: Context) -> list[Found]:
    """Find accounts; those listed in people.yaml are the person's, and the persona's own stays."""
    text = plain(text)
    found: list[Found] = []
    for match in _matches(text):
        account = match["name"]
        name = account.lower()
        if name in _NOBODY or (match.re is _SAID and not _is_account(match, text)):
            continue
        owner = context.roster.key("", account) or context.roster.key("", f"@{account}")
        if owner and owner == context.roster.persona:
            continue
        site = match.groupdict().get("site")
        identity = f"{site.lower()} {name}" if site else name
        kind = "PERSON" if owner else "HANDLE"
        start, end = match.span("name" if match.re is _SAID else 0)
        found.append(Found(start, end, kind, owner or identity))
    return apart(found)


def _is_account(match: re.Match[str], text: str) -> bool:
    """Tell an account from the next word of a sentence."""
    if not match["sign"]:
        return "_" in match["name"]
    if not match["name"].isalpha():
        return True
    if match["whose"]:
        return False
    following = text[match.end() : match.end() + 1]
    return following in ("", ",", ".", ";", ")", "\n")
