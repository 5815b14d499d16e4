"""Names of accounts: @name, and the addresses of profiles."""

import re
from collections.abc import Iterator

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues, labels
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_NAME = re.compile(
    r"(?:(?<![\w@./+=&-])|(?<=user=)|(?<=login=)|(?<=name=)|(?<=from=)|"
    r"(?<=author=))@(?P<name>[^\W\d_][\w.]{1,30}\w)(?![\w({@]|[/-]\w|\.\w)"
)
_PROFILE = re.compile(
    r"(?<![\w.@-])(?:https?://)?(?:www\.|m\.|mobile\.)?"
    r"(?:(?P<telegram>(?:t|telegram)\.me)/(?:s/)?|(?P<site>vk\.com|instagram\.com|facebook\.com|"
    r"fb\.com|twitter\.com|x\.com|tiktok\.com|"
    r"threads\.(?:net|com)|ok\.ru(?:/profile)?|linkedin\.com/in|github\.com|gitlab\.com|reddit\.com/u(?:ser)?|"
    r"youtube\.com(?=/@)|medium\.com(?=/@)|bsky\.app/profile|paypal\.me|venmo\.com(?:/u)?|cash\.app(?=/\$)|"
    r"twitch\.tv|steamcommunity\.com/id|snapchat\.com/add|soundcloud\.com|patreon\.com|wa\.me|"
    r"pinterest\.com|strava\.com/athletes)/)[@$]?(?P<name>profile\.php\?id=[0-9]{5,20}|[\w.-]{2,40}\w)"
    r"(?![\w-]|[/.?]\w)/?",
    re.IGNORECASE,
)
_MAY_BE_PROFILE = re.compile(r"(?:\.(?:com|me|net|tv|app)|ok\.ru)/", re.IGNORECASE).search
# Without an at sign: only behind the name of a messenger and a colon.
_SAID = re.compile(
    r"(?<![^\W_])(?:tg|telegram|телеграмм?|телега|тг|ник(?:нейм)?|nick(?:name)?|user ?name|логин|"
    r"login|юзер(?:нейм)?|стим|steam|макс|threads|skype|скайп|insta(?:gram)?|инст[аы]?(?:грамм?)?|"
    r"discord|дискорд|ig|fb|vk|вк|"
    r"snap(?:chat)?|twitter|tiktok|wechat)"
    r"(?P<whose>[ ](?:у|для|of|for)[ ][^\W\d_]{2,15}(?=[ ]?[:=—-]))?(?:[ ]в (?:теле(?:ге|грам+е?)|"
    r"тг|инсте|вк|дискорде|стиме|скайпе))?(?P<sign>[ ]?[:=—-])?[ ]{0,2}"
    r"(?P<name>(?:live:(?:\.cid\.)?)?[a-z][a-z0-9_.]{2,30}[a-z0-9](?:#[0-9]{4})?)(?![\w@]|[/-]\w)",
    re.IGNORECASE,
)
# "my insta's jane_x", "PSN is Janey_4417", "add me on snap janey_99"; $jane where money is sent
_SITE = (
    r"insta(?:gram)?|ig|snap(?:chat)?|tik ?tok|twitter|discord|telegram|tg|skype|we ?chat|psn|"
    r"xbox(?: live)?|"
    r"gamer ?tag|steam|epic|venmo|cash ?app|pay ?pal|revolut|monzo|zelle|reddit|twitch|youtube|"
    r"pinterest|"
    r"tumblr|mastodon|blue ?sky|bsky|threads|linked ?in|kik|viber|matrix|strava|github|gitlab|"
    r"soundcloud|"
    r"facebook|fb|user ?names?|handle|nick(?:name)?|screen ?name|user ?id|account name"
)
_CALLED = labels.behind(
    rf"(?:{_SITE})(?: (?:id|handle|user(?:name)?|account|name|tag))?",
    r"[@$]?[A-Za-z](?=[\w.-]{0,28}[0-9_.-])[\w.-]{1,28}[A-Za-z0-9_](?<!\.com)(?<!\.org)(?<!\.net)",
)
_OWN = re.compile(
    rf"(?<![^\W_])(?:my|his|her|their|our)[ ](?:{_SITE})(?:[ ](?:id|handle|user ?name|account|"
    rf"name|tag))?"
    r"(?:['’]s|[ ]is|[ ]?[:=])[ ](?P<value>[@$]?[A-Za-z][A-Za-z]{4,28})(?=[ ]?(?:[,;)\n]|"
    r"\.(?!\w)|\Z))",
    re.IGNORECASE,
)
_SAYS_HOW = re.compile(
    r"(?i)(?:.*(?:ed|ing|ly|able)|private|public|broken|down|gone|below|above|dead|empty|there|here|"
    r"great|weird|wrong|right|different|full|boring|awful|nothing|the same|taken|lovely|better|"
    r"fine|open)"
)
_CASH = re.compile(r"(?<![\w$])\$(?P<name>[A-Za-z][A-Za-z0-9_-]{2,20})(?![\w$])")
_HYPHENED = re.compile(r"(?<![\w@./+=&-])@(?P<name>[A-Za-z]\w{0,20}(?:-\w{1,20}){1,3})(?![\w({@/])")
_NEAR_MONEY = clues.words(r"cash ?app", "venmo", r"pay(?:pal)?", r"cash ?tag", r"send", "zelle")
_NEAR_SITE = clues.words(
    _SITE, r"dm", r"follow", r"add me", r"find me", r"tag me", r"message me", r"pay", r"send"
)
_REDDIT = re.compile(r"(?<![\w/.])/?u/(?P<name>[A-Za-z0-9_-]{3,20})(?![\w/-])")
_SITE_NEAR = 30
# Of Skype, whatever stands before it.
_LIVE = re.compile(
    r"(?<![\w:])(?P<name>live:(?:\.cid\.[0-9a-f]{8,20}|"
    r"[a-z][a-z0-9.-]{0,30}[0-9_][a-z0-9_.-]{0,30}))"
    r"(?<![.-])(?!\w)",
    re.IGNORECASE,
)
_LIVE_NAMED = re.compile(
    r"(?<![\w:])(?P<name>live:(?:\.cid\.[0-9a-f]{8,20}|[a-z][\w.-]{2,40}))(?<![.-])(?!\w)",
    re.IGNORECASE,
)
"""Any, where Skype is spoken of."""
_SKYPE = re.compile(r"(?i)скайп|skype").search
# masha.k85: no version, no file
_ACCOUNT = re.compile(r"(?=[a-z.]*[0-9]{2})[a-z]{3,}[a-z.]*[0-9]{2,4}", re.IGNORECASE)
_DOTTED = re.compile(
    r"[a-z]{3,20}[._][a-z]{1,15}_?(?<!\.com)(?<!\.net)(?<!\.org)(?<!\.ru)(?<!\.jpg)(?<!\.png)(?<!\.pdf)(?<!\.io)",
    re.IGNORECASE,
)
_TAG = re.compile(r"(?<![\w#])(?P<name>[a-z][a-z0-9_.]{1,30}#[0-9]{4})(?!\w)", re.IGNORECASE)
_MIXED = re.compile("[A-Za-z][0-9_]|[a-z0-9][.-][a-z0-9]").search
_SPOKEN_TEXT = """
    insta instagram ig snap snapchat tik tiktok twitter discord telegram tg skype chat wechat
    psn xbox gamer
    gamertag steam epic venmo cash cashapp pay paypal revolut monzo zelle reddit twitch
    youtube pinterest
    tumblr mastodon blue bluesky bsky threads linked linkedin kik viber matrix strava github gitlab
    soundcloud facebook fb user username usernames handle nick nickname screen account
"""
_SPOKEN = frozenset(_SPOKEN_TEXT.split())
_VERSION = re.compile(
    r"(?i)v?\d[\w.]*|[a-z]{1,4}[ -]?\d{1,4}|[a-z]+(?:-[a-z]+)+|[a-z]+(?:\.[a-z]{2,3})"
)
# What at signs stand before in programs and chats, and pages that are nobody's.
_NOBODYS = """
    required optional mandatory none unknown missing blank empty hidden private same disabled
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


def _may_hold(text: str) -> bool:
    """Tell whether there is a sign, or a site, without which nobody tells an account."""
    return "@" in text or _has_sign(text) or _is_of_a_site(text.lower())


def _has_sign(text: str) -> bool:
    return (":" in text or "=" in text or "_" in text or "-" in text or "—" in text) or (
        "#" in text or "/" in text or "$" in text
    )


def _is_of_a_site(low: str) -> bool:
    """Tell whether a site is named, by more letters than other words have in common with it."""
    return (
        ("insta" in low or "snap" in low or "tikt" in low or "twit" in low or "discord" in low)
        or ("telegr" in low or "skype" in low or "psn" in low or "xbox" in low or "gamer" in low)
        or ("steam" in low or "venmo" in low or "cash" in low or "paypal" in low or "kik" in low)
        or ("reddit" in low or "handle" in low or "nick" in low or "user" in low)
        or (" ig " in low or " fb " in low or " tg " in low or " vk " in low or "facebook" in low)
        or ("инст" in low or "телег" in low or "скайп" in low)
    )


def _may_be_said(text: str) -> bool:
    low = text.lower()
    return _is_of_a_site(low) or (
        _has_sign(text)
        and (
            ("tg" in low or "login" in low or "tik" in low or "wec" in low or "disc" in low)
            or ("inst" in low or "ig" in low or "fb" in low or "vk" in low or "account" in low)
            or ("тг" in low or "ник" in low or "логин" in low or "вк" in low or "диск" in low)
            or ("юзер" in low or "стим" in low or "макс" in low)
        )
    )


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Search for what may be there: a message with a colon is seldom about accounts."""
    if "@" in text:
        yield from _NAME.finditer(text)
    if "/" in text and _MAY_BE_PROFILE(text):
        yield from _PROFILE.finditer(text)
    if "#" in text:
        yield from _TAG.finditer(text)
    if "live:" in text.lower():
        yield from (_LIVE_NAMED if _SKYPE(text) else _LIVE).finditer(text)
    if _may_be_said(text):
        yield from _SAID.finditer(text)


