"""WhatsApp's text export: a chat's menu, "More", "Export chat", without media or with.

One file is one chat. Its name says with whom ("WhatsApp Chat with Anna.txt"); iOS calls every file
``_chat.txt`` and puts the name into the folder's.
"""

import re
from dataclasses import replace
from pathlib import PurePosixPath

from understudy.core.errors import InputError
from understudy.parsing.conversations import Said, Talk
from understudy.parsing.files import CLUES, PARSERS, Parsed, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.whatsapp_lines import (
    MARKS,
    Header,
    header,
    is_day_first,
    looks_like_whatsapp,
    moment,
)

FILE_NAME = re.compile(
    r"(?:WhatsApp[ _]Chat[ _](?:with|-|mit)|Чат WhatsApp с(?: контактом)?|Chat de WhatsApp con"
    r"|WhatsApp-Chat mit|Discussion WhatsApp avec|Conversa do WhatsApp com)[ _]+(?P<name>.+)",
    re.IGNORECASE,
)
MEDIA = re.compile(
    r"<[^<>\n]+>"  # <Media omitted> in any language; <attached: 0001-PHOTO.jpg>
    r"|(?:image|video|audio|sticker|GIF|document|contact card|video note) omitted"
    r"|(?:изображение|видео|аудиофайл|аудио|стикер|GIF|документ|карточка контакта|контакт|файл)"
    r"(?: видеозаметки)? (?:отсутствует|пропущен[аоы]?|не загружен[аоы]?)"
    r"|null|",
    re.IGNORECASE,
)
ATTACHED = re.compile(
    r"(?P<file>\S.*\.\w{2,5}) \((?:file attached|файл добавлен|прикреплен файл|archivo adjunto)\)"
    r"|<(?:attached|прикреплено|вложение): [^<>\n]+>",
    re.IGNORECASE,
)
EDITED = re.compile(r"\s*<(?:This message was edited|Сообщение изменено|Это сообщение изменено)>$")
NOTICE = re.compile(
    r"Messages and calls are end-to-end encrypted|Messages to this (?:chat|group) .*encrypted"
    r"|Сообщения и звонки защищены сквозным шифрованием|Сообщения в этом чате .*защищены"
    r"|(?:This message was|You) deleted(?: this message)?\.?$"
    r"|(?:Данное|Это) сообщение удалено\.?$|Вы удалили (?:данное|это) сообщение\.?$"
    r"|(?:Missed|Пропущенный) (?:voice call|video call|аудиозвонок|видеозвонок|звонок)\b.*$"
    r"|Waiting for this message|Ожидание сообщения"
    r"|Your security code with .* changed|Ваш код безопасности .* изменился",
)


@CLUES.register("whatsapp")
def is_whatsapp(file: RawFile) -> bool:
    """Tell an export by the headers of its first messages."""
    # Signal's chats in Markdown have headers that some phones' WhatsApp writes too.
    return file.suffix != ".md" and looks_like_whatsapp(file.opening)


@PARSERS.register("whatsapp")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read one chat.

    Notices have the kind ``service``, and no author on Android; what was sent without words has
    the kind ``media`` and no text. A line without a header goes on with the message before.

    Raises:
        InputError: No line is a header (``bad_whatsapp``), a date does not exist (``bad_date``),
            or day and month cannot be told apart (``ambiguous_dates``).
    """
    entries = _entries(file)
    heads = [head for head, _ in entries]
    day_first = params.whatsapp.day_first
    if day_first is None:
        day_first = is_day_first(heads, file.place)
    said = []
    for head, body in entries:
        stamp = moment(head, file.place, day_first=day_first)
        said.append(replace(_said(body), sent_at=stamp))
    title = _title(file)
    talk = Talk(file, title, title, params.time_zone)
    return Parsed(conversations=talk.conversations(said))


def _entries(file: RawFile) -> list[tuple[Header, str]]:
    """Return each message's header and its whole body.

    A header of the other phone's form is part of a message: somebody pasted a piece of a chat.
    """
    entries: list[tuple[Header, list[str]]] = []
    for number, line in enumerate(file.text.split("\n"), 1):
        head = header(line, number)
        if head is not None and (not entries or head.bracket == entries[0][0].bracket):
            entries.append((head, [head.rest]))
        elif entries:
            entries[-1][1].append(line)
        elif line.strip():
            why = "its first line is not the header of a WhatsApp message"
            raise InputError(file.place, why, reason="bad_whatsapp")
    if not entries:
        raise InputError(file.place, "there is no message in it", reason="bad_whatsapp")
    return [(head, "\n".join(lines).rstrip()) for head, lines in entries]


def _said(body: str) -> Said:
    author, colon, text = body.partition(": ")
    if not colon and body.endswith(":"):
        author, colon, text = body[:-1], ":", ""
    author = author.strip(MARKS + "~ \u00a0\u202f")
    if not colon or "\n" in author or not author or NOTICE.match(_bare(body)):
        return Said(author="", text=_bare(body), kind="service")
    marked = text.startswith("\u200e")  # iOS sets it before what the app itself wrote
    text = EDITED.sub("", _bare(text)).strip()
    if NOTICE.match(text):
        return Said(author=author, text=text, kind="service")
    attached = ATTACHED.match(text)
    if attached is not None:
        text = text[attached.end() :].strip()
        # Android repeats the name of a document below it.
        text = "" if text == attached["file"] else text
        return Said(author=author, text=text, kind="text" if text else "media")
    if MEDIA.fullmatch(text):
        return Said(author=author, text="", kind="media")
    return Said(author=author, text=text, kind="service" if marked else "text")


def _bare(text: str) -> str:
    """Return text without the invisible marks at its lines' edges; inside they may matter."""
    return "\n".join(line.strip(MARKS) for line in text.split("\n")).strip()


def _title(file: RawFile) -> str:
    name = file.name
    if name.strip("_").casefold() == "chat":
        name = PurePosixPath(file.place).parent.name or name
    found = FILE_NAME.fullmatch(name)
    return found["name"].strip() if found else name
