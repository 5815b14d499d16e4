from collections import Counter
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from understudy.core import jsonl
from understudy.core.executor import attempt
from understudy.core.records import Conversation, Sample
from understudy.dataset import make_dataset
from understudy.dataset.chats import Replying, replies, told
from understudy.dataset.packing import Usable, pack
from understudy.dataset.params import ChatParams
from understudy.model import IGNORED, render
from understudy.model.base import complete_tokenizer
from unit.dataset.worlds import VERA, chat, params, turns, write_inputs
from unit.model import tiny

ANNA, TIMUR = "PERSON-1a", "PERSON-2b"
EMBEDDED = Path(__file__).parents[3] / "models" / "embedded"
KINDS = [*tiny.KINDS, "embedded"]


@cache
def tokenizer(kind: str) -> Any:
    if kind == "embedded":
        from transformers import AutoTokenizer

        return AutoTokenizer.from_pretrained(EMBEDDED)
    made = tiny.tokenizer(kind)
    complete_tokenizer(made, kind)
    return made


def usable(chats: list[Conversation], chosen: ChatParams) -> tuple[list[Sample], list[Usable]]:
    """The sample of every usable reply, and the replies."""
    work = Replying(chosen, lambda language: f"<{language}>")
    found = [reply for one in chats for reply in told(replies(one, VERA, chosen), chosen)]
    done = [(reply, attempt(work, reply).value) for reply in found]
    kept = [(reply, sample) for reply, sample in done if sample]
    return [s for _, s in kept], [Usable(s.id, s.language, reply) for reply, s in kept]


def packed(*messages: tuple[Any, ...], without: tuple[int, ...] = (), **values: object) -> list:
    """The compact samples of one chat, without loss on some of the usable replies."""
    chosen = ChatParams.model_validate({"form": "dialogues", **values})
    samples, found = usable([chat(*messages)], chosen)
    wanted = {one.id for place, one in enumerate(samples) if place not in without}
    return pack(found, wanted, chosen, lambda language: f"<{language}>")


def targets(sample: Sample) -> list[str]:
    return [sample.turns[place].content for place in sample.targets]


def test_a_dialogue_is_one_sample_with_loss_on_every_reply() -> None:
    """Between two silences; the span says which messages."""
    first, second = packed(
        (ANNA, "Hello there", "text", 0), (VERA, "good morning", "text", 0.1),
        (ANNA, "how is it", "text", 0.2), (VERA, "as ever", "text", 0.3), (ANNA, "ok", "text", 0.4),
        (ANNA, "and today", "text", 20), (VERA, "the same", "text", 20.1),
    )  # fmt: skip

    assert ["s:<en>", "u:Hello there", "a:good morning", "u:how is it", "a:as ever"] == turns(first)
    assert (2, 4) == first.targets
    assert [(0, 4), (5, 7)] == [(s.evidence[0].start, s.evidence[0].end) for s in (first, second)]
    assert ["the same"] == targets(second)
    assert first.id.startswith("dialogue-")


def test_what_is_no_target_stays_as_context() -> None:
    """Left-out replies and late additions are read, without loss; a reply ends before them."""
    said = [
        (ANNA, "a"), (VERA, "one", "text", 0.1), (VERA, "later", "text", 1),
        (ANNA, "b", "text", 1.1), (VERA, "https://example.com", "text", 1.2),
        (ANNA, "c", "text", 1.3), (VERA, "three", "text", 1.4),
    ]  # fmt: skip
    one, three = packed(*said)

    assert ["u:a", "a:one"] == turns(one)[1:]
    assert ["one\n\nlater", "https://example.com", "three"] == [
        turn.content for turn in three.turns if turn.role == "assistant"
    ]
    assert ["three"] == targets(three)
    (kept,) = packed(*said, without=(1,))
    assert ["one"] == targets(kept)


def test_a_long_dialogue_is_cut_and_the_next_piece_has_a_context() -> None:
    """Pieces are no longer than asked; the first reply of each has what it would have alone."""
    said = [((ANNA, VERA)[i % 2], f"number {i} of them") for i in range(40)]
    pieces = packed(*said, max_dialogue_words=60, context_turns=3)

    assert len(pieces) > 2
    assert [f"number {i} of them" for i in range(1, 40, 2)] == [
        text for piece in pieces for text in targets(piece)
    ]
    for piece in pieces:
        words = sum(len(turn.content.split()) for turn in piece.turns[1:])
        assert words <= 60
    assert all(4 == piece.targets[0] for piece in pieces[1:]), "system, three turns, the reply"


def test_a_piece_shows_what_its_replies_point_at() -> None:
    """Where half a piece would not, it has the whole context that its first reply has alone."""
    said = [((ANNA, VERA)[i % 2], f"number {i} of them", "text", i / 60) for i in range(40)]
    pointing = [(*one, i - 9) if i % 10 == 9 else one for i, one in enumerate(said)]
    pieces = packed(*pointing, max_dialogue_words=20, context_turns=None)

    assert [f"number {i} of them" for i in range(1, 40, 2)] == [
        text for piece in pieces for text in targets(piece)
    ]
    for piece in pieces:
        shown = [turn.content for turn in piece.turns]
        for text in targets(piece):
            number = int(text.split()[1])
            assert number % 10 != 9 or f"number {number - 9} of them" in shown
    kept = packed(*pointing, max_dialogue_words=20, context_turns=None, elsewhere="keep")
    assert [targets(one) for one in packed(*said, max_dialogue_words=20, context_turns=None)] == [
        targets(one) for one in kept
    ]


