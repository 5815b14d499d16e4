"""The order of a run."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from understudy.training.order import plan
from unit.training.made import example

lengths = st.lists(st.integers(3, 60), min_size=1, max_size=40)


@given(lengths, st.integers(1, 30), st.integers(1, 8), st.integers(0, 9))
def test_every_sample_comes_before_one_comes_again(
    sizes: list[int], steps: int, step_size: int, seed: int
) -> None:
    """As many samples as the run takes, and no sample more than once oftener than another."""
    examples = [example(number, length=size) for number, size in enumerate(sizes)]
    order = plan(examples, steps=steps, step_size=step_size, weights={}, seed=seed)
    counts = [Counter(order)[place] for place in range(len(examples))]

    assert steps * step_size == len(order)
    assert max(counts) - min(counts) <= 1
    assert order == plan(examples, steps=steps, step_size=step_size, weights={}, seed=seed)


@given(lengths, st.integers(1, 30))
def test_the_file_does_not_decide(sizes: list[int], steps: int) -> None:
    """The same samples in another order of the file take the same steps."""
    examples = [example(number, length=size) for number, size in enumerate(sizes)]
    turned = examples[::-1]
    order = plan(examples, steps=steps, step_size=2, weights={}, seed=1)
    other = plan(turned, steps=steps, step_size=2, weights={}, seed=1)

    assert [examples[place].sample for place in order] == [turned[place].sample for place in other]


def test_weights_say_how_often_a_collection_comes() -> None:
    """Twice the weight, twice as often; a collection's own samples come equally often."""
    examples = [
        example(number, collection="chats" if number % 3 else "rare") for number in range(60)
    ]
    order = plan(examples, steps=90, step_size=8, weights={"rare": 4.0}, seed=0)
    counts = Counter(examples[place].collection for place in order)
    own = Counter(place for place in order if examples[place].collection == "rare").values()

    # 40 chats against 20 rare ones, which come four times as often.
    assert abs(counts["rare"] / counts["chats"] - 2) < 0.1
    assert max(own) - min(own) <= 1


def test_steps_hold_samples_of_like_length() -> None:
    """Sorted in windows: at most a tenth of the tokens is padding, unsorted about a third."""
    examples = [example(number, length=20 + (number * 37) % 200) for number in range(400)]
    order = plan(examples, steps=100, step_size=8, weights={}, seed=0)
    sizes = [len(examples[place].input_ids) for place in order]
    padded = sum(8 * max(sizes[start : start + 8]) for start in range(0, len(sizes), 8))

    assert padded < 1.1 * sum(sizes)
