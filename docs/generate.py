"""Write the pages that repeat what the code says of itself: records.md, params.md, plugins.md.

    python docs/generate.py            write them
    python docs/generate.py --check    write nothing; exit 1 and name the pages that are stale

Each page opens with the words of ``docs/heads/<page>``, which are written by hand. The rest comes
from classes, fields and docstrings.
"""

import argparse
import ast
import importlib
import inspect
import json
import re
import runpy
import sys
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, TypeAdapter
from pydantic.dataclasses import dataclass as pydantic_dataclass
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

import understudy
from understudy.commands.plugins import registries
from understudy.core import jsonl, people, records, stage
from understudy.core.descriptions import first_sentence, plugin_sentences
from understudy.core.params import Params, Section, read_yaml
from understudy.core.records import Record

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src"
HEADS = ROOT / "docs" / "heads"

PLAIN = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "true or false",
    bytes: "bytes",
    AwareDatetime: "time with its zone",
    Any: "anything",
}
SIGNS = (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<"))
BARE = re.compile(r"[A-Za-z][\w.-]*")
RESERVED = {"true", "false", "null", "yes", "no", "on", "off"}


@dataclass(frozen=True, slots=True)
class Place:
    """A section of params.yaml, or a group of keys within one."""

    path: str
    model: type[Section]


def main(argv: Sequence[str] | None = None) -> int:
    """Write the pages or check them; return the exit status."""
    parser = argparse.ArgumentParser(description="Write the generated pages of docs/.")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 when a page is old")
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="folder of the pages")
    options = parser.parse_args(argv)
    if SOURCES not in Path(understudy.__file__).resolve().parents:
        sys.stderr.write(f"{understudy.__file__} is not of this checkout; set PYTHONPATH=src\n")
        return 1
    stale = {name: text for name, text in pages().items() if _differs(options.out / name, text)}
    if not options.check:
        for name, text in stale.items():
            jsonl.write_text(options.out / name, text)
        return 0
    for name in stale:
        sys.stdout.write(f"{options.out / name} is stale: run python docs/generate.py\n")
    return int(bool(stale))


def pages() -> dict[str, str]:
    """Return the text of each page by its name."""
    writers: dict[str, Callable[[], Iterator[str]]] = {
        "params.md": params_page,
        "plugins.md": plugins_page,
        "records.md": records_page,
    }
    found = {}
    for name, write in writers.items():
        head = (HEADS / name).read_text(encoding="utf-8").rstrip()
        found[name] = "\n".join([head, "", *write()]).rstrip() + "\n"
    return found


def records_page() -> Iterator[str]:
    """Yield the lines that describe every record, those that all stages share first."""
    shared = _records_of(records)
    others = [model for module in _record_modules() for model in _records_of(module)]
    for title, found in (("Shared by all stages", shared), ("Of one package", others)):
        yield f"## {title}"
        yield ""
        for model in found:
            yield from _record(model, with_module=model.__module__ != records.__name__)
    yield "## Who is who: `people.yaml`"
    yield ""
    yield prose(inspect.cleandoc(people.__doc__ or ""))
    yield ""
    for who in (people.People, people.Persona, people.Person):
        yield from _record(who, with_module=False)


def params_page() -> Iterator[str]:
    """Yield the lines that describe every section of params.yaml, in the order of the stages."""
    found = sections()
    yield "| Section | Read by | What it steers |"
    yield "|---|---|---|"
    for name, (model, stages) in found.items():
        read_by = ", ".join(f"`{one}`" for one in stages)
        yield f"| [`{name}`](#{slug(name)}) | {read_by} | {cell(first_sentence(model.__doc__))} |"
    yield ""
    for name, (model, _) in found.items():
        for place in places(Place(name, model)):
            yield from _section(place, passes(name) if place.path == name else ())


def plugins_page() -> Iterator[str]:
    """Yield the lines that list every plug-in with the first sentence of its own words."""
    for registry in registries():
        folder = registry.package.replace(".", "/")
        yield f"## {registry.kind[:1].upper()}{registry.kind[1:]}s"
        yield ""
        yield f"`src/{folder}/`"
        yield ""
        yield "| Name | What it says of itself |"
        yield "|---|---|"
        for name in registry:
            yield f"| `{name}` | {cell(' '.join(plugin_sentences(registry, name)))} |"
        yield ""


