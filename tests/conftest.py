"""What all tests share: no telemetry, no network, no deadline that a busy machine could miss.

Nothing of the caller's shell shows either: a warm cache would hide what no longer works.
"""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from understudy.core.stage import QUIET

os.environ.update(QUIET)
os.environ["HF_HUB_OFFLINE"] = "1"
# The sample is cleaned with the demo key; a user may have exported their own.
os.environ.pop("UNDERSTUDY_PSEUDONYM_KEY", None)
# Several processes share the tests, and what is computed is tiny: more threads would only fight.
# Set here, before a numeric library is imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# Timing is measured in bench/, never asserted: CI machines are shared.
settings.register_profile("understudy", deadline=None)
settings.load_profile("understudy")


def pytest_collection_finish() -> None:
    """Keep thousands of tests and what they import out of every collection of garbage.

    A trainer collects at each of its ends: .4 s without this.
    """
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache of this run's own, and one worker where a test does not say how many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UNDERSTUDY_CACHE", str(tmp_path_factory.getbasetemp() / "items"))
        patch.delenv("UNDERSTUDY_WORKERS", raising=False)
        yield
