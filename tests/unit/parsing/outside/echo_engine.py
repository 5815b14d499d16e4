"""An engine that does what it is told: what the protocol must stand is tested with it."""

import os
import signal
import sys
import threading
import time
from typing import Any

SERVED = {"requests": 0}


class RefusedError(Exception):
    """A refusal with a reason."""

    reason = "bad_echo"


def versions() -> dict[str, str]:
    """Return what the test put into the environment; fail or wait if it says so."""
    told = os.environ.get("ECHO_START", "")
    if told == "fail":
        raise ImportError("no module\nnamed echo")
    if told == "die":
        sys.stderr.write("the disk burns\n")
        os._exit(3)
    if told == "hang":
        time.sleep(600)
    sys.stdout.write("loading\n")
    sys.stdout.flush()
    return {"echo": os.environ.get("ECHO_VERSION", "1"), "pid": str(os.getpid())}


def convert(data: bytes, options: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """Return the bytes and their reverse, after what ``do`` asks for."""
    SERVED["requests"] += 1
    do = options.get("do")
    if do == "die" or (do == "leak" and SERVED["requests"] > 1):
        os.kill(os.getpid(), signal.SIGSEGV)
    elif do == "exit":
        os._exit(0)
    elif do == "refuse":
        raise RefusedError("it is\nno echo")
    elif do == "fail":
        raise KeyError("missing")
    elif do == "hang":
        while True:
            pass
    elif do == "print":
        sys.stdout.write("<html>")
        sys.stdout.flush()
        os.write(1, b"\0\xff" * 100_000)
        sys.stdin.read()
        threading.Thread(target=lambda: sys.stdout.write("later")).start()
    answer = {"options": options, "requests": SERVED["requests"], "pid": os.getpid()}
    return answer, [data, b"", data[::-1]]