def sections() -> dict[str, tuple[type[Params], tuple[str, ...]]]:
    """Return each section's model and the stages that read it, in the order of dvc.yaml."""
    commands = _commands()
    inside = [script for script in commands if script in _scripts()]
    found: dict[str, tuple[type[Params], tuple[str, ...]]] = {}
    for script in [*inside, *(name for name in _scripts() if name not in inside)]:
        function = runpy.run_path(str(ROOT / "stages" / f"{script}.py"))[script]
        model = stage.signature(function).params
        if model is not None:
            _, stages = found.get(model.section, (model, ()))
            found[model.section] = (model, (*stages, script))
    return found


def passes(section: str) -> tuple[str, ...]:
    """Return the passes of a section that has some, as params.yaml names them."""
    if not any(f"--params {section}." in command for command in _commands().values()):
        return ()
    return tuple(f"{section}.{name}" for name in read_yaml(ROOT / "params.yaml")[section])


def places(place: Place) -> Iterator[Place]:
    """Yield a section and every group of keys below it, depth first in the order of the fields."""
    yield place
    for name, field in place.model.model_fields.items():
        for suffix, model in nested(field.annotation):
            yield from places(Place(f"{place.path}.{name}{suffix}", model))


def nested(annotation: Any) -> Iterator[tuple[str, type[Section]]]:
    """Yield the groups of keys in a type, each with what stands between: ``.<name>`` or ``[]``."""
    if isinstance(annotation, type) and issubclass(annotation, Section):
        yield "", annotation
        return
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is dict:
        yield from ((f".<name>{suffix}", model) for suffix, model in nested(parts[1]))
    elif origin is tuple:
        yield from ((f"[]{suffix}", model) for suffix, model in nested(parts[0]))
    elif origin is not typing.Literal:
        for part in parts:
            yield from nested(part)


def kind_of(annotation: Any) -> str:
    """Say in words what a value must be."""
    if annotation in PLAIN:
        return PLAIN[annotation]
    if isinstance(annotation, type) and (_is_record(annotation) or issubclass(annotation, Section)):
        has_heading = _is_record(annotation) or issubclass(annotation, people.Person)
        return annotation.__name__ if has_heading else "keys below"
    parts = typing.get_args(annotation)
    composed: dict[Any, Callable[[Sequence[Any]], str]] = {
        typing.Annotated: _bounded,
        typing.Literal: lambda values: " or ".join(f"`{value}`" for value in values),
        types.UnionType: _one_of,
        typing.Union: _one_of,
        tuple: _several,
        dict: lambda pair: f"mapping: {kind_of(pair[0])} → {kind_of(pair[1])}",
    }
    origin = typing.get_origin(annotation)
    return composed[origin](parts) if origin in composed else str(annotation)


def bounds_of(metadata: Any) -> str:
    """Say in words what the marks on a field allow."""
    shown = []
    for mark in metadata:
        shown += [f"{sign} {getattr(mark, name)}" for name, sign in SIGNS if hasattr(mark, name)]
        least = getattr(mark, "min_length", None)
        if least is not None:
            shown.append("not empty" if least == 1 else f"length ≥ {least}")
        if getattr(mark, "max_length", None) is not None:
            shown.append(f"length ≤ {mark.max_length}")
        if getattr(mark, "pattern", None) is not None:
            shown.append(f"matches `{mark.pattern}`")
    return ", ".join(shown)


def default_of(field: FieldInfo) -> str:
    """Return a field's default as it would stand in params.yaml."""
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, BaseModel):
        return "its defaults"
    return "" if value is PydanticUndefined else f"`{flow(value)}`"


def flow(value: Any) -> str:
    """Write a value as YAML on one line."""
    if isinstance(value, str):
        plain = BARE.fullmatch(value) and value.lower() not in RESERVED
        return value if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, BaseModel):
        return flow(value.model_dump())
    return json.dumps(value)


def prose(words: str) -> str:
    """Turn a docstring into Markdown: code marks halved, nothing read as HTML or emphasis."""
    pieces = words.replace("``", "`").split("`")
    for place in range(0, len(pieces), 2):
        pieces[place] = pieces[place].replace("*", r"\*").replace("<", "&lt;")
    return "`".join(pieces)


def cell(words: str) -> str:
    """Turn a docstring into one cell of a table."""
    return prose(" ".join(words.split())).replace("|", r"\|")


