"""Packs episodes into full rows of tokens and picks the positions that are learnt from."""

import random
from dataclasses import dataclass

import torch
from corpus import Language
from episodes import Pieces, Size, draw
from passages import PassageSource
from tokenizer import END, PAD
from torch import Tensor
from transformers import PreTrainedTokenizerFast

OTHER_POSITIONS = 0.15
"""Share of the tokens outside answers that are learnt from too."""
OTHER_WEIGHT = 0.3
FIRST_TOKENS = 3
FIRST_WEIGHT = 3.0
"""Weight of the first tokens of an answer: finding the place is harder than copying on from it."""
END_SHARE = 0.6
"""Share of the answers' ends marked by the tokenizer's end token; the others by the end of the
text."""


@dataclass(frozen=True, slots=True)
class Batch:
    """B rows of L tokens.

    `positions` are flat indices whose next token is learnt, `weights` how much.
    """

    tokens: Tensor
    positions: Tensor
    weights: Tensor


@dataclass(frozen=True, slots=True)
class Phase:
    """What the rows of one stretch of training look like."""

    until: float
    """Share of all steps at which the stretch ends."""
    row_tokens: int
    size: Size


PHASES = (
    Phase(0.15, 256, Size(1, 3, 4)),
    Phase(0.4, 384, Size(2, 4, 6)),
    Phase(0.85, 640, Size(3, 6, 8)),
    Phase(1.0, 896, Size(4, 7, 8)),
)


class BatchSource:
    """Makes batch number n; the same seed and number always give the same batch."""

    def __init__(
        self, tokenizer: PreTrainedTokenizerFast, text: dict[str, Language], seed: int
    ) -> None:
        self._tokenizer = tokenizer
        self._fast = tokenizer.backend_tokenizer
        self._pad, self._end = tokenizer.convert_tokens_to_ids([PAD, END])
        self._seed = seed
        pieces = (tokenizer.decode([i]) for i in range(len(tokenizer)))
        letters = sorted(
            {p.strip().lower() for p in pieces if p.strip().isalpha() and "\ufffd" not in p}
        )
        self._sources = [PassageSource(name, language, letters) for name, language in text.items()]

    def make(self, step: int, phase: Phase, batch_tokens: int) -> Batch:
        """Return the batch of a step."""
        rng = random.Random(f"{self._seed} {step}")
        rows, weights = [], []
        for _ in range(max(1, batch_tokens // phase.row_tokens)):
            tokens, learnt = self._row(rng, phase)
            rows.append(tokens)
            weights.append(learnt)
        flat = torch.tensor(weights)
        flat = torch.cat([flat[:, 1:], torch.zeros(len(rows), 1)], dim=1).flatten()
        positions = flat.nonzero().flatten()
        return Batch(torch.tensor(rows), positions, flat[positions])

    def encode(self, pieces: Pieces, end: int) -> tuple[list[int], list[float]]:
        """Return the tokens of an episode and how much each is learnt.

        Outside answers that is 0; the end token belongs to the answer before it.
        """
        tokens: list[int] = []
        weights: list[float] = []
        for text, is_answer in pieces:
            ids = self._fast.encode(text, add_special_tokens=False).ids
            tokens += ids
            first = min(FIRST_TOKENS, len(ids)) if is_answer else 0
            weights += [FIRST_WEIGHT] * first + [1.0 if is_answer else 0.0] * (len(ids) - first)
        return [*tokens, end], [*weights, 1.0 if pieces[-1][1] else 0.0]

    def _row(self, rng: random.Random, phase: Phase) -> tuple[list[int], list[float]]:
        tokens: list[int] = []
        weights: list[float] = []
        tries = 0
        while len(tokens) < phase.row_tokens:
            end = self._end if rng.random() < END_SHARE else self._pad
            ids, learnt = self.encode(draw(rng, self._sources, phase.size), end)
            tries += 1
            room = phase.row_tokens - len(tokens)
            if len(ids) > room and any(learnt) and room > phase.row_tokens // 5 and tries < 12:
                continue
            tokens += ids[:room]
            for weight in learnt[:room]:
                other = OTHER_WEIGHT if rng.random() < OTHER_POSITIONS else 0.0
                weights.append(weight or other)
        return tokens, weights
