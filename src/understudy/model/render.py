"""From turns to tokens: which tokens a model reads, and which it is held to.

Loss falls on the target turns and their end tokens, nowhere else. A prompt for generation is made
here too, from the same layout: it is what stands before the first label, token by token.
"""

import functools
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple

from understudy.core.errors import InputError
from understudy.core.records import Sample, Turn
from understudy.model.template import Layout, lay_out

IGNORED = -100  # what torch.nn.functional.cross_entropy skips by default


class Rendered(NamedTuple):
    """A sample as tokens."""

    input_ids: list[int]
    labels: list[int]
    """The token where it carries loss, else `IGNORED`; as long as ``input_ids``, not shifted."""
    turns_left_out: int = 0
    """Oldest turns that had to go so that the rest fits."""


class _Piece(NamedTuple):
    """A stretch of the text whose ends are ends of tokens."""

    start: int
    end: int
    turn: int | None = None
    """The assistant's turn that it is; None for what stands between."""
    needs_end: bool = False
    """The template closes the turn with no token of its own, so the end token is added."""


def render(sample: Sample, tokenizer: Any, max_tokens: int) -> Rendered:
    """Turn a sample into tokens and labels.

    A sample that is too long loses its oldest exchanges, never a part of a turn; the system turn
    and the last target stay whole. Words of a turn never become control tokens.

    Args:
        sample: Turns, or a text of continued training (all of it carries loss).
        tokenizer: From a base folder, with its chat template.
        max_tokens: Longest result.

    Raises:
        InputError: The last target with its question does not fit (``no_target_left``).
    """
    if sample.turns[0].role == "text":
        return _render_text(sample, tokenizer, max_tokens)
    turns, targets = sample.turns[: sample.targets[-1] + 1], sample.targets
    left_out = 0
    while True:
        ids, labels = _render_turns(turns, targets, tokenizer)
        if len(ids) <= max_tokens:
            return Rendered(ids, labels, left_out)
        shorter = _without_oldest(turns, targets)
        if shorter is None:
            raise _too_long(sample.id, len(ids), max_tokens, "target", "no_target_left")
        turns, targets = shorter
        left_out += 2


def render_prompt(
    where: str, turns: Sequence[Turn], tokenizer: Any, max_tokens: int
) -> tuple[list[int], int]:
    """Return the tokens after which a model answers, and how many old turns had to go.

    They equal what `render` puts before the last target's first label.

    Args:
        where: The sample's id, for the message.
        turns: ``[system] (user assistant)* user``.
        tokenizer: From a base folder, with its chat template.
        max_tokens: Longest result.

    Raises:
        InputError: The last question does not fit (``prompt_too_long``).
    """
    asked: tuple[Turn, ...] = (*turns, Turn(role="assistant", content="."))
    left_out = 0
    while True:
        layout = lay_out(asked, tokenizer)
        pieces = _pieces(layout, asked, tokenizer)[:-1]
        ids = list(chain.from_iterable(_tokenise(layout, pieces, tokenizer)))
        if len(ids) <= max_tokens:
            return ids, left_out
        shorter = _without_oldest(asked, (len(asked) - 1,))
        if shorter is None:
            raise _too_long(where, len(ids), max_tokens, "question", "prompt_too_long")
        asked, _ = shorter
        left_out += 2


def _render_text(sample: Sample, tokenizer: Any, max_tokens: int) -> Rendered:
    ids: list[int] = []
    words = Layout(sample.answer, {0: (0, len(sample.answer))})
    edges = [0, *_quoted_controls(words, tokenizer), len(sample.answer)]
    for part, (start, end) in enumerate(pairwise(edges)):
        piece = sample.answer[start:end]  # only the first may get the token that opens a text
        ids += tokenizer(piece, add_special_tokens=not part, verbose=False)["input_ids"]
    opens = bool(ids) and ids[0] == tokenizer.bos_token_id
    if not ids or ids[-1] != tokenizer.eos_token_id:
        ids.append(tokenizer.eos_token_id)
    if len(ids) > max_tokens:
        raise _too_long(sample.id, len(ids), max_tokens, "target", "no_target_left")
    return Rendered(ids, [IGNORED, *ids[1:]] if opens else list(ids))


def _render_turns(
    turns: Sequence[Turn], targets: Sequence[int], tokenizer: Any
) -> tuple[list[int], list[int]]:
    layout = lay_out(turns, tokenizer)
    pieces = _pieces(layout, turns, tokenizer)
    ids: list[int] = []
    labels: list[int] = []
    for piece, tokens in zip(pieces, _tokenise(layout, pieces, tokenizer), strict=True):
        ids += tokens
        labels += tokens if piece.turn in targets else [IGNORED] * len(tokens)
    return ids, labels