@FINDERS.register("handle")
@finds("HANDLE", "PERSON", needs=_may_hold)
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
    return apart([*found, *_called(text)])


def _called(text: str) -> Iterator[Found]:
    """Yield accounts behind the name of a site, on Reddit, and where money is sent to."""
    spans: list[tuple[int, int]] = []
    may_be = not _SPOKEN.isdisjoint(clues.spoken(text)) and _may_be_said(text)
    if may_be and ("my " in text or _MIXED(text)):
        if _MIXED(text):
            spans += [match.span("value") for match in _CALLED.finditer(text) if _is_told(match)]
        spans += [
            match.span("value")
            for match in _OWN.finditer(text)
            if not _SAYS_HOW.fullmatch(match["value"])
        ]
    near = {_CASH: _NEAR_MONEY, _HYPHENED: _NEAR_SITE} if "$" in text or "@" in text else {}
    for pattern, words in near.items():
        spans += [
            match.span()
            for match in pattern.finditer(text)
            if clues.before(words, text, match.start(), _SITE_NEAR)
        ]
    if "u/" in text:
        spans += [match.span() for match in _REDDIT.finditer(text)]
    for start, end in spans:
        yield Found(start, end, "HANDLE", text[start:end].lstrip("@$").lower())


def _is_told(match: re.Match[str]) -> bool:
    """Tell an account behind a sign or a verb; behind a space only what is no word."""
    link = match.string[match.start() : match.start("value")]
    name = match["value"]
    if name.lower() in _NOBODY or _VERSION.fullmatch(name):
        return False
    tied = link[-2:] in {": ", "= ", "- ", "s "} or link[-1] in ":=@" or name[0] in "@$"
    return tied or "_" in name or sum(sign.isdigit() for sign in name) > 1


def _is_account(match: re.Match[str], text: str) -> bool:
    """Tell an account from the next word of a sentence."""
    if not match["sign"]:
        name = match["name"]
        return "_" in name or bool(_ACCOUNT.fullmatch(name) or _DOTTED.fullmatch(name))
    if not match["name"].isalpha():
        return True
    if match["whose"]:
        return False
    following = text[match.end() : match.end() + 1]
    return following in ("", ",", ".", ";", ")", "\n")
