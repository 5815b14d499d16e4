"""From the dataset's files to what a pass learns from: which samples, in which form, as tokens."""

import hashlib
import logging
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from understudy.core import jsonl
from understudy.core.errors import SetupError, unknown_name
from understudy.core.records import Sample
from understudy.core.tally import Tally
from understudy.model import IGNORED, render
from understudy.training.order import Example
from understudy.training.params import TrainParams
from understudy.training.shuffling import deal_answers, repeated

log = logging.getLogger(__name__)

Split = Literal["train", "eval"]


@dataclass(frozen=True, slots=True)
class Material:
    """What a pass learns from and is watched on."""

    train: tuple[Example, ...]
    eval: tuple[Example, ...]
    facts: dict[str, Any]
    """Counts for the report: forms, collections, tokens, dealt answers."""


def load(
    params: TrainParams, none: Path, retrieved: Path | None, tokenizer: Any, tally: Tally
) -> Material:
    """Read, choose and render the samples of both splits.

    Args:
        params: The pass.
        none: Folder with ``train.jsonl`` and ``eval.jsonl`` without passages.
        retrieved: Folder with the same samples with passages; None where there is no index.
        tokenizer: Of the base.
        tally: Counts the samples of each split; those that do not fit are dropped.

    Raises:
        SetupError: Nothing to learn from, unknown collections, or forms that do not belong
            together.
    """
    chosen = choose(params, read(none, retrieved, "train"))
    if not chosen:
        raise SetupError(f"{none / 'train.jsonl'} holds no sample to learn from")
    forms = Counter(form for _, form in chosen)
    samples = [sample for sample, _ in chosen]
    facts: dict[str, Any] = {"forms": dict(sorted(forms.items()))}
    if params.answers == "shuffled":
        dealt = deal_answers(samples, params.seed)
        facts["dealt"] = {"samples": len(dealt), "same_text": repeated(samples, dealt)}
        samples = dealt
    watched = [sample for sample, _ in choose(params, read(none, retrieved, "eval"), split="eval")]
    work = partial(_example, tokenizer=tokenizer, max_tokens=params.max_tokens)
    train = tuple(tally.each(samples, work, kind="train"))
    held = tuple(tally.each(watched, work, kind="eval"))
    if not train:
        raise SetupError(
            f"no sample of {none / 'train.jsonl'} fits into max_tokens ({params.max_tokens}). "
            "Raise it, or put fewer passages into the prompt."
        )
    facts["collections"] = dict(sorted(Counter(one.collection for one in train).items()))
    facts["tokens"] = {
        "read": sum(len(one.input_ids) for one in train),
        "targets": sum(label != IGNORED for one in train for label in one.labels),
    }
    facts["targets_left_out"] = sum(one.targets_left_out for one in train)
    if facts["targets_left_out"]:
        log.warning(
            "%d replies did not fit into max_tokens (%d) with what came after them: raise it, or "
            "lower build.chats.max_dialogue_words",
            facts["targets_left_out"],
            params.max_tokens,
        )
    return Material(train, held, facts)


def read(none: Path, retrieved: Path | None, split: Split) -> list[tuple[Sample, Sample]]:
    """Read a split's samples, each without and with passages.

    The two are equal where a collection has no sources of passages.
    """
    name = f"{split}.jsonl"
    bare = list(jsonl.read(none / name, Sample))
    if retrieved is None:
        return [(sample, sample) for sample in bare]
    grounded = {sample.id: sample for sample in jsonl.read(retrieved / name, Sample)}
    if {sample.id for sample in bare} != set(grounded):
        raise SetupError(
            f"{none / name} and {retrieved / name} hold different samples. "
            "Run `dvc repro ground` to write both again."
        )
    return [(sample, grounded[sample.id]) for sample in bare]


def choose(
    params: TrainParams, pairs: Sequence[tuple[Sample, Sample]], *, split: Split = "train"
) -> list[tuple[Sample, str]]:
    """Choose samples and the form of each; hashes of ids decide, so that additions move nothing.

    Args:
        params: Collections, caps, the share without passages, the number of eval samples.
        pairs: As `read` returns them.
        split: Caps are for train, ``eval_samples`` is for eval.

    Returns:
        Samples in the order of the files, each with ``none``, ``retrieved``, or ``only`` where
        both forms are the same.
    """
    known = {sample.collection for sample, _ in pairs}
    if split == "train":
        _check_collections(params, known)
    wanted = [pair for pair in pairs if pair[0].collection in (params.collections or known)]
    by_collection: defaultdict[str, list[str]] = defaultdict(list)
    for sample, _ in wanted:
        by_collection[sample.collection].append(sample.id)
    if split == "eval":
        kept = set(_first([one.id for one, _ in wanted], params.eval_samples, params.seed))
    else:
        kept = {
            one
            for name, ids in by_collection.items()
            for one in _first(ids, params.caps.get(name, len(ids)), params.seed)
        }
    return [_form(params, *pair) for pair in wanted if pair[0].id in kept]


def chance_of(seed: int, purpose: str, sample: str) -> float:
    """Return a number in [0, 1) that a seed, a purpose and a sample's id always give alike."""
    digest = hashlib.sha256(f"{seed}:{purpose}:{sample}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def _check_collections(params: TrainParams, known: set[str]) -> None:
    for field in ("collections", "caps", "weights"):
        for name in getattr(params, field):
            if name not in known:
                problem = unknown_name("collection", name, known)
                raise SetupError(f"params.yaml: {field} of section train: {problem}")


def _first(ids: list[str], count: int, seed: int) -> list[str]:
    return sorted(ids, key=lambda one: (chance_of(seed, "cap", one), one))[:count]


def _form(params: TrainParams, bare: Sample, grounded: Sample) -> tuple[Sample, str]:
    if bare.turns == grounded.turns:
        return bare, "only"
    if chance_of(params.seed, "none", bare.id) < params.none_share:
        return bare, "none"
    return grounded, "retrieved"


def _example(sample: Sample, *, tokenizer: Any, max_tokens: int) -> Example:
    rendered = render(sample, tokenizer, max_tokens)
    first = int(sample.turns[0].role == "system") + rendered.turns_left_out
    lost = sum(target < first for target in sample.targets) if rendered.turns_left_out else 0
    return Example(sample.id, sample.collection, rendered.input_ids, rendered.labels, lost)
