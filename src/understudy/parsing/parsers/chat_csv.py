"""Tables in text whose lines are messages: columns for author, text and time, and nothing else."""

from understudy.core.errors import InputError
from understudy.parsing.chats.message_tables import Numbered, conversations
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.params import ParseParams
from understudy.parsing.parsers.table_csv import lines_of


@PARSERS.register("chat_csv")
def parse(file: RawFile, params: ParseParams) -> Parsed:
    """Read a message a line; a line with more or fewer cells than the header is a problem.

    Raises:
        InputError: It is no table (``bad_csv``), or none of messages (``no_messages``).
    """
    lines = lines_of(file)
    if not lines:
        raise InputError(file.place, "there is no line in it", reason="no_rows")
    header = [name.strip() for name in lines[0]]
    good: list[Numbered] = []
    broken = []
    for number, cells in enumerate(lines[1:], 1):
        if len(cells) == len(header):
            good.append((number, dict(zip(header, cells, strict=True))))
        else:
            why = f"{len(cells)} cells, where the header has {len(header)}"
            broken.append(InputError(f"{file.place}:{number}", why, reason="bad_row"))
    return conversations(file, params, header, good, broken)