def _pieces(layout: Layout, turns: Sequence[Turn], tokenizer: Any) -> list[_Piece]:
    """Cut the text wherever a model begins or ends to speak, and at its last words."""
    pieces: list[_Piece] = []
    cursor = 0
    for turn, (_, end) in sorted(layout.spans.items(), key=lambda item: item[1]):
        if turns[turn].role != "assistant":
            continue
        start = _answer_start(layout, cursor, turn)
        closed, has_token = _closing(layout.text, end, tokenizer)
        pieces.append(_Piece(cursor, start))
        pieces.append(_Piece(start, closed, turn, needs_end=not has_token))
        cursor = closed
    return pieces


def _tokenise(layout: Layout, pieces: Sequence[_Piece], tokenizer: Any) -> list[list[int]]:
    """Return the tokens of each piece: those that the text up to its end adds to what is there.

    Where a token would reach over the seam (two newlines in one, the first the template's, the
    second the answer's) the piece is tokenised by itself, as it is when a model answers. Always
    doing so would be wrong for tokenizers that write a space before whatever they are given.
    """
    parts: list[list[int]] = []
    known: list[int] = []
    for piece in pieces:
        ids = _encode(layout, 0, piece.end, tokenizer)
        seamless = ids[: len(known)] == known
        added = (
            ids[len(known) :] if seamless else _encode(layout, piece.start, piece.end, tokenizer)
        )
        known = known + added
        parts.append([*added, tokenizer.eos_token_id] if piece.needs_end else added)
    return parts


def _answer_start(layout: Layout, floor: int, turn: int) -> int:
    """Return where the model begins: spaces before the words are its own.

    Tokenizers join a space with the word after it, so a prompt may not end in one.
    """
    before = layout.text[floor : layout.spans[turn][0]]
    return floor + len(before.rstrip(" "))


def _closing(text: str, end: int, tokenizer: Any) -> tuple[int, bool]:
    """Return the end of the control token that closes a turn, and whether there is one."""
    rest = text[end:]
    gap = len(rest) - len(rest.lstrip())
    for token in control_tokens(tokenizer):
        if rest.startswith(token, gap):
            return end + gap + len(token), True
    return end, False


def _encode(layout: Layout, start: int, end: int, tokenizer: Any) -> list[int]:
    """Tokenise a stretch of the text; control tokens come from the template only."""
    text = layout.text
    cuts = [cut for cut in _quoted_controls(layout, tokenizer) if start < cut < end]
    ids: list[int] = []
    for a, b in zip([start, *cuts], [*cuts, end], strict=True):
        ids += tokenizer(text[a:b], add_special_tokens=False, verbose=False)["input_ids"]
    return ids


def _quoted_controls(layout: Layout, tokenizer: Any) -> list[int]:
    """Return offsets inside what somebody wrote that looks like a control token.

    Tokenised in two parts it is text like any other, and cannot close or open a turn.
    """
    cuts: set[int] = set()
    for start, end in layout.spans.values():
        for token in control_tokens(tokenizer):
            found = layout.text.find(token, start, end)
            while found >= 0 and len(token) > 1:
                cuts.add(found + 1)
                found = layout.text.find(token, found + 1, end)
    return sorted(cuts)


@functools.lru_cache(maxsize=16)
def control_tokens(tokenizer: Any) -> tuple[str, ...]:
    """Return the texts that the tokenizer reads as control tokens, longest first."""
    added = {str(token) for token in tokenizer.added_tokens_decoder.values() if token.special}
    return tuple(sorted(added | set(tokenizer.all_special_tokens), key=lambda t: (-len(t), t)))


def _without_oldest(
    turns: tuple[Turn, ...], targets: tuple[int, ...]
) -> tuple[tuple[Turn, ...], tuple[int, ...]] | None:
    """Leave out the oldest exchange; None when only one is left."""
    first = int(turns[0].role == "system")
    if len(turns) - first <= 2:
        return None
    kept = (*turns[:first], *turns[first + 2 :])
    return kept, tuple(target - 2 for target in targets if target >= first + 2)


def _too_long(where: str, length: int, max_tokens: int, part: str, reason: str) -> InputError:
    why = f"needs {length} tokens, more than {max_tokens}, so its {part} does not fit"
    return InputError(where, why, reason=reason)
