"""What stands behind the header of a WhatsApp message: who says it, and whether they are words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from understudy.core.records import MessageKind
from understudy.parsing.chats.whatsapp.lines import MARKS, SPACES
from understudy.parsing.chats.whatsapp.phrases import (
    ADDED,
    CALL,
    CHANGED,
    EVENT,
    LEFT_OUT,
    LONGEST,
    NOTICE,
    STICKER_LEFT_OUT,
    TAKEN_BACK,
    folded,
)

OWN = "\u200e\u200f"
"""One of these stands before what the app itself wrote, on iOS."""
PASTED = re.compile(
    f"[{OWN}]*[\u202a\u202b\u202d\u202e\u2066-\u2068][^\u202c\u2069\n]*[\u202c\u2069][{OWN}]*"
)
"""An address or number that somebody copied, marks and all; the app wraps no whole sentence."""
MARKED = re.compile(f"[{MARKS}]")
MENTION = re.compile("@\u2068([^\u2068\u2069\n]*)\u2069")
TAIL = re.compile(r"(?P<mark>[\u200e\u200f]?)<(?P<words>[^<>\n]{2,60})>\.?$")
ANGLE = re.compile(r"<[^<>\n]{2,60}>")
IOS_FILE = re.compile(
    r"<(?:[^<>\n:]{2,40}:\s?(?P<file>[^<>\n/]{1,250}\.\w{1,5})"
    r"|(?P<first>\d{5,8}-[^<>\n/]{1,250}\.\w{1,5})\s[^<>\n]{2,40})>"
    # So it stood before 2019.
    r"|(?P<old>\b\d{4,8}-[^<>\s/]{1,100}\.\w{1,5}) <[^<>\n]{4,30}>"
)
NUMBERED = re.compile(r"\d{4,8}-")
ANDROID_FILE = re.compile(
    rf"(?P<file>[^\n/]{{1,250}}\.\w{{1,5}})[{MARKS}]? \((?P<words>[^()\n]{{2,40}})\)"
)
OWN_FILE = re.compile(r"(?:IMG|VID|AUD|PTT|STK|DOC)-\d{8}-WA\d{4,}\.\w+")
"""A file as Android names it, in every language."""
STICKER_FILE = re.compile(r"\d+-STICKER-|STK-\d")
PAGES = re.compile(r"[^\n]{1,250}\.\w{1,5} \u2022 [^\n]{1,40}")
"""What iOS says of a document: its name and how many pages it has."""
NAMED_FILE = re.compile(r"[^\n/]{0,250}[^\s./]\.(?=\w{0,4}[A-Za-z])\w{2,5}")
"""All that iOS says of one that has no pages."""
DOCUMENT = re.compile(
    r"\b(?:do[ck]um|докум|файл|file|fichier|ficheiro|archivo|arquivo|datei|belge|dosya)|مستند"
)
"""What is left out has a name before it if it is one: a picture's words end in ``.Bye``, too."""
PLACE = re.compile(
    r"[^\n]{0,200}?:?\s?https://(?:(?:www\.)?maps\.google\.com/\?q=|foursquare\.com/v/)\S+"
)
OPTION = re.compile(r"(?P<label>[^\s:][^\n:]{1,14}): [^\n]{1,300} \([^()\n]{0,30}\d[^()\n]{0,60}\)")
LEARNT_FROM = 200
"""Messages among which the notice of encryption stands."""
OFTEN = 3
"""An unknown phrase in angle brackets that stands so often alone is the app's."""
ALWAYS = 5
"""Different messages that all begin alike, as with the rest of a name that has a colon."""
LONGEST_NAME = 120
LONGEST_EVENT = 240
SHORTEST_NOTICE = 18
STRIPPED = f"{MARKS}{SPACES}~"
"""What stands around a name: ``~`` before one that is in nobody's contacts."""
SENTENCE = re.compile(r"[.!?\u3002] \S")
QUOTES = (("\u201c", "\u201d"), ("\u00ab", "\u00bb"), ("\u201e", "\u201c"))


class Body(NamedTuple):
    """A message without its author."""

    kind: MessageKind
    text: str = ""
    file: str | None = None
    """Name of the file that was sent with it, where the export has that."""


class Spoken(NamedTuple):
    """A message's author and what stands behind the name, as it stands."""

    author: str
    """Empty for a notice."""
    rest: str


