"""A vision-language model that is asked before anybody else."""

from pathlib import Path
from typing import Any

import pytest

from understudy.core import jsonl
from understudy.parsing.vision.asking import Reply
from unit.parsing.made import pdf, png
from unit.parsing.vision.endpoint import Step, endpoint, says
from unit.parsing.vision.test_asking import VLM, documents, read, report
from unit.parsing.vision.tiny import tiny


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def test_the_model_may_be_asked_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it reads takes the place of what the engine read; else that stays."""
    data = png("<p>Smoke and a cold wind from the river.</p>")
    options = {**VLM, "prefer": True, "describe": False}
    texts = []
    for step in (Step(says("The model's words")), Step(b"", 400)):
        with endpoint(lambda *_, step=step: step) as found:
            monkeypatch.setenv("UNDERSTUDY_VLM_URL", found.url)
            out = read(tmp_path, {"a.png": data}, vlm={**options, "seed": len(texts)})
            texts.append(documents(out)[0].text)

    assert ["The model's words\n", "Smoke and a cold wind from the river.\n"] == texts


def test_prose_may_be_read_by_the_model_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page after page; chats, tables and foreign letters stay with their parsers."""
    pages = {}

    def reading(_: int, body: dict[str, Any]) -> Step:
        url = body["messages"][0]["content"][0]["image_url"]["url"]
        return Step(says(f"Read {pages.setdefault(url, len(pages))}."))

    files = {
        "a.txt": "".join(f"Строка {n} of a long text.\n\n" for n in range(40)).encode(),
        "b.csv": b"a,b\n1,2\n",
        "c.txt": "\u8702\u871c".encode() * 40,
    }
    monkeypatch.setenv("UNDERSTUDY_VLM_PARALLEL", "1")
    with endpoint(reading) as found:
        monkeypatch.setenv("UNDERSTUDY_VLM_URL", found.url)
        out = read(tmp_path, files, vlm={**VLM, "prefer": True})

    long, foreign = documents(out)
    assert "Read 0.\n\nRead 1.\n" == long.text
    assert foreign.text.startswith("\u8702\u871c")
    assert [] == list((out / "assets").iterdir())


def test_pages_of_a_pdf_may_be_read_by_the_model_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their pictures are gone afterwards; where the model fails, the text layer stays."""
    words = "<p>Frost at dawn, and nobody flew.</p><p style='page-break-before: always'>Sun.</p>"
    data = pdf(words, numbered=False)
    options = {**VLM, "prefer": True, "describe": False}
    monkeypatch.setenv("UNDERSTUDY_VLM_PARALLEL", "1")
    texts = []
    for steps in ([says("One."), says("Two.")], [says("[no text]"), says("Two.")], [b"", b""]):
        answer = [Step(one, 200 if one else 400) for one in steps]
        with endpoint(lambda n, _, answer=answer: answer[n]) as found:
            monkeypatch.setenv("UNDERSTUDY_VLM_URL", found.url)
            out = read(tmp_path, {"a.pdf": data}, vlm={**options, "seed": len(texts)})
        texts.append(documents(out)[0].text)

    assert [
        "One.\n\nTwo.\n",
        "Frost at dawn, and nobody flew.\n\nTwo.\n",
        "Frost at dawn, and nobody flew.\n\nSun.\n",
    ] == texts
    assert ("partial", "vlm_failed") == (report(out).status, report(out).reason)
    assert [] == list((out / "assets").iterdir())


def test_a_text_with_an_unread_page_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a text is worse than the one that is there."""
    text = "".join(f"Line {n} of a long text.\n\n" for n in range(40))
    with endpoint(lambda n, _: Step(says("Read.")) if n else Step(b"", 400)) as found:
        monkeypatch.setenv("UNDERSTUDY_VLM_URL", found.url)
        out = read(tmp_path, {"a.txt": text.encode()}, vlm={**VLM, "prefer": True})

    assert text.strip() == documents(out)[0].text.strip()
    assert ("partial", "vlm_failed") == (report(out).status, report(out).reason)


def test_a_local_model_reads_pages_of_a_pdf(tmp_path: Path) -> None:
    """From the file to the reply, by Pillow alone; noise is no reason to lose the text layer."""
    vlm = {"model": {"name": str(tiny("Qwen2_5_VL"))}, "max_new_tokens": 4, "prefer": True}

    out = read(tmp_path, {"a.pdf": pdf("<p>Frost at dawn.</p>", numbered=False)}, vlm=vlm)

    (reply,) = jsonl.read(out / "replies.jsonl", Reply)
    assert ("ocr", "length") == (reply.prompt, reply.ended)
    assert 1 == len(documents(out))
