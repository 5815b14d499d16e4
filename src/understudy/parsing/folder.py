"""All raw folders: every file is read, reported and counted."""

import functools
import json
import pkgutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import IO, Any

from understudy.core import code_memory, jsonl
from understudy.core.cache import ItemCache, Memo
from understudy.core.confined import Limits
from understudy.core.errors import InputError
from understudy.core.executor import Done, workers
from understudy.core.isolation import Isolated
from understudy.core.outcomes import FileReport
from understudy.core.tally import Tally
from understudy.parsing import packing
from understudy.parsing.advice import advised
from understudy.parsing.chats import merging
from understudy.parsing.chats.merging import Joined
from understudy.parsing.contract.repeats import REPEATED, Keys
from understudy.parsing.contract.totals import TableTotals
from understudy.parsing.discovery import discover
from understudy.parsing.documents import NO_TEXT
from understudy.parsing.files import Found
from understudy.parsing.identity import family, identities
from understudy.parsing.packing import KINDS, RECOGNISED, Packed
from understudy.parsing.params import ParseParams
from understudy.parsing.readiness import check_engines
from understudy.parsing.second_pass import completed
from understudy.parsing.spooled_pieces import Pieces

SLOW_TO_IMPORT = {"pdf": {"pymupdf": "pymupdf", "pdfium": "pypdfium2"}}
"""Family of files to engine to the module that takes a second."""
PARSERS = "understudy.parsing.parsers"
READERS = ("understudy.parsing.reading", "understudy.parsing.plain_reading")
"""What workers read files with; this process does without when all files are known."""
SPOOL = ".spool.tmp-"
"""Begins the name of the folder for what is too much to be sent by workers; DVC ignores it."""
COUNTED = (*KINDS, "messages", "characters")
"""Counts of a collection."""
WORTH_IT = 20
"""Files of such a family from which the module is imported once for all workers."""


class Counts(dict[str, Any]):
    """Counts that a metric may show, and what they say of tables."""

    def __init__(self, counts: dict[str, Any], tables: TableTotals) -> None:
        super().__init__(counts)
        self._tables = tables

    def check(self) -> None:
        """Raise ``SetupError`` for a table of which too much was dropped."""
        self._tables.check()


def read_folder(params: ParseParams, raw: Sequence[Path], parsed: Path, tally: Tally) -> Counts:
    """Write what is in all files of some folders: documents, conversations, rows, assets.

    Files are in the order of their paths, records in the order of their files; exports of one chat
    are joined (`merging.join_exports`). A file is parsed once; later runs take its records from the
    cache. One that hangs, crashes or swallows memory costs itself alone; one file's records at a
    time are held here.

    Args:
        params: Section ``parse``.
        raw: Folders to read, and single files; see `discover`.
        parsed: Folder to write: ``documents.jsonl``, ``conversations.jsonl``, ``rows.jsonl``,
            ``files.jsonl`` with a line for every file, ``assets``, ``recognised.jsonl`` with the
            raw text of every picture and scanned page, and ``replies.jsonl`` with what a vision
            model said of pictures.
        tally: Counts files, and the records of each kind.

    Returns:
        More counts: ``statuses``, ``languages``, ``engines`` and ``parsers`` (files of each),
        ``pages``, ``collections`` (records and characters of each), ``pictures`` (kept, described,
        and what went wrong with others), ``tables`` (files, rows and problems of each).

    Raises:
        SetupError: There are no files, or an engine or model that they need is not to be had.
    """
    found = discover(raw, params)
    check_engines(found, params)
    for kind in ("files", *KINDS, "messages"):
        tally.read(0, kind=kind)  # so that a kind without records is counted too
    (parsed / "assets").mkdir(parents=True, exist_ok=True)
    totals, keys = _Totals(params), Keys(params)
    with ItemCache("parse", _salt()) as cache, ExitStack() as stack:
        outputs = {
            name: stack.enter_context(jsonl.atomic(parsed / f"{name}.jsonl"))
            for name in ("files", *KINDS, RECOGNISED)
        }
        # What a worker sends is what the cache keeps.
        memo = Memo(cache, identity=identities(params), encode=bytes, decode=bytes)
        spool = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=SPOOL, dir=parsed)))
        work, executor = partial(_read, params=params, spool=spool), _executor(found, params, memo)
        outcomes = tally.outcomes(found, work, kind="files", executor=executor, memo=memo)
        pieces = Pieces(spool, cache, lambda one: next(executor.map(work, [one])))
        unpacked = zip(found, map(_unpacked, outcomes), strict=True)
        stored = _on_disk(unpacked, parsed / "assets")
        lost = partial(tally.drop, kind="files")
        for one, done in zip(found, completed(stored, params, parsed, lost), strict=True):
            if done.value is not None:
                result = keys.without_repeats(done.value, one, pieces)
                _write(result, one, outputs, pieces)
                _count(result, tally)
                totals.add(result, one.collection)
            else:
                report = _skipped(one, done)
                outputs["files"].write(report.to_line())
                totals.note(report.to_line())
                totals.tables.lose(one.place, one.table, report.why or "")
    for joined in merging.join_exports(parsed / "conversations.jsonl"):
        _count_joined(joined, tally)
        totals.less(joined)
    return Counts(totals.counts(), totals.tables)


@functools.cache
def _salt() -> str:
    """Return the hash of all code that parsing reaches, and of its packages' versions."""
    entry = Path(packing.__file__)
    return code_memory.closure(entry, entry.parents[2]).digest()


