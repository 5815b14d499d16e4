from pathlib import Path

import pytest

from understudy import cli
from understudy.asking import Asker
from understudy.core import jsonl, pipeline
from understudy.core.errors import SetupError
from understudy.model.generate import GREEDY, Choice
from understudy.retrieval import GroundParams
from unit.small import write_index, write_models, write_pipeline, write_results


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline with an index and a random model."""
    folder = write_pipeline(tmp_path_factory.mktemp("school"))
    write_results(folder)
    write_index(folder)
    write_models(folder)
    return folder


@pytest.fixture(autouse=True)
def _here(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(school)
    monkeypatch.setenv("UNDERSTUDY_DEVICE", "cpu")


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """The status of `understudy ask` and what it says."""
    status = cli.main(["ask", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_an_answer_names_its_passages(capsys: pytest.CaptureFixture[str]) -> None:
    """Words may be given without quotes; the same question has the same answer."""
    status, out, _ = asked(capsys, "When", "is wax", "pressed?")

    assert 0 == status
    assert out.endswith("\n  [1] book: Wax › Autumn\n")
    assert (status, out) == asked(capsys, "When is wax pressed?")[:2]


def test_passages_are_those_of_the_collection(capsys: pytest.CaptureFixture[str]) -> None:
    """A row has no heading: its first words stand for it."""
    _, out, _ = asked(capsys, "--like", "rows", "Какой воск в улье?")

    assert "  [1] rows: Улей 5: воск светлый, рамок девять, всё спокойно, …\n" in out


def test_without_passages_no_index_is_needed(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    school: Path,
) -> None:
    """A pipeline of chats alone has none."""
    monkeypatch.chdir(write_pipeline(tmp_path))
    write_results(tmp_path)
    (tmp_path / "models").symlink_to(school / "models")

    status, out, _ = asked(capsys, "--no-passages", "When?")

    assert 0 == status
    assert "[1]" not in out
    assert 1 == asked(capsys, "When?")[0]


def test_a_pipeline_of_chats_speaks_as_the_persona(school: Path) -> None:
    """Without a stage that puts passages into prompts none are put into a question, either."""
    found = pipeline.load(school)
    chats = pipeline.Pipeline(school, {k: v for k, v in found.commands.items() if k != "ground"})

    assert Asker.open(chats, "tuned", None, passages=True).searched is None
    assert Asker.open(chats, "tuned", None, passages=True).in_chat
    assert not Asker.open(found, "tuned", None, passages=True).in_chat


def test_answers_are_chosen_as_in_the_evaluation(school: Path) -> None:
    """Greedily where a pipeline predicts nothing, and so need not have the section."""
    found = pipeline.load(school)
    drawing = pipeline.Pipeline(school, {**found.commands, "predict@tuned": "true"})

    assert Asker.open(found, "tuned", None, passages=False).choice == GREEDY
    (school / "params.yaml").write_text("predict: {temperature: 0.7, top_p: 0.9}\n")
    assert Asker.open(drawing, "tuned", None, passages=False).choice == Choice(0.7, 0.9)


def test_the_model_makes_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    """The base has no adapter, so it says something else."""
    _, tuned, _ = asked(capsys, "When is wax pressed?")
    status, base, _ = asked(capsys, "--model", "base", "When is wax pressed?")

    assert 0 == status
    assert tuned != base


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--like", "boook", "x"), "--like: unknown collection 'boook'. Did you mean book"),
        (("--like", "", "x"), "--like: unknown collection ''"),
        (("--model", "tunde", "x"), "unknown stage 'train@tunde'. Did you mean train@tuned"),
        ((" ",), "the question is blank"),
        (("wax " * 600,), "too long for this model (needs"),
    ],
)
def test_a_question_that_cannot_be_answered(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    """One line that says what to do."""
    status, out, err = asked(capsys, *words)

    assert (1, "") == (status, out)
    assert message in err
    assert "Traceback" not in err


def test_a_prompt_longer_than_the_model_reads_is_refused(school: Path) -> None:
    """The model was made for 512 tokens; passages count."""
    asker = Asker.open(pipeline.load(school), "tuned", None, passages=True)

    with pytest.raises(SetupError, match="more than 16, .*ask shorter or with --no-passages"):
        asker.ask("When is wax pressed?", max_new_tokens=496)


@pytest.mark.parametrize(
    "path",
    ["models/base", "models/tuned", "data/build/prompt.json", "data/index/index.json",
     "data/ground/ground.json"],
)  # fmt: skip
def test_what_was_not_made_yet_is_named(
    capsys: pytest.CaptureFixture[str], school: Path, tmp_path: Path, path: str
) -> None:
    """Whichever part it is; a folder that a failed stage left half-written counts as not made."""
    (school / path).rename(tmp_path / "aside")
    try:
        status, _, err = asked(capsys, "When?")
    finally:
        (tmp_path / "aside").rename(school / path)

    assert 1 == status
    assert f"{path} does not exist yet: run `dvc repro` first" in err


def test_an_index_of_another_embedder_is_refused(
    capsys: pytest.CaptureFixture[str], school: Path
) -> None:
    """Its vectors mean something else."""
    path = school / "data/index/index.json"
    card = jsonl.read_json(path)
    jsonl.write_json(path, {**card, "embedder": {"engine": "other"}})
    try:
        status, _, err = asked(capsys, "When?")
    finally:
        jsonl.write_json(path, card)

    assert 1 == status
    assert "made by another embedder" in err


def test_a_pipeline_that_grounds_nothing_says_so(
    capsys: pytest.CaptureFixture[str], school: Path
) -> None:
    """With the option that helps."""
    write_index(school, GroundParams())
    try:
        status, _, err = asked(capsys, "When?")
    finally:
        write_index(school)

    assert 1 == status
    assert "ground.sources names no collection: ask with --no-passages" in err
