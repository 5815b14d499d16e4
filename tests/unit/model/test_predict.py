import dataclasses
from pathlib import Path

import pytest

from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.records import Likelihood, Prediction, Sample, Turn
from understudy.core.tally import Tally
from understudy.model import predict as predicting
from understudy.model.base import write
from understudy.model.card import read_base
from understudy.model.params import BaseParams, PredictParams
from understudy.model.predict import Asked, Job, Results
from unit.model.tiny import make_base, reword

PARAMS = PredictParams(max_new_tokens=8, max_tokens=200, likelihood_collections=("chats",))


def sample(number: int, collection: str, question: str, answer: str = "Rain.") -> Sample:
    turns = (Turn(role="user", content=question), Turn(role="assistant", content=answer))
    return Sample(
        id=f"{collection}-{number}", turns=turns, targets=(1,), collection=collection, group="g"
    )


QUESTIONS = [sample(i, "book", "Hive? " * i) for i in range(7)]
CHATS = [sample(i, "chats", "Улей? " * i, "Стоит. " * (i + 1)) for i in range(3)]
ASKED = Asked(QUESTIONS, CHATS)


def work(folder: Path, job: Job, asked: Asked = ASKED, *, limit: float = 0) -> Results:
    return predicting.work(job, asked, Tally(limit=limit, rejects=folder / "rejects.jsonl"))


@pytest.fixture
def job(
    tmp_path: Path, bases: dict[str, Path], adapters: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> Job:  # fmt: skip
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "items"))
    return predicting.prepare(PARAMS, bases["qwen2"], [adapters["qwen2"]])


class InThrees(Job):
    """What a device would do: several prompts at a time."""

    @property
    def batch_size(self) -> int:
        return 3


def in_threes(job: Job) -> Job:
    return InThrees(job.params, job.base, job.adapters, job.device, job.card)


def test_every_sample_is_answered_in_order(tmp_path: Path, job: Job) -> None:
    """Whoever else is asked for, in batches or one by one."""
    results = work(tmp_path, job)
    alone = work(tmp_path, job, Asked(QUESTIONS[4:5], []))

    assert [one.id for one in QUESTIONS] == [one.sample for one in results.predictions]
    assert [one.id for one in CHATS] == [one.sample for one in results.likelihoods]
    assert results.predictions[4:5] == alone.predictions
    assert all(0 < one.tokens_out <= 8 < one.tokens_in for one in results.predictions)
    assert results == work(tmp_path / "b", in_threes(job))
    assert len({one.text for one in results.predictions}) > 1


def test_warm_equals_cold(tmp_path: Path, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run computes nothing; only what is new is computed, and another model knows nothing."""
    cold = work(tmp_path, job)
    computed: list[str] = []
    original = predicting._do

    def counted(job: Job, task: predicting.Task) -> tuple[Prediction | Likelihood, ...]:
        computed.extend(one.id for one in task.samples)
        return original(job, task)

    monkeypatch.setattr(predicting, "_do", counted)
    new = sample(9, "book", "Вода?")

    assert cold == work(tmp_path, job)
    assert [] == computed
    assert cold.predictions == work(tmp_path, job, Asked([new, *QUESTIONS], [])).predictions[1:]
    assert ["book-9"] == computed
    base = predicting.prepare(PARAMS, job.base, [job.base])
    assert cold.predictions != work(tmp_path, base).predictions
    longer = dataclasses.replace(job, params=PARAMS.model_copy(update={"max_new_tokens": 9}))
    assert cold.predictions != work(tmp_path, longer).predictions
    assert 1 + 2 * 10 == len(computed)


def test_an_answer_is_not_that_of_another_tokenizer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same weights at the same place read other words: the cache knows none of their answers."""
    asked = Asked(QUESTIONS[1:3], CHATS[:1])
    base = make_base(tmp_path, "qwen2")
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "items"))
    first = work(tmp_path, predicting.prepare(PARAMS, base, [base]), asked)
    source = reword(Path(read_base(base).name))
    write(BaseParams(name=str(source)), tmp_path, base)
    warm = work(tmp_path, predicting.prepare(PARAMS, base, [base]), asked)
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "empty"))
    cold = work(tmp_path, predicting.prepare(PARAMS, base, [base]), asked)

    assert cold == warm
    assert not {one.text for one in first.predictions} & {one.text for one in warm.predictions}
    assert first.likelihoods != warm.likelihoods


