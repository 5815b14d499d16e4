"""Base folders of tiny models, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from unit.model.tiny import KINDS, make_base


@pytest.fixture(scope="session")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Make one base folder of each architecture."""
    folder = tmp_path_factory.mktemp("bases")
    return {kind: make_base(folder, kind) for kind in KINDS}


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """One thread, no GPU, a scratch folder of its own."""
    threads = torch.get_num_threads()
    monkeypatch.setenv("UNDERSTUDY_THREADS", "1")
    monkeypatch.setenv("UNDERSTUDY_DEVICE", "cpu")
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    yield
    torch.set_num_threads(threads)
