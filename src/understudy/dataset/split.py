"""Which split a component lies in, decided by the hash of its name, or by its time."""

import hashlib
import logging
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from understudy.core.errors import SetupError
from understudy.core.outcomes import Membership
from understudy.core.records import SPLITS
from understudy.dataset.params import SplitParams
from understudy.dataset.twins import Node, Placed

log = logging.getLogger(__name__)

ENOUGH = {"train": 1, "eval": 2, "test": 2}
"""Components that a split needs; of what is measured one alone has no spread."""
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Members:
    """Which component and which split every group belongs to; walking gives records of it."""

    components: Mapping[Node, str]
    """Component of each group, in the groups' order."""
    splits: Mapping[Node, str]

    def __iter__(self) -> Iterator[Membership]:
        for node, component in self.components.items():
            collection, group = node
            fields = {"collection": collection, "group": group, "component": component}
            yield Membership.model_validate({**fields, "split": self.splits[node]})


def split_of(component: str, params: SplitParams, seed: int) -> str:
    """Return ``train``, ``eval`` or ``test``.

    The hash is a number in [0, 1). Test takes the low end and eval the high end, so that another
    share of the one moves components between it and train only.
    """
    digest = hashlib.sha256(f"{seed}\0{component}".encode()).digest()
    draw = int.from_bytes(digest[:8], "big") / 2**64
    if draw < params.test:
        return "test"
    return "eval" if draw >= 1 - params.eval else "train"


def memberships(
    names: Mapping[Node, str],
    params: SplitParams,
    seed: int,
    dealt: Mapping[str, str] = MappingProxyType({}),
) -> Members:
    """Say of every group which component and which split it belongs to.

    Args:
        names: Component of each group.
        params: The shares.
        seed: What the hash depends on beside the name.
        dealt: Split of the components that no hash decides.
    """
    splits = {
        node: dealt.get(component) or split_of(component, params, seed)
        for node, component in names.items()
    }
    return Members(names, splits)


def check_filled(
    members: Members,
    samples: Iterable[Placed],
    params: SplitParams,
    seed: int,
    losses: str = "",
) -> None:
    """Refuse splits too thin to train on or to measure with; nothing is moved to fill them.

    Args:
        members: All groups.
        samples: What came into the dataset.
        params: The shares asked for; a split whose share is 0 may be empty.
        seed: The one that the components were dealt with.
        losses: What was left out before, for the message: most often there would be enough.

    Raises:
        SetupError: A split has too few components with samples; the message says how many, or
            which share, would do.
    """
    before = f" Left out before were {losses}." if losses else ""
    nodes = ((sample.collection, sample.group) for sample in samples)
    filled = {members.components[node]: members.splits[node] for node in nodes}
    counts = Counter(filled.values())
    for split in SPLITS:
        got = counts[split]
        if asked(params)[split] and got < ENOUGH[split]:
            message = _too_thin(split, got, filled, params)
            if params.by == "time":
                raise SetupError(f"{message}. Or give it a larger share in build.split.{before}")
            raise SetupError(f"{message}. {_other_share(split, filled, params, seed)}{before}")


def warn_untrained(members: Members, samples: Collection[Placed]) -> None:
    """Warn of collections that a model will be asked about without having seen any of them.

    Args:
        members: All groups.
        samples: What came into the dataset.
    """
    held: defaultdict[str, set[str]] = defaultdict(set)
    for sample in samples:
        held[sample.collection].add(members.splits[sample.collection, sample.group])
    for collection, splits in sorted(held.items()):
        if "train" in splits:
            continue
        found = [(one.collection, one.group) for one in samples if one.collection == collection]
        components = len({members.components[node] for node in found})
        log.warning(
            "no sample of %r is in train: its %d samples are %d component%s, in %s. "
            "Add more, or set build.split.",
            collection,
            len(found),
            components,
            "" if components == 1 else "s",
            " and ".join(sorted(splits)),
        )


def asked(params: SplitParams) -> dict[str, float]:
    """Return the share of each split."""
    return {
        "train": round(1 - params.eval - params.test, 10),
        "eval": params.eval,
        "test": params.test,
    }


def _counts(components: Iterable[str], params: SplitParams, seed: int) -> Counter[str]:
    return Counter(split_of(component, params, seed) for component in components)


def _too_thin(split: str, got: int, components: Collection[str], params: SplitParams) -> str:
    share = asked(params)[split]
    message = (
        f"{split} got {got} of {len(components)} components with samples, and needs "
        f"{ENOUGH[split]} at least. A component is a set of groups that share nothing with "
        "others, e.g. a chat. Give more data: "
    )
    if params.by == "time":
        return f"{message}{math.ceil(ENOUGH[split] / share)} components fill a share of {share:g}"
    needed = next(n for n in _counting() if _likely_enough(n, share, ENOUGH[split]))
    return f"{message}{needed} components fill a share of {share:g} with probability {CONFIDENCE:g}"


def _other_share(split: str, components: Collection[str], params: SplitParams, seed: int) -> str:
    name = "test" if split == "train" else split
    for hundredths in range(1, 100):
        other = round(getattr(params, name) + (-1 if split == "train" else 1) * hundredths / 100, 2)
        rest = params.eval if name == "test" else params.test
        if not 0 < other < 1 - rest:
            break
        changed = params.model_copy(update={name: other})
        counts = _counts(components, changed, seed)
        if all(counts[one] >= ENOUGH[one] for one in SPLITS if asked(changed)[one]):
            return f"Or set build.split.{name} to {other:g}."
    return (
        f"No other share of build.split.{name} would do; with 0 for eval and test all is learnt "
        "and nothing measured."
    )


def _likely_enough(total: int, share: float, least: int) -> bool:
    """Tell whether ``total`` draws fill a share with one or two components, most probably."""
    missed = (1 - share) ** total
    if least > 1:
        missed += total * share * (1 - share) ** (total - 1)
    return 1 - missed >= CONFIDENCE


def _counting() -> Iterable[int]:
    """Yield numbers that grow by at most 5 %: an estimate needs no more."""
    number = 1
    while True:
        yield number
        number = max(number + 1, math.floor(number * 1.05))
