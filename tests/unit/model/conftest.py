import os
from pathlib import Path

import pytest

from unit.model.tiny import KINDS, make_adapter, make_base


@pytest.fixture(autouse=True)
def _on_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where there is a CUDA device: what is tested is the law that holds on CPU."""
    monkeypatch.setenv("UNDERSTUDY_DEVICE", "cpu")
    for name in set(os.environ) & {"UNDERSTUDY_WORKERS", "UNDERSTUDY_CACHE"}:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A base folder a kind of model."""
    folder = tmp_path_factory.mktemp("tiny")
    return {kind: make_base(folder, kind) for kind in KINDS}


@pytest.fixture(scope="session")
def adapters(tmp_path_factory: pytest.TempPathFactory, bases: dict[str, Path]) -> dict[str, Path]:
    """An adapter on each base."""
    folder = tmp_path_factory.mktemp("adapters")
    return {kind: make_adapter(folder / kind, bases[kind], seed=1) for kind in KINDS}
