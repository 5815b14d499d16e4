import logging
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import SetupError
from understudy.core.records import Chunk, Sample
from understudy.dataset.params import BuildParams, SplitParams
from understudy.dataset.split import asked, check_filled, memberships, split_of, warn_untrained
from unit.dataset.worlds import components, params, sample, worlds

NAMES = [f"component-{number}" for number in range(4000)]


def test_shares_are_met_as_chance_allows() -> None:
    """Of 4000 components each share is met within four standard deviations."""
    chosen = SplitParams(eval=0.1, test=0.3)
    counts = dict.fromkeys(("train", "eval", "test"), 0)
    for name in NAMES:
        counts[split_of(name, chosen, 0)] += 1

    assert 2400 == pytest.approx(counts["train"], abs=4 * 31)
    assert 400 == pytest.approx(counts["eval"], abs=4 * 19)
    assert 1200 == pytest.approx(counts["test"], abs=4 * 29)


@given(st.floats(0, 0.4), st.floats(0, 0.4), st.floats(0, 0.5), st.integers(0, 3))
def test_another_share_moves_nothing_between_eval_and_test(
    test: float, more: float, held: float, seed: int
) -> None:
    """A larger test split keeps all that it had; the same for eval."""
    smaller, larger = SplitParams(eval=held, test=test), SplitParams(eval=held / 2, test=more)
    for name in NAMES[:50]:
        pair = split_of(name, smaller, seed), split_of(name, larger, seed)

        assert pair not in {("eval", "test"), ("test", "eval")}
        assert not (test <= more and pair[0] == "test" != pair[1])


def test_another_seed_deals_differently() -> None:
    """Not every component moves, but many do."""
    chosen = SplitParams()
    moved = sum(split_of(name, chosen, 0) != split_of(name, chosen, 1) for name in NAMES)

    assert 0.3 < moved / len(NAMES) < 0.8


def split(samples: list[Sample], chunks: list[Chunk], chosen: BuildParams) -> dict[str, str]:
    members = memberships(components(samples, chunks, chosen).names(), chosen.split, chosen.seed)
    return {f"{m.collection}/{m.group}": f"{m.component} {m.split}" for m in members}


@given(worlds(), worlds(), st.sampled_from(["group", "answer", "prompt", "near"]))
def test_adding_a_component_moves_no_other(
    world: tuple[list[Sample], list[Chunk]], addition: tuple[list[Sample], list[Chunk]], key: str
) -> None:
    """Whatever comes with groups and texts of its own, all that exists stays where it is."""
    chosen = params(
        leaks={"default": {"keys": [key], "min_words": 3}}, max_component_share=1, small_component=0
    )
    new = [
        one.model_copy(
            update={
                "id": f"new-{number}",
                "group": f"new {one.group}",
                "evidence": (),
                "turns": tuple(
                    replace(turn, content=f"new{turn.content}".replace(" ", " new"))
                    for turn in one.turns
                ),
            }
        )
        for number, one in enumerate(addition[0])
    ]
    before = split(*world, chosen)
    after = split([*new, *world[0]], world[1], chosen)

    assert before == {name: place for name, place in after.items() if name in before}
    assert len(after) > len(before)


def check(count: int, seed: int = 0, **shares: float) -> None:
    """Check so many components of one sample each."""
    samples = [sample(f"q{i}", f"a{i}", collection="faq", group=str(i)) for i in range(count)]
    chosen = params(split=shares, max_component_share=1)
    members = memberships(components(samples, [], chosen).names(), chosen.split, seed)
    check_filled(members, samples, chosen.split, seed)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("eval_share", "test_share"), [(0.1, 0.3), (0.05, 0.8), (0, 0.1)])
def test_thin_splits_are_refused_with_a_share_that_does(
    seed: int, eval_share: float, test_share: float
) -> None:
    """The share in the message fills what was thin."""
    shares = {"eval": eval_share, "test": test_share}
    for _ in range(3):  # the advice for one split may show that another is thin
        try:
            check(15, seed, **shares)
        except SetupError as error:
            assert re.search(r"(train|eval|test) got [01] of 15 components", str(error))
            advice = re.search(r"Or set build\.split\.(\w+) to ([\d.]+)\.$", str(error))
            if advice is None:
                assert "No other share of build.split" in str(error)
                return
            shares[advice[1]] = float(advice[2])
    check(15, seed, **shares)


def test_too_few_components_are_refused_whatever_the_share() -> None:
    """A split that was not asked for may be empty, the others not."""
    with pytest.raises(SetupError, match=r"Give more data: \d+ .*No other share"):
        check(3, eval=0.1, test=0.3)
    with pytest.raises(SetupError, match=r"train got 0 of 0 components"):
        check(0, test=0)
    check(40, eval=0, test=0)
    check(1, eval=0, test=0)  # one chat alone can be learnt, though not measured


def test_a_collection_without_training_samples_is_warned_of(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """One long chat falls into one split; the collections that train has are not mentioned."""
    chats = [sample(f"q{i}", f"a{i}", collection="chats", group="one") for i in range(40)]
    faq = [sample(f"f{i}", f"b{i}", collection="faq", group=str(i)) for i in range(40)]
    names = components([*chats, *faq], [], params(max_component_share=1)).names()
    seed = next(
        seed for seed in range(99) if split_of(names["chats", "one"], SplitParams(), seed) == "test"
    )

    with caplog.at_level(logging.WARNING):
        warn_untrained(memberships(names, SplitParams(), seed), [*chats, *faq])

    message = "no sample of 'chats' is in train: its 40 samples are 1 component, in test."
    assert [f"{message} Add more, or set build.split."] == caplog.messages


def test_the_advice_is_good() -> None:
    """With as many components as it says, a share is filled with probability .95."""
    chosen = SplitParams(eval=0.1, test=0)
    filled = sum(
        sum(split_of(f"{trial}-{i}", chosen, 0) == "eval" for i in range(46)) >= 2
        for trial in range(1000)
    )

    assert 0.93 < filled / 1000 < 0.97
    assert {"train": 0.9, "eval": 0.1, "test": 0} == asked(chosen)
