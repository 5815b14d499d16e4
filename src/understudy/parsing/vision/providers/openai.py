"""Any endpoint that speaks OpenAI's chat completions with pictures: vLLM, Ollama, a cloud.

Pictures leave this machine unless the endpoint is on it. Nothing is sent unless its address stands
in the environment: ``UNDERSTUDY_VLM_URL``, else ``OPENAI_BASE_URL``, e.g. ``http://127.0.0.1:8000/v1``;
the key, where one is needed, in ``UNDERSTUDY_VLM_KEY``, else ``OPENAI_API_KEY``.
"""

import base64
import json
import logging
import os
import threading
import time
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit

import requests

from understudy.core.errors import InputError, SetupError
from understudy.parsing.params import VlmParams
from understudy.parsing.vision.plugins import SEERS, Answer

log = logging.getLogger(__name__)

TRIES = 4
TRIES_IN_TIME = 2
"""Tries when no reply comes in time: each is a long wait."""
FIRST_WAIT_S = 1.0
"""Doubled after each try."""
LONGEST_WAIT_S = 60.0
MOST_IN_A_ROW = 4
"""Pictures without a reply, one after the other, after which nobody is there."""
LARGEST_REPLY = 8_000_000
AGAIN = {408, 409, 425, 429, 500, 502, 503, 504, 529}
ENDS = {"length": "length", "content_filter": "refused"}


@dataclass(frozen=True, slots=True)
class _Failed:
    """A try that may go better another time."""

    why: str
    wait_s: float = 0.0
    """How long the endpoint asks to wait."""
    is_timeout: bool = False
    is_gone: bool = False
    """Nobody answered at all."""


class _Bearer(requests.auth.AuthBase):  # type: ignore[misc]  # it has no types
    """The key, and nothing from ``.netrc``, which requests would otherwise look into."""

    def __init__(self, key: str | None) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._key:
            request.headers["Authorization"] = f"Bearer {self._key}"
        return request


