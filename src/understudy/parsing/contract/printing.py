"""A contract as a block of params.yaml."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from understudy.parsing.contract.inference import Inferred

BARE = re.compile(r"[A-Za-zА-Яа-яЁё_][\wА-Яа-яЁё]*(?:[ -][\wА-Яа-яЁё]+)*")
RESERVED = {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"}
UNPRINTABLE = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
WIDTH = 100
"""Characters of a line."""


def block(
    name: str, files: Sequence[str], found: Inferred, table: Mapping[str, Any] | None = None
) -> str:
    """Write what was inferred as an entry of ``parse.tables``.

    Args:
        name: Of the table.
        files: Patterns of its files.
        found: The contract.
        table: Other parameters of the table, written as they are.
    """
    told = {key: value for key, value in (table or {}).items() if key not in ("files", "contract")}
    lines = [
        "parse:",
        "  tables:",
        f"    {scalar(name)}:",
        f"      files: {flow(list(files))}",
        *(f"      {scalar(key)}: {flow(value)}" for key, value in told.items()),
        "      contract:",
    ]
    contract = found.params()
    lines.append("        columns:" if contract["columns"] else "        columns: {}")
    for column, params in contract["columns"].items():
        lines += _column(column, params)
    for key in ("missing", "unique"):
        if key in contract:
            lines.append(f"        {key}: {flow(contract[key])}")
    return "\n".join(lines) + "\n"


def flow(value: Any) -> str:
    """Write a value on one line of YAML."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(one) for one in value) + "]"
    return scalar(value)


def scalar(value: Any) -> str:
    """Write a text, number or truth so that YAML 1.2 reads it back."""
    if not isinstance(value, str):
        return json.dumps(value)
    if BARE.fullmatch(value) and value.casefold() not in RESERVED:
        return value
    return UNPRINTABLE.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _column(name: str, params: Mapping[str, Any]) -> list[str]:
    line = f"          {scalar(name)}: {flow(params)}"
    if len(line) <= WIDTH or "values" not in params:
        return [line]
    rest = {key: value for key, value in params.items() if key != "values"}
    lines = [f"          {scalar(name)}:"]
    lines += [f"            {key}: {flow(value)}" for key, value in rest.items()]
    lines.append("            values:")
    return [*lines, *(f"              - {scalar(value)}" for value in params["values"])]
