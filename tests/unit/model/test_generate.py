import dataclasses
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from understudy.model import generate as generating
from understudy.model.generate import GREEDY, Choice, circle, generate, one_thread
from understudy.model.load import Loaded, load
from unit.model.tiny import KINDS

EVERY = pytest.mark.parametrize("kind", KINDS)
PROMPTS = ([20, 31, 22, 23], [40, 41, 42, 40, 41, 42, 40, 41, 60, 61, 62], list(range(30, 99)))


@cache
def loaded(base: Path) -> Loaded:
    return load(base)


def endless(model: Loaded) -> Loaded:
    """Return the same model with an end token that is never said."""
    model.model.generation_config.eos_token_id = [10_000]
    return dataclasses.replace(model, facts=model.facts.model_copy(update={"stop_tokens": (-1,)}))


def naive(model: Loaded, prompt: Sequence[int], length: int) -> str:
    """Read everything again for each token: the definition of greedy decoding."""
    ids = list(prompt)
    with torch.inference_mode():
        for _ in range(length):
            ids.append(int(model.model(input_ids=torch.tensor([ids])).logits[0, -1].argmax()))
    text: str = model.tokenizer.decode(ids[len(prompt) :], skip_special_tokens=True)
    return text.strip()


@EVERY
def test_the_likeliest_token_follows_the_other(bases: dict[str, Path], kind: str) -> None:
    """One by one, from a cache, with guesses, as a batch: the same words."""
    model = endless(loaded(bases[kind]))
    expected = [naive(model, prompt, 20) for prompt in PROMPTS]
    answers = generate(model, PROMPTS, max_new_tokens=20)
    batch = generating._batch(model, PROMPTS, 20, GREEDY)

    assert expected == [answer.text for answer in answers]
    assert [(20, "length")] * 3 == [(answer.tokens, answer.ended) for answer in answers]
    assert expected == [generating._answer(model, tokens, 0).text for tokens in batch]


@pytest.mark.parametrize("kind", ["qwen2", "mistral"])
def test_guesses_change_no_answer(
    bases: dict[str, Path], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They save passes through the model where it copies, as in a circle."""
    model = endless(loaded(bases[kind]))
    passes = []
    original = type(model.model).forward

    def counted(self: Any, *args: Any, **kwargs: Any) -> Any:
        passes.append(1)
        return original(self, *args, **kwargs)

    with_guesses = generate(model, PROMPTS, max_new_tokens=300)
    monkeypatch.setattr(type(model.model), "forward", counted)
    generate(model, PROMPTS, max_new_tokens=300)
    guessed, passes = len(passes), []
    monkeypatch.setattr(generating, "_guess", lambda _: [])

    assert with_guesses == generate(model, PROMPTS, max_new_tokens=300)
    assert 3 * 300 == len(passes)
    if kind == "qwen2":
        assert guessed < len(passes) * 0.9  # random models turn in circles, sooner or later
    else:
        assert guessed == len(passes)  # a cache with a window cannot go back, so nothing is guessed


@pytest.mark.parametrize("length", [400, 497, 511])
def test_an_answer_may_fill_the_model_s_window(bases: dict[str, Path], length: int) -> None:
    """Up to its last place, also where the model repeats itself: no guess lies beyond."""
    model = endless(loaded(bases["gpt2"]))  # its positions are a table, which ends there
    assert model.facts.context_tokens is not None
    left = model.facts.context_tokens - length
    for prompt in (([40, 41, 42] * 200)[:length], ([50] * 600)[:length]):
        (answer,) = generate(model, [prompt], max_new_tokens=left)

        assert (left, "length") == (answer.tokens, answer.ended)
        assert naive(model, prompt, left) == answer.text


def test_an_answer_ends_where_the_model_ends_it(bases: dict[str, Path]) -> None:
    """Any of the end tokens does, and none of them is part of the text."""
    model = endless(loaded(bases["llama"]))
    (tokens,) = generating._batch(model, PROMPTS[2:], 12, GREEDY)
    stop = next(token for token in tokens[3:] if token not in tokens[:3])
    ended = model.facts.model_copy(update={"stop_tokens": (10_000, stop)})
    (answer,) = generate(dataclasses.replace(model, facts=ended), PROMPTS[2:], max_new_tokens=12)

    assert ("stop", tokens.index(stop)) == (answer.ended, answer.tokens)
    assert model.tokenizer.decode(tokens[: tokens.index(stop)]).strip() == answer.text


def test_a_model_that_turns_in_a_circle_is_stopped(bases: dict[str, Path]) -> None:
    """It is kept once; a batch is cut by the same rule."""
    model = endless(loaded(bases["qwen2"]))
    alone = generate(model, PROMPTS, max_new_tokens=400, repeat_tokens=8)
    batch = generating._batch(model, PROMPTS, 400, GREEDY)

    assert alone == [generating._answer(model, tokens, 8) for tokens in batch]
    assert "repeat" in {answer.ended for answer in alone}
    assert all(answer.tokens < 392 for answer in alone if answer.ended == "repeat")


@EVERY
def test_a_drawn_answer_depends_on_its_prompt_and_the_seed_alone(
    bases: dict[str, Path], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not on the prompts beside it, on guesses, or on being in a batch."""
    model = endless(loaded(bases[kind]))
    choice = Choice(temperature=0.5, top_p=0.9)
    answers = generate(model, PROMPTS, max_new_tokens=60, choice=choice)
    batch = generating._batch(model, PROMPTS, 60, choice)

    assert answers != generate(model, PROMPTS, max_new_tokens=60)
    assert answers != generate(model, PROMPTS, max_new_tokens=60, choice=Choice(0.5, 0.9, seed=1))
    assert answers[1:2] == generate(model, PROMPTS[1:2], max_new_tokens=60, choice=choice)
    assert answers == [generating._answer(model, tokens, 0) for tokens in batch]
    monkeypatch.setattr(generating, "_guess", lambda _: [])
    assert answers == generate(model, PROMPTS, max_new_tokens=60, choice=choice)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(1.0), [0.2, 0.5, 0.3]),
        (Choice(0.5), [0.04 / 0.38, 0.25 / 0.38, 0.09 / 0.38]),
        (Choice(1.0, top_p=0.6), [0.0, 0.625, 0.375]),
        (Choice(1.0, top_p=0.5), [0.0, 1.0, 0.0]),
        (Choice(1e-6), [0.0, 1.0, 0.0]),
        (GREEDY, [0.0, 1.0, 0.0]),
    ],
)
def test_tokens_are_drawn_as_often_as_they_are_likely(
    choice: Choice, expected: list[float]
) -> None:
    """Of p, p^(1/temperature); of the tail nothing, once the likeliest have top_p together."""
    logits = torch.tensor([[0.2, 0.5, 0.3]]).log().expand(1000, 3)
    drawn = choice.tokens(logits, [(i + 0.5) / 1000 for i in range(1000)])

    assert expected == pytest.approx([drawn.count(token) / 1000 for token in range(3)], abs=0.002)


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=9), st.floats(0.01, 1))
def test_every_chance_draws_a_token(logits: list[float], top_p: float) -> None:
    """Also the least and the greatest, whatever is left of the tail."""
    ends = [0.0, math.nextafter(1, 0)]
    drawn = Choice(1.0, top_p).tokens(torch.tensor([logits, logits]), ends)

    assert all(0 <= token < len(logits) for token in drawn)
    assert max(logits) == pytest.approx(logits[drawn[0]])


