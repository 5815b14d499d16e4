from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import SetupError
from understudy.core.records import Sample, Turn
from understudy.model import Prompt, assemble, assemble_question, load_prompt, write_prompt

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
PROMPT = Prompt(
    system={"en": "Answer.", "ru": "Ответь."},
    with_passages="Read {{this}}:\n{passages}\n\n{question}",
    without_passages="Say: {question}",
)


def sample(*contents: str, system: str | None = None, language: str = "en") -> Sample:
    opening = () if system is None else (Turn(role="system", content=system),)
    roles = ("user", "assistant")
    turns = tuple(Turn(role=roles[i % 2], content=text) for i, text in enumerate(contents))
    return Sample(
        id="s", turns=opening + turns, targets=(len(opening) + len(turns) - 1,), language=language,
        collection="c", group="g",
    )  # fmt: skip


@given(st.lists(TEXTS, max_size=3), TEXTS)
def test_what_fills_a_template_is_never_read_as_one(passages: list[str], question: str) -> None:
    """Braces in a passage or a question stay braces, and every passage has its rank."""
    listed = "\n\n".join(f"[{rank}] {text}" for rank, text in enumerate(passages, 1))
    expected = f"Read {{this}}:\n{listed}\n\n{question}" if passages else f"Say: {question}"

    assert expected == PROMPT.ask(question, tuple(passages))


@given(st.lists(TEXTS, max_size=3), TEXTS, st.sampled_from(["en", "ru", "de"]))
def test_a_question_is_put_to_a_model_as_a_sample_was(
    passages: list[str], question: str, language: str
) -> None:
    """Serving and training go through one form."""
    given_sample = assemble(PROMPT, sample(question, "Yes.", language=language), passages)

    assert assemble_question(PROMPT, question, passages, language) == given_sample.turns[:-1]
    assert given_sample.answer == "Yes."
    assert given_sample.id == "s"


def test_the_persona_is_spoken_to_in_chats() -> None:
    """In the question's language; without a persona as in any question."""
    prompt = Prompt(system={"en": "Answer."}, persona={"en": "You are Vera."})
    said = [assemble_question(prompt, "Hi", [], "en", in_chat=one) for one in (True, False)]

    assert ["You are Vera.", "Answer."] == [turns[0].content for turns in said]
    assert (
        "Answer."
        == assemble_question(Prompt(system={"en": "Answer."}), "Hi", [], "en", in_chat=True)[
            0
        ].content
    )


def test_a_chat_keeps_its_own_system_turn() -> None:
    """It says who the model is; passages go to the last question only."""
    chat = assemble(PROMPT, sample("a", "b", "c", "d", system="You are Marta."), ["p"])

    assert "You are Marta." == chat.turns[0].content
    assert ["a", "b", "Read {this}:\n[1] p\n\nc", "d"] == [t.content for t in chat.turns[1:]]
    assert (4,) == chat.targets


def test_a_system_turn_moves_the_targets() -> None:
    """They count turns."""
    before = sample("a", "b", "c", "d").model_copy(update={"targets": (1, 3)})
    after = assemble(PROMPT, before, ())

    assert ["Answer.", "a", "b", "Say: c", "d"] == [turn.content for turn in after.turns]
    assert (2, 4) == after.targets
    assert before.turns == assemble(Prompt(), before, ()).turns  # no system turn, bare question


def test_continued_training_has_no_prompt() -> None:
    """A text stays a text."""
    text = Sample(
        id="t", turns=(Turn(role="text", content="t"),), targets=(0,), collection="c", group="g"
    )

    assert text == assemble(PROMPT, text, ["p"])


def test_a_language_without_words_gets_the_english_ones() -> None:
    """Else the first that there are, else none."""
    assert "Ответь." == PROMPT.system_turn("ru")
    assert "Answer." == PROMPT.system_turn("de")
    assert "Ответь." == Prompt(persona={"ru": "Ответь."}).persona_turn("de")
    assert Prompt().persona_turn("en") is None


def test_a_prompt_can_be_written_and_read(tmp_path: Path) -> None:
    """Without loss, defaults written out, the same bytes each time."""
    write_prompt(tmp_path / "prompt.json", PROMPT)
    first = (tmp_path / "prompt.json").read_bytes()
    write_prompt(tmp_path / "prompt.json", load_prompt(tmp_path / "prompt.json"))

    assert PROMPT == load_prompt(tmp_path / "prompt.json")
    assert first == (tmp_path / "prompt.json").read_bytes()
    assert b'"between": "\\n\\n"' in first


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"with_passages": "{question}"}', "with_passages needs the place {passages}"),
        ('{"passage": "{number} {text}"}', "passage has the place {number}; known: {rank}, {text}"),
        ('{"without_passages": "{question"}', "write a literal brace twice"),
        ('{"sytem": {}}', "Did you mean system"),
        ("{", "not JSON"),
    ],
)
def test_a_wrong_prompt_is_refused_in_words(tmp_path: Path, text: str, problem: str) -> None:
    """Before a model is loaded."""
    (tmp_path / "prompt.json").write_text(text)

    with pytest.raises(SetupError) as caught:
        load_prompt(tmp_path / "prompt.json")
    assert problem in str(caught.value)
