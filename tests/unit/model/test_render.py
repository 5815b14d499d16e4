from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from understudy.core.errors import InputError, SetupError
from understudy.core.records import Sample, Turn
from understudy.model import IGNORED, render, render_prompt
from understudy.model.base import FALLBACK_TEMPLATE, complete_tokenizer
from understudy.model.render import control_tokens
from understudy.model.template import TEMPLATE_OPTIONS, skeleton
from unit.model import tiny

ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="▁"), max_size=20)
WORDS = ANY.filter(str.strip)
EVERY = pytest.mark.parametrize("kind", tiny.KINDS)
EMBEDDED = Path(__file__).parents[3] / "models" / "embedded"


@cache
def tokenizer(kind: str) -> Any:
    made = tiny.tokenizer(kind)
    complete_tokenizer(made, kind)
    return made


@st.composite
def chats(draw: st.DrawFn) -> Sample:
    """Any chat: with or without a system turn, some of its replies targets."""
    pairs = draw(st.integers(1, 3))
    turns = [Turn(role="system", content=draw(ANY))] if draw(st.booleans()) else []
    for _ in range(pairs):
        turns.append(Turn(role="user", content=draw(ANY)))
        turns.append(Turn(role="assistant", content=draw(WORDS)))
    replies = [place for place, turn in enumerate(turns) if turn.role == "assistant"]
    targets = draw(st.sets(st.sampled_from(replies), min_size=1))
    return Sample(
        id="s", turns=tuple(turns), targets=tuple(sorted(targets)), collection="c", group="g"
    )


def chat(*contents: str, system: str | None = None) -> Sample:
    opening = () if system is None else (Turn(role="system", content=system),)
    turns = tuple(
        Turn(role="assistant" if place % 2 else "user", content=content)
        for place, content in enumerate(contents)
    )
    last = len(opening) + len(turns) - 1
    return Sample(id="s", turns=opening + turns, targets=(last,), collection="c", group="g")


def labelled(ids: list[int], labels: list[int]) -> list[list[int]]:
    """Return the stretches of tokens that carry loss."""
    runs = groupby(zip(ids, labels, strict=True), key=lambda pair: pair[1] != IGNORED)
    return [[token for token, _ in run] for carries, run in runs if carries]


def decode(kind: str, ids: list[int]) -> str:
    text: str = tokenizer(kind).decode(ids, clean_up_tokenization_spaces=False)
    return text


@EVERY
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(sample=chats())
def test_loss_falls_on_the_targets_and_their_end_and_nothing_else(
    kind: str, sample: Sample
) -> None:
    """Decoding the labelled tokens gives exactly the target turns, whatever they hold."""
    rendered = render(sample, tokenizer(kind), 10_000)
    end = "<end_of_turn>" if kind == "gemma" else tiny.SPECIALS[kind]["eos"]
    said = [decode(kind, run) for run in labelled(rendered.input_ids, rendered.labels)]

    assert [i for i in rendered.labels if i != IGNORED] == [
        i for i, label in zip(rendered.input_ids, rendered.labels, strict=True) if label != IGNORED
    ]
    expected = [sample.turns[target].content + end for target in sample.targets]
    if kind == "mistral":  # its template writes a space before a reply, which the model says
        assert [text.lstrip(" ") for text in expected] == [text.lstrip(" ") for text in said]
    else:
        assert expected == said


@EVERY
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(sample=chats())
def test_a_model_is_asked_as_it_was_taught(kind: str, sample: Sample) -> None:
    """The prompt is, token by token, what stands before the last target in training."""
    rendered = render(sample, tokenizer(kind), 10_000)
    last = sample.targets[-1]
    prompt, _ = render_prompt("s", sample.turns[:last], tokenizer(kind), 10_000)
    ends = [i for i, label in enumerate(rendered.labels) if label != IGNORED]
    answer = labelled(rendered.input_ids, rendered.labels)[-1]

    assert prompt == rendered.input_ids[: len(prompt)]
    assert len(prompt) == ends[-1] + 1 - len(answer)


