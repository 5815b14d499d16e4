"""Answers and likelihoods of a whole split: cached, in order, by as many processes as are given.

torch is imported where a model answers: a run that finds all in the cache does not wait for it.
"""

import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic_core import to_json

from understudy.core import code_memory, executor, jsonl
from understudy.core.cache import ItemCache, Memo, remembered
from understudy.core.errors import SetupError
from understudy.core.executor import Done, Executor, attempt
from understudy.core.records import Likelihood, Prediction, Sample
from understudy.core.tally import Tally
from understudy.model.card import Card, check_adapters, read_base
from understudy.model.device import chosen_device
from understudy.model.params import PredictParams
from understudy.model.render import render_prompt

if TYPE_CHECKING:
    from understudy.model.load import Loaded

Result = Prediction | Likelihood


@dataclass(frozen=True, slots=True)
class Job:
    """What each process needs to know; small, picklable."""

    params: PredictParams
    base: Path
    adapters: tuple[Path, ...]
    device: str
    card: Card
    """Of the model."""

    @property
    def batch_size(self) -> int:
        """Prompts at a time; one on CPU, so that no answer depends on others."""
        return self.params.batch_size if self.device.startswith("cuda") else 1


class Task(NamedTuple):
    """What is remembered as one."""

    kind: Literal["answer", "likelihood"]
    samples: tuple[Sample, ...]


class Asked(NamedTuple):
    """Samples by what is wanted of them."""

    answered: list[Sample]
    measured: list[Sample]
    """Their own replies, then those of the contrast."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a model said, in the order of the samples."""

    predictions: list[Prediction]
    likelihoods: list[Likelihood]

    def facts(self) -> dict[str, Any]:
        """Return counts for the metrics."""
        errors = Counter(one.error for one in self.predictions if one.error is not None)
        return {
            "failed": dict(sorted(errors.items())),
            "tokens_in": sum(one.tokens_in for one in self.predictions),
            "tokens_out": sum(one.tokens_out for one in self.predictions),
        }

    def check(self, params: PredictParams) -> None:
        """Raise ``SetupError`` when too many samples have no answer."""
        failed: dict[str, int] = self.facts()["failed"]
        if sum(failed.values()) > params.max_failed * len(self.predictions):
            reasons = ", ".join(f"{count} {reason}" for reason, count in failed.items())
            raise SetupError(
                f"{sum(failed.values())} of {len(self.predictions)} samples have no answer "
                f"({reasons}), more than the share that max_failed allows ({params.max_failed:g}). "
                "Raise max_tokens, or put fewer passages into the prompt."
            )


def prepare(params: PredictParams, base: Path, adapters: Sequence[Path]) -> Job:
    """Check all that can be checked before any work.

    Raises:
        SetupError: A folder is missing or does not fit the others, the device is not there, or the
            model was not made for so many tokens.
    """
    facts = read_base(base)
    card = check_adapters(facts, base, adapters)
    if facts.context_tokens is not None and params.max_tokens > facts.context_tokens:
        raise SetupError(
            f"predict.max_tokens ({params.max_tokens}) is more than {facts.name} was made for "
            f"({facts.context_tokens}). Lower it."
        )
    return Job(params, base, tuple(adapters), chosen_device(), card)


def chosen(params: PredictParams, samples: Path, contrast: Path) -> Asked:
    """Read what is asked.

    Raises:
        SetupError: A collection that params name is not there, or two samples have one id.
    """
    own, others = list(jsonl.read(samples, Sample)), list(jsonl.read(contrast, Sample))
    twice = [i for i, count in Counter(one.id for one in [*own, *others]).items() if count > 1]
    if twice:
        raise SetupError(f"{samples} and {contrast}: the id {twice[0]} stands twice")
    there = {one.collection for one in own}
    wanted = there if params.collections is None else set(params.collections)
    for key in ("collections", "likelihood_collections"):
        for name in sorted(set(getattr(params, key) or ()) - there):
            raise SetupError(
                f"params.yaml: predict.{key}: no sample of {samples} is of the collection "
                f"{name!r}. There: {', '.join(sorted(there)) or 'none'}."
            )
    return Asked(
        [one for one in own if one.collection in wanted and one.turns[0].role != "text"],
        [one for one in [*own, *others] if one.collection in params.likelihood_collections],
    )


def work(job: Job, asked: Asked, tally: Tally) -> Results:
    """Answer and measure, in order; what is known from earlier runs is not computed again.

    Samples are counted one by one, however they are batched: a sample that cannot be answered is a
    prediction with an error, a reply that cannot be measured is dropped.
    """
    size = job.batch_size
    tasks = [
        *(
            Task("answer", tuple(asked.answered[i : i + size]))
            for i in range(0, len(asked.answered), size)
        ),
        *(Task("likelihood", (one,)) for one in asked.measured),
    ]
    with ItemCache("predict", _salt(job)) as cache:
        memo: Memo[Task, tuple[Result, ...]] = Memo(cache, _identity, _encode, _decode)
        each = _singly(remembered(_executor(job), functools.partial(_do, job), tasks, memo))

        def take(_: Sample) -> Any:
            done = next(each)
            if done.failure is not None:
                raise done.failure
            return done.value

        predictions = list(tally.each(asked.answered, take, kind="predictions"))
        likelihoods = list(tally.each(asked.measured, take, kind="likelihoods"))
    return Results(predictions, likelihoods)


