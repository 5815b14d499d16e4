"""Parts of the result, and any record by its id."""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from understudy.command import COMMANDS, Command
from understudy.core import jsonl, pipeline
from understudy.core.errors import SetupError
from understudy.core.outcomes import FileReport, Membership
from understudy.core.people import load_people
from understudy.core.records import Chunk, Conversation, Document, Record, Row, Sample

R = TypeVar("R", bound=Record)

RECORDS: tuple[tuple[str, str, str, type[Record]], ...] = (
    ("chunk", "chunks", "chunks.jsonl", Chunk),
    ("parse", "parsed", "documents.jsonl", Document),
    ("parse", "parsed", "conversations.jsonl", Conversation),
    ("parse", "parsed", "rows.jsonl", Row),
    ("build", "dataset", "train.jsonl", Sample),
    ("build", "dataset", "eval.jsonl", Sample),
    ("build", "dataset", "test.jsonl", Sample),
    ("build", "dataset", "contrast.jsonl", Sample),
    ("synthesize", "synthesized", "samples.jsonl", Sample),
    ("build", "dataset", "groups.jsonl", Membership),
)
"""Stage, option and file of what has an id, in the order of the search."""


def run(options: argparse.Namespace) -> None:
    """Show a part of the result, or any record by its id."""
    views: dict[str, Callable[[pipeline.Pipeline], None]] = {
        "report": _show_report,
        "files": _show_files,
        "people": _show_people,
        "dataset": _show_dataset,
    }
    found = pipeline.load(Path())
    if options.what in views:
        views[options.what](found)
    else:
        _show_record(found, options.what)


def _show_report(found: pipeline.Pipeline) -> None:
    print(_text(found.path("evaluate", "evaluated") / "table.txt"))
    page = found.path("report", "page") / "index.html"
    print(f"report: {page}" if page.exists() else "report: not made yet, run `dvc repro report`")


def _show_files(found: pipeline.Pipeline) -> None:
    total = Counter[str]()
    for file in _records(found.path("parse", "parsed") / "files.jsonl", FileReport):
        is_read = file.status not in {"skipped", "suspect"}
        total.update(files=1, skipped=int(not is_read), messages=file.messages)
        total.update(lost=sum(file.lost.values()))
        chats = f"{file.conversations} chats"
        chats += f" of {file.messages} messages" if file.messages else ""
        counts = f"{file.documents} documents, {chats}, {file.rows} rows"
        read = [counts] if is_read else []
        read += [f"left out: {_listed(file.lost)}"] if file.lost else []
        print(f"{file.status:8} {file.path}  {'; '.join([*read, *filter(None, [file.why])])}")
    print(
        f"{total['files']} files, {total['skipped']} of them not read; {total['messages']} messages"
        f" read; {total['lost']} parts of files left out{_repeated(found)}"
    )


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {reason}" for reason, number in counts.items())


def _repeated(found: pipeline.Pipeline) -> str:
    """Say how many messages stood in several exports of a chat."""
    report = found.path("parse", "parsed") / "manifest.json"
    counts = jsonl.read_json(report)["counts"]["messages"] if report.exists() else {"dropped": {}}
    repeated = counts["dropped"].get("repeated", 0)
    if not repeated:
        return ""
    return f"; {repeated} messages stood in several exports of a chat and were kept once"


def _show_people(found: pipeline.Pipeline) -> None:
    """Who speaks how much in the raw chats: where a persona's aliases are found."""
    from understudy import speakers

    chats = _records(found.path("parse", "parsed") / "conversations.jsonl", Conversation)
    spoken = speakers.speakers(chats)
    if not spoken:
        print("nobody: no chat was read (`understudy show files` lists what was)")
        return
    place = found.path("clean", "people") if "clean" in found.commands else None
    people = load_people(place) if place is not None and place.exists() else None
    for line in speakers.table(spoken, people):
        print(line)
    if place is not None and people is None:
        print(f"{place} does not exist yet: say there whose voice is learned, as named above")
    if people is not None and (unmet := speakers.unmet(spoken, people)):
        names = ", ".join(map(repr, unmet))
        if len(unmet) == len(people.persona.names):
            why = f"add the persona's name above to aliases in {place}"
        else:
            why = f"is that how a name above is spelled? It stands in {place}"
        print(f"nobody here is called {names}: {why}")


def _show_dataset(found: pipeline.Pipeline) -> None:
    print(_text(found.path("build", "dataset") / "README.md"))


def _show_record(found: pipeline.Pipeline, name: str) -> None:
    """Show what has an id: one record, or all groups of a component."""
    places = {
        found.path(stage, option) / file: record
        for stage, option, file, record in RECORDS
        if stage in found.commands
    }
    missing = [str(path) for path in places if not path.exists()]
    for path, record in places.items():
        if str(path) in missing:
            continue
        same = [one for one in jsonl.read(path, record) if _id(one) == name]
        if same:
            shown = [
                json.dumps(one.model_dump(mode="json"), ensure_ascii=False, indent=2)
                for one in same
            ]
            print("\n".join([str(path), *shown]))
            return
    unread = f" Not made yet: {', '.join(missing)}; run `dvc repro`." if missing else ""
    raise SetupError(
        f"nothing is called '{name}'. Say report, files, people, dataset, or the id of a document, "
        f"conversation, row, chunk, sample or component.{unread}"
    )


def _id(record: Record) -> str:
    return str(getattr(record, "id", None) or getattr(record, "component", ""))


def _records(path: Path, record: type[R]) -> Iterator[R]:
    yield from jsonl.read(pipeline.made(path), record)


def _text(path: Path) -> str:
    return pipeline.made(path).read_text(encoding="utf-8")


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", help="report, files, people, dataset, or a record's id")


SHOW = COMMANDS.register("show")(Command(run, _options))
