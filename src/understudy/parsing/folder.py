"""The whole raw folder: every file is read, reported and counted."""

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
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
from understudy.parsing.vision.asking import described

KINDS = ("documents", "conversations", "rows")
OCR = "image"
"""The parser whose text is recognised."""


def read_folder(params: ParseParams, raw: Path, parsed: Path, tally: Tally) -> dict[str, Any]:
    """Write what is in all files of a folder: documents, conversations, rows, assets.

    Files are in the order of their paths, records in the order of their files. A file is parsed
    once; later runs take its records from the cache.

    Args:
        params: Section ``parse``.
        raw: Folder to read.
        parsed: Folder to write: ``documents.jsonl``, ``conversations.jsonl``, ``rows.jsonl``,
            ``files.jsonl`` with a line for every file, ``assets``, and ``replies.jsonl`` with what
            a vision model said of them.
        tally: Counts files, and the records of each kind.

    Returns:
        More counts: ``parsers`` (files of each), ``collections`` (records and characters of each),
        ``pictures`` (kept, described, and what went wrong with others).

    Raises:
        SetupError: There are no files, or an engine or model that they need is not to be had.
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
            kind: stack.enter_context(jsonl.atomic(parsed / f"{kind}.jsonl")) for kind in KINDS
        }
        work = partial(reading.read_file, params=params)
        results = tally.each(
            found,
            work,
            kind="files",
            executor=executor.from_environment(),
            memo=_memo(cache, params),
        )
        for result in described(_on_disk(results, parsed / "assets"), params, parsed):
            one = files[result.place]
            if lost := _lost(result):
                tally.drop(lost, kind="files")
                reports[one.place] = _skipped(one, {"reason": lost.reason, "why": lost.why})
                continue
            for kind in KINDS:
                outputs[kind].writelines(one.to_line() for one in getattr(result, kind))
            _count(result, tally)
            totals.add(result, one.collection)
            reports[one.place] = _report(result, one.sha256)
    jsonl.write(parsed / "files.jsonl", _all_reports(found, reports, tally))
    return totals.counts()


@functools.cache
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


def _on_disk(results: Iterable[Parsed], folder: Path) -> Iterator[Parsed]:
    """Write attachments as they come, and yield what else there is."""
    for result in results:
        for attachment in result.attachments:
            with jsonl.atomic(folder / attachment.path) as file:
                file.write(attachment.content)
        yield result.model_copy(update={"attachments": ()})


def _lost(result: Parsed) -> InputError | None:
    """Return why nothing is left of a file whose text a model was to read."""
    first = next((one for one in result.problems if one.kind != "pictures"), None)
    if first is None or any(getattr(result, kind) for kind in KINDS):
        return None
    return InputError(first.where, first.why, reason=first.reason)


def _count(result: Parsed, tally: Tally) -> None:
    for kind in KINDS:
        tally.read(len(getattr(result, kind)), kind=kind)
    for problem in result.problems:
        failure = InputError(problem.where, problem.why, reason=problem.reason)
        if problem.kind == "pictures":
            tally.note(failure, kind=problem.kind)
            continue
        tally.read(1, kind=problem.kind)
        tally.drop(failure, kind=problem.kind)


def _report(result: Parsed, sha256: str) -> FileReport:
    first = next(iter(result.problems), None)
    longest = max(result.documents, key=lambda one: len(one.text), default=None)
    return FileReport(
        path=result.place,
        sha256=sha256,
        parser=result.parser,
        status="partial" if first else "ocr" if result.parser == OCR else "ok",
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
        self._pictures: Counter[str] = Counter()
        self._bad_pictures: Counter[str] = Counter()

    def add(self, result: Parsed, collection: str) -> None:
        """Count the records of a file."""
        self._parsers[result.parser] += 1
        for kind in KINDS:
            self._collections[collection][kind] += len(getattr(result, kind))
        said = sum(len(chat.messages) for chat in result.conversations)
        self._collections[collection]["messages"] += said
        self._collections[collection]["characters"] += result.characters
        assets = [asset for one in result.documents for asset in one.assets]
        self._pictures["kept"] += len(assets)
        self._pictures["described"] += sum(
            asset.captioned_by not in {None, "author"} for asset in assets
        )
        self._bad_pictures.update(one.reason for one in result.problems if one.kind == "pictures")

    def counts(self) -> dict[str, Any]:
        """Return the counts, sorted by name."""
        return {
            "parsers": dict(sorted(self._parsers.items())),
            "pictures": {
                "kept": self._pictures["kept"],
                "described": self._pictures["described"],
                "problems": dict(sorted(self._bad_pictures.items())),
            },
            "collections": {
                name: dict(sorted(counts.items()))
                for name, counts in sorted(self._collections.items())
            },
        }