def _executor(found: Sequence[Found], params: ParseParams, memo: Memo[Found, bytes]) -> Isolated:
    """Return what works on files within ``parse.limits``."""
    limits = Limits(
        seconds=params.limits.seconds,
        memory_mb=params.limits.memory_mb,
        items=params.limits.files,
        named="parse.limits",
    )
    return Isolated(
        workers(),
        limits,
        name=attrgetter("place"),
        fallback=partial(_read_plainly, params=params),
        preload=[*READERS, *_parsers(), *_slow_modules(found, params, memo)],
    )


def _read(found: Found, params: ParseParams, spool: Path) -> bytes:
    """Read a file; runs in a worker."""
    return packing.read_packed(found, params, spool).to_bytes()


def _read_plainly(found: Found, failure: InputError, params: ParseParams) -> bytes:
    """Read the text alone of a file that broke a limit; runs in a worker."""
    from understudy.parsing.plain_reading import read_plainly

    return read_plainly(found, failure, params).to_bytes()


def _unpacked(done: Done[bytes]) -> Done[Packed]:
    value = None if done.value is None else Packed.from_bytes(done.value)
    return Done(value, done.failure, done.lasting)


def _parsers() -> list[str]:
    folder = Path(__file__).with_name("parsers")
    return [module.name for module in pkgutil.iter_modules([str(folder)], f"{PARSERS}.")]


def _slow_modules(
    found: Sequence[Found], params: ParseParams, memo: Memo[Found, bytes]
) -> list[str]:
    """Return what pays to be imported before workers start: not for one changed file."""
    engines = {"pdf": params.pdf.engine}
    modules = []
    for kind, slow in SLOW_TO_IMPORT.items():
        unread = (
            one
            for one in found
            if family(one) == kind and memo.cache.key(memo.identity(one)) not in memo.cache
        )
        if engines[kind] in slow and len(list(islice(unread, WORTH_IT))) == WORTH_IT:
            modules.append(slow[engines[kind]])
    return modules


def _on_disk(
    outcomes: Iterable[tuple[Found, Done[Packed]]], assets: Path
) -> Iterator[tuple[str, Done[Packed]]]:
    """Write attachments as they come; yield what came of each file, with its hash."""
    for one, done in outcomes:
        for path, content in done.value.attachments if done.value is not None else ():
            # Not `atomic`, which waits for the disk: DVC removes what a killed stage left of them.
            (assets / path).parent.mkdir(parents=True, exist_ok=True)
            (assets / path).write_bytes(content)
        yield one.sha256, done


def _write(result: Packed, one: Found, outputs: dict[str, IO[bytes]], pieces: Pieces) -> None:
    outputs["files"].write(result.report)
    for kind, lines in result.lines.items():
        outputs[kind].write(lines)
        for piece in pieces.of(result, one, kind):
            outputs[kind].write(piece)


def _count(result: Packed, tally: Tally) -> None:
    for kind in (*KINDS, "messages"):
        tally.read(result.counts[kind], kind=kind)
    for kind, where, why, reason in result.losses:
        failure = InputError(where, why, reason=reason)
        if kind == "pictures":
            tally.note(failure, kind=kind)
            continue
        tally.read(1, kind=kind)
        if kind == "rows" and reason == REPEATED:
            tally.repeat(failure, 1, kind=kind)
        else:
            tally.drop(failure, kind=kind)


def _count_joined(joined: Joined, tally: Tally) -> None:
    """Count what stood in several exports of a chat; nobody is to blame for it."""
    first, *others = joined.sources
    why = f"joined with {first}: what stands in both is kept once; nothing to do"
    for kind, reason in (("conversations", "joined"), ("messages", "repeated")):
        number = getattr(joined, kind)
        if number < 0:  # the chat has more parts than its exports had
            tally.read(-number, kind=kind)
        elif number:
            tally.repeat(InputError(", ".join(others), why, reason=reason), number, kind=kind)


def _skipped(one: Found, done: Done[Packed]) -> FileReport:
    assert done.failure is not None
    return FileReport(
        path=one.place,
        sha256=one.sha256,
        parser=None,
        status="suspect" if done.failure.reason == NO_TEXT else "skipped",
        reason=done.failure.reason,
        why=advised(done.failure.why, done.failure.reason),
    )


class _Totals:
    """Counts that a metric may show: no text, no name of a file."""

    def __init__(self, params: ParseParams) -> None:
        self.tables = TableTotals(params)
        self._statuses: Counter[str] = Counter()
        self._engines: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        self._pages = 0
        self._parsers: Counter[str] = Counter()
        self._collections: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._pictures: Counter[str] = Counter()
        self._bad_pictures: Counter[str] = Counter()

    def note(self, report: bytes) -> None:
        """Count what the line of a file in ``files.jsonl`` says of it."""
        said = json.loads(report)
        self._statuses[said["status"]] += 1
        self._pages += said["pages"]
        self._engines.update(said["engine"].split("+") if said["engine"] else ())
        self._languages.update([said["language"]] if said["language"] else ())

    def add(self, result: Packed, collection: str) -> None:
        """Count a file and its records."""
        self.note(result.report)
        self.tables.add(result)
        self._parsers[result.parser] += 1
        counts = {name: result.counts[name] for name in COUNTED}
        self._collections[collection].update(counts)
        self._pictures.update(kept=result.counts["pictures"], described=result.counts["described"])
        self._bad_pictures.update(one.reason for one in result.losses if one.kind == "pictures")

    def less(self, joined: Joined) -> None:
        """Take off what a chat lost when its exports were joined."""
        less = {name: getattr(joined, name) for name in ("conversations", "messages", "characters")}
        self._collections[joined.collection].subtract(less)

    def counts(self) -> dict[str, Any]:
        """Return the counts, sorted by name."""
        return {
            "statuses": dict(sorted(self._statuses.items())),
            "pages": self._pages,
            "languages": dict(sorted(self._languages.items())),
            "engines": dict(sorted(self._engines.items())),
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
            "tables": self.tables.counts(),
        }
