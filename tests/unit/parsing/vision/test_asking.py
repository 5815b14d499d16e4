import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import FileReport
from understudy.core.records import Conversation, Document
from understudy.core.tally import Tally
from understudy.parsing import ParseParams, read_folder
from understudy.parsing.vision.asking import Reply
from unit.parsing import made_pictures
from unit.parsing.made import png, zipped
from unit.parsing.vision.endpoint import Endpoint, Step, endpoint, says
from unit.parsing.vision.tiny import SEES, tiny

VLM = {"provider": "openai", "model": {"name": "sees-all"}}
COLOURS = {(2, 0, 0): "red", (0, 1, 0): "green", (0, 0, 2): "blue"}  # steps of 100, as JPEG blurs


def colour_of(body: dict[str, Any]) -> str:
    """Return the colour of the picture in a request."""
    from PIL import Image

    url = body["messages"][0]["content"][0]["image_url"]["url"]
    with Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))) as picture:
        return COLOURS.get(tuple(value // 100 for value in picture.getpixel((5, 5))), "grey")


def is_ocr(body: dict[str, Any]) -> bool:
    return "Transcribe" in body["messages"][0]["content"][1]["text"]


def seeing(_: int, body: dict[str, Any]) -> Step:
    """Answer truly: the colour, and that there are no letters."""
    return Step(says("[no text]" if is_ocr(body) else f"A {colour_of(body)} field."))


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)


@pytest.fixture
def honest(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """An endpoint that tells what it sees."""
    with endpoint(seeing) as found:
        monkeypatch.setenv("UNDERSTUDY_VLM_URL", found.url)
        yield found


def read(tmp_path: Path, files: dict[str, bytes], out: str = "out", **params: Any) -> Path:
    """Parse files; return the folder of the result."""
    for name, data in files.items():
        (tmp_path / "raw").mkdir(exist_ok=True)
        (tmp_path / "raw" / name).write_bytes(data)
    tally = Tally(limit=1, rejects=tmp_path / out / "rejects.jsonl")
    chosen = ParseParams.model_validate(params)
    totals = read_folder(chosen, [tmp_path / "raw"], tmp_path / out, tally)
    tally.write(tmp_path / out / "report.json", **totals)
    return tmp_path / out


def documents(out: Path) -> list[Document]:
    return list(jsonl.read(out / "documents.jsonl", Document))


def report(out: Path) -> FileReport:
    (one,) = jsonl.read(out / "files.jsonl", FileReport)
    return one


WORD = (
    "# Yard\n\nBefore the red one.\n\n[picture: A red field.]\n\nBetween red and green.\n\n"
    "| Thing |  |\n| --- | --- |\n|  |  |\n\n[picture: A green field.]\n\n- first\n\n"
    "[picture: A blue field.]\n\n- third\n"
)


BOOK = "# Yard\n\nTwo rows of hives.\n\n[picture: A red field.]\n\nAfter it.\n"
WITH_PICTURES = {
    "a.docx": (made_pictures.docx(), WORD),
    "a.pptx": (
        made_pictures.deck(),
        "## About red\n\n[picture: A red field.]\n\n[picture: A blue field.]\n\nBelow red.\n\n"
        "## About green\n\n[picture: A green field.]\n\nBelow green.\n",
    ),
    "a.epub": (
        made_pictures.epub(),
        "# Spring\n\nFirst look, then touch.\n\n[picture: A red field.]\n\nAfter it.\n",
    ),
    "a.odt": (made_pictures.odt(), BOOK),
    "a.html": (
        made_pictures.html(),
        "# Page\n\nBefore.\n\n[picture: A red field.]\n\nAfter it.\n\nfar away\n",
    ),
    "a.eml": (
        made_pictures.mail(),
        "# Frames\n\nFrom: anna@example.org\n\nLook at this.\n\n[picture: A red field.]\n",
    ),
    "a.zip": (zipped({"in.odt": made_pictures.odt()}), BOOK),
}
"""A file of every format that may hold pictures, and its text with what they show."""


def by_file(out: Path) -> dict[str, Document]:
    return {one.source.path.split("/")[0]: one for one in documents(out)}


class Shown(NamedTuple):
    """What two runs wrote of the files with pictures."""

    out: Path
    seen: dict[str, Document]
    unseen: dict[str, Document]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Read the files with pictures, with a model and without one; for tests that only look."""
    folder = tmp_path_factory.mktemp("shown")
    files = {name: data for name, (data, _) in WITH_PICTURES.items()}
    with pytest.MonkeyPatch.context() as patch, endpoint(seeing) as found:
        patch.setenv("UNDERSTUDY_CACHE", str(folder / "cache"))
        patch.setenv("NO_PROXY", "127.0.0.1")
        patch.setenv("UNDERSTUDY_VLM_URL", found.url)
        out = read(folder, files, vlm=VLM)
        seen, unseen = map(by_file, (out, read(folder, {}, "plain")))
    return Shown(out, seen, unseen)


@pytest.mark.parametrize("name", WITH_PICTURES)
def test_descriptions_stand_where_the_pictures_do(name: str, shown: Shown) -> None:
    """In every format; the text without a model is the text without these lines."""
    seen, unseen = shown.seen[name], shown.unseen[name]

    assert len(WITH_PICTURES) == len(documents(shown.out))
    assert WITH_PICTURES[name][1] == seen.text
    left = [line for line in seen.text.split("\n\n") if not line.startswith("[picture")]
    assert unseen.text.split() == "\n\n".join(left).split()
    assert "picture" not in unseen.text
    assert [asset.path for asset in unseen.assets] == [asset.path for asset in seen.assets]
    assert {"sees-all"} == {asset.captioned_by for asset in seen.assets}
    for one in seen.assets:
        assert one.caption in {f"A {colour} field." for colour in COLOURS.values()}
        assert f"[picture: {one.caption}]" in seen.text
        assert jsonl.sha256(shown.out / "assets" / one.path) == one.sha256
    pages = [seen.text[start:].split("\n")[0] for start in seen.pages]
    assert pages == [unseen.text[start:].split("\n")[0] for start in unseen.pages]


def test_a_picture_is_asked_about_once(tmp_path: Path, honest: Endpoint) -> None:
    """Though three files show it; all replies stand beside the results, in order."""
    makers = {
        "a.odt": made_pictures.odt,
        "b.epub": made_pictures.epub,
        "c.pptx": made_pictures.deck,
    }

    out = read(tmp_path, {name: make() for name, make in makers.items()}, vlm=VLM)

    assert 3 == len(honest.requests)
    replies = list(jsonl.read(out / "replies.jsonl", Reply))
    assert ["A red field.", "A blue field.", "A green field."] == [one.text for one in replies]
    assert {("sees-all", "describe", "stop")} == {
        (one.model, one.prompt, one.ended) for one in replies
    }
    found = jsonl.read_json(out / "report.json")["pictures"]
    assert {"kept": 5, "described": 5, "problems": {}} == found


def test_warm_equals_cold_without_a_model(
    tmp_path: Path, honest: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the cache, or from the replies beside an earlier result; another prompt asks again."""
    files = {"a.odt": made_pictures.odt(), "b.png": made_pictures.field("blue")}
    options = {"vlm": {**VLM, "ocr": True}, "ocr": {"on_missing": "report"}}
    cold = read(tmp_path, files, "cold", **options)
    asked = len(honest.requests)
    warm = read(tmp_path, {}, "warm", **options)
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "other"))
    (tmp_path / "brought").mkdir()
    (tmp_path / "brought" / "replies.jsonl").write_bytes((cold / "replies.jsonl").read_bytes())
    brought = read(tmp_path, {}, "brought", **options)

    for name in ("documents.jsonl", "files.jsonl", "replies.jsonl", "rejects.jsonl", "report.json"):
        assert (cold / name).read_bytes() == (warm / name).read_bytes()
        assert (cold / name).read_bytes() == (brought / name).read_bytes()
    assert len(honest.requests) == asked
    read(tmp_path, {}, "russian", vlm={**VLM, "language": "Russian"})
    assert "Write in Russian." in str(honest.requests[asked:])


