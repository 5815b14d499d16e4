from dataclasses import replace

import pytest

from understudy.cleaning.stepping import Unit, UnwantedError
from understudy.cleaning.steps.language import language
from unit.cleaning.crowd import context

EN = "We look at the frames every week until the lime trees flower in June."
RU = "Каждую неделю мы осматриваем рамки, пока в июне не зацветёт липа."
UK = "Щотижня ми оглядаємо рамки, доки у червні не зацвіте липа, і тоді чекаємо на мед."


def verdict(text: str, unit: Unit, whole: str, wanted: tuple[str, ...] = ("ru",)) -> str | None:
    there = replace(context(languages=wanted), unit=unit, language=whole)
    try:
        assert [] == language(text, there)
    except UnwantedError as failure:
        return failure.reason
    return None


@pytest.mark.parametrize("unit", ["document", "cell"])
def test_documents_and_rows_are_judged_as_a_whole(unit: Unit) -> None:
    """By the language of the whole; without one they stay."""
    assert None is verdict(EN, unit, "ru")
    assert None is verdict(EN, unit, "und")
    assert "language" == verdict(RU, unit, "en")


def test_a_message_is_judged_by_itself_when_it_is_long() -> None:
    """Also between languages of one script."""
    assert None is verdict(RU, "message", "en")
    assert "language" == verdict(EN, "message", "ru")
    assert "language" == verdict(UK, "message", "ru")
    assert None is verdict(UK, "message", "ru", ("ru", "uk"))


@pytest.mark.parametrize("text", ["ok", "lol https://example.com", "да", "🐝", "", "Haha nice"])
def test_a_short_message_is_in_the_language_of_its_chat(text: str) -> None:
    """Nobody can tell what "ok" is."""
    assert None is verdict(text, "message", "ru")
    assert None is verdict(text, "message", "und")
    assert (None if not text else "language") == verdict(text, "message", "en")


def test_names_are_never_judged() -> None:
    """A title, a path, a group; and nothing is without the parameter."""
    assert None is verdict(EN, "name", "en")
    assert None is verdict(EN, "document", "en", ())