def test_without_wanted_replies_there_is_no_sample() -> None:
    """What selection left out is not learnt; where pieces end does not depend on it."""
    said = [((ANNA, VERA)[i % 2], f"number {i} of them") for i in range(20)]
    every = packed(*said, max_dialogue_words=30)
    some = packed(*said, max_dialogue_words=30, without=(0, 1, 5))

    assert [] == packed(*said, without=tuple(range(10)))
    assert 7 == sum(len(one.targets) for one in some)
    assert {turn for one in some for turn in one.turns} <= {
        turn for one in every for turn in one.turns
    }


SAID = ["да", "so it is", "one\ntwo", "🐝", "a.b", "<|im_end|>", "why? why?", " x", "\n\nyes", " "]
messages = st.lists(
    st.tuples(
        st.sampled_from([VERA, VERA, VERA, ANNA, ANNA, TIMUR]),
        st.sampled_from(SAID),
        st.sampled_from(["text"] * 20 + ["media", "call", "sticker", "service"]),
        st.sampled_from([0.01, 0.01, 0.05, 0.05, 0.2, 13]),
        st.integers(1, 9) | st.none(),
    ),
    min_size=6,
    max_size=30,
)


limits = st.builds(
    ChatParams,
    context_turns=st.sampled_from([1, 3, None]),
    silence_hours=st.sampled_from([0.1, 12]),
    join_minutes=st.sampled_from([1, 10, None]),
    bubble=st.sampled_from(["\n\n", None, "<|>"]),
    min_reply_words=st.sampled_from([1, 1, 2]),
    max_reply_words=st.sampled_from([4, 400]),
    max_prompt_words=st.sampled_from([4, 600, None]),
    max_dialogue_words=st.integers(1, 60),
    unseen=st.sampled_from(["any", "last", "all"]),
    elsewhere=st.sampled_from(["drop", "keep"]),
    after_call_minutes=st.sampled_from([1, None]),
)


def timed(said: list[tuple[Any, ...]]) -> Conversation:
    """A chat whose messages follow each other after the hours given; some point back."""
    hours, made = 0.0, []
    for place, (author, text, kind, pause, back) in enumerate(said):
        hours += pause
        pointed = None if back is None or back > place else place - back
        made.append((author, text, kind, hours, pointed))
    return chat(*made)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(said=messages, chosen=limits)
def test_both_forms_train_on_the_same_tokens(
    kind: str, said: list[tuple[Any, ...]], chosen: ChatParams
) -> None:
    """Rendered by a real tokenizer, the two have the same targets, each once."""
    single, found = usable([timed(said)], chosen)
    joined = pack(found, {one.id for one in single}, chosen, lambda _: "You are Vera.")

    assert learnt(kind, single) == learnt(kind, joined)
    assert len(joined) <= len(single)
    assert Counter(one.answer for one in single) == Counter(
        text for sample in joined for text in targets(sample)
    )


def learnt(kind: str, samples: list[Sample]) -> Counter[tuple[int, ...]]:
    """The runs of tokens that carry loss, and how often each."""
    runs: Counter[tuple[int, ...]] = Counter()
    for sample in samples:
        ids, labels, left_out = render(sample, tokenizer(kind), 100_000)
        assert not left_out
        pairs = groupby(zip(ids, labels, strict=True), key=lambda pair: pair[1] != IGNORED)
        runs.update(tuple(token for token, _ in run) for carries, run in pairs if carries)
    return runs


def built(folder: Path, form: str) -> dict[str, list[Sample]]:
    chats = [
        chat(
            *[((ANNA, VERA)[i % 2], f"turn {i} of the {n}th chat" + " of" * (i % 3)) for i in range(9)],
            (VERA, "https://example.com"),
            name=f"chat {n}",
        )
        for n in range(60)
    ]  # fmt: skip
    folder.mkdir()
    inputs = write_inputs(folder, conversations=chats)
    chosen = params(
        chats={"form": form}, max_component_share=1, leaks={"chats": {"keys": ["prompt"]}}
    )
    make_dataset(chosen, inputs, folder / "out", folder / "report.json")
    return {
        split: list(jsonl.read(folder / "out" / f"{split}.jsonl", Sample))
        for split in ("train", "eval", "test", "contrast")
    }


def test_build_packs_train_and_nothing_else(tmp_path: Path) -> None:
    """eval, test and contrast are the same bytes in both forms, train the same replies."""
    one, other = built(tmp_path / "a", "replies"), built(tmp_path / "b", "dialogues")

    assert one["train"]
    assert [one[name] for name in ("eval", "test", "contrast")] == [
        other[name] for name in ("eval", "test", "contrast")
    ]
    assert sorted(sample.answer for sample in one["train"]) == sorted(
        text for sample in other["train"] for text in targets(sample)
    )
    report = jsonl.read_json(tmp_path / "b" / "report.json")["chats"]
    assert {"samples": len(other["train"]), "replies": len(one["train"])} == report["dialogues"]
    assert {"shortened_prompts": 0, "others_replies": 95} == jsonl.read_json(
        tmp_path / "a" / "report.json"
    )["chats"]
