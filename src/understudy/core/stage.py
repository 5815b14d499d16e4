"""From a function to a command: the signature is the contract.

``run(judge)`` derives options from the parameters of ``judge``: ``params`` becomes
``--params SECTION``, a ``Path`` a required ``--name PATH``, ``Path | None`` one that may be absent,
and ``tuple[Path, ...]`` one that takes several. A contract test holds dvc.yaml against the same
signature.
"""

import argparse
import errno
import inspect
import json
import logging
import os
import re
import sqlite3
import sys
import time
import typing
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import understudy
from understudy.core import garbage, jsonl, lifeline, logs, runs
from understudy.core.errors import SetupError, UnderstudyError
from understudy.core.params import Params, load_params

log = logging.getLogger(__name__)

PARAMS_FILE = Path("params.yaml")
QUIET = {
    # Telemetry off; a hub is asked for models only, and only when a hub model is named.
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "DVC_NO_ANALYTICS": "1",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    # A tokenizer's threads and a fork do not go together, and the warning helps nobody.
    "TOKENIZERS_PARALLELISM": "false",
}


class Signature(typing.NamedTuple):
    """What a stage function says of itself."""

    name: str
    params: type[Params] | None
    paths: dict[str, str]
    """Parameter to ``one``, ``optional`` or ``many``."""


def signature(function: Callable[..., None]) -> Signature:
    """Read a stage function's parameters.

    Raises:
        TypeError: A parameter is neither ``params`` nor a kind of path.
    """
    params: type[Params] | None = None
    paths: dict[str, str] = {}
    hints = typing.get_type_hints(function)
    for name in inspect.signature(function).parameters:
        hint = hints.get(name)
        if name == "params" and isinstance(hint, type) and issubclass(hint, Params):
            params = hint
        elif hint is Path:
            paths[name] = "one"
        elif hint == Path | None:
            paths[name] = "optional"
        elif typing.get_origin(hint) is tuple and typing.get_args(hint) == (Path, ...):
            paths[name] = "many"
        else:
            raise TypeError(f"{function.__name__}: parameter {name!r} is {hint}, which is no path")
    return Signature(function.__name__, params, paths)


def parse_options(shape: Signature, argv: Sequence[str]) -> argparse.Namespace:
    """Read a stage's command line; a wrong one ends the process with the usage."""
    parser = argparse.ArgumentParser(prog=shape.name, allow_abbrev=False)
    if shape.params is not None:
        parser.add_argument("--params", metavar="SECTION", default=shape.params.section)
    for name, kind in shape.paths.items():
        option = "--" + name.replace("_", "-")
        if kind == "many":
            parser.add_argument(option, dest=name, type=Path, nargs="+", default=())
        else:
            parser.add_argument(option, dest=name, type=Path, required=kind == "one")
    return parser.parse_args(argv)


def run(function: Callable[..., None]) -> None:
    """Run a stage as the main program: the only place, with the CLI, that exits.

    The user sees one line for what the user can mend (exit 1) and a traceback for a bug of ours.
    """
    script = Path(inspect.getfile(function)).resolve()
    _use_own_checkout(script)
    os.environ.update({name: os.environ.get(name, value) for name, value in QUIET.items()})
    lifeline.end_with_dvc()
    garbage.collect_seldom()
    jsonl.utf8_streams()
    shape = signature(function)
    options = parse_options(shape, sys.argv[1:])
    try:
        logs.set_up()
        started = time.monotonic()
        _call(function, shape, options)
        _write_facts(shape.name, time.monotonic() - started)
    except UnderstudyError as error:
        _fail(shape.name, str(error))
    except KeyboardInterrupt:
        _fail(shape.name, "interrupted; what was finished is cached, run it again to go on", 130)
    except (OSError, sqlite3.OperationalError) as error:
        _fail(shape.name, _explain(error, options))


def _call(function: Callable[..., None], shape: Signature, options: argparse.Namespace) -> None:
    arguments: dict[str, Any] = {name: getattr(options, name) for name in shape.paths}
    for name, kind in shape.paths.items():
        if kind == "many":
            arguments[name] = tuple(arguments[name])
    if shape.params is not None:
        own = shape.params.section
        if options.params.split(".")[0] != own:
            raise SetupError(f"--params {options.params}: {shape.name} reads the section '{own}'")
        arguments["params"] = load_params(PARAMS_FILE, options.params, shape.params)
    function(**arguments)


def _fail(stage: str, message: str, code: int = 1) -> NoReturn:
    sys.stderr.flush()
    for line in message.splitlines():
        sys.stderr.write(f"{stage}: {line}\n")
    raise SystemExit(code)


def _explain(error: OSError | sqlite3.OperationalError, options: argparse.Namespace) -> str:
    """Turn the system's refusal of one of the stage's own files into advice; else it is a bug."""
    if _is_disk_full(error):
        name = getattr(error, "filename", None) or "an output"
        return (
            f"no space left on the disk while writing {name}. "
            "Free some (`dvc gc -w` removes old results) and run it again; finished work is kept."
        )
    if isinstance(error, sqlite3.OperationalError):
        raise error
    given = [path for value in vars(options).values() for path in _paths(value)]
    name = Path(str(error.filename or ""))
    own = any(name == path or path in name.parents for path in given)
    if own and isinstance(error, FileNotFoundError):
        return f"{name} does not exist. `dvc repro` makes outputs, `dvc pull` fetches tracked data."
    if own and isinstance(error, PermissionError):
        return f"{name} may not be read or written by you; check its owner and mode."
    raise error


def _is_disk_full(error: OSError | sqlite3.OperationalError) -> bool:
    """SQLite has codes of its own for it, and NumPy says how much it wrote, without a code."""
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode in {
            sqlite3.SQLITE_FULL,
            sqlite3.SQLITE_IOERR_WRITE,
            sqlite3.SQLITE_IOERR_SHMSIZE,
        }
    short = error.errno is None and re.fullmatch(r"\d+ requested and \d+ written", str(error))
    return error.errno in {errno.ENOSPC, errno.EDQUOT} or bool(short)


def _paths(value: Any) -> list[Path]:
    several = value if isinstance(value, tuple | list) else [value]
    return [path for path in several if isinstance(path, Path)]


def _use_own_checkout(script: Path) -> None:
    """Start again with the script's own sources first, if others were imported.

    An editable install points at one checkout. A queued experiment runs the script in a workspace
    of its own and would silently run the other checkout's code.
    """
    sources = script.parent.parent / "src"
    loaded = Path(understudy.__file__).resolve()
    if not (sources / "understudy").is_dir() or sources in loaded.parents:
        return
    if os.environ.get("UNDERSTUDY_CHECKOUT") == str(sources):
        raise SystemExit(f"{script.name}: imports {loaded}, not the code in {sources}")
    os.environ["UNDERSTUDY_CHECKOUT"] = str(sources)
    inherited = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(sources), *([inherited] if inherited else [])])
    os.execv(sys.executable, [sys.executable, "-P", str(script), *sys.argv[1:]])  # noqa: S606


def _write_facts(stage: str, seconds: float) -> None:
    """Leave seconds, memory and cache hits where no output sees them."""
    name = os.environ.get("DVC_STAGE", stage).replace("/", "-").replace(":", "-")
    facts = {"seconds": round(seconds, 2), "peak_mb": round(runs.peak_memory_mb()), **runs.noted()}
    log.info("%s: %s", name, json.dumps(facts))
    if (runs.scratch()).is_dir():
        jsonl.write_json(runs.scratch() / "runs" / f"{name}.json", facts)