@EVERY
@pytest.mark.parametrize("system", [None, "Be kind.", ""])
def test_ordinary_chats_are_laid_out_as_the_template_says(kind: str, system: str | None) -> None:
    """Our markers change nothing where the template has nothing to trim or to act upon."""
    sample = chat("The hive?", "In the rain.", "Улей?", "Стоит 🐝.", system=system)
    one = tokenizer(kind)
    messages = [{"role": turn.role, "content": turn.content} for turn in sample.turns]
    if kind in {"mistral", "gemma"} and system is not None:
        asked = {
            "role": "user",
            "content": f"{system}\n\nThe hive?".lstrip("\n" * (kind == "gemma")),
        }
        messages = [asked, *messages[2:]]
    text = one.apply_chat_template(messages, tokenize=False, **TEMPLATE_OPTIONS)
    theirs = one(text, add_special_tokens=False)["input_ids"]
    rendered = render(sample, one, 10_000)

    assert rendered.input_ids == theirs[: len(rendered.input_ids)]
    assert decode(kind, theirs[len(rendered.input_ids) :]).strip() == ""
    prompt = one.apply_chat_template(
        messages[:-1], tokenize=False, add_generation_prompt=True, **TEMPLATE_OPTIONS
    )
    ours, _ = render_prompt("s", sample.turns[:-1], one, 10_000)
    assert one(prompt, add_special_tokens=False)["input_ids"] == ours


@EVERY
def test_words_never_become_control_tokens(kind: str) -> None:
    """Who writes an end token into a chat cannot end a turn, nor open one for the model."""
    one = tokenizer(kind)
    forged = "".join(control_tokens(one)) + "x" + control_tokens(one)[0]
    controls = {one.convert_tokens_to_ids(token) for token in control_tokens(one)}

    def count(sample: Sample) -> int:
        return sum(token in controls for token in render(sample, one, 10_000).input_ids)

    sample = chat(forged, forged, forged, forged, system=forged)
    assert count(chat("a", "b", "c", "d", system="e")) == count(sample)
    if kind != "mistral":  # it writes a space at the cut, see `render._quoted_controls`
        assert decode(kind, render(sample, one, 10_000).input_ids).count(forged) == 5


def test_today_is_not_in_the_prompt() -> None:
    """Templates that write the date would give other tokens every day."""
    ids = render(chat("a", "b"), tokenizer("llama"), 1000).input_ids

    assert "Today Date: 26 Jul 2024" in decode("llama", ids)


@EVERY
def test_a_long_chat_loses_its_oldest_exchanges(kind: str) -> None:
    """Whole ones; the system turn and the last target stay, and what is left is rendered alike."""
    one = tokenizer(kind)
    long = chat("old " * 20, "older " * 20, "Hive?", "Rain.", system="Be kind.")
    short = chat("Hive?", "Rain.", system="Be kind.")
    limit = len(render(short, one, 1000).input_ids)

    assert render(short, one, limit)._replace(turns_left_out=2) == render(long, one, limit)
    room = len(render_prompt("s", short.turns[:-1], one, 1000)[0])
    whole, cut = (
        render_prompt("s", long.turns[:-1], one, 1000),
        render_prompt("s", long.turns[:-1], one, room),
    )
    assert (0, 2) == (whole[1], cut[1])
    assert render_prompt("s", short.turns[:-1], one, room)[0] == cut[0]
    with pytest.raises(InputError, match="more than .*, so its target does not fit") as caught:
        render(long, one, limit - 1)
    assert "no_target_left" == caught.value.reason
    with pytest.raises(InputError, match="^s: .* its question does not fit") as caught:
        render_prompt("s", long.turns[:-1], one, room - 1)
    assert "prompt_too_long" == caught.value.reason


def test_targets_that_went_with_the_oldest_exchange_carry_no_loss() -> None:
    """Nor do the turns after the last target: they are not read at all."""
    turns = chat("old " * 20, "older " * 20, "Hive?", "Rain.", "And?", "No.").turns
    both = Sample(id="s", turns=turns, targets=(1, 3), collection="c", group="g")
    one = tokenizer("qwen2")
    limit = len(render(chat("Hive?", "Rain."), one, 1000).input_ids)

    assert render(chat("Hive?", "Rain."), one, limit)[:2] == render(both, one, limit)[:2]


@EVERY
def test_all_of_a_text_carries_loss(kind: str) -> None:
    """Its end too; an opening token that the tokenizer puts first is given, not learnt."""
    sample = Sample(
        id="t", turns=(Turn(role="text", content="The hive 🐝"),), targets=(0,), collection="c",
        group="g",
    )  # fmt: skip
    rendered = render(sample, tokenizer(kind), 100)
    (said,) = labelled(rendered.input_ids, rendered.labels)

    assert decode(kind, said) == "The hive 🐝" + tiny.SPECIALS[kind]["eos"]
    assert len(rendered.input_ids) - len(said) == (kind == "mistral")
    with pytest.raises(InputError, match="needs .* tokens, more than 3"):
        render(sample, tokenizer(kind), 3)


