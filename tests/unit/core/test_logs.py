import logging

import pytest

from understudy.core import logs
from understudy.core.errors import SetupError


def test_a_wrong_level_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message lists the levels."""
    monkeypatch.setenv("UNDERSTUDY_LOG", "loud")

    with pytest.raises(SetupError, match="one of DEBUG, INFO, WARNING, ERROR, not 'LOUD'"):
        logs.set_up()


@pytest.mark.parametrize(("level", "ours"), [("error", "ERROR"), ("debug", "DEBUG")])
def test_the_level_is_ours_alone(monkeypatch: pytest.MonkeyPatch, level: str, ours: str) -> None:
    """Other libraries speak up at warnings, or from INFO when we debug."""
    monkeypatch.setenv("UNDERSTUDY_LOG", level)
    monkeypatch.setattr(logging.getLogger("understudy"), "level", 0)
    monkeypatch.setattr(logging.getLogger(), "level", logging.WARNING)

    logs.set_up()

    assert logging.getLevelName(ours) == logging.getLogger("understudy").level
