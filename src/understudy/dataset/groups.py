"""Groups that share a leak key become one component, which lies in one split whole.

A component is named after the smallest hash among its groups. So it keeps its name, and with it
its split, when other components come or go, and when groups join it whose hash is not the
smallest; a group that joins two components gives both the same name, and one of them may move.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from understudy.core.errors import SetupError
from understudy.core.near import near_pairs
from understudy.core.records import Chunk, Sample, stable_id
from understudy.core.wording import words
from understudy.dataset.params import BuildParams, Key, LeakParams
from understudy.dataset.twins import Node, Twins

Joint = Key | Literal["near_record"]
"""What joins groups: a leak key, or whole records that clean found to be nearly the same."""
LeaksOf = Callable[[str], LeakParams]


@dataclass(frozen=True, slots=True)
class Link:
    """Why two groups belong together."""

    key: Joint
    one: str
    """Id of a sample, chunk or record of the one group."""
    other: str


class Components:
    """Sets of groups that move as one; a union-find that remembers what joined them."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._parent: dict[Node, Node] = {node: node for node in nodes}
        self._links: list[tuple[Node, Link]] = []
        self.joined_by: Counter[Joint] = Counter()
        """How many joins each key made."""

    def join(self, one: Node, other: Node, link: Link) -> None:
        """Put two groups into one component; those that are in one already stay."""
        first, second = sorted((self._root(one), self._root(other)))
        if first != second:
            self._parent[second] = first
            self._links.append((first, link))
            self.joined_by[link.key] += 1

    def names(self) -> dict[Node, str]:
        """Return the component of every group, sorted by collection and group."""
        smallest: dict[Node, str] = {}
        for node in self._parent:
            root = self._root(node)
            name = stable_id("component", *node)
            smallest[root] = min(name, smallest.get(root, name))
        return {node: smallest[self._root(node)] for node in sorted(self._parent)}

    def links(self, node: Node) -> list[Link]:
        """Return what joined the component that a group is in."""
        root = self._root(node)
        return [link for place, link in self._links if self._root(place) == root]

    def _root(self, node: Node) -> Node:
        while (parent := self._parent[node]) != node:
            self._parent[node] = node = self._parent[parent]
        return node


def connect(
    samples: Sequence[Sample],
    chunks: Sequence[Chunk],
    params: BuildParams,
    more: Iterable[Node] = (),
    twins: Sequence[Twins] = (),
    dialogues: Sequence[Sample] = (),
) -> Components:
    """Join the groups of samples and chunks by every leak key in force.

    A key joins groups of two collections where both have it; for near texts the lower threshold
    holds then. Low-scored and doubled samples count too, so that no threshold moves a component.

    Args:
        samples: All that could come into the dataset.
        chunks: All passages, those without a sample too: retrieval asks for their split.
        params: The leak keys by collection.
        more: Further groups to name.
        twins: Near records; all groups of both are joined where the collections of both have the
            key ``near``.
        dialogues: Further samples of the same replies, whose prompts are longer.
    """
    samples = sorted(samples, key=lambda sample: (sample.collection, sample.group, sample.id))
    dialogues = sorted(dialogues, key=lambda sample: (sample.collection, sample.group, sample.id))
    chunks = sorted(chunks, key=lambda chunk: (chunk.collection, chunk.group, chunk.id))
    own = ((sample.collection, sample.group) for sample in samples)
    known = ((chunk.collection, chunk.group) for chunk in chunks)
    components = Components(chain(own, known, more))
    found = _links(samples, chunks, params.leaks_of, params.seed)
    longer = _equal("prompt", [*samples, *dialogues] if dialogues else (), params.leaks_of)
    for one, other, link in chain(found, longer):
        components.join(one, other, link)
    for pair in twins:
        if all("near" in params.leaks_of(collection).keys for collection, _ in pair.nodes):
            for node in pair.nodes[1:]:
                link = Link("near_record", pair.one, pair.other)
                components.join(pair.nodes[0], node, link)
    _check_sizes(components, samples, params)
    return components


def _links(
    samples: Sequence[Sample], chunks: Sequence[Chunk], leaks_of: LeaksOf, seed: int
) -> Iterator[tuple[Node, Node, Link]]:
    passages = {chunk.id: chunk for chunk in chunks}
    for sample in samples:
        for evidence in sample.evidence:
            if evidence.parent in passages:
                chunk = passages[evidence.parent]
                link = Link("group", sample.id, chunk.id)
                yield (sample.collection, sample.group), (chunk.collection, chunk.group), link
    yield from _equal("answer", samples, leaks_of)
    yield from _equal("prompt", samples, leaks_of)
    yield from _near(samples, chunks, leaks_of, seed)