@pytest.mark.slow
def test_processes_give_the_same(tmp_path: Path, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each loads the model once; the order is that of the samples."""
    here = work(tmp_path, job)
    monkeypatch.setenv("UNDERSTUDY_WORKERS", "2")
    monkeypatch.setenv("UNDERSTUDY_CACHE", str(tmp_path / "other"))

    assert here == work(tmp_path, job)


def test_what_does_not_fit_says_so(tmp_path: Path, job: Job) -> None:
    """A question is a prediction with an error, a reply is dropped; neither stops the others."""
    asked = Asked([QUESTIONS[0], sample(8, "book", "Hive? " * 99), QUESTIONS[1]],
                  [CHATS[0], sample(8, "chats", "?", "Улей? " * 99)])  # fmt: skip
    for one in (job, in_threes(job)):
        tally = Tally(limit=0.5, rejects=tmp_path / "rejects.jsonl")
        results = predicting.work(one, asked, tally)
        tally.write(tmp_path / "report.json", **results.facts())
        report = jsonl.read_json(tmp_path / "report.json")

        assert [None, "prompt_too_long", None] == [one.error for one in results.predictions]
        assert results.predictions[1].text is None
        assert [CHATS[0].id] == [one.sample for one in results.likelihoods]
        assert {"read": 3, "kept": 3, "dropped": {}} == report["predictions"]
        assert {"no_target_left": 1} == report["likelihoods"]["dropped"]
        assert {"prompt_too_long": 1} == report["failed"]
        with pytest.raises(SetupError, match=r"1 of 3 .* \(1 prompt_too_long\).* \(0.05\)"):
            results.check(PARAMS)
        results.check(PARAMS.model_copy(update={"max_failed": 0.4}))


def test_only_the_collections_that_are_named_are_asked(tmp_path: Path) -> None:
    """Texts are never answered; contrast is measured, not answered."""
    text = Sample(
        id="t", turns=(Turn(role="text", content="t"),), targets=(0,), collection="book", group="g"
    )
    other = CHATS[0].model_copy(update={"id": "other"})
    jsonl.write(tmp_path / "samples.jsonl", [*QUESTIONS, text, *CHATS])
    jsonl.write(tmp_path / "contrast.jsonl", [other])
    paths = (tmp_path / "samples.jsonl", tmp_path / "contrast.jsonl")
    some = PARAMS.model_copy(update={"collections": ("book",)})

    assert Asked([*QUESTIONS, *CHATS], [*CHATS, other]) == predicting.chosen(PARAMS, *paths)
    assert Asked(QUESTIONS, [*CHATS, other]) == predicting.chosen(some, *paths)
    with pytest.raises(SetupError, match=r"predict\.collections: .*'bok'. There: book, chats"):
        predicting.chosen(PARAMS.model_copy(update={"collections": ("bok",)}), *paths)
    jsonl.write(paths[1], [CHATS[0]])
    with pytest.raises(SetupError, match="the id chats-0 stands twice"):
        predicting.chosen(PARAMS, *paths)


def test_a_model_is_not_asked_for_more_than_it_was_made_for(bases: dict[str, Path]) -> None:
    """It would answer, and badly."""
    with pytest.raises(SetupError, match=r"max_tokens \(513\) is more than .* \(512\). Lower it"):
        predicting.prepare(PredictParams(max_tokens=513), bases["qwen2"], [])


def test_a_device_answers_in_batches_and_in_one_process(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One on CPU, so that no answer depends on others."""
    monkeypatch.setenv("UNDERSTUDY_WORKERS", "3")
    cuda = dataclasses.replace(job, device="cuda:0")

    assert (1, "Processes") == (job.batch_size, type(predicting._executor(job)).__name__)
    assert (16, "Serial") == (cuda.batch_size, type(predicting._executor(cuda)).__name__)
