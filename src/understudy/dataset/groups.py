"""Groups that share a leak key become one component, which lies in one split whole.

A component is named after the smallest hash among its groups. So it keeps its name, and with it
its split, when other components come or go, and when groups join it whose hash is not the
smallest; a group that joins two components gives both the same name, and one of them may move.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Literal

from understudy.core.errors import SetupError
from understudy.core.near import near_pairs
from understudy.core.records import Chunk, stable_id
from understudy.core.wording import words
from understudy.dataset.drafts import Draft, Drafts, LeaksOf, hash_of
from understudy.dataset.params import BuildParams, Key
from understudy.dataset.texts import Entry, Texts
from understudy.dataset.twins import Node, Twins

Joint = Key | Literal["exchange", "near_record"]
"""What joins groups: a leak key; a question with its answer, which may stand in a dialogue before
the target; or whole records that clean found to be nearly the same."""

OF: Mapping[Joint, Key] = {"exchange": "answer", "near_record": "near"}
"""What joins groups to the leak key that asks for it, where they differ."""

MILDER: Mapping[Joint, str] = {
    "answer": ", more min_words",
    "exchange": ", more min_words",
    "near": ", more min_words, a higher near_jaccard",
}
"""What lets a leak key join less, for the message of a component that is too large."""


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
    samples: Drafts,
    chunks: Iterable[Chunk],
    params: BuildParams,
    more: Iterable[Node] = (),
    twins: Sequence[Twins] = (),
    dialogues: Sequence[Draft] = (),
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
    drafts, longer = _ordered(samples), _ordered(dialogues)
    texts = Texts(samples, params.leaks_of)
    for chunk in chunks:
        texts.add(chunk)
    texts.compare(drafts)
    own = (draft.node for draft in drafts)
    known = (entry.node for entry in texts.passages.values())
    components = Components(chain(own, known, more))
    found = chain(
        _quoting(drafts, texts.passages),
        _equal("answer", drafts, attrgetter("answers")),
        _equal("prompt", drafts, attrgetter("prompts")),
        _near(texts, params.leaks_of, params.seed),
        _equal("exchange", [*drafts, *longer], attrgetter("exchanges")),
        _equal("prompt", [*drafts, *longer] if longer else (), attrgetter("prompts")),
        _respelt(chain(drafts, texts.passages.values()), params),
    )
    for one, other, link in found:
        components.join(one, other, link)
    for pair in twins:
        if all("near" in params.leaks_of(collection).keys for collection, _ in pair.nodes):
            for node in pair.nodes[1:]:
                link = Link("near_record", pair.one, pair.other)
                components.join(pair.nodes[0], node, link)
    _check_sizes(components, drafts, params, samples)
    return components


def _ordered(drafts: Iterable[Draft]) -> list[Draft]:
    """Sort by group, then id; two sorts need no key of their own for each."""
    ordered = sorted(drafts, key=attrgetter("id"))
    ordered.sort(key=attrgetter("node"))
    return ordered


def _quoting(
    drafts: Iterable[Draft], passages: Mapping[str, Entry]
) -> Iterator[tuple[Node, Node, Link]]:
    for draft in drafts:
        for parent in draft.parents:
            if parent in passages:
                link = Link("group", draft.id, parent)
                yield draft.node, passages[parent].node, link


def _equal(
    key: Joint, drafts: Iterable[Draft], values: Callable[[Draft], tuple[bytes, ...]]
) -> Iterator[tuple[Node, Node, Link]]:
    first: dict[bytes, Draft] = {}
    for draft in drafts:
        for value in values(draft):
            known = first.setdefault(value, draft)
            if known is not draft:
                link = Link(key, known.id, draft.id)
                yield known.node, draft.node, link


def _respelt(
    things: Iterable[Draft | Entry], params: BuildParams
) -> Iterator[tuple[Node, Node, Link]]:
    """Pair groups of rows that have the same words: people type them, and not always alike."""
    first: dict[bytes, Draft | Entry] = {}
    last: Node | None = None
    for one in things:
        if one.node == last:
            continue
        last = one.node
        collection, group = one.node
        if params.is_table(collection) and (said := words(group)):
            known = first.setdefault(hash_of([collection, *said]), one)
            if known.node != one.node:
                yield known.node, one.node, Link("group", known.id, one.id)


def _near(texts: Texts, leaks_of: LeaksOf, seed: int) -> Iterator[tuple[Node, Node, Link]]:
    if not len(texts):
        return
    entries = texts.compared
    thresholds = {name: leaks_of(name).near_jaccard for name in {e.node[0] for e in entries}}
    pairs = near_pairs(texts, threshold=min(thresholds.values()), seed=seed)
    for i, j, similarity in pairs:
        one, other = entries[i], entries[j]
        if similarity >= min(thresholds[one.node[0]], thresholds[other.node[0]]):
            yield one.node, other.node, Link("near", one.id, other.id)


def _check_sizes(
    components: Components, ordered: Collection[Draft], params: BuildParams, samples: Drafts
) -> None:
    """Refuse a component that holds too much of a collection: no split would be fair."""
    names = components.names()
    sizes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for draft in ordered:
        sizes[draft.collection][names[draft.node]] += 1
    totals = {collection: counts.total() for collection, counts in sizes.items()}
    large = [
        (component, collection)
        for collection, counts in sizes.items()
        for component, count in counts.items()
        if count > params.small_component
        and count / totals[collection] > params.max_component_share
    ]
    if large:
        component, collection = min(large)
        held = [
            one for one in ordered if one.collection == collection and names[one.node] == component
        ]
        share = len(held) / totals[collection]
        links = components.links(held[0].node)
        raise SetupError(_too_large(links, samples.record, held, share, params))


def _too_large(
    links: Sequence[Link],
    shown: Callable[[str], str],
    held: Sequence[Draft],
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
        example = next(shown(sample.id) for sample in held if sample.group == largest)
        return (
            f"{start} It is held together by the key 'group' (for example {example}): it is one "
            "chat or group and cannot be cut. Add more of them; raising "
            "build.max_component_share puts it whole into one split."
        )
    key = Counter(link.key for link in links).most_common(1)[0][0]
    milder = MILDER.get(key, "")
    pair = next((link.one, link.other) for link in links if link.key == key)
    example = " and ".join(map(shown, pair))
    return (
        f"{start} It is held together by the key '{OF.get(key, key)}' (for example {example}). "
        f"Choose finer groups, other keys{milder} in build.leaks.{collection}, or raise "
        "build.max_component_share."
    )
