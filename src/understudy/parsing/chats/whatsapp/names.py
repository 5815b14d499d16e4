"""With whom a WhatsApp chat is: from the names that the app gives to exports, by language."""

import re
from pathlib import PurePosixPath

from understudy.parsing.chats.whatsapp.lines import MARKS

BEFORE = (
    r"WhatsApp[ _-]+Chat(?:[ _]+(?:with|mit|med|met|con|avec|com|dengan|s|z)\b|[ _]*[-\u2013])",
    r"WhatsApp[ -]chat(?:t)?[ _]+(?:med|met)",
    r"Чат WhatsApp с(?: контактом)?(?= )|Чат WhatsApp [зіi](?= )|Переписка в WhatsApp с",
    r"(?:Chat|Conversación) de WhatsApp con",
    r"(?:Discussion|Conversation) WhatsApp avec",
    r"Conversa do WhatsApp com",
    r"Chat WhatsApp (?:con|dengan|s|cu)",
    r"Cza[tc] WhatsApp z(?: użytkownikiem)?",
    r"(?:محادثة|دردشة) (?:واتساب|WhatsApp) مع",
    r"گپ (?:واتساپ|واتس\u200cاپ|WhatsApp) با",
    r"צ['׳]אט WhatsApp עם",
    r"Συνομιλία WhatsApp με",
    r"WhatsApp[ -]keskustelu:?",
    r"WhatsApp (?:聊天|对话|對話)(?:记录|記錄)?[ _]*[-\u2013:]",
)
AROUND = (
    r"(?P<turkish>.+?) ile WhatsApp [Ss]ohbeti",
    r"(?P<chinese>.+?) ?的 ?WhatsApp ?(?:聊天|对话|對話)(?:记录|記錄)?",
    r"(?P<japanese>.+?)とのWhatsAppチャット|(?P<also>.+?)さん?とのトーク(?:履歴)?",
    r"(?P<korean>.+?)님과(?:의)? ?WhatsApp ?(?:대화|채팅)",
    r"(?P<hindi>.+?) के साथ WhatsApp चैट",
)
NAMED = re.compile(rf"(?:{'|'.join(BEFORE)})[ _]*(?P<name>.+)", re.IGNORECASE)
NAMED_AROUND = re.compile("|".join(AROUND), re.IGNORECASE)
COPY = re.compile(r"\s*\(\d{1,2}\)$")
"""What a browser adds to the name of a second download."""
IOS_CHAT = "_chat.txt"


def is_named(name: str) -> bool:
    """Tell a file's name, without its suffix, that WhatsApp gave."""
    return name == "_chat" or _with_whom(name) is not None


def title(place: str, notifier: str | None = None) -> str:
    """Return with whom a chat is; iOS calls every file ``_chat.txt`` and names what it lies in.

    Args:
        place: Path of the file; an archive counts as a folder.
        notifier: Who seems to say that messages are encrypted: on iOS the contact or the group.
    """
    path = PurePosixPath(place)
    name = path.stem
    if COPY.sub("", name).strip("_").casefold() == "chat":
        name = path.parent.name.removesuffix(".zip")
        name = _with_whom(name) or notifier or name or path.stem
    name = COPY.sub("", name.strip(f" {MARKS}")) or name
    return _with_whom(name) or name


def _with_whom(name: str) -> str | None:
    name = COPY.sub("", name.strip(f" {MARKS}"))
    if found := NAMED.fullmatch(name):
        return found["name"].strip(f" _{MARKS}") or None
    if found := NAMED_AROUND.fullmatch(name):
        return next(part for part in found.groups() if part).lstrip("与與和 ").strip()
    return None