def bare(text: str) -> str:
    """Return text without the invisible marks at its lines' edges; inside they may matter."""
    if not text.isascii() and MARKED.search(text):
        text = MENTION.sub(r"@\1", text)
        text = "\n".join(line.strip(MARKS) for line in text.split("\n"))
    return text.strip()


def spoken(bodies: Sequence[str]) -> list[Spoken]:
    """Tell authors from words: at the first ``: ``, then again with what all messages show.

    A name may hold ``: `` itself: then all that its bearer says seems to begin alike.
    """
    parted = [_parted(body) for body in bodies]
    firsts: dict[str, list[str]] = {}
    for author, rest in parted:
        if author:
            firsts.setdefault(author, []).append(rest)
    longer = {name: more for name, rests in firsts.items() if (more := _more_of_name(rests))}
    speaks = {name: _is_name(name) for name in firsts}
    found = []
    for (author, rest), body in zip(parted, bodies, strict=True):
        if not author or not speaks[author]:
            found.append(Spoken("", body))
        elif more := longer.get(author):
            found.append(Spoken(f"{author}: {more}", rest.lstrip(OWN)[len(more) + 2 :]))
        else:
            found.append(Spoken(author, rest))
    return found


def _parted(body: str) -> tuple[str, str]:
    first, newline, following = body.partition("\n")
    author, colon, rest = first.partition(": ")
    if not colon and first.rstrip().endswith(":"):
        # An empty message may have lost the space behind the colon.
        author, colon, rest = first.rstrip()[:-1], ":", ""
    return (author.strip(STRIPPED), rest + newline + following) if colon else ("", body)


def _more_of_name(rests: Sequence[str]) -> str | None:
    """Return what goes on a name: it begins each of several different messages.

    Somebody who begins all of them with one word in small letters has a habit, not a name.
    """
    more, colon, _ = rests[0].lstrip(OWN).partition(": ")
    if not colon or "\n" in more or len(more) > LONGEST_NAME or "://" in more:
        return None
    if more[:1].islower() or len(set(rests)) < ALWAYS:
        return None
    same = all(rest.lstrip(OWN).startswith(f"{more}: ") for rest in rests)
    return more if same else None


def _is_name(name: str) -> bool:
    """Tell a name from the beginning of a notice that has a colon in it."""
    if len(name) > LONGEST_NAME or NOTICE.match(name) or EVENT.search(name):
        return False
    if len(name) > LONGEST_NAME // 2 and SENTENCE.search(name):
        return False
    # The new name of a group stands in quotation marks, and holds the colon.
    opened = any(name.count(left) > name.count(right) for left, right in QUOTES)
    return not opened and name.count('"') % 2 == 0


