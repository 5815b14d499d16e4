"""Signal's plaintext export: Settings, Chats, Export chat history, on a phone.

A folder or an archive with ``main.jsonl``; each line is a frame of Signal's backup format in JSON
(``backup.proto`` of libsignal). Numbers of 64 bits are strings there, as Protocol Buffers want it,
and what has its default may be missing.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Conversation, MessageKind
from understudy.parsing.chats.conversations import Said, Talk, moment
from understudy.parsing.chats.export_members import Member, first_glimpse, is_large, members
from understudy.parsing.chats.message_lists import identifier, inner, objects
from understudy.parsing.chats.signal_people import NOTES, Recipient, owner_name, recipient
from understudy.parsing.files import CLUES, PARSERS, Parsed, Problem, RawFile, Remark, Written
from understudy.parsing.params import ParseParams

DATA = re.compile(r"main\.jsonl")
KINDS: dict[str, MessageKind] = {
    "contactMessage": "media",
    "remoteDeletedMessage": "deleted",
    "adminDeletedMessage": "deleted",
    "updateMessage": "service",
    "paymentNotification": "service",
    "giftBadge": "service",
    "viewOnceMessage": "media",
    "poll": "media",
}
CALLS = {"individualCall", "groupCall"}
DETAILS = {
    *("chatId", "authorId", "dateSent", "expireStartDate", "expiresInMs", "revisions", "sms"),
    *("incoming", "outgoing", "directionless", "pinDetails"),
}
"""What an item has beside its content."""
MENTION = "\ufffc"
"""Stands in a text where a name belongs."""


@CLUES.register("signal")
def is_signal(file: RawFile) -> bool:
    """Tell an export by its first line: of the backup, of its owner, or of a recipient."""
    first = first_glimpse(file, DATA)
    if not isinstance(first, dict):
        return False
    if "backupTimeMs" in first:
        return True
    account, person = first.get("account"), first.get("recipient")
    return len(first) == 1 and (
        (isinstance(account, dict) and not {"profileKey", "givenName"}.isdisjoint(account))
        or (isinstance(person, dict) and not {"self", "contact", "group"}.isdisjoint(person))
    )


@PARSERS.register("signal")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read every chat of an export.

    The owner bears the name of the profile, else ``Me``. An edited message has its last text at
    its first time; who quotes, answers; reactions and the words that are quoted are nobody's.
    Calls, news of a group, stickers and messages that were taken back have kinds of their own.

    Raises:
        InputError: No chat in it has a message (``no_messages``), or it is damaged.
    """
    reader = _Reader(file, params)
    with members(file, DATA) as found:
        for data in found:
            if isinstance(data, InputError):
                raise data
            reader.read(data)
    return reader.parsed()


