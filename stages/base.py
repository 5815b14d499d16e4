"""Resolve the base model; write its facts, its tokenizer and its chat template."""

from pathlib import Path

from understudy.core.stage import run
from understudy.model.base import write
from understudy.model.params import BaseParams


def base(params: BaseParams, embedded: Path, base: Path) -> None:
    """Write the base model's folder.

    Args:
        params: Section ``base`` of params.yaml.
        embedded: Folder of the model that this repository ships.
        base: Folder to write: base.json (name, revision, hash of each file, licence, decisions),
            card.json, the configuration, the tokenizer with its chat template; the weights only of
            the shipped model.
    """
    write(params, embedded, base)


if __name__ == "__main__":
    run(base)
