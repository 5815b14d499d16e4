import base64
import json
import threading
from typing import Any

import pytest

from understudy.core.errors import InputError, SetupError
from understudy.parsing.params import VlmParams
from understudy.parsing.vision.plugins import SEERS, Answer, Seer
from understudy.parsing.vision.providers import openai
from unit.parsing.vision.endpoint import Endpoint, Step, endpoint, says

KEY = "sk-not-a-real-one"
PICTURE = b"\x89PNG not looked at"


@pytest.fixture(autouse=True)
def _no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai, "FIRST_WAIT_S", 0.001)
    for name in ("UNDERSTUDY_VLM_URL", "OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UNDERSTUDY_VLM_KEY", KEY)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def seer(found: Endpoint, monkeypatch: pytest.MonkeyPatch, **params: Any) -> Seer:
    monkeypatch.setenv("UNDERSTUDY_VLM_URL", found.url)
    options = {"provider": "openai", "model": {"name": "sees-all"}, **params}
    return SEERS["openai"](VlmParams.model_validate(options))


def ask(one: Seer) -> Answer:
    return one.ask(PICTURE, "image/png", "What is it?")


def test_a_picture_is_sent_with_its_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the API wants it, with what the parameters say, and the key in its header alone."""
    with endpoint(lambda *_: Step(says("A hive."))) as found:
        answer = ask(seer(found, monkeypatch, seed=3, max_new_tokens=7))

    assert Answer("A hive.", "stop") == answer
    (sent,) = found.requests
    url, text = sent["messages"][0]["content"]
    assert "/v1/chat/completions" == sent["path"]
    assert {"type": "text", "text": "What is it?"} == text
    head, _, data = url["image_url"]["url"].partition(",")
    assert ("data:image/png;base64", PICTURE) == (head, base64.b64decode(data))
    assert ("sees-all", 7, 0.0, 3) == tuple(
        sent[name] for name in ("model", "max_tokens", "temperature", "seed")
    )
    assert [f"Bearer {KEY}"] == found.keys
    assert KEY not in json.dumps(sent)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_endpoint_is_asked_again(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the time it asks for."""
    steps = [Step(b"{}", status, {"Retry-After": "0"}), Step(says("At last."))]
    with endpoint(lambda number, _: steps[number]) as found:
        assert "At last." == ask(seer(found, monkeypatch)).text

    assert 2 == len(found.requests)


def test_lasting_trouble_is_one_failure_then_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few pictures fail alone; then nobody is there, and nothing more is sent."""
    with endpoint(lambda *_: Step(b"oops", 500)) as found:
        one = seer(found, monkeypatch)
        for _ in range(openai.MOST_IN_A_ROW - 1):
            with pytest.raises(InputError, match="status 500") as failure:
                ask(one)
            assert "vlm_failed" == failure.value.reason
        with pytest.raises(SetupError, match="UNDERSTUDY_VLM_URL"):
            ask(one)

    assert openai.TRIES * openai.MOST_IN_A_ROW == len(found.requests)


def test_a_reply_that_never_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is waited for twice."""
    late = threading.Event()
    with (
        endpoint(lambda *_: Step(says("late"), wait=late)) as found,
        pytest.raises(InputError, match=r"timeout_s \(0.2\)"),
    ):
        ask(seer(found, monkeypatch, timeout_s=0.2))
        late.set()

    assert openai.TRIES_IN_TIME == len(found.requests)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (says(None, message={"content": None, "refusal": "No."}), Answer("No.", "refused")),
        (says("", finish_reason="content_filter"), Answer("", "refused")),
        (says("cut", finish_reason="length"), Answer("cut", "length")),
        (says(None), Answer("", "stop")),
        (says(None, message={"content": [{"type": "text", "text": "a"}]}), Answer("a", "stop")),
    ],
    ids=["refusal", "filter", "long", "empty", "parts"],
)
def test_the_end_of_a_reply_is_told(
    body: bytes, expected: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it is whole, cut, or refused; what that means is not the endpoint's matter."""
    with endpoint(lambda *_: Step(body)) as found:
        assert expected == ask(seer(found, monkeypatch))


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b'{"choices": []}', b'{"choices": [{"message": 3}]}', b"[" * 100_000,
     b'{"choices": [{"message": {"content": {"a": 1}}}]}', b"\xff\xfe"],
)  # fmt: skip
def test_a_reply_that_is_none_is_asked_for_again(
    body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And then counts as a failure."""
    with (
        endpoint(lambda *_: Step(body)) as found,
        pytest.raises(InputError, match="no chat completion"),
    ):
        ask(seer(found, monkeypatch))

    assert openai.TRIES == len(found.requests)


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "set UNDERSTUDY_VLM_KEY"), (403, "refuses the key"), (404, "'sees-all'"), (302, "302")],
)
def test_an_endpoint_that_will_never_answer(
    status: int, words: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Is asked once; the key is in no message, and goes to no other address."""
    caplog.set_level("DEBUG")
    headers = {"Location": "http://127.0.0.1:9/v1"} if status == 302 else {}
    body = json.dumps({"error": f"bad key {KEY}"}).encode()
    with (
        endpoint(lambda *_: Step(body, status, headers)) as found,
        pytest.raises(SetupError, match=words) as failure,
    ):
        ask(seer(found, monkeypatch))

    assert 1 == len(found.requests)
    assert KEY not in str(failure.value) + caplog.text


def test_a_refused_request_says_what_the_endpoint_says(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Without the key, should it repeat it."""
    caplog.set_level("DEBUG")
    with (
        endpoint(lambda *_: Step(f"picture too large for {KEY}".encode(), 400)) as found,
        pytest.raises(InputError, match="too large for [.]{3}") as failure,
    ):
        ask(seer(found, monkeypatch))

    assert 1 == len(found.requests)
    assert KEY not in str(failure.value) + caplog.text


def test_nobody_at_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is not up ends it for all pictures."""
    with endpoint(lambda *_: Step()) as found:
        pass
    with pytest.raises(SetupError, match="is UNDERSTUDY_VLM_URL right"):
        ask(seer(found, monkeypatch))


@pytest.mark.parametrize("address", ["", "127.0.0.1:8000", "file:///etc/passwd", "http://"])
def test_without_an_address_nothing_is_sent(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures go where the user says, and nowhere by default."""
    with pytest.raises(SetupError, match="set UNDERSTUDY_VLM_URL"):
        seer(Endpoint(address), monkeypatch)


def test_the_usual_variables_do_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenAI's own; no key is sent where there is none."""
    monkeypatch.delenv("UNDERSTUDY_VLM_KEY")
    with endpoint(lambda *_: Step(says("A hive."))) as found:
        monkeypatch.setenv("OPENAI_BASE_URL", found.url + "/")
        SEERS["openai"](VlmParams()).ask(PICTURE, "image/png", "?")

    assert [None] == found.keys
    assert "/v1/chat/completions" == found.requests[0]["path"]


@pytest.mark.parametrize("value", ["0", "many", "1000"])
def test_as_many_at_once_as_the_environment_says(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number."""
    monkeypatch.setenv("UNDERSTUDY_VLM_PARALLEL", value)
    with pytest.raises(SetupError, match="UNDERSTUDY_VLM_PARALLEL"):
        seer(Endpoint("http://127.0.0.1/v1"), monkeypatch)