def write(folder: Path, job: Job, results: Results, **inputs: Path) -> None:
    """Write predictions.jsonl, likelihoods.jsonl, and arm.json, which says what answered what."""
    jsonl.write(folder / "predictions.jsonl", results.predictions)
    jsonl.write(folder / "likelihoods.jsonl", results.likelihoods)
    arm = {
        "base": job.card.base,
        "base_revision": job.card.base_revision,
        "model_sha256": job.card.digest(),
        "passes": [one.name for one in job.card.passes],
        "params": job.params.model_dump(mode="json"),
        "inputs": {name: jsonl.sha256(path) for name, path in inputs.items()},
    }
    jsonl.write_json(folder / "arm.json", arm)


def _singly(outcomes: Iterator[Done[tuple[Result, ...]]]) -> Iterator[Done[Result]]:
    for done in outcomes:
        if done.failure is not None:
            yield Done(failure=done.failure)
        else:
            for value in done.value or ():
                single: Done[Result] = Done(value=value)
                yield single


def _do(job: Job, task: Task) -> tuple[Result, ...]:
    from understudy.model.likelihood import likelihood

    loaded = _loaded(job.base, job.adapters, job.device, job.card.digest())
    if task.kind == "likelihood":
        return (likelihood(loaded, task.samples[0], job.params.max_tokens),)
    return _answer(loaded, job.params, task.samples)


def _answer(
    loaded: "Loaded", params: PredictParams, samples: Sequence[Sample]
) -> tuple[Prediction, ...]:
    """Answer samples; the prompt is what stands before the last target."""
    from understudy.model.generate import Choice, generate

    room = params.max_tokens - params.max_new_tokens
    prompts = [attempt(functools.partial(_prompt, loaded, room), one) for one in samples]
    answers = iter(
        generate(
            loaded,
            [done.value for done in prompts if done.value is not None],
            max_new_tokens=params.max_new_tokens,
            repeat_tokens=params.repeat_tokens,
            choice=Choice(params.temperature, params.top_p, params.seed),
        )
    )
    results = []
    for sample, done in zip(samples, prompts, strict=True):
        if done.value is None:
            error = done.failure.reason if done.failure else "unknown"
            results.append(Prediction(sample=sample.id, text=None, error=error))
            continue
        answer = next(answers)
        results.append(
            Prediction(
                sample=sample.id,
                text=answer.text,
                tokens_in=len(done.value),
                tokens_out=answer.tokens,
            )
        )
    return tuple(results)


def _prompt(loaded: "Loaded", room: int, sample: Sample) -> list[int]:
    turns = sample.turns[: sample.targets[-1]]
    return render_prompt(sample.id, turns, loaded.tokenizer, room)[0]


@functools.lru_cache(maxsize=1)
def _loaded(base: Path, adapters: tuple[Path, ...], device: str, card: str) -> "Loaded":
    """Load a model once a process; one whose folder was written anew has another card."""
    from understudy.model.load import load

    loaded = load(base, adapters, device=device, merge=True)
    assert loaded.card.digest() == card, "the folder is the one that was checked"
    return loaded


def _executor(job: Job) -> Executor:
    """Choose where it runs: a device computes for one process, cores for several."""
    return executor.Serial() if job.device.startswith("cuda") else executor.from_environment()


def _salt(job: Job) -> dict[str, Any]:
    """Collect what answers depend on besides the sample; versions of packages are in the code."""
    source = Path(__file__)
    given = ("max_new_tokens", "max_tokens", "repeat_tokens", "temperature", "top_p", "seed")
    return {
        "code": code_memory.closure(source, source.parents[2]).digest(),
        "model": job.card.digest(),
        "base": read_base(job.base).model_dump(mode="json"),
        "params": {name: getattr(job.params, name) for name in given},
        "device": job.device.partition(":")[0],
    }


def _identity(task: Task) -> bytes:
    """Write what a task's result depends on: ids, which it holds, and turns."""
    parts = [[one.id, one.targets, one.turns] for one in task.samples]
    return to_json([task.kind, parts])


def _encode(results: tuple[Result, ...]) -> bytes:
    kind = b"P" if isinstance(results[0], Prediction) else b"L"
    return kind + b"".join(result.to_line() for result in results)


def _decode(data: bytes) -> tuple[Result, ...]:
    kind: type[Prediction] | type[Likelihood] = Prediction if data[:1] == b"P" else Likelihood
    return tuple(kind.model_validate_json(line) for line in data[1:].splitlines())
