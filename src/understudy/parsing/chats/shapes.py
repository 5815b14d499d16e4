"""Tell chats that no app marks as its own by their shape, sure enough not to spoil a document.

Asked when nothing else claims a file: an app's own export is known by what it alone writes.
"""

import csv
import io

from understudy.parsing.chats.lines import form_of
from understudy.parsing.chats.message_keys import keys_of
from understudy.parsing.chats.message_tables import is_chat
from understudy.parsing.files import GLANCE, RawFile

DELIMITERS = ",;\t|"


def chat_parser(file: RawFile, *, is_table: bool) -> str | None:
    """Return the parser of a text that is a chat; None for any other.

    Args:
        file: The file.
        is_table: Whether its suffix is that of a table, which is no text of lines.

    Raises:
        InputError: It is no text.
    """
    if _is_chat_csv(file):
        return "chat_csv"
    # Lines of ``Name: text``, with or without times.
    return "chat_text" if not is_table and form_of(_beginning(file)) else None


def _is_chat_csv(file: RawFile) -> bool:
    """Tell a table whose columns are those of messages and nothing else."""
    text = _beginning(file).lstrip("\ufeff")
    header = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header.count)
    names = [name.strip(' "\r') for name in header.split(delimiter)]
    if len(names) < 2 or len(set(names)) < len(names) or keys_of(names) is None:
        return False
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return False
    return is_chat(names, [dict(zip(names, cells, strict=False)) for cells in lines[1:] if cells])


def is_chat_page(file: RawFile) -> bool:
    """Tell a page of messages, each with its author and its text in elements that say so."""
    from understudy.parsing.chats.pages import looks_like_chat

    return looks_like_chat(file.opening)


def _beginning(file: RawFile) -> str:
    """Return the lines of its beginning that are whole; not all letters are in UTF-8."""
    text = file.beginning
    return text if len(text) < GLANCE else text.rpartition("\n")[0]