@pytest.mark.parametrize("provider", ["openai", "local"])
def test_without_the_model_everything_else_is_processed(
    provider: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line says so; the files whose pictures needed it give the reason."""
    monkeypatch.delenv("UNDERSTUDY_VLM_URL", raising=False)
    caplog.set_level("WARNING", "understudy.parsing.vision")
    files = {"a.odt": made_pictures.odt(), "b.png": png(""), "c.md": b"# Words\n"}

    out = read(tmp_path, files, vlm={"provider": provider})

    said = [one for one in caplog.records if one.name.startswith("understudy.parsing")]
    assert ["WARNING"] == [one.levelname for one in said]
    assert "needs_vlm" in said[0].getMessage()
    found = {one.path: one for one in jsonl.read(out / "files.jsonl", FileReport)}
    assert ("partial", "needs_vlm") == (found["a.odt"].status, found["a.odt"].reason)
    assert ("skipped", "needs_vlm") == (found["b.png"].status, found["b.png"].reason)
    assert ("ok", None) == (found["c.md"].status, found["c.md"].reason)
    assert ["a.odt", "c.md"] == [one.source.path for one in documents(out)]
    assert (
        documents(read(tmp_path, {}, "plain", ocr={"on_missing": "report"}))[0].text
        == documents(out)[0].text
    )
    assert b"" == (out / "replies.jsonl").read_bytes()
    counts = jsonl.read_json(out / "report.json")
    assert {"needs_vlm": 1} == counts["files"]["dropped"]
    assert {"needs_vlm": 1} == counts["pictures"]["problems"]
    rejects = [json.loads(line) for line in (out / "rejects.jsonl").read_text().splitlines()]
    assert ["files", "pictures"] == sorted(one["kind"] for one in rejects)


def test_without_the_model_it_may_end_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If so wanted; a provider that does not exist ends it always."""
    monkeypatch.delenv("UNDERSTUDY_VLM_URL", raising=False)
    files = {"a.odt": made_pictures.odt()}

    with pytest.raises(SetupError, match="set UNDERSTUDY_VLM_URL"):
        read(tmp_path, files, vlm={**VLM, "on_missing": "fail"})
    named = r"parse\.vlm\.provider: unknown vision provider 'opneai'. Did you mean openai"
    with pytest.raises(SetupError, match=named):
        read(tmp_path, files, vlm={"provider": "opneai"})


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (Step(says(None, message={"refusal": "I will not."})), "vlm_refused"),
        (Step(says("  \n")), "vlm_empty"),
        (Step(b"gone", 400), "vlm_failed"),
    ],
)
def test_a_picture_without_a_reply_leaves_the_text_as_it_was(
    step: Step, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is a problem of its file."""
    with endpoint(lambda *_: step) as found:
        monkeypatch.setenv("UNDERSTUDY_VLM_URL", found.url)
        out = read(tmp_path, {"a.odt": made_pictures.odt()}, vlm=VLM)

    (document,) = documents(out)
    assert "# Yard\n\nTwo rows of hives.\n\nAfter it.\n" == document.text
    assert [None] == [asset.captioned_by for asset in document.assets]
    assert ("partial", reason) == (report(out).status, report(out).reason)


def test_pictures_are_read_where_no_engine_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text first, description behind it; a picture that is a file, and a document of pictures."""

    def reading(_: int, body: dict[str, Any]) -> Step:
        words = {"red": "# Стоп", "green": "Идите"}.get(colour_of(body), "Слова")
        return Step(says(words if is_ocr(body) else f"A {colour_of(body)} sign."))

    with endpoint(reading) as found:
        monkeypatch.setenv("UNDERSTUDY_VLM_URL", found.url)
        files = {
            "a.jpg": made_pictures.field("red", "JPEG"),
            "b.docx": made_pictures.docx(words=False),
            "c.pptx": made_pictures.deck(words=False),
        }
        out = read(tmp_path, files, vlm=VLM)

    picture, word, deck = documents(out)
    assert "# Стоп\n\n[picture: A red sign.]\n" == picture.text
    assert ("a", (0,), "ru") == (picture.title, picture.pages, picture.language)
    assert "# Стоп\n\n[picture: A red sign.]\n" == word.text
    assert "A red sign." == word.assets[0].caption
    second = "## Slide 2\n\nИдите\n\n[picture: A green sign.]\n"
    assert deck.text.startswith("## Slide 1\n\n# Стоп\n\n[picture: A red sign.]\n\nСлова\n")
    assert second == deck.text[deck.pages[1] :]
    found = {one.path: one for one in jsonl.read(out / "files.jsonl", FileReport)}
    assert ("ocr", "sees-all") == (found["a.jpg"].status, found["a.jpg"].engine)


def test_a_screenshot_of_an_exported_chat_is_a_conversation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read goes through the parsers of text."""
    said = "13/05/2025, 18:04 - Anna: Hello!\n13/05/2025, 18:05 - Vera: six frames\n"
    said += "14/05/2025, 09:00 - Anna: Good.\n"
    with endpoint(lambda _, body: Step(says(said if is_ocr(body) else "[ornament]"))) as found:
        monkeypatch.setenv("UNDERSTUDY_VLM_URL", found.url)
        out = read(tmp_path, {"chat.png": png("")}, vlm=VLM)

    (chat,) = jsonl.read(out / "conversations.jsonl", Conversation)
    assert ["Hello!", "six frames", "Good."] == [one.text for one in chat.messages]
    assert [] == documents(out)


def test_pages_of_a_tiff_are_read_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is a page of the document."""
    from PIL import Image

    frames = [Image.new("RGB", (90, 70), colour) for colour in ("red", "green")]
    written = io.BytesIO()
    frames[0].save(written, "TIFF", save_all=True, append_images=frames[1:])
    with endpoint(lambda _, body: Step(says(f"Page {colour_of(body)}"))) as found:
        monkeypatch.setenv("UNDERSTUDY_VLM_URL", found.url)
        (document,) = documents(
            read(tmp_path, {"a.tiff": written.getvalue()}, vlm={**VLM, "describe": False})
        )

    assert ("Page red\n\nPage green\n", (0, 10)) == (document.text, document.pages)


@pytest.mark.parametrize("family", sorted(SEES))
def test_a_local_model_goes_the_same_way(family: str, tmp_path: Path) -> None:
    """Random weights say noise; but it is said, cached and written."""
    name = str(tiny(family))
    vlm = {"model": {"name": name}, "max_new_tokens": 8, "ocr": False}
    files = {"a.odt": made_pictures.odt()}

    out = read(tmp_path, files, vlm=vlm)
    again = read(tmp_path, {}, "again", vlm=vlm)

    (reply,) = jsonl.read(out / "replies.jsonl", Reply)
    assert (name, "length") == (reply.model, reply.ended)
    assert (out / "documents.jsonl").read_bytes() == (again / "documents.jsonl").read_bytes()
    (asset,) = documents(out)[0].assets
    assert asset.captioned_by == reply.model or report(out).reason == "vlm_empty"
