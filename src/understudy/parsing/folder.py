"""The whole raw folder: every file is read, reported and counted."""

from collections import Counter, defaultdict
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from understudy.core import code, executor, jsonl
from understudy.core.cache import ItemCache, Memo
from understudy.core.errors import InputError
from understudy.core.records import FileReport
from understudy.core.tally import Tally
from understudy.parsing import reading
from understudy.parsing.discovery import discover
from understudy.parsing.documents import NO_TEXT
from understudy.parsing.files import Found, Parsed
from understudy.parsing.params import ParseParams

KINDS = ("documents", "conversations", "rows")
RECOGNISED = "recognised"
"""File of text as it was recognised in pictures, a line for each; only for inspection."""


def read_folder(params: ParseParams, raw: Path, parsed: Path, tally: Tally) -> dict[str, Any]:
    """Write what is in all files of a folder: documents, conversations, rows, assets.

    Files are in the order of their paths, records in the order of their files. A file is parsed
    once; later runs take its records from the cache.

    Args:
        params: Section ``parse``.
        raw: Folder to read.
        parsed: Folder to write: ``documents.jsonl``, ``conversations.jsonl``, ``rows.jsonl``,
            ``files.jsonl`` with a line for every file, ``recognised.jsonl`` with the raw text
            of every picture and scanned page, and ``assets``.
        tally: Counts files, and the records of each kind.

    Returns:
        More counts: ``parsers`` (files of each), ``collections`` (records and characters of each).

    Raises:
        SetupError: There are no files, or an engine that they need is not installed.
    """
    found = discover(raw, params)
    reading.check_engines(found, params)
    for kind in ("files", *KINDS):
        tally.read(0, kind=kind)  # so that a kind without records is counted too
    (parsed / "assets").mkdir(parents=True, exist_ok=True)
    reports: dict[str, FileReport] = {}
    totals = _Totals()
    files = {one.place: one for one in found}
    with ItemCache("parse", _salt()) as cache, ExitStack() as stack:
        outputs = {
            kind: stack.enter_context(jsonl.atomic(parsed / f"{kind}.jsonl"))
            for kind in (*KINDS, RECOGNISED)
        }
        work = partial(reading.read_file, params=params)
        results = tally.each(
            found,
            work,
            kind="files",
            executor=executor.from_environment(),
            memo=_memo(cache, params),
        )
        for result in results:
            for kind in (*KINDS, RECOGNISED):
                outputs[kind].writelines(one.to_line() for one in getattr(result, kind))
            _write_assets(result, parsed / "assets")
            _count(result, tally)
            one = files[result.place]
            totals.add(result, one.collection)
            reports[one.place] = _report(result, one.sha256)
    jsonl.write(parsed / "files.jsonl", _all_reports(found, reports, tally))
    return totals.counts()


def _salt() -> str:
    """Return the hash of all code that parsing reaches, and of its packages' versions."""
    entry = Path(reading.__file__)
    return code.closure(entry, entry.parents[2]).digest()


def _memo(cache: ItemCache, params: ParseParams) -> Memo[Found, Parsed]:
    return Memo(
        cache,
        identity=partial(reading.identity, params=params),
        encode=Parsed.to_line,
        decode=Parsed.model_validate_json,
    )


def _write_assets(result: Parsed, folder: Path) -> None:
    for attachment in result.attachments:
        with jsonl.atomic(folder / attachment.path) as file:
            file.write(attachment.content)


def _count(result: Parsed, tally: Tally) -> None:
    for kind in KINDS:
        tally.read(len(getattr(result, kind)), kind=kind)
    for problem in result.problems:
        tally.read(1, kind=problem.kind)
        failure = InputError(problem.where, problem.why, reason=problem.reason)
        tally.drop(failure, kind=problem.kind)


def _report(result: Parsed, sha256: str) -> FileReport:
    first = next(iter(result.problems), None)
    recognised = any(one.used for one in result.recognised)
    longest = max(result.documents, key=lambda one: len(one.text), default=None)
    return FileReport(
        path=result.place,
        sha256=sha256,
        parser=result.parser,
        status="partial" if first else "ocr" if recognised else "ok",
        reason=first.reason if first else None,
        why=f"{len(result.problems)} of its parts were left out; {first.where}: {first.why}"
        if first
        else None,
        pages=sum(len(one.pages) for one in result.documents),
        language=longest.language if longest else None,
        engine=result.engine,
        documents=len(result.documents),
        conversations=len(result.conversations),
        rows=len(result.rows),
        characters=result.characters,
    )


def _all_reports(
    found: list[Found], reports: dict[str, FileReport], tally: Tally
) -> list[FileReport]:
    """Return a line for every file; those without records have the tally's reasons, in order."""
    failures = iter(tally.failures(kind="files"))
    return [reports.get(one.place) or _skipped(one, next(failures)) for one in found]


def _skipped(one: Found, failure: dict[str, str]) -> FileReport:
    return FileReport(
        path=one.place,
        sha256=one.sha256,
        parser=None,
        status="suspect" if failure["reason"] == NO_TEXT else "skipped",
        reason=failure["reason"],
        why=failure["why"],
    )


class _Totals:
    """Counts that a metric may show: no text, no name of a file."""

    def __init__(self) -> None:
        self._parsers: Counter[str] = Counter()
        self._collections: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, result: Parsed, collection: str) -> None:
        """Count the records of a file."""
        self._parsers[result.parser] += 1
        for kind in KINDS:
            self._collections[collection][kind] += len(getattr(result, kind))
        said = sum(len(chat.messages) for chat in result.conversations)
        self._collections[collection]["messages"] += said
        self._collections[collection]["characters"] += result.characters

    def counts(self) -> dict[str, Any]:
        """Return the counts, sorted by name."""
        return {
            "parsers": dict(sorted(self._parsers.items())),
            "collections": {
                name: dict(sorted(counts.items()))
                for name, counts in sorted(self._collections.items())
            },
        }