@dataclass(slots=True)
class Bodies:
    """Reads the messages of one export, with what it shows of its own language."""

    files: frozenset[str] = frozenset()
    """Names of the files beside the chat, in its archive."""
    notifiers: dict[str, None] = field(default_factory=dict)
    """Authors of notices: on iOS the contact, or the group itself."""
    _learnt: set[str] = field(default_factory=set)
    """Phrases in angle brackets, and those behind names of files, that no list has."""

    def learn(self, messages: Sequence[Spoken]) -> None:
        """Find the phrases of a language that is not listed."""
        rests = [
            bare(one.rest)
            for one in messages
            if "<" in one.rest[:3] or " (" in one.rest[:LEARNT_FROM]
        ]
        for one in messages[:LEARNT_FROM]:
            if one.author and one.author not in self.notifiers and NOTICE.match(bare(one.rest)):
                self.notifiers[one.author] = None
        alone = Counter(rest for rest in rests if rest[:1] == "<" and ANGLE.fullmatch(rest))
        self._learnt = {phrase for phrase, times in alone.items() if times >= OFTEN}
        for rest in rests:
            sent = ANDROID_FILE.match(rest)
            if sent and OWN_FILE.fullmatch(sent["file"].strip(MARKS)):
                self._learnt.add(folded(sent["words"]))

    def read(self, message: Spoken) -> Body:
        """Return what somebody sent."""
        text = bare(message.rest)
        if not message.author:
            return self._notice(text)
        if not text:
            return Body("media")
        return self._whole(text) or self._words(message, text)

    def _words(self, message: Spoken, text: str) -> Body:
        raw = message.rest
        # Its own words begin with a mark; so does somebody's mention of a name.
        is_own = raw[:1] in OWN and raw[1:2] not in {"@", "\u2068"} and not PASTED.fullmatch(raw)
        if text[-1] in ">." and (changed := TAIL.search(text)) and _is_edit(changed):
            text, is_own = bare(text[: changed.start()]), False
        if not text:
            return Body("media")
        sent = self._sent(text) or _captioned(text)
        return sent or self._others(message.author, text, is_own=is_own)

    def _whole(self, text: str) -> Body | None:
        if len(text) > LONGEST:
            return None
        words = folded(text)
        if words in LEFT_OUT or text in self._learnt:
            return Body("media")
        if words in STICKER_LEFT_OUT:
            return Body("sticker")
        if words in TAKEN_BACK:
            return Body("deleted")
        return Body("call") if CALL.fullmatch(text) else None

    def _sent(self, text: str) -> Body | None:
        """Read a file that was sent, with its caption."""
        if "<" in text and (ios := IOS_FILE.search(text)) and self._is_file(ios, text):
            name = _name_of(ios)
            before, after = bare(text[: ios.start()]), bare(text[ios.end() :])
            return _with_file(name, f"{before}\n{after}" if before and after else before or after)
        if " (" not in text or not (android := ANDROID_FILE.match(text)):
            return None
        name, end = android["file"].strip(MARKS), android.end()
        if end < len(text) and text[end] != "\n":
            return None
        words = folded(android["words"])
        known = words in ADDED or words in self._learnt or OWN_FILE.fullmatch(name)
        return _with_file(name, text[end:].strip()) if known or name in self.files else None

    def _is_file(self, found: re.Match[str], text: str) -> bool:
        """Tell what iOS wrote from somebody's ``<b: c.txt>``: its files begin with numbers."""
        name = _name_of(found)
        return found[0] == text or NUMBERED.match(name) is not None or name in self.files

    def _others(self, author: str, text: str, *, is_own: bool) -> Body:
        if _is_poll(text) or ("https://" in text and PLACE.fullmatch(text)):
            return Body("media")
        if is_own or (len(text) >= SHORTEST_NOTICE and NOTICE.match(text)):
            return Body("service", text)
        # "+44 7123 joined": somebody without a name here, on whom the app reports.
        is_about = (
            author in text[: len(author) + 4]
            and text.lstrip(STRIPPED).startswith(f"{author} ")
            and "\n" not in text
        )
        if is_about and author[0] == "+":
            return Body("service", text)
        if (is_about or author in self.notifiers) and EVENT.search(text[:LONGEST_EVENT]):
            return Body("service", text)
        return Body("text", text)

    def _notice(self, text: str) -> Body:
        whole = self._whole(text)
        return whole if whole and whole.kind != "media" else Body("service", text)


def _is_edit(tail: re.Match[str]) -> bool:
    """Tell the mark of an edit: a listed phrase, or any that iOS set apart."""
    words = folded(tail["words"])
    if words in CHANGED:
        return True
    return bool(tail["mark"]) and words not in LEFT_OUT and not IOS_FILE.search(tail[0])


def _captioned(text: str) -> Body | None:
    """Read the caption of something that iOS left out: the phrase stands behind, marked."""
    if OWN[0] not in text and OWN[1] not in text:
        return None
    at = max(text.rfind(mark) for mark in OWN)
    before, words = bare(text[:at]), folded(bare(text[at:]))
    if words not in LEFT_OUT and words not in STICKER_LEFT_OUT:
        return None
    is_name = DOCUMENT.search(words) and NAMED_FILE.fullmatch(before)
    return Body("media") if is_name or not before else _with_file("", before)


def _name_of(found: re.Match[str]) -> str:
    return (found["file"] or found["first"] or found["old"]).strip(MARKS)


def _with_file(name: str, caption: str) -> Body:
    """Make a message of a file; Android and iOS repeat the name of a document."""
    own_name = {name, PurePosixPath(name).stem} if name else set()
    lines = caption.split("\n")
    if lines[0].strip(MARKS) in own_name or PAGES.fullmatch(bare(lines[0])):
        caption = "\n".join(lines[1:]).strip()
    kind: MessageKind = "sticker" if STICKER_FILE.match(name) else "media"
    return Body("text" if caption else kind, caption, name or None)


def _is_poll(text: str) -> bool:
    """Tell a poll: a word with a colon, the question, and answers with their votes."""
    if ":\n" not in text:
        return False
    head, _, rest = text.partition("\n")
    if not head.endswith(":") or len(head) > 30:
        return False
    lines = [bare(line).replace("\u200e", "") for line in rest.split("\n")]
    found = [one for line in lines if (one := OPTION.fullmatch(line))]
    return len(found) >= 2 and len({one["label"] for one in found}) == 1
