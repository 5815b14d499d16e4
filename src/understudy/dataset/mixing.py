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
from understudy.dataset.drafts import Draft, Final
from understudy.dataset.params import BuildParams, MixParams

log = logging.getLogger(__name__)

KIND = "knowledge"
"""Kind of the samples that passages are."""
PASSAGES = "(knowledge)"
"""What they are called among collections, which may have questions as well."""


def knowledge_samples(chunks: Iterable[Chunk], params: BuildParams) -> Iterator[Sample]:
    """Make a text of continued training of each passage that ``build.knowledge`` asks for."""
    chosen = set(params.knowledge.collections)
    for chunk in chunks if chosen else ():
        if chunk.collection in chosen:
            yield Sample(
                id=stable_id(KIND, chunk.id),
                turns=(Turn(role="text", content=chunk.shown),),
                targets=(0,),
                kind=KIND,
                language=chunk.language,
                collection=chunk.collection,
                group=chunk.group,
                evidence=(Evidence(parent=chunk.id, start=0, end=len(chunk.text)),),
            )


class Mixture:
    """How often each sample of train comes, so that collections have the shares asked for.

    Args:
        train: The samples of train before that; walked through only where a share is asked for.
        params: ``mix`` and ``knowledge``.
    """

    def __init__(self, train: Iterable[Final], params: BuildParams) -> None:
        self._shares = _shares(params)
        self._ids: dict[str, list[str]] = {name: [] for name in self._shares}
        self._others = 0
        for one in train if self._shares else ():
            name = _name(one)
            if name in self._ids:
                self._ids[name].append(_id(one))
            else:
                self._others += 1
        self._copies: dict[str, int] = {}
        rest = 1 - sum(mix.share for name, mix in self._shares.items() if self._ids[name])
        for name, mix in self._shares.items():
            ids = self._ids[name]
            # Without others there is nothing to have a share of.
            wanted = round(mix.share * self._others / rest) if self._others else len(ids)
            self._copies |= _copies(ids, wanted, mix.max_repeats)

    def apply(self, train: Iterable[Final]) -> Iterator[Final]:
        """Yield each sample as often as it is to come; repeats have ids of their own."""
        for one in train:
            if _name(one) not in self._shares:
                yield one
                continue
            copies = self._copies.get(_id(one), 0)
            if copies:
                yield one
            for number in range(1, copies):
                sample = Sample.model_validate_json(one.line)
                again = stable_id("again", sample.id, number)
                line = sample.model_copy(update={"id": again}).to_line()
                yield Final(line, one.facts)

    def facts(self) -> dict[str, Any]:
        """Return what was asked and what came, by name."""
        came = {
            name: sum(self._copies.get(one, 0) for one in ids) for name, ids in self._ids.items()
        }
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
            if name != PASSAGES and abs(share - mix.share) > max(0.01, 1 / max(1, total)):
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
        shares[PASSAGES] = MixParams(share=params.knowledge.share, max_repeats=1)
    return shares


def _name(one: Final) -> str:
    """Return what has a share: passages by themselves, else the collection."""
    is_passage = isinstance(one.facts, Draft) and one.facts.id.startswith(f"{KIND}-")
    return PASSAGES if is_passage else one.facts.collection


def _id(one: Final) -> str:
    return one.facts.id if isinstance(one.facts, Draft) else Sample.model_validate_json(one.line).id


def _copies(ids: list[str], wanted: int, max_repeats: int) -> Mapping[str, int]:
    """Deal a number of places to samples: as evenly as it goes, the rest by hash."""
    if not ids:
        return {}
    every, more = divmod(min(wanted, len(ids) * max_repeats), len(ids))
    first = sorted(ids, key=lambda one: (_draw(one), one))[:more]
    return Counter(dict.fromkeys(ids, every)) + Counter(first) if every else Counter(first)


def _draw(sample: str) -> bytes:
    return hashlib.sha256(f"mix\0{sample}".encode()).digest()
