"""Greedy answers: the likeliest token after the other, until an end token.

On CPU one prompt at a time, unpadded, on one thread: a batch or another number of threads changes
the last bits of the numbers, and an answer may not depend on which others are asked for.

Import this module where a model is used, not at the top of a package: it needs torch.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
    loaded: Loaded, prompts: Sequence[Sequence[int]], *, max_new_tokens: int, repeat_tokens: int = 0
) -> list[Answer]:
    """Answer prompts.

    Args:
        loaded: The model.
        prompts: Tokens, as `understudy.model.render.render_prompt` returns them. On CUDA they are
            answered as one batch; elsewhere one by one.
        max_new_tokens: Longest answer.
        repeat_tokens: Stop when the last so many tokens say one thing twice or more, and keep it
            once; 0 never.
    """
    if loaded.device.startswith("cuda") and len(prompts) > 1:
        ways = _batch(loaded, prompts, max_new_tokens)
    else:
        with one_thread():
            ways = [_one(loaded, prompt, max_new_tokens, repeat_tokens) for prompt in prompts]
    return [_answer(loaded, tokens, repeat_tokens) for tokens in ways]


def circle(tokens: Sequence[int], size: int) -> int:
    """Return the length of the stretch that the last ``size`` tokens say twice or more, else 0."""
    tail = tokens[-size:] if 0 < size <= len(tokens) else ()
    periods = range(1, len(tail) // 2 + 1)
    return next((period for period in periods if tail[period:] == tail[:-period]), 0)


def _one(
    loaded: Loaded, prompt: Sequence[int], max_new_tokens: int, repeat_tokens: int
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
    context = list(prompt)
    step = list(prompt)
    past = None
    with torch.inference_mode():
        while len(context) - len(prompt) < max_new_tokens:
            left = max_new_tokens - (len(context) - len(prompt))
            # What lies beyond the answer's last token is beyond the model's window, too.
            guess: list[int] = _guess(context)[: left - 1] if _can_go_back(past) else []
            out = loaded.model(
                input_ids=torch.tensor([step + guess], device=loaded.device),
                past_key_values=past,
                use_cache=True,
                logits_to_keep=len(guess) + 1,
            )
            likeliest: list[int] = out.logits[0].argmax(-1).tolist()
            past = out.past_key_values
            right = _agreeing(guess, likeliest)
            for token in likeliest[: right + 1]:
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


def _agreeing(guess: Sequence[int], likeliest: Sequence[int]) -> int:
    """Count how many guessed tokens are what the model would have said."""
    pairs = zip(guess, likeliest, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), len(guess))


def _can_go_back(past: Any) -> bool:
    """Tell whether a cache can forget its last tokens; windows and recurrent states cannot."""
    layers = getattr(past, "layers", ())
    return bool(layers) and all(type(layer).__name__ == "DynamicLayer" for layer in layers)


def _batch(
    loaded: Loaded, prompts: Sequence[Sequence[int]], max_new_tokens: int
) -> list[list[int]]:
    """Return the tokens after each prompt, padded with tokens after the end."""
    width = max(map(len, prompts))
    pad = loaded.tokenizer.pad_token_id
    ids = [[pad] * (width - len(prompt)) + list(prompt) for prompt in prompts]
    mask = [[0] * (width - len(prompt)) + [1] * len(prompt) for prompt in prompts]
    with torch.inference_mode():
        out = loaded.model.generate(
            input_ids=torch.tensor(ids, device=loaded.device),
            attention_mask=torch.tensor(mask, device=loaded.device),
            max_new_tokens=max_new_tokens,
            do_sample=False,
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
