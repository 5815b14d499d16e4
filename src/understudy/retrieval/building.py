"""Both stages of this package, with their counts."""

import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from understudy.core import executor, jsonl
from understudy.core.errors import SetupError, unknown_name
from understudy.core.outcomes import Membership, Withheld
from understudy.core.records import SPLITS, Chunk, Retrieval, Sample, Split
from understudy.core.tally import Tally
from understudy.model import assemble, load_prompt, write_prompt
from understudy.retrieval import embedding, index
from understudy.retrieval.ground import Asked, Grounder, Known, leaks
from understudy.retrieval.params import GroundParams, IndexParams

log = logging.getLogger(__name__)


def build_index(params: IndexParams, chunks: Path, folder: Path, tally: Tally) -> dict[str, Any]:
    """Embed what has to be embedded and write the index; return counts for the metrics.

    Without passages, as where there are chats alone, the index is empty and finds nothing.

    Raises:
        SetupError: No passages are of a collection that is to get vectors, though there are some.
    """
    passages = list(jsonl.read(chunks, Chunk))
    if not passages:
        log.warning("%s has no passages: the index is empty", chunks)
    collections = sorted({chunk.collection for chunk in passages})
    for name in params.embedder.collections or ():
        if passages and name not in collections:
            where = "params.yaml: index.embedder.collections"
            raise SetupError(f"{where}: {unknown_name('collection', name, collections)}")
    keys = index.keys_to_embed(params, passages)
    work = partial(embedding.encode_passage, params=params.embedder)
    with embedding.open_cache(params.embedder) as cache:
        vectors = tally.each(
            [key for _, key in keys],
            work,
            executor=executor.from_environment(),
            memo=embedding.memo(cache, params.embedder.passage_prefix),
        )
        found = [(place, vector) for (place, _), vector in zip(keys, vectors, strict=True)]
    identity = embedding.encoder(params.embedder).identity
    index.write(folder, params, passages, found, identity)
    return {
        "passages": {
            name: sum(chunk.collection == name for chunk in passages) for name in collections
        },
        "vectors": len(found),
    }


def ground(
    params: GroundParams, dataset: Path, index_folder: Path, folder: Path, tally: Tally
) -> dict[str, Any]:
    """Write the dataset twice, without and with passages; return counts for the metrics.

    Raises:
        SetupError: A written retrieval breaks a leak rule (a bug of ours, or edited files).
    """
    searched = index.load(index_folder)
    index.embedder_of(index_folder)  # refuses an index whose vectors cannot be searched now
    prompt = load_prompt(dataset / "prompt.json")
    grounder = Grounder(
        searched,
        params,
        jsonl.read(dataset / "groups.jsonl", Membership),
        jsonl.read(dataset / "withheld.jsonl", Withheld),
    )
    samples = {split: list(jsonl.read(dataset / f"{split}.jsonl", Sample)) for split in SPLITS}
    asked = _ask(grounder, searched, samples, tally)
    found = {one.sample: one for one in tally.each(asked, grounder.retrieve, kind="samples")}
    for split in SPLITS:
        bare = [assemble(prompt, sample, ()) for sample in samples[split]]
        jsonl.write(folder / "none" / f"{split}.jsonl", bare)
        passages = {
            sample.id: grounder.passages(found[sample.id])
            for sample in samples[split]
            if sample.id in found
        }
        grounded = (assemble(prompt, one, passages.get(one.id, ())) for one in samples[split])
        jsonl.write(folder / "retrieved" / f"{split}.jsonl", grounded)
    jsonl.write(folder / "hits.jsonl", found.values())
    for form in ("none", "retrieved"):  # a model's card names the prompt it was trained with
        write_prompt(folder / form / "prompt.json", prompt)
    # Whoever asks the trained model later shows it passages as here.
    jsonl.write_json(folder / "ground.json", params.model_dump(mode="json"))
    return {"leaks": check(params, dataset, index_folder, folder)}


def check(
    params: GroundParams, dataset: Path, index_folder: Path, folder: Path
) -> dict[str, dict[str, int]]:
    """Prove from the written files that nothing leaked; raise ``SetupError`` otherwise."""
    memberships = list(jsonl.read(dataset / "groups.jsonl", Membership))
    withheld = jsonl.read(dataset / "withheld.jsonl", Withheld)
    known = Known(
        chunks={chunk.id: chunk for chunk in jsonl.read(index_folder / "chunks.jsonl", Chunk)},
        splits={(one.collection, one.group): one.split for one in memberships},
        components={(one.collection, one.group): one.component for one in memberships},
        withheld=frozenset(one.row for one in withheld),
        no_copy=params.no_copy,
    )
    by_sample = {one.sample: one for one in jsonl.read(folder / "hits.jsonl", Retrieval)}
    report: dict[str, dict[str, int]] = {}
    for split in SPLITS:
        samples = {sample.id: sample for sample in jsonl.read(dataset / f"{split}.jsonl", Sample)}
        own = [by_sample[name] for name in samples if name in by_sample]
        report[split] = leaks(split, samples, own, known)
    found = [
        f"{count} {rule} in {split}"
        for split, rules in report.items()
        for rule, count in rules.items()
        if count
    ]
    if found:
        raise SetupError(f"passages leak: {', '.join(found)}. This is a bug; please report it.")
    return report


def _ask(
    grounder: Grounder, searched: index.Index, samples: Mapping[Split, list[Sample]], tally: Tally
) -> list[Asked]:
    """Embed the questions of all splits in one go: starting workers costs seconds."""
    wanted = [
        (split, sample)
        for split in SPLITS
        for sample in samples[split]
        if grounder.is_grounded(sample)
    ]
    params = searched.params.embedder
    embedded = [
        sample for _, sample in wanted if searched.embeds(sample.language, grounder.sources(sample))
    ]
    with embedding.open_cache(params) as cache:
        vectors = tally.each(
            [sample.question for sample in embedded],
            partial(embedding.encode_query, params=params),
            kind="queries",
            executor=executor.from_environment(),
            memo=embedding.memo(cache, params.query_prefix),
        )
        by_id = {sample.id: vector for sample, vector in zip(embedded, vectors, strict=True)}
    return [Asked(sample, split, by_id.get(sample.id)) for split, sample in wanted]
