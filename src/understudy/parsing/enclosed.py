"""Files within a file: the members of an archive, the attachments of a mail."""

import hashlib
from collections.abc import Sequence

from understudy.core.errors import InputError
from understudy.core.records import Source
from understudy.parsing import reading
from understudy.parsing.files import Parsed, Problem, RawFile, Remark
from understudy.parsing.naming import named_collection, table_of
from understudy.parsing.params import ParseParams
from understudy.parsing.sniffing import parser_for

NESTED = "nested_archive"
"""Reason of a container within another."""


def enclosed(file: RawFile, place: str, data: bytes, params: ParseParams) -> RawFile:
    """Return a file as if it lay below the one that holds it, whose collection it shares.

    Unless ``parse.tables`` or ``parse.collections`` name it.
    """
    table = table_of(place, params)
    source = Source(path=place, sha256=hashlib.sha256(data).hexdigest())
    return RawFile(source, named_collection(place, params, table) or file.collection, table, data)


def parse_enclosed(
    member: RawFile | InputError, params: ParseParams, *, but: Sequence[str] = ("archive",)
) -> Parsed:
    """Parse such a file.

    Args:
        member: The file, or why it is none.
        params: Section ``parse``.
        but: Parsers of files that are not opened within another: each may hold the next.

    Raises:
        InputError: It is one of those (``nested_archive``), or as `reading.parse` does.
    """
    if isinstance(member, InputError):
        raise member
    name = parser_for(member)
    if name in but:
        why = f"{'a mail' if name == 'mail' else 'an archive'} within a file; unpack it"
        raise InputError(member.place, why, reason=NESTED)
    return reading.parse(member, params)


def joined(parts: Sequence[Parsed], problems: Sequence[Problem] = ()) -> Parsed:
    """Return what several files hold as that of one; remarks say of which they are."""
    engines = sorted({name for part in parts for name in (part.engine or "").split("+") if name})
    return Parsed(
        documents=tuple(one for part in parts for one in part.documents),
        conversations=tuple(one for part in parts for one in part.conversations),
        written=tuple(one for part in parts for one in part.written),
        rows=tuple(one for part in parts for one in part.rows),
        tables=tuple(one for part in parts for one in part.tables),
        problems=(*(one for part in parts for one in part.problems), *problems),
        attachments=tuple({one.path: one for part in parts for one in part.attachments}.values()),
        remarks=tuple(
            Remark(why=f"{part.place}: {one.why}" if part.place else one.why, reason=one.reason)
            for part in parts
            for one in part.remarks
        ),
        drafts=tuple(one for part in parts for one in part.drafts),
        wanted=tuple(one for part in parts for one in part.wanted),
        recognised=tuple(one for part in parts for one in part.recognised),
        engine="+".join(engines) or None,
    )
