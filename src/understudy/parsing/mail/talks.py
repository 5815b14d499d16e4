"""Mails as conversations: a thread is a chat, a mail a message of its author's own words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from understudy.core.errors import InputError
from understudy.core.records import Conversation, MessageKind, stable_id
from understudy.parsing.chats.conversations import Said, Talk
from understudy.parsing.files import Attachment, Parsed, Problem, RawFile
from understudy.parsing.mail import people
from understudy.parsing.mail.parts import Reading, nested, read_message
from understudy.parsing.mail.quotes import own_words, passes_on
from understudy.parsing.mail.text import Mail, field, html_text
from understudy.parsing.mail.threads import Letter, base_subject, names_of, threads
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures

QUOTES = (
    "blockquote, .gmail_quote, .gmail_attr, .gmail_signature, .moz-cite-prefix, .moz-signature, "
    ".yahoo_quoted, .protonmail_quote, .protonmail_signature_block, #Signature, "
    "#ms-outlook-mobile-signature, #mail-editor-reference-message-container"
)
"""What mail programs put quotations and signatures into."""
TAILS = "#divRplyFwdMsg, #appendonsend, .OutlookMessageHeader"
"""Where Outlook's quotation begins; it goes on to the end."""
EMPHASIS = "b, strong, i, em, u, s"
REPEATED = 60
"""Characters of an earlier mail that nobody types again by chance."""


class Letters:
    """Reads mails one by one, and makes conversations of them in the end."""

    def __init__(self, file: RawFile, params: ParseParams) -> None:
        self._file = file
        self._params = params
        self._letters: dict[str, Letter] = {}
        self._problems: list[Problem] = []
        self._attachments: dict[str, Attachment] = {}

    def read(self, data: bytes, where: str) -> list[tuple[str, bytes]]:
        """Read a mail; return the names and contents of the files attached to it.

        Raises:
            InputError: It is none (``bad_mail``), or was read before (``repeated``).
        """
        message = read_message(data, where)
        number = people.number_of(message)
        if number and number in self._letters:
            why = f"the same mail as {self._letters[number].where}, by its Message-ID"
            raise InputError(where, f"{why}; nothing to do", reason="repeated")
        reading = _OwnWords(where, Pictures(self._file, self._params))
        try:
            reading.message(message, 1)
        except RecursionError as error:
            raise nested(where) from error
        letter = _letter(message, reading, where, number)
        if letter.identity in self._letters:
            raise InputError(where, "it stands twice; nothing to do", reason="repeated")
        self._letters[letter.identity] = letter
        self._problems += reading.pictures.problems
        self._attachments.update((one.path, one) for one in reading.pictures.attachments)
        return reading.files

    def parsed(self) -> Parsed:
        """Return a conversation for each thread, or the parts of a long one."""
        names = names_of(self._letters.values())
        return Parsed(
            conversations=tuple(self._conversations(names)),
            problems=tuple(self._problems),
            attachments=tuple(self._attachments.values()),
        )

    def _conversations(self, names: dict[str, str]) -> Iterator[Conversation]:
        for thread in threads([*self._letters.values()]):
            talk = Talk(self._file, thread.key, thread.title, self._params.chats.time_zone)
            yield from talk.conversations([_said(one, names) for one in _new(thread.letters)])


def _letter(message: Mail, reading: "_OwnWords", where: str, number: str) -> Letter:
    subject = field(message, "subject")
    author, address = people.author_of(message)
    moment = people.sent_at(message)
    spoken = own_words("\n\n".join(reading.blocks))
    kind, text = _kind(message, reading, spoken.text, spoken.forwarded)
    if kind == "text" and not text:
        text = base_subject(subject)
        kind = "text" if text else "media"
    return Letter(
        where=where,
        identity=number or stable_id("mail", author, address, f"{moment}", subject, text),
        references=people.references_of(message),
        marks=people.marks_of(message),
        subject=subject,
        author=author,
        address=address,
        recipients=people.recipients_of(message),
        sent_at=moment,
        kind=kind,
        text=text,
        assets=reading.pictures.assets,
    )


def _kind(
    message: Mail, reading: "_OwnWords", text: str, forwarded: str | None
) -> tuple[MessageKind, str]:
    """Tell what a mail is, and the text that stands for it."""
    if people.is_removed(message):
        return "deleted", text
    if people.is_automatic(message):
        return "service", text
    if text:
        return "text", text
    if forwarded is not None or reading.passes_on or any(map(str.strip, reading.blocks)):
        return "forwarded", forwarded or ""  # what is quoted without a word is passed on, too
    return ("media" if reading.files or reading.pictures.assets else "text"), ""


def _new(letters: Sequence[Letter]) -> Iterator[Letter]:
    """Yield letters without what repeats an earlier one word by word below their own words."""
    bodies: dict[str, str] = {letter.identity: letter.text for letter in letters}
    for letter in letters:
        text = letter.text
        for number in letter.references:
            earlier = bodies.get(number, "")
            at = text.find(earlier) if len(earlier) >= REPEATED else -1
            if at > 0 and letter.kind == "text":
                text = text[:at].rstrip()
        yield letter if text == letter.text or not text else replace(letter, text=text)


def _said(letter: Letter, names: dict[str, str]) -> Said:
    return Said(
        author=names.get(letter.address, letter.author) or letter.author,
        text=letter.text,
        sent_at=letter.sent_at,
        kind=letter.kind,
        key=letter.identity,
        answers=next(reversed(letter.references), None),
        account=letter.address or None,
        assets=letter.assets,
    )


class _OwnWords(Reading):
    """Collects what the author of a mail says, and nothing of mails within it."""

    def __init__(self, where: str, pictures: Pictures) -> None:
        super().__init__(where, pictures)
        self.passes_on = False
        """Whether a mail is within it."""

    def message(self, message: Mail, depth: int) -> None:
        """Read a mail; one within it is somebody else's."""
        if depth > 1:
            self.passes_on = True
            return
        self._part(message, depth, spoken=True)

    def _html(self, text: str) -> tuple[str, str]:
        return html_text(text, self._where, self.pictures, _prune)


def _prune(page: Any) -> None:
    """Take quotations out of a page, unless it is one that is passed on; bold words are words."""
    for part in page.select(EMPHASIS):
        part.unwrap()
    if any(passes_on(line) for line in page.get_text("\n").split("\n")):
        return
    for head in page.select(TAILS):
        for following in list(head.find_next_siblings()):
            following.decompose()
        head.decompose()
    for quote in page.select(QUOTES):
        quote.decompose()
