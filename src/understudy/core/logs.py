"""What is said on stderr, by stages, their worker processes and the command line alike."""

import logging
import os
import sys

from understudy.core.errors import SetupError

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def set_up() -> None:
    """Log to stderr at ``UNDERSTUDY_LOG`` (INFO when unset).

    Raises:
        SetupError: It is not a level.
    """
    level = os.environ.get("UNDERSTUDY_LOG", "INFO").upper()
    if level not in LEVELS:
        raise SetupError(f"UNDERSTUDY_LOG must be one of {', '.join(LEVELS)}, not {level!r}")
    logging.basicConfig(
        level="WARNING", stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("understudy").setLevel(level)
    # It warns of a missing 4-bit kernel on every machine without CUDA, where 4 bits are not used.
    logging.getLogger("bitsandbytes").setLevel("ERROR")
    if level == "DEBUG":
        logging.getLogger().setLevel("INFO")
    if not sys.stderr.isatty():
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
