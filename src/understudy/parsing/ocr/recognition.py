"""What stands between the reading of pictures and the programs that recognise text in them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from understudy.core.errors import SetupError, unknown_name
from understudy.core.registry import Registry
from understudy.parsing.ocr.layout import Seen
from understudy.parsing.params import OcrParams

Pixels = Any
"""An array (height, width, red-green-blue) of bytes."""
Script = Literal["latin", "cyrillic", "han"]


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A program or library that finds lines of text in a picture and reads them."""

    read: Callable[[Pixels, str], list[Seen]]
    """From a picture and the languages of `packs` to its lines, in any order. Letters that it sees
    and does not know are blanks, or a line without text. A picture without text has none."""
    packs: Callable[[Script, OcrParams], str]
    """The languages that it is asked for when a picture is in a script; empty when it knows all
    of its languages at once."""
    missing: Callable[[str], str | None]
    """What it lacks for some languages, with the command that installs it; None = nothing."""
    identity: Callable[[], str]
    """Versions outside Python's packages, on which results depend."""


RECOGNISERS = Registry[Recogniser]("recogniser", "understudy.parsing.recognisers")
"""Recognisers by name, as ``parse.ocr.engines`` calls them."""


def all_missing(params: OcrParams) -> list[str]:
    """Return what the recognisers that params name lack, each with its remedy.

    Raises:
        SetupError: There is no recogniser of that name.
    """
    found = []
    for script, recogniser in _chosen(params):
        found.append(recogniser.missing(recogniser.packs(script, params)))
    return list(dict.fromkeys(one for one in found if one is not None))


def identities(params: OcrParams) -> list[str]:
    """Return the versions of the programs that params name, and what of them is missing."""
    return [recogniser.identity() for _, recogniser in _chosen(params)]


def _chosen(params: OcrParams) -> list[tuple[Script, Recogniser]]:
    found = []
    for script in get_args(Script):
        name = getattr(params.engines, script)
        if name not in RECOGNISERS:
            what = unknown_name("recogniser", name, RECOGNISERS)
            raise SetupError(f"params.yaml: parse.ocr.engines.{script}: {what}")
        found.append((script, RECOGNISERS[name]))
    return found
