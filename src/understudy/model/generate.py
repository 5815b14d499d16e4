"""Answers, one token after the other until an end token: each the likeliest, or drawn by chance.

On CPU one prompt at a time, unpadded, on one thread: a batch or another number of threads changes
the last bits of the numbers, and an answer may not depend on which others are asked for.

Import this module where a model is used, not at the top of a package: it needs torch.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

import torch

from understudy.model.load import Loaded

GUESSED_TOKENS = 8  # as cheap to check as one; longer guesses are seldom right to their end


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said."""

    text: str
    tokens: int
    """How many tokens it took, the end token not counted."""
    ended: Literal["stop", "length", "repeat"]
    """By an end token, because it was long enough, or because it turned in a circle."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which token comes next: the likeliest, or one that is drawn."""

    temperature: float = 0.0
    """0 for the likeliest."""
    top_p: float = 1.0
    """Probability of the tokens that are drawn from, the likeliest first."""
    seed: int = 0

    def chances(self, prompt: Sequence[int], count: int) -> list[float]:
        """Return a number from 0 to 1 for each token of an answer: the same for the same prompt.

        A token's number belongs to its place, so neither a guess nor a batch changes an answer.
        """
        chance = Random(f"{self.seed} {list(prompt)}")
        return [chance.random() for _ in range(count)]

    def tokens(self, logits_LV: torch.Tensor, chances: Sequence[float]) -> list[int]:  # noqa: N803
        """Choose a token for each row of logits.

        References:
            Holtzman et al., The Curious Case of Neural Text Degeneration, ICLR 2020: ``top_p``.
        """
        if self.temperature == 0:
            likeliest: list[int] = logits_LV.argmax(-1).tolist()
            return likeliest
        shares, order = (
            (logits_LV.double() / self.temperature).softmax(-1).sort(descending=True, stable=True)
        )
        before = shares.cumsum(-1) - shares
        bounds = torch.where(before < self.top_p, shares, 0.0).cumsum(-1)
        wanted = torch.tensor(chances, dtype=torch.double, device=bounds.device).unsqueeze(-1)
        places = (bounds < wanted * bounds[:, -1:]).sum(-1, keepdim=True)
        drawn: list[int] = order.gather(-1, places).squeeze(-1).tolist()
        return drawn


GREEDY = Choice()