@dataclass(slots=True)
class _Reader:
    """Reads the frames of an export, which come in the order of time, all chats mixed."""

    file: RawFile
    params: ParseParams
    owner: str = ""
    people: dict[str, Recipient] = field(default_factory=dict)
    chats: dict[str, str] = field(default_factory=dict)
    """Chat to its recipient."""
    partners: dict[str, Recipient] = field(default_factory=dict)
    """Chat to whom it is with, of chats with a message."""
    said: dict[str, list[Said]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    cut: int = 0
    """Texts whose end lies in a file of its own."""

    def read(self, data: Member) -> None:
        """Read all lines; one that cannot be read is a problem."""
        for number, line in enumerate(data.stream, 1):
            if not line.strip():
                continue
            done = attempt(partial(self._line, where=f"{data.place}:{number}"), line)
            if done.failure is not None:
                self.problems.append(Problem.of("messages", done.failure))

    def parsed(self) -> Parsed:
        """Return all chats; raises ``InputError`` when there is no message."""
        chats = (chat for key, said in self.said.items() for chat in self._chat(key, said))
        large = is_large(self.file)
        found = Parsed(
            conversations=() if large else tuple(chats),
            written=tuple(Written.of(chat) for chat in chats) if large else (),
            problems=tuple(self.problems),
            remarks=tuple(self._remarks()),
        )
        if not found.messages:
            first = f" ({self.problems[0].why})" if self.problems else ""
            why = f"no chat of this Signal export has a message{first}; export it anew"
            raise InputError(self.file.place, why, reason="no_messages")
        return found

    def _chat(self, key: str, said: list[Said]) -> tuple[Conversation, ...]:
        partner = self.partners[key]
        title = NOTES if partner.is_owner else partner.name or partner.account or "group"
        talk = Talk(self.file, partner.identity, title, self.params.chats.time_zone)
        return talk.conversations(said)

    def _line(self, line: bytes, where: str) -> None:
        frame = _loaded(line, where)
        if "account" in frame:
            self.owner = owner_name(inner(frame, "account"))
        elif "recipient" in frame:
            one = inner(frame, "recipient")
            self.people[identifier(one.get("id")) or "0"] = recipient(one, self.owner)
        elif "chat" in frame:
            one = inner(frame, "chat")
            self.chats[identifier(one.get("id")) or "0"] = identifier(one.get("recipientId")) or "0"
        elif "chatItem" in frame:
            item = inner(frame, "chatItem")
            chat = identifier(item.get("chatId")) or "0"
            partner = self.people.get(self.chats.get(chat, ""))
            if partner is None:
                why = f"a message of the chat {chat}, which the export does not have"
                raise InputError(where, why, reason="bad_message")
            self.partners.setdefault(chat, partner)
            self.said.setdefault(chat, []).append(self._said(item, where))

    def _said(self, item: dict[str, Any], where: str) -> Said:
        """Read a message.

        Raises:
            InputError: Its author is not known (``bad_message``), or its time is none
                (``bad_date``).
        """
        author = self._author(item, where)
        first = next(iter(objects(item.get("revisions"))), item)
        sent = first.get("dateSent")
        said = Said(
            author=author.name or author.account or "",
            text="",
            sent_at=moment(sent, where),
            key=_key(sent, author),
            account=author.account,
        )
        return self._filled(said, item)

    def _author(self, item: dict[str, Any], where: str) -> Recipient:
        number = identifier(item.get("authorId")) or "0"
        if number in self.people:
            return self.people[number]
        if "directionless" in item:
            return Recipient("", None, "")
        why = f"a message of {number}, whom the export does not name"
        raise InputError(where, why, reason="bad_message")

    def _filled(self, said: Said, item: dict[str, Any]) -> Said:
        """Add what the message says."""
        if "standardMessage" in item:
            return self._standard(said, inner(item, "standardMessage"))
        if "stickerMessage" in item:
            emoji = inner(inner(item, "stickerMessage"), "sticker").get("emoji")
            return said._replace(kind="sticker", text=emoji if isinstance(emoji, str) else "")
        if "directStoryReplyMessage" in item:
            reply = inner(item, "directStoryReplyMessage")
            text = self._text(inner(inner(reply, "textReply"), "text"))
            return said._replace(kind="text" if text else "media", text=text)
        if not CALLS.isdisjoint(inner(item, "updateMessage")):
            return said._replace(kind="call")
        known = next((kind for name, kind in KINDS.items() if name in item), None)
        if known is None:
            self.unknown.update(sorted(item.keys() - DETAILS)[:1] or ["empty"])
        return said._replace(kind=known or "service")

    def _standard(self, said: Said, message: dict[str, Any]) -> Said:
        text = self._text(inner(message, "text"))
        self.cut += bool(text and message.get("longText"))
        quote = inner(message, "quote")
        author = self.people.get(identifier(quote.get("authorId")) or "0")
        answers = _key(quote.get("targetSentTimestamp"), author) if author else None
        return said._replace(kind="text" if text else "media", text=text, answers=answers)

    def _text(self, text: dict[str, Any]) -> str:
        """Return a text with names where the app shows them."""
        body = text.get("body")
        if not isinstance(body, str):
            return ""
        ranges = [one for one in objects(text.get("bodyRanges")) if one.get("mentionAci")]
        known = {one.aci: one.name for one in self.people.values() if one.aci} if ranges else {}
        for one in sorted(ranges, key=_start):
            name = known.get(str(one["mentionAci"])) or self.owner
            body = body.replace(MENTION, f"@{name}" if name else "@", 1)
        return body.strip()

    def _remarks(self) -> Iterator[Remark]:
        if self.cut:
            why = (
                f"{self.cut} long messages end early, because the export keeps their ends in "
                "'files'; only their beginnings are read"
            )
            yield Remark(why=why, reason="long_text_cut")
        if self.unknown:
            kinds = ", ".join(sorted(self.unknown)[:5])
            why = (
                f"{self.unknown.total()} messages are of a kind that is not known ({kinds}), and "
                "count as nobody's words; look whether they matter"
            )
            yield Remark(why=why, reason="unknown_content")


def _loaded(line: bytes, where: str) -> dict[str, Any]:
    try:
        frame = json.loads(line)
    except (ValueError, RecursionError) as error:
        why = f"not JSON ({' '.join(str(error).split())[:80]}); was it cut off or edited?"
        raise InputError(where, why, reason="bad_json") from error
    if not isinstance(frame, dict):
        why = f"a line is {type(frame).__name__}, not an object"
        raise InputError(where, why, reason="bad_json")
    return frame


def _key(sent: Any, author: Recipient | None) -> str | None:
    """Name a message as those do that quote it: by its author and its first time."""
    at = identifier(sent)
    return None if at is None or author is None else f"{at} {author.account}"


def _start(one: dict[str, Any]) -> int:
    start = one.get("start")
    return start if isinstance(start, int) else 0