@SEERS.register("openai")
class OpenAi:
    """Reaches for an endpoint.

    Raises:
        SetupError: Its address is missing or none.
    """

    def __init__(self, params: VlmParams) -> None:
        self._params = params
        address = _variable("UNDERSTUDY_VLM_URL", "OPENAI_BASE_URL")
        parts = urlsplit(address or "")
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SetupError(
                "parse.vlm.provider is openai, and the environment does not say where the endpoint "
                "is: set UNDERSTUDY_VLM_URL to an address such as http://127.0.0.1:8000/v1"
            )
        self._url = f"{address}".rstrip("/") + "/chat/completions"
        self._host = parts.hostname
        self._key = _variable("UNDERSTUDY_VLM_KEY", "OPENAI_API_KEY")
        self.parallel = _parallel()
        self._in_a_row = 0
        self._lock = threading.Lock()
        log.info("%s sees at %s", params.model.name, self._host)

    def ask(self, picture: bytes, mime: str, prompt: str) -> Answer:
        """Look at one picture; as `Seer.ask`."""
        data = f"data:{mime};base64,{base64.b64encode(picture).decode()}"
        content = [
            {"type": "image_url", "image_url": {"url": data}},
            {"type": "text", "text": prompt},
        ]
        body = {
            "model": self._params.model.name,
            "messages": [{"role": "user", "content": content}],
            "max_tokens": self._params.max_new_tokens,
            "temperature": self._params.temperature,
            "seed": self._params.seed,
        }
        wait_s, tries, limit = FIRST_WAIT_S, 0, TRIES
        while True:
            outcome = self._once(json.dumps(body).encode())
            tries += 1
            if isinstance(outcome, Answer):
                with self._lock:
                    self._in_a_row = 0
                return outcome
            limit = min(limit, TRIES_IN_TIME) if outcome.is_timeout else limit
            if tries >= limit:
                why = f"{self._host} gave no reply in {tries} tries ({outcome.why})"
                self._give_up(why, is_gone=outcome.is_gone)
            time.sleep(min(max(wait_s, outcome.wait_s), LONGEST_WAIT_S))
            wait_s *= 2

    def _give_up(self, why: str, *, is_gone: bool) -> NoReturn:
        with self._lock:
            self._in_a_row += 1
            is_gone = is_gone or self._in_a_row >= MOST_IN_A_ROW
        if is_gone:
            raise SetupError(f"{why}; is UNDERSTUDY_VLM_URL right, and is the model served there?")
        raise InputError("picture", f"{why}; try again later", reason="vlm_failed")

    def _once(self, body: bytes) -> Answer | _Failed:
        """Send a request.

        Raises:
            InputError: The endpoint refuses this request.
            SetupError: It refuses every one.
        """
        until = time.monotonic() + self._params.timeout_s  # for a time-out alone
        try:
            with requests.post(
                self._url,
                data=body,
                headers={"Content-Type": "application/json"},
                auth=_Bearer(self._key),
                timeout=self._params.timeout_s,
                allow_redirects=False,  # the key is for this address
                stream=True,
            ) as reply:
                content = _content(reply, until)
        except requests.Timeout:
            why = f"nothing within parse.vlm.timeout_s ({self._params.timeout_s:g})"
            return _Failed(why, is_timeout=True)
        except (requests.RequestException, OSError) as error:
            return _Failed(f"no connection ({type(error).__name__})", is_gone=True)
        if reply.status_code in AGAIN:
            return _Failed(f"status {reply.status_code}", _seconds(reply))
        if reply.status_code != 200:
            self._refuse(reply.status_code, content)
        return _answer(content)

    def _refuse(self, status: int, content: bytes) -> NoReturn:
        said = " ".join(content[:300].decode("utf-8", "replace").split())
        said = said.replace(self._key, "...") if self._key else said
        if status in {401, 403}:
            raise SetupError(
                f"{self._host} refuses the key (status {status}): set UNDERSTUDY_VLM_KEY to one "
                "that is valid there"
            )
        if status == 404 or 300 <= status < 400:
            raise SetupError(
                f"{self._host} answers {status}: it serves no model {self._params.model.name!r}, "
                "or UNDERSTUDY_VLM_URL is not the part before /chat/completions"
            )
        why = f"{self._host} refuses the request (status {status}: {said})"
        self._give_up(why, is_gone=False)


def _variable(*names: str) -> str | None:
    return next((value for name in names if (value := os.environ.get(name, "").strip())), None)


def _parallel() -> int:
    value = os.environ.get("UNDERSTUDY_VLM_PARALLEL", "4")
    if not value.isdecimal() or not 1 <= int(value) <= 256:
        raise SetupError(f"UNDERSTUDY_VLM_PARALLEL must be a number from 1 to 256, not {value!r}")
    return int(value)


def _content(reply: requests.Response, until: float) -> bytes:
    """Read a reply that may come in drops, up to a size and a moment."""
    parts: list[bytes] = []
    size = 0
    for part in reply.iter_content(65_536):
        parts.append(part)
        size += len(part)
        if time.monotonic() > until:
            raise requests.Timeout
        if size > LARGEST_REPLY:
            raise requests.RequestException
    return b"".join(parts)


def _seconds(reply: requests.Response) -> float:
    """Return how long the endpoint asks to wait; it may give a date, which is not looked at."""
    said = reply.headers.get("Retry-After", "")
    return float(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0.0


def _answer(content: bytes) -> Answer | _Failed:
    """Read the first choice of a reply."""
    try:
        value = json.loads(content)
        choice = value["choices"][0]
        message = choice["message"]
        text = _text(message.get("content"))
        refusal = message.get("refusal")
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError):
        return _Failed("its reply is no chat completion")
    if refusal and not text:
        return Answer(str(refusal), "refused")
    return Answer(text, ENDS.get(choice.get("finish_reason"), "stop"))  # type: ignore[arg-type]


def _text(content: Any) -> str:
    """Return the text of a message, which may come in parts."""
    if isinstance(content, list):
        return "".join(part["text"] for part in content if part.get("type") == "text")
    if content is not None and not isinstance(content, str):
        raise TypeError("no text")
    return content or ""