def _equal(
    key: Key, samples: Sequence[Sample], leaks_of: LeaksOf
) -> Iterator[tuple[Node, Node, Link]]:
    first: dict[str, Sample] = {}
    for sample in chain.from_iterable(one.singles() for one in samples):
        leaks = leaks_of(sample.collection)
        if key not in leaks.keys:
            continue
        found = words(sample.answer if key == "answer" else prompt_of(sample))
        enough = leaks.min_words if key == "answer" else 1
        if len(found) < enough:
            continue
        known = first.setdefault(" ".join(found), sample)
        link = Link(key, known.id, sample.id)
        yield (known.collection, known.group), (sample.collection, sample.group), link


def _near(
    samples: Sequence[Sample], chunks: Sequence[Chunk], leaks_of: LeaksOf, seed: int
) -> Iterator[tuple[Node, Node, Link]]:
    passages = {chunk.id for chunk in chunks}
    texts: list[tuple[Node, str, str]] = [
        ((chunk.collection, chunk.group), chunk.id, chunk.text) for chunk in chunks
    ]
    texts += [
        ((sample.collection, sample.group), sample.id, f"{sample.question}\n{sample.answer}")
        for sample in samples
        if not any(evidence.parent in passages for evidence in sample.evidence)
    ]
    texts = [
        entry
        for entry in texts
        if "near" in (leaks := leaks_of(entry[0][0])).keys
        and len(words(entry[2])) >= leaks.min_words
    ]
    if not texts:
        return
    thresholds = [leaks_of(node[0]).near_jaccard for node, _, _ in texts]
    pairs = near_pairs([text for *_, text in texts], threshold=min(thresholds), seed=seed)
    for i, j, similarity in pairs:
        if similarity >= min(thresholds[i], thresholds[j]):
            yield texts[i][0], texts[j][0], Link("near", texts[i][1], texts[j][1])


def prompt_of(sample: Sample) -> str:
    """Return all that was said before the last target, the system turn apart."""
    turns = sample.turns[: sample.targets[-1]]
    return "\n".join(turn.content for turn in turns if turn.role != "system")


def _check_sizes(components: Components, samples: Collection[Sample], params: BuildParams) -> None:
    """Refuse a component that holds too much of a collection: no split would be fair."""
    names = components.names()
    members: defaultdict[tuple[str, str], list[Sample]] = defaultdict(list)
    for sample in samples:
        component = names[sample.collection, sample.group]
        members[component, sample.collection].append(sample)
    totals = Counter(sample.collection for sample in samples)
    for (_, collection), held in sorted(members.items()):
        share = len(held) / totals[collection]
        if len(held) > params.small_component and share > params.max_component_share:
            shown = {one.id: one.evidence[0].parent if one.evidence else one.id for one in samples}
            links = components.links((collection, held[0].group))
            raise SetupError(_too_large(links, shown, held, share, params))


def _too_large(
    links: Sequence[Link],
    shown: Mapping[str, str],
    held: Sequence[Sample],
    share: float,
    params: BuildParams,
) -> str:
    """Say what holds a component together.

    Args:
        links: What joined its groups.
        shown: For a sample, the id of a record that the stages before wrote: of a failed build
            nothing else can be looked up.
        held: Its samples of the collection.
        share: Which they are of the collection's.
        params: For the limit.
    """
    collection = held[0].collection
    start = (
        f"one component holds {share:.0%} of the {collection} samples, more than "
        f"build.max_component_share allows ({params.max_component_share:g})."
    )
    largest, size = Counter(sample.group for sample in held).most_common(1)[0]
    if not links or size / len(held) * share > params.max_component_share:
        example = next(shown[sample.id] for sample in held if sample.group == largest)
        return (
            f"{start} It is held together by the key 'group' (for example {example}): it is one "
            "chat or group and cannot be cut. Add more of them; raising "
            "build.max_component_share puts it whole into one split."
        )
    key = Counter(link.key for link in links).most_common(1)[0][0]
    pair = next((link.one, link.other) for link in links if link.key == key)
    example = " and ".join(shown.get(one, one) for one in pair)
    return (
        f"{start} It is held together by the key '{key}' (for example {example}). Choose finer "
        f"groups or other keys in build.leaks.{collection}, or raise build.max_component_share."
    )
