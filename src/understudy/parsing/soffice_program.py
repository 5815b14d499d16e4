"""The program ``soffice`` (LibreOffice, MPL-2.0): Debian's packages, or any on the PATH."""

import functools
import os
import shutil
import signal
import subprocess

from understudy.core.errors import SetupError

NAME = "soffice"
SECONDS = 30
"""For its version, which takes a tenth of one; one that waits for something never answers."""


def path() -> str | None:
    """Return where the program is; None when it is not installed."""
    return shutil.which(NAME)


def version() -> str:
    """Return what the program says of its version, on which results depend; empty without it.

    Raises:
        SetupError: It does not answer.
    """
    program = path()
    return _version(program) if program else ""


@functools.cache
def _version(program: str) -> str:
    with subprocess.Popen(
        [program, "--version"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a script that starts the program proper is ended with it
    ) as process:
        try:
            said, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            why = (
                f"'{program} --version' did not answer within {SECONDS} seconds; start it by hand "
                "to see why, or set parse.old_office.engine to built_in"
            )
            raise SetupError(why) from error
    return said.decode("utf-8", "replace").strip()
