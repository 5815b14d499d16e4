"""Names of accounts: @name, and the addresses of profiles."""

import re

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.spelling import plain
from understudy.cleaning.stepping import Context

_NAME = re.compile(r"(?<![\w@./+=&-])@(?P<name>[^\W\d_][\w.]{1,30}\w)(?![\w(@]|[/-]\w|\.\w)")
_PROFILE = re.compile(
    r"(?<![\w.@-])(?:https?://)?(?:www\.|m\.|mobile\.)?"
    r"(?:(?P<telegram>(?:t|telegram)\.me)/(?:s/)?|(?P<site>vk\.com|instagram\.com|facebook\.com|fb\.com|twitter\.com|x\.com|tiktok\.com|"
    r"threads\.net|ok\.ru/profile|linkedin\.com/in|github\.com)/)@?(?P<name>[\w.-]{2,40}\w)(?![\w-]|[/.?]\w)/?",
    re.IGNORECASE,
)
# What at signs stand before in programs and chats, and pages that are nobody's.
_NOBODY = frozenset(
    """all channel here everyone online admin admins property dataclass override param params return returns throws author since see
    deprecated media import keyframes charset font-face supports staticmethod classmethod abstractmethod test before after component
    injectable bean autowired getmapping postmapping service entity overload cache pytest wraps interface
    home explore reel reels stories login signup feed about search settings help share sharer watch events groups pages wall
    topic features pricing marketplace trending notifications все всех""".split()
)  # fmt: skip


def _is_worth(text: str) -> bool:
    return "@" in text or "＠" in text or ("/" in text and "." in text)


@FINDERS.register("handle")
@finds("HANDLE", "PERSON", needs=_is_worth)
def handle(text: str, context: Context) -> list[Found]:
    """Find accounts; those listed in people.yaml are the person's, and the persona's own stays."""
    text = plain(text)
    found: list[Found] = []
    for match in sorted(
        [*_NAME.finditer(text), *_PROFILE.finditer(text)], key=lambda match: match.start()
    ):
        name = match["name"].lower()
        if name in _NOBODY or (found and match.start() < found[-1].end):
            continue
        site = match.groupdict().get("site")
        owner = context.roster.key("", match["name"]) or context.roster.key("", f"@{name}")
        if owner == context.roster.persona:
            continue
        kind, identity = ("PERSON", owner) if owner else ("HANDLE", f"{site} {name}".lower() if site else name)
        found.append(Found(*match.span(), kind, identity))
    return found
