"""Old Office files by LibreOffice, a program of its own, which saves them in the new formats.

Each file gets a process and a profile of its own, for a second: no macro is run, and nothing that
a file links to is loaded.
"""

import os
import signal
import subprocess
import tempfile
from pathlib import Path

from understudy.core.errors import InputError
from understudy.parsing import soffice_program
from understudy.parsing.files import PARSERS, Parsed, RawFile
from understudy.parsing.old_office import OLD_OFFICE_ENGINES, Kind
from understudy.parsing.params import ParseParams

SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
PROXY = "/org.openoffice.Inet/Settings"
NOWHERE = "127.0.0.1", "1"
"""A proxy that is not there: pictures that a file links to would be fetched even without asking."""
SETTINGS = (
    (SECURITY, "DisableMacrosExecution", "true"),
    (SECURITY, "DisableActiveContent", "true"),
    (SECURITY, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),  # never
    (PROXY, "ooInetProxyType", "2"),  # as said here
    (PROXY, "ooInetNoProxy", ""),  # not even this machine
    *((PROXY, f"ooInet{kind}ProxyName", NOWHERE[0]) for kind in ("HTTP", "HTTPS", "FTP")),
    *((PROXY, f"ooInet{kind}ProxyPort", NOWHERE[1]) for kind in ("HTTP", "HTTPS", "FTP")),
)
PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items '
    'xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, name, value in SETTINGS
    )
    + "</oor:items>"
)


@OLD_OFFICE_ENGINES.register("libreoffice")
def read(file: RawFile, kind: Kind, params: ParseParams) -> Parsed:
    """Read what the parser of .docx or .pptx finds in the converted file, pictures too.

    Raises:
        InputError: As every engine; ``too_slow`` after ``parse.old_office.timeout_s``.
    """
    content = _converted(file, kind, params.old_office.timeout_s)
    modern = f"{kind}x"
    return PARSERS[modern](RawFile(file.source, file.collection, file.table, content), params)


def _converted(file: RawFile, kind: Kind, timeout_s: float) -> bytes:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        profile = home / "profile" / "user" / "registrymodifications.xcu"
        profile.parent.mkdir(parents=True)
        profile.write_text(PROFILE, encoding="utf-8")
        (home / f"file.{kind}").write_bytes(file.data)
        said = _run(file, home, kind, timeout_s)
        made = home / "made" / f"file.{kind}x"
        if not made.is_file():
            why = f"LibreOffice cannot open it ({said[-200:] or 'it says nothing'})"
            raise InputError(file.place, why, reason=f"bad_{kind}")
        return made.read_bytes()


def _run(file: RawFile, home: Path, kind: Kind, timeout_s: float) -> str:
    """Convert the file in a folder; return what the program says."""
    command = [
        soffice_program.path() or soffice_program.NAME,
        f"-env:UserInstallation={(home / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        *("--convert-to", f"{kind}x", "--outdir", str(home / "made"), str(home / f"file.{kind}")),
    ]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # so that all it starts can be ended
        cwd=home,
    ) as process:
        try:
            said, _ = process.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            why = f"LibreOffice took more than parse.old_office.timeout_s ({timeout_s:g})"
            raise InputError(file.place, why, reason="too_slow") from error
    return " ".join(said.decode("utf-8", "replace").split())