@given(st.lists(st.integers(0, 2), max_size=14), st.integers(0, 8))
def test_a_circle_is_a_stretch_that_is_said_again(tokens: list[int], size: int) -> None:
    """At the end, at least twice; the second or third time may be unfinished."""
    tail = tokens[len(tokens) - size :] if size <= len(tokens) else []
    expected = [
        period
        for period in range(1, len(tail) // 2 + 1)
        if (tail[:period] * len(tail))[: len(tail)] == tail
    ]

    assert (expected or [0])[0] == circle(tokens, size)


@given(st.integers(1, 12), st.integers(0, 30))
def test_no_circle_is_missed(period: int, before: int) -> None:
    """Whatever its length, up to half the tokens that are looked at."""
    tokens = [*range(100, 100 + before), *(list(range(period)) * 24)]

    assert period == circle(tokens, 24)
    assert 0 == circle(tokens, 0)


def test_a_guess_is_what_followed_the_same_two_tokens() -> None:
    """Latest place first, at most so many, none where they are new."""
    assert [4, 1, 2] == generating._guess([1, 2, 3, 9, 1, 2, 4, 1, 2])
    assert list(range(2, 10)) == generating._guess([*range(20), 0, 1])
    assert [5, 5] == generating._guess([5, 5, 5, 5])[:2] or [5] == generating._guess([5, 5, 5])
    assert [] == generating._guess([1, 2, 3])
    assert [] == generating._guess([1])


def test_answers_do_not_depend_on_the_number_of_threads(bases: dict[str, Path]) -> None:
    """They are computed on one, and the caller's number is given back."""
    model = endless(loaded(bases["gemma"]))
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    try:
        three = generate(model, PROMPTS, max_new_tokens=30)
        with one_thread():
            assert 1 == torch.get_num_threads()
            assert three == generate(model, PROMPTS, max_new_tokens=30)
        assert 3 == torch.get_num_threads()
    finally:
        torch.set_num_threads(before)
