"""Typed parameters: a section of params.yaml is a model next to the package that it steers."""

import json
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from understudy.core.errors import SetupError, unknown_name

P = TypeVar("P", bound="Section")


class Section(BaseModel):
    """A group of parameters: frozen, unknown keys rejected, numbers never read from text."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, allow_inf_nan=False
    )


class Params(Section):
    """A top-level section of params.yaml; ``section`` is its name.

    A stage of several passes holds one such section a pass: ``train.tuned`` and ``train.control``
    are both read as the model whose ``section`` is ``train``.
    """

    section: ClassVar[str]


def read_yaml(path: Path) -> Any:
    """Read YAML 1.2, as DVC does.

    PyYAML follows YAML 1.1, where ``5e-5`` is text and ``no`` is False: the stage would see other
    values than those DVC watches.

    Raises:
        SetupError: The file is missing or not YAML.
    """
    try:
        return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SetupError(
            f"{path} does not exist. Run the command from the folder of dvc.yaml."
        ) from error
    except (YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise SetupError(f"{path} is not YAML: {reason}") from error


def load_params(path: Path, section: str, model: type[P]) -> P:
    """Read one section, and nothing else: a stage sees exactly what DVC watches.

    Args:
        path: params.yaml.
        section: Dotted name, e.g. ``chunk`` or ``train.tuned``.
        model: What the section must be.

    Raises:
        SetupError: The section is missing, a key is unknown or a value out of bounds; each problem
            is a line of the message.
    """
    value = read_yaml(path)
    for depth, name in enumerate(section.split(".")):
        where = ".".join(section.split(".")[:depth])
        if not isinstance(value, dict):
            raise SetupError(f"{path}: {where or 'the file'} must be a mapping, not {value!r}")
        if name not in value:
            raise SetupError(f"{path}: {unknown_name('section', name, map(str, value))}")
        value = value[name]
    return validate(path, section, value, model)


def validate(path: Path, section: str, value: Any, model: type[P]) -> P:
    """Turn a plain value into a section; raise ``SetupError`` with every problem in words."""
    try:
        # As JSON: a list may be a tuple and 3 a float, but "3" is no number and true is not 1.
        text = json.dumps(_plain({} if value is None else value))
        return model.model_validate_json(text, strict=True)
    except ValidationError as error:
        lines = [f"{path}: {_problem(section, found, model)}" for found in error.errors()]
        raise SetupError("\n".join(lines)) from error


def _plain(value: Any) -> Any:
    """Return the value as JSON has it; what JSON has not, e.g. a date, becomes text."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _problem(section: str, found: Any, model: type[BaseModel]) -> str:
    place = ".".join(map(str, [section, *found["loc"]] if section else found["loc"]))
    if found["type"] == "extra_forbidden":
        *path, key = found["loc"]
        models = _models_at(model, path)
        known = [name for one in models for name in one.model_fields]
        above = place[: -len(str(key))]
        deeper = [above + one for one in _deeper(models, str(key), found["input"])]
        hint = f" Or is it {' or '.join(deeper)}?" if deeper else ""
        return f"{place}: {unknown_name('key', str(key), known)}{hint}"
    message = found["msg"].removeprefix("Value error, ")
    given = "" if found["type"] in {"missing", "value_error"} else f" (given: {found['input']!r})"
    return f"{place}: {message}{given}" if place else f"{message}{given}"


def _deeper(models: list[type[BaseModel]], key: str, value: Any) -> list[str]:
    """Names, in sections of the models, of a key that stands too high, or of those below it."""
    wanted = {key, *value} if isinstance(value, dict) else {key}
    return [
        f"{name}.{inner}"
        for one in models
        for name, field in one.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
        for inner in field.annotation.model_fields
        if inner in wanted
    ]


def _models_at(model: type[BaseModel], path: list[Any]) -> list[type[BaseModel]]:
    """Return the models nested at ``path``; follows mappings, lists and unions."""
    models: list[type[BaseModel]] = [model]
    for part in path:
        nested: list[type[BaseModel]] = []
        for one in models:
            field = one.model_fields.get(str(part))
            nested += _models_in(field.annotation) if field else [one]
        models = nested
    return models


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]
