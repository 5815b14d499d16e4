"""What a model folder is: its base and its adapters by hash, how it was made, what it may be.

``models/base`` holds base.json (the facts of the base) and a card; every folder that a training
pass writes holds a card. No hardware, no time, no path of a machine.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import Field

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.params import Section, validate

S = TypeVar("S", bound=Section)

BASE_FILE = "base.json"
CARD_FILE = "card.json"
AGAIN = "Run `dvc repro` to write it again."


class BaseFacts(Section):
    """The base model: where its weights lie, what they are, and what was decided for it."""

    name: str
    """``embedded``, a hub id or a folder."""
    revision: str | None = None
    """Commit on the hub."""
    files: dict[str, str]
    """SHA-256 of each file of weights and configuration."""
    license: str
    """As the model's own card says; ``unknown`` where it says nothing."""
    architecture: str
    """Class in transformers, e.g. ``Qwen2ForCausalLM``."""
    parameters: int = Field(ge=1)
    dtype: str
    """Number format of the stored weights."""
    context_tokens: int | None = None
    """Longest input the model was made for."""
    tokenizer_sha256: str
    """Hash of the tokenizer as it is used: vocabulary, merges, normaliser, added tokens."""
    template_sha256: str
    """Hash of the chat template."""
    stop_tokens: tuple[int, ...]
    """Any of these ends an answer."""
    quantization: Literal["none", "nf4", "auto"] = "none"
    precision: Literal["float32", "bfloat16", "auto"] = "float32"
    template_options: dict[str, Any] = Field(default_factory=dict)
    """Variables that the template is given; a server must give the same."""
    decisions: tuple[str, ...] = ()
    """What we had to choose where the model leaves it open."""

    def digest(self) -> str:
        """Return what an adapter holds on to: same weights, same tokens, same digest."""
        return _digest([self.name, self.revision, sorted(self.files.items()), *self._words()])

    def _words(self) -> tuple[str, str]:
        return self.tokenizer_sha256, self.template_sha256


class Pass(Section):
    """One training pass."""

    name: str
    params: dict[str, Any]
    """The section it ran with, defaults written out."""


class Card(Section):
    """What a model folder is made of."""

    base: str
    """Name of the base model."""
    base_revision: str | None = None
    base_sha256: str
    """`BaseFacts.digest` of the base."""
    parents: tuple[str, ...] = ()
    """`Card.digest` of the model folders to merge before this one, in order."""
    files: dict[str, str] = Field(default_factory=dict)
    """SHA-256 of the adapter's files; empty for the base itself."""
    passes: tuple[Pass, ...] = ()
    """Training passes, first to last; this folder's own is the last."""
    template_sha256: str
    prompt_sha256: str | None = None
    """Hash of the dataset's prompt.json that it was trained with."""
    dataset: dict[str, str] = Field(default_factory=dict)
    """SHA-256 of the files it was trained on, by name."""
    versions: dict[str, str] = Field(default_factory=dict)
    """Versions of the packages that made it."""
    license: str

    def digest(self) -> str:
        """Return the hash of all that the card says."""
        return _digest(self.model_dump(mode="json"))


def read_base(folder: Path) -> BaseFacts:
    """Read a base folder's facts; raise ``SetupError`` when it is none."""
    return _read(folder, BASE_FILE, BaseFacts)


def read_card(folder: Path) -> Card:
    """Read a model folder's card; raise ``SetupError`` when it is none."""
    return _read(folder, CARD_FILE, Card)


def write_card(folder: Path, card: Card) -> None:
    """Write a model folder's card."""
    jsonl.write_json(folder / CARD_FILE, card.model_dump(mode="json"))


def write_base(folder: Path, facts: BaseFacts) -> Card:
    """Write a base folder's facts, and the card that makes it a model without adapters."""
    jsonl.write_json(folder / BASE_FILE, facts.model_dump(mode="json"))
    card = Card(
        base=facts.name,
        base_revision=facts.revision,
        base_sha256=facts.digest(),
        template_sha256=facts.template_sha256,
        license=facts.license,
    )
    write_card(folder, card)
    return card


def check_adapters(facts: BaseFacts, base: Path, adapters: Sequence[Path]) -> Card:
    """Check that model folders stand on a base and on each other; return the last one's card.

    Raises:
        SetupError: A folder is of another base, its parents are others, or its files were changed.
    """
    last = read_card(base)
    above: list[str] = []
    for folder in adapters:
        card = read_card(folder)
        if card.base_sha256 != facts.digest():
            raise SetupError(
                f"{folder} was trained on another base ({card.base}"
                f"{'@' + card.base_revision if card.base_revision else ''}) than {base} "
                f"({facts.name}{'@' + facts.revision if facts.revision else ''}). {AGAIN}"
            )
        if card == last and not card.files:
            continue  # the base itself
        if card.parents != tuple(above):
            raise SetupError(
                f"{folder} stands on {len(card.parents)} earlier passes, which are not the model "
                f"folders named before it. Name them all, in the order of their training."
            )
        for name, sha256 in card.files.items():
            if not (folder / name).is_file() or jsonl.sha256(folder / name) != sha256:
                raise SetupError(f"{folder / name} is not the file of its card. {AGAIN}")
        last = card
        above.append(card.digest())
    return last


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _digest(value: Any) -> str:
    return hash_text(json.dumps(value, sort_keys=True, ensure_ascii=False))


def _read(folder: Path, name: str, kind: type[S]) -> S:
    path = folder / name
    if not path.is_file():
        raise SetupError(
            f"{folder} is no model folder: it has no {name}. `dvc repro` makes model folders, "
            "`dvc pull` fetches them."
        )
    return validate(path, name.removesuffix(".json"), jsonl.read_json(path), kind)