@contextmanager
def one_thread() -> Iterator[None]:
    """Compute on one thread, so that sums are added in one order everywhere."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def generate(
    loaded: Loaded,
    prompts: Sequence[Sequence[int]],
    *,
    max_new_tokens: int,
    repeat_tokens: int = 0,
    choice: Choice = GREEDY,
) -> list[Answer]:
    """Answer prompts.

    Args:
        loaded: The model.
        prompts: Tokens, as `understudy.model.render.render_prompt` returns them. On CUDA they are
            answered as one batch; elsewhere one by one.
        max_new_tokens: Longest answer.
        repeat_tokens: Stop when the last so many tokens say one thing twice or more, and keep it
            once; 0 never.
        choice: Which token comes next.
    """
    if loaded.device.startswith("cuda") and len(prompts) > 1:
        ways = _batch(loaded, prompts, max_new_tokens, choice)
    else:
        with one_thread():
            ways = [_one(loaded, one, max_new_tokens, repeat_tokens, choice) for one in prompts]
    return [_answer(loaded, tokens, repeat_tokens) for tokens in ways]


def circle(tokens: Sequence[int], size: int) -> int:
    """Return the length of the stretch that the last ``size`` tokens say twice or more, else 0."""
    tail = tokens[-size:] if 0 < size <= len(tokens) else ()
    periods = range(1, len(tail) // 2 + 1)
    return next((period for period in periods if tail[period:] == tail[:-period]), 0)


def _one(
    loaded: Loaded, prompt: Sequence[int], max_new_tokens: int, repeat_tokens: int, choice: Choice
) -> list[int]:
    """Return the tokens after a prompt, up to the one that ends it.

    Answers copy from passages, so each step puts a guess behind the last token: what followed these
    words before. One pass through the model then confirms as many tokens as were guessed right. A
    guess changes how soon an answer is there, not what it says (but for ties in the last bits, and
    those come out the same in every run).

    References:
        Saxena, Prompt Lookup Decoding, 2023 (https://github.com/apoorvumang/prompt-lookup-decoding).
    """
    stop = frozenset(loaded.facts.stop_tokens)
    chances = choice.chances(prompt, max_new_tokens)
    context = list(prompt)
    step = list(prompt)
    past = None
    with torch.inference_mode():
        while len(context) - len(prompt) < max_new_tokens:
            place = len(context) - len(prompt)
            # What lies beyond the answer's last token is beyond the model's window, too.
            left = max_new_tokens - place
            guess: list[int] = _guess(context)[: left - 1] if _can_go_back(past) else []
            out = loaded.model(
                input_ids=torch.tensor([step + guess], device=loaded.device),
                past_key_values=past,
                use_cache=True,
                logits_to_keep=len(guess) + 1,
            )
            chosen = choice.tokens(out.logits[0], chances[place : place + len(guess) + 1])
            past = out.past_key_values
            right = _agreeing(guess, chosen)
            for token in chosen[: right + 1]:
                context.append(token)
                said = context[len(prompt) :]
                if token in stop or circle(said, repeat_tokens) or len(said) == max_new_tokens:
                    return said
            if right < len(guess):
                past.crop(right - len(guess))  # negative: so many are forgotten
            step = context[-1:]
    return context[len(prompt) :]


def _guess(context: Sequence[int]) -> list[int]:
    """Return what followed the last two tokens where they stood before, latest place first."""
    pair = context[-2:]
    for place in range(len(context) - 3, -1, -1):
        if context[place : place + 2] == pair:
            return list(context[place + 2 : place + 2 + GUESSED_TOKENS])
    return []


def _agreeing(guess: Sequence[int], chosen: Sequence[int]) -> int:
    """Count how many guessed tokens are what the model would have said."""
    pairs = zip(guess, chosen, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), len(guess))


def _can_go_back(past: Any) -> bool:
    """Tell whether a cache can forget its last tokens; windows and recurrent states cannot."""
    layers = getattr(past, "layers", ())
    return bool(layers) and all(type(layer).__name__ == "DynamicLayer" for layer in layers)


def _batch(
    loaded: Loaded, prompts: Sequence[Sequence[int]], max_new_tokens: int, choice: Choice
) -> list[list[int]]:
    """Return the tokens after each prompt, padded with tokens after the end."""
    width = max(map(len, prompts))
    chances = [choice.chances(prompt, max_new_tokens) for prompt in prompts]

    def leave_the_chosen(ids: torch.Tensor, logits_BV: torch.Tensor) -> torch.Tensor:  # noqa: N803
        now = [each[ids.shape[1] - width] for each in chances]
        chosen = torch.tensor(choice.tokens(logits_BV, now), device=logits_BV.device)
        return torch.full_like(logits_BV, -torch.inf).scatter(1, chosen.unsqueeze(1), 0.0)

    pad = loaded.tokenizer.pad_token_id
    ids = [[pad] * (width - len(prompt)) + list(prompt) for prompt in prompts]
    mask = [[0] * (width - len(prompt)) + [1] * len(prompt) for prompt in prompts]
    with torch.inference_mode():
        out = loaded.model.generate(
            input_ids=torch.tensor(ids, device=loaded.device),
            attention_mask=torch.tensor(mask, device=loaded.device),
            max_new_tokens=max_new_tokens,
            do_sample=False,
            logits_processor=[leave_the_chosen],
        )
    found: list[list[int]] = out[:, width:].tolist()
    return found


def _answer(loaded: Loaded, tokens: Sequence[int], repeat_tokens: int) -> Answer:
    """Cut what a model said at its end; the same rule for one and for a batch."""
    stop = frozenset(loaded.facts.stop_tokens)
    said: list[int] = []
    ended: Literal["stop", "length", "repeat"] = "length"
    for token in tokens:
        if token in stop:
            ended = "stop"
            break
        said.append(token)
        if period := circle(said, repeat_tokens):
            ended = "repeat"
            del said[period - repeat_tokens :]
            break
    text = loaded.tokenizer.decode(
        said, skip_special_tokens=True, clean_up_tokenization_spaces=False
    )
    return Answer(text.strip(), len(said), ended)
