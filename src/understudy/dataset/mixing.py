"""Collections with a share of train of their own, e.g. examples of what is none of its business.

A share is reached by choosing samples, or by repeating them where there are too few; hashes of ids
decide which, so that a repeated run chooses alike.
"""

import hashlib
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from understudy.core.records import Chunk, Evidence, Sample, Turn, stable_id
from understudy.dataset.params import BuildParams, MixParams

log = logging.getLogger(__name__)

KNOWLEDGE = "knowledge"
"""Kind of the samples that passages are; a collection may have questions as well."""


def knowledge_samples(chunks: Iterable[Chunk], params: BuildParams) -> Iterator[Sample]:
    """Make a text of continued training of each passage that ``build.knowledge`` asks for."""
    chosen = set(params.knowledge.collections)
    for chunk in chunks:
        if chunk.collection in chosen:
            yield Sample(
                id=stable_id(KNOWLEDGE, chunk.id),
                turns=(Turn(role="text", content=chunk.shown),),
                targets=(0,),
                kind=KNOWLEDGE,
                language=chunk.language,
                collection=chunk.collection,
                group=chunk.group,
                evidence=(Evidence(parent=chunk.id, start=0, end=len(chunk.text)),),
            )


class Mixture:
    """How often each sample of train comes, so that collections have the shares asked for.

    Args:
        train: The samples of train before that.
        params: ``mix`` and ``knowledge``.
    """

    def __init__(self, train: Iterable[Sample], params: BuildParams) -> None:
        self._shares = _shares(params)
        ids: dict[str, list[str]] = {name: [] for name in self._shares}
        others = 0
        for sample in train:
            name = _name(sample)
            if name in ids:
                ids[name].append(sample.id)
            else:
                others += 1
        self._others = others
        self._copies: dict[str, int] = {}
        rest = 1 - sum(mix.share for name, mix in self._shares.items() if ids[name])
        for name, mix in self._shares.items():
            # Without others there is nothing to have a share of.
            wanted = round(mix.share * others / rest) if others else len(ids[name])
            self._copies |= _copies(ids[name], wanted, mix.max_repeats)
        self._ids = ids

    def apply(self, train: Iterable[Sample]) -> Iterator[Sample]:
        """Yield each sample as often as it is to come; repeats have ids of their own."""
        for sample in train:
            copies = self._copies.get(sample.id, 0) if _name(sample) in self._shares else 1
            if copies:
                yield sample
            for number in range(1, copies):
                yield sample.model_copy(update={"id": stable_id("again", sample.id, number)})

    def facts(self) -> dict[str, Any]:
        """Return what was asked and what came, by name."""
        came = {name: sum(self._copies[one] for one in ids) for name, ids in self._ids.items()}
        total = self._others + sum(came.values())
        facts = {}
        for name, mix in self._shares.items():
            share = came[name] / total if total else 0.0
            facts[name] = {
                "asked": mix.share,
                "share_of_train": round(share, 4),
                "samples": came[name],
                "of": len(self._ids[name]),
            }
            if abs(share - mix.share) > max(0.01, 1 / max(1, total)):
                log.warning(
                    "%s is %.1f %% of train, and %.1f %% was asked: there are %d samples, of which "
                    "each may come %d times. Add some, or raise max_repeats.",
                    name,
                    100 * share,
                    100 * mix.share,
                    len(self._ids[name]),
                    mix.max_repeats,
                )
        return facts


def _shares(params: BuildParams) -> dict[str, MixParams]:
    shares = dict(params.mix)
    if params.knowledge.share is not None:
        shares[KNOWLEDGE] = MixParams(share=params.knowledge.share, max_repeats=1)
    return shares


def _name(sample: Sample) -> str:
    return KNOWLEDGE if sample.kind == KNOWLEDGE else sample.collection


def _copies(ids: list[str], wanted: int, max_repeats: int) -> Mapping[str, int]:
    """Deal a number of places to samples: as evenly as it goes, the rest by hash."""
    if not ids:
        return {}
    every, more = divmod(min(wanted, len(ids) * max_repeats), len(ids))
    first = sorted(ids, key=lambda one: (_draw(one), one))[:more]
    return Counter(dict.fromkeys(ids, every)) + Counter(first) if every else Counter(first)


def _draw(sample: str) -> bytes:
    return hashlib.sha256(f"mix\0{sample}".encode()).digest()