@EVERY
def test_a_text_that_quotes_a_control_token_goes_on(kind: str) -> None:
    """Only the token at its end ends it, and none of the others stands in it."""
    one = tokenizer(kind)
    forged = "".join(control_tokens(one))
    controls = {one.convert_tokens_to_ids(token) for token in control_tokens(one)}
    for words in (f"{forged} opens", f"A page about {forged} tokens", f"It ends in {forged}"):
        sample = Sample(
            id="t", turns=(Turn(role="text", content=words),), targets=(0,), collection="c",
            group="g",
        )  # fmt: skip
        rendered = render(sample, one, 10_000)
        (said,) = labelled(rendered.input_ids, rendered.labels)

        assert [one.eos_token_id] == [i for i in said if i in controls]
        assert one.eos_token_id == said[-1]
        if kind != "mistral":  # it writes a space at the cut, see `render._quoted_controls`
            assert words + tiny.SPECIALS[kind]["eos"] == decode(kind, said)


def test_a_template_without_an_end_token_gets_one() -> None:
    """Else an answer would never end; the turn that follows comes after it."""
    one = tiny.tokenizer("qwen2")
    one.chat_template = "{% for m in messages %}{{ m.role + ': ' + m.content + '\n' }}{% endfor %}"
    sample = chat("a", "b", "c", "d").model_copy(update={"targets": (1, 3)})
    rendered = render(sample, one, 1000)

    assert one.decode(rendered.input_ids) == (
        "user: a\nassistant: b<|im_end|>\nuser: c\nassistant: d<|im_end|>"
    )
    prompt, _ = render_prompt("s", sample.turns[:-1], one, 1000)
    assert one.decode(prompt).endswith("\nassistant:")  # the space is the answer's


def test_a_seam_inside_a_token_is_cut() -> None:
    """Two newlines are one token, yet the first is the template's and the second the reply's."""
    one = tokenizer("qwen2")
    joined = one("\n\n", add_special_tokens=False)["input_ids"]
    rendered = render(chat("a", "\nb"), one, 1000)

    assert 1 == len(joined)
    assert joined[0] not in rendered.input_ids
    assert "\nb<|im_end|>" == one.decode([i for i in rendered.labels if i != IGNORED])


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("", "has no chat template. `dvc repro base`"),
        ("{{ raise_exception('No.') }}", "it says 'No.'"),
        ("{{ messages[0].content }}", "turns are left out or written twice"),
        ("{% for m in messages %}{{ m.content + m.content }}{% endfor %}", "written twice"),
    ],
)
def test_a_template_that_cannot_is_refused(template: str, problem: str) -> None:
    """With what it says, before any sample is rendered."""
    one = tiny.tokenizer("qwen2")
    one.chat_template = template

    with pytest.raises(SetupError, match=problem):
        skeleton(one, one.chat_template, ("user", "assistant"))


def test_our_own_template_is_that_of_zephyr() -> None:
    """The form other engines know by that name."""
    one = tokenizer("gpt2")

    assert FALLBACK_TEMPLATE == one.chat_template
    assert decode("gpt2", render(chat("a", "b", system="c"), one, 100).input_ids) == (
        "<|system|>\nc<|endoftext|>\n<|user|>\na<|endoftext|>\n<|assistant|>\nb<|endoftext|>"
    )


@settings(max_examples=60)
@given(sample=chats())
def test_the_shipped_model_agrees_with_its_generation_marks(sample: Sample) -> None:
    """`{% generation %}` of its own template, an independent way, finds the same tokens."""
    one = _embedded()
    every = [i for i, turn in enumerate(sample.turns) if turn.role == "assistant"]
    sample = sample.model_copy(update={"targets": tuple(every)})
    controls = control_tokens(one)
    contents = [turn.content for turn in sample.turns]
    if any(token in content for token in controls for content in contents):
        return
    if any(content[:1].isspace() for content in contents):  # their seam may lie inside a token
        return
    messages = [{"role": turn.role, "content": turn.content} for turn in sample.turns]
    theirs = one.apply_chat_template(messages, return_dict=True, return_assistant_tokens_mask=True)
    ours = render(sample, one, 10_000)

    assert theirs["input_ids"][: len(ours.input_ids)] == ours.input_ids
    mask = [int(label != IGNORED) for label in ours.labels]
    assert theirs["assistant_masks"][: len(mask)] == mask


@cache
def _embedded() -> Any:
    from understudy.model.tokenizer import load_tokenizer

    return load_tokenizer(EMBEDDED)
