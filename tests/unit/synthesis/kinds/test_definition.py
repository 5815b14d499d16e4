import pytest

from understudy.synthesis.kinds.definition import definition
from understudy.synthesis.passage import Passage
from unit.synthesis.passages import ENGLISH, RUSSIAN, chunk


def asked(text: str, language: str = "en") -> list[str]:
    return [one.question for one in definition(Passage(chunk(text, language)))]


def test_what_is_defined_in_a_passage_is_asked_for() -> None:
    """Terms that a sentence defines at its start, not other subjects."""
    english = definition(Passage(chunk(ENGLISH)))
    russian = definition(Passage(chunk(RUSSIAN, "ru")))

    expected = [
        "The ramp is a steel plate that joins the deck to the quay.",
        "**Chocks** are wooden wedges that stop a wheel.",
        "The fog watch is one sailor at the bow, and he hears better than he sees.",
    ]
    assert expected[:2] == [draft.answer for draft in english]
    assert ["Аппарель — это стальная плита, которая соединяет палубу с причалом."] == [
        draft.answer for draft in russian
    ]
    for text, draft in [*((ENGLISH, one) for one in english), *((RUSSIAN, one) for one in russian)]:
        assert draft.answer == text[draft.start : draft.end]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("A skiff is a light boat.", "skiff"),
        ("An oar is the lever of a boatman.", "oar"),
        ("Ballast is any weight low in the hull.", "ballast"),
        ("Flotsam is one of the finds on a beach.", "flotsam"),
        ("Neap tides are the weakest of the month.", "neap tides"),
        ("Bollards are iron posts.", "bollards"),
        ("**Dead reckoning** is a guess from speed and time.", "dead reckoning"),
        ("The “dog watch” is a half of the evening.", "dog watch"),
        ("GPS is a system of satellites.", "GPS"),
        ("Slack water is the time when the stream rests.", "slack water"),
        ("A look-out is a man who watches.", "look-out"),
    ],
)
def test_english_definitions(text: str, term: str) -> None:
    """Singular and plural, with an article or none, marked or plain."""
    question = asked(text)[0]

    assert term in question
    assert question.endswith("?")


@pytest.mark.parametrize(
    "text",
    [
        "It is a boat.",
        "This is the mate.",
        "There are two boats.",
        "These are sailors.",
        "Here is a line.",
        "What is a boat.",
        "The problem is a leak.",
        "The best is the last.",
        "Nights are cold in the straits.",
        "Some boats are wrecks.",
        "The mate's job is a hard one.",
        "Rowing is a good idea.",
        "Patience is a must.",
        "Boats are three metres apart.",
        "Boats are in harbours.",
        "Two is a pair.",
        "Usually is the word.",
        "The end of the line is a knot.",
        "The oldest and very longest line is a rope.",
        "The crew was a family.",
        "Is is a verb",
    ],
)
def test_false_english_definitions(text: str) -> None:
    """Expletives, pronouns, remarks and measures define nothing."""
    assert [] == asked(text)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Киль — это нижняя балка судна.", "киль"),
        ("Морской узел - это петля на конце.", "морской узел"),
        ("**Лот** – это груз на тросе.", "лот"),
        ("«Швартов» — это канат.", "швартов"),
        ("ЭХО — это отражённый звук.", "ЭХО"),
        ("Штиль — это время, когда ветра нет.", "штиль"),
        ("Печь — это очаг в кубрике.", "печь"),
        ("Ока — это река. Нижний стоит там, где Ока впадает в Волгу.", "Ока"),
    ],
)
def test_russian_definitions(text: str, term: str) -> None:
    """The dash and "это" make a definition, whichever dash it is."""
    assert term in asked(text, "ru")[0]


@pytest.mark.parametrize(
    "text",
    [
        "Главное — это терпение.",
        "Это — это.",
        "Грести — это работать.",
        "Самое трудное — это старт.",
        "Причина — это ветер.",
        "Спешка — это ошибка.",
        "Лодка старого рыбака Петра — это ялик.",
        "Лодка — ялик.",
    ],
)
def test_false_russian_definitions(text: str) -> None:
    """Remarks, pronouns and long subjects define nothing."""
    assert [] == asked(text, "ru")


def test_a_term_is_asked_for_once() -> None:
    """Two sentences of one term would give two answers to one question."""
    assert 1 == len(asked("A skiff is a boat. A skiff is a small craft."))


def test_the_article_of_the_passage_is_kept() -> None:
    """To ask what is skiff would be no English."""
    texts = [
        f"{article} skiff is a boat number {n}." for n in range(60) for article in ("A", "The")
    ]
    questions = [question for text in texts for question in asked(text)]

    assert "What is a skiff?" in questions
    assert "What is the skiff?" in questions
    assert not [question for question in questions if "is skiff" in question]