def slug(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _section(place: Place, names: Sequence[str]) -> Iterator[str]:
    yield f"{'##' if '.' not in place.path else '###'} `{place.path}`"
    yield ""
    yield prose(inspect.cleandoc(place.model.__doc__ or ""))
    yield ""
    if names:
        listed = " and ".join(f"`{name}`" for name in names)
        yield f"Several passes: {listed} of the tour are each such a section."
        yield ""
    yield "| Key | Type | Default | Bounds | Meaning |"
    yield "|---|---|---|---|---|"
    for name, field in place.model.model_fields.items():
        below = [f"{place.path}.{name}{suffix}" for suffix, _ in nested(field.annotation)]
        key = f"[`{name}`](#{slug(below[0])})" if below else f"`{name}`"
        facts = (kind_of(field.annotation), default_of(field), bounds_of(field.metadata))
        shown = " | ".join(fact.replace("|", r"\|") for fact in facts)
        yield f"| {key} | {shown} | {cell(field.description or '')} |"
    yield ""


def _record(model: type, *, with_module: bool) -> Iterator[str]:
    yield f"### {model.__name__}"
    yield ""
    if with_module:
        yield f"In `{model.__module__}`."
        yield ""
    yield prose(inspect.cleandoc(model.__doc__ or ""))
    yield ""
    yield "| Field | Type | Default | Meaning |"
    yield "|---|---|---|---|"
    for name, field in _fields(model).items():
        default = "" if field.is_required() else default_of(field)
        bounds = bounds_of(field.metadata)
        kind = kind_of(field.annotation) + (f", {bounds}" if bounds else "")
        cells = (f"`{name}`", kind, default, cell(field.description or ""))
        yield f"| {' | '.join(cells)} |"
    yield ""


def _fields(model: type) -> dict[str, FieldInfo]:
    """Return the fields of a record or of a part of records."""
    if issubclass(model, BaseModel):
        return model.model_fields
    said = TypeAdapter(model).json_schema()["properties"]
    found: dict[str, FieldInfo] = pydantic_dataclass(model).__pydantic_fields__
    for name, field in found.items():
        field.description = said[name].get("description")
    return found


def _bounded(parts: Sequence[Any]) -> str:
    bounds = bounds_of(mark for info in parts[1:] for mark in getattr(info, "metadata", ()))
    return kind_of(parts[0]) + (f" ({bounds})" if bounds else "")


def _one_of(parts: Sequence[Any]) -> str:
    shown = [kind_of(part) for part in parts if part is not types.NoneType]
    return " or ".join([*shown, *(["null"] if types.NoneType in parts else [])])


def _several(parts: Sequence[Any]) -> str:
    if len(parts) == 2 and parts[1] is Ellipsis:
        return f"list of {kind_of(parts[0])}"
    return f"list: {', '.join(map(kind_of, parts))}"


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_text(encoding="utf-8") != text


def _scripts() -> list[str]:
    return sorted(path.stem for path in (ROOT / "stages").glob("*.py"))


def _commands() -> dict[str, str]:
    """Return the command of each stage's script as dvc.yaml writes it, in its order."""
    found = {}
    for entry in read_yaml(ROOT / "dvc.yaml")["stages"].values():
        command = " ".join(str(entry.get("cmd") or entry["do"]["cmd"]).split())
        script = re.search(r"stages/(\w+)\.py", command)
        if script is not None:
            found[script[1]] = command
    return found


def _records_of(module: types.ModuleType) -> list[type]:
    """Return the records that a module defines and their parts, in the order of its lines."""
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and _is_record(value)
        and value is not Record
        and value.__module__ == module.__name__
    ]


def _is_record(kind: type) -> bool:
    return issubclass(kind, Record) or "__pydantic_config__" in vars(kind)


def _record_modules() -> list[types.ModuleType]:
    """Import the other modules that define records; reading them first keeps heavy ones out."""
    names = []
    for path in sorted((SOURCES / "understudy").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        bases = [base for node in classes for base in node.bases]
        if any(isinstance(base, ast.Name) and base.id == "Record" for base in bases):
            names.append(".".join(path.relative_to(SOURCES).with_suffix("").parts))
    return [importlib.import_module(name) for name in names if name != records.__name__]


if __name__ == "__main__":
    raise SystemExit(main())
