"""The one function that puts passages into a prompt, for training, prediction and serving."""

from collections.abc import Sequence
from dataclasses import replace

from understudy.core.records import Sample, Turn
from understudy.model.prompt import Prompt


def assemble(prompt: Prompt, sample: Sample, passages: Sequence[str]) -> Sample:
    """Return the sample as a model meets it.

    The last user turn before the last target gets the passages. A sample that already has a system
    turn keeps it (``build`` gave chats the persona's); any other gets the one for questions.
    Continued training (role ``text``) stays as it is. The id does not change: predictions and hits
    of both forms join on it.

    Args:
        prompt: The dataset's ``prompt.json``.
        sample: As ``build`` writes it: its question bare.
        passages: Texts, best first; none for the form without retrieval.
    """
    if sample.turns[0].role == "text":
        return sample
    asked = sample.targets[-1] - 1
    turns = list(sample.turns)
    content = prompt.ask(turns[asked].content, tuple(passages))
    turns[asked] = replace(turns[asked], content=content)
    opening = () if turns[0].role == "system" else _opening(prompt, sample.language)
    return sample.model_copy(
        update={
            "turns": (*opening, *turns),
            "targets": tuple(target + len(opening) for target in sample.targets),
        }
    )


def assemble_question(
    prompt: Prompt, question: str, passages: Sequence[str], language: str, *, in_chat: bool = False
) -> tuple[Turn, ...]:
    """Return the turns that put one question to a model: ``[system] user``.

    Args:
        prompt: The dataset's ``prompt.json``.
        question: As somebody typed it.
        passages: Texts, best first.
        language: Of the question (ISO 639-1).
        in_chat: Speak to the persona, if there is one, as in the chats that were learnt.
    """
    asked = Turn(role="user", content=prompt.ask(question, tuple(passages)))
    return (*_opening(prompt, language, in_chat=in_chat), asked)


def _opening(prompt: Prompt, language: str, *, in_chat: bool = False) -> tuple[Turn, ...]:
    persona = prompt.persona_turn(language) if in_chat else None
    text = prompt.system_turn(language) if persona is None else persona
    return () if text is None else (Turn(role="system", content=text),)
