"""What a file adds to the outputs of the stage, as bytes that are ready to be written.

The workers make it, so that the process which writes the outputs, of ten thousand files or more,
builds no record and decodes no text. The cache keeps it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from understudy.core.outcomes import FileReport
from understudy.core.records import Document, Record
from understudy.parsing.advice import advised
from understudy.parsing.files import Found, Parsed, Problem, Remark
from understudy.parsing.params import ParseParams

KINDS = ("documents", "conversations", "rows")
RECOGNISED = "recognised"
"""Kind of the text as it was recognised in pictures, a line for each; only for inspection."""


class Loss(NamedTuple):
    """A part of a file that is no record."""

    kind: str
    where: str
    why: str
    reason: str


@dataclass(frozen=True, slots=True)
class Packed:
    """All that came of a file."""

    parser: str
    counts: dict[str, int]
    """Of the records of each kind, of messages, of characters in all of them, and of pictures
    that are kept or described."""
    report: bytes
    """Line of ``files.jsonl``."""
    lines: dict[str, bytes]
    """Of each kind of record, and of recognised text."""
    losses: tuple[Loss, ...] = ()
    attachments: tuple[tuple[str, bytes], ...] = ()
    """Paths below the folder of assets, and contents."""
    unfinished: bytes | None = None
    """Of a file that waits for what a model says of its pictures: all of it but the attachments,
    as a line of `Parsed`. Lines, report and counts are empty then."""
    tables: tuple[dict[str, Any], ...] = ()
    """`Tabled` of each table of ``parse.tables`` in it."""
    pieces: tuple[tuple[str, str], ...] = ()
    """Kinds and names of pieces of lines (see `spooling`), which follow those of ``lines``."""

    def to_bytes(self) -> bytes:
        """Return it in a form that `from_bytes` reads: facts as JSON, then contents as they are."""
        contents = [self.report, *self.lines.values(), *(data for _, data in self.attachments)]
        contents += [] if self.unfinished is None else [self.unfinished]
        facts = {
            "parser": self.parser,
            "counts": self.counts,
            "losses": self.losses,
            "tables": self.tables,
            "pieces": self.pieces,
            "kinds": [*self.lines],
            "paths": [path for path, _ in self.attachments],
            "sizes": [len(content) for content in contents],
        }
        # One copy: there may be a hundred megabytes of it.
        return b"".join([json.dumps(facts, ensure_ascii=False).encode(), b"\n", *contents])

    @classmethod
    def from_bytes(cls, data: bytes) -> "Packed":
        """Read what `to_bytes` wrote."""
        at = data.index(b"\n") + 1
        facts = json.loads(data[:at])
        contents = []
        for size in facts["sizes"]:
            contents.append(data[at : at + size])
            at += size
        kinds, paths = facts["kinds"], facts["paths"]
        others = contents[1 + len(kinds) :]
        return cls(
            facts["parser"],
            facts["counts"],
            contents[0],
            dict(zip(kinds, contents[1 : 1 + len(kinds)], strict=True)),
            tuple(Loss(*loss) for loss in facts["losses"]),
            tuple(zip(paths, others[: len(paths)], strict=True)),
            others[len(paths)] if len(others) > len(paths) else None,
            tuple(facts["tables"]),
            tuple((kind, name) for kind, name in facts["pieces"]),
        )


def read_packed(found: Found, params: ParseParams, spool: Path | None = None) -> Packed:
    """Parse a file of the raw folder; raises as `reading.read_file`, whose arguments these are."""
    from understudy.parsing import reading  # for whom nothing is known yet

    return pack(reading.read_file(found, params, spool), found.sha256)


def pack(result: Parsed, sha256: str) -> Packed:
    """Write out what a parser found in a file with a hash; keep it where a model is asked first."""
    attachments = tuple((one.path, one.content) for one in result.attachments)
    if result.wanted or result.drafts:
        line = result.model_copy(update={"attachments": ()}).to_line()
        return Packed(result.parser, {}, b"", {}, attachments=attachments, unfinished=line)
    records: dict[str, tuple[Record, ...]] = {kind: getattr(result, kind) for kind in KINDS}
    lines = {kind: _lines(some) for kind, some in records.items()}
    lines["conversations"] += b"".join(_written(result))
    return Packed(
        parser=result.parser,
        counts={
            **{kind: len(some) + result.spooled_of(kind) for kind, some in records.items()},
            "conversations": _conversations(result),
            "messages": result.messages,
            "characters": result.characters,
            **_pictures(result.documents),
        },
        report=_report(result, sha256).to_line(),
        lines={**lines, RECOGNISED: _lines(result.recognised)},
        losses=tuple(Loss(one.kind, one.where, one.why, one.reason) for one in result.problems),
        tables=tuple(one.model_dump() for one in result.tables),
        attachments=attachments,
        pieces=tuple((some.kind, name) for some in result.spooled for name in some.pieces),
    )


def _conversations(result: Parsed) -> int:
    held = len(result.conversations) + len(result.written)
    return held + result.spooled_of("conversations")


def _pictures(documents: Iterable[Document]) -> dict[str, int]:
    assets = [asset for one in documents for asset in one.assets]
    described = sum(asset.captioned_by not in {None, "author"} for asset in assets)
    return {"pictures": len(assets), "described": described}


def _lines(records: Iterable[Record]) -> bytes:
    return b"".join(record.to_line() for record in records)


def _written(result: Parsed) -> Iterator[bytes]:
    return (chat.line for chat in result.written)


def _report(result: Parsed, sha256: str) -> FileReport:
    reasons = [one.reason for one in result.problems] + [one.reason for one in result.remarks]
    recognised = result.is_seen or any(one.used for one in result.recognised)
    longest = max(result.documents, key=lambda one: len(one.text), default=None)
    language = next((one.language for one in result.spooled if one.language), None)
    return FileReport(
        path=result.place,
        sha256=sha256,
        parser=result.parser,
        status="partial" if reasons else "ocr" if recognised else "ok",
        reason=reasons[0] if reasons else None,
        why="; ".join([*_losses(result.problems), *_told(result.remarks)]) or None,
        pages=sum(len(one.pages) for one in result.documents),
        language=longest.language if longest else language,
        engine=result.engine,
        documents=len(result.documents) + result.spooled_of("documents"),
        conversations=_conversations(result),
        messages=result.messages,
        rows=len(result.rows) + result.spooled_of("rows"),
        characters=result.characters,
        lost=dict(sorted(Counter(one.reason for one in result.problems).items())),
    )


def _told(remarks: Iterable[Remark]) -> Iterator[str]:
    return (advised(one.why, one.reason) for one in remarks)


def _losses(problems: tuple[Problem, ...]) -> list[str]:
    """Say how many parts were left out, and why the first was."""
    if not problems:
        return []
    first = problems[0]
    number = f"{len(problems)} of its parts were left out"
    return [f"{number}; {first.where}: {advised(first.why, first.reason)}"]
