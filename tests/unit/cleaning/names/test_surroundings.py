import pytest

from understudy.cleaning.names.roster import Roster

CROWD = Roster(
    None,
    [
        *("May Chen", "June Hall", "Olive Kerr", "Max Dorn", "Eve Lund", "Don Park", "Can Demir"),
        *("Лена", "Владимир Ильин", "Марта", "Роман Левин", "Слава"),
    ],
)


def hidden(text: str) -> list[str]:
    return [text[one.start : one.end] for one in CROWD.mentions(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("May, are you coming on 5 May or on June 12th?", ["May"]),
        ("May 2024 was wet, 3rd of June too; June called", ["June"]),
        ("Olive the tree was felled, Will the van start?", ["Olive"]),
        ("the May line; Olive was jammed so Olive Kerr walked", ["May", "Olive Kerr"]),
        ("May 5 minutes late again", ["May"]),
        ("8 Марта закрыто, Марта 2 раза звонила", ["Марта"]),
        ("Olive oil is out, Olive. Olive tree, Olive trees", ["Olive"]),
        ("Max length is 512; Max says so", ["Max"]),
        ("Christmas Eve with Eve, New Year's Eve without", ["Eve"]),
        ("Don't ask Don. Can’t you, Can?", ["Don", "Can"]),
        ("Слава богу, Слава здесь", ["Слава"]),
        ("Роман «Бесы» читаю, Роман здесь", ["Роман"]),
        ("Роман «Рыжий» Левин", ["Роман", "Левин"]),
        ("Город Владимир велик, г. Владимир", []),
        ("Река Лена, на реке Лене, вдоль реки Лены", []),
    ],
)
def test_what_stands_around_a_name_says_that_it_is_none(text: str, names: list[str]) -> None:
    """A month, a term, a title, a town, a river; the person in the same sentence is hidden."""
    assert names == hidden(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("на реке Лена поймала щуку", ["Лена"]),
        ("в городе Лены снег", ["Лены"]),
        ("у Владимира город видно", ["Владимира"]),
        ("на Лене паводок", ["Лене"]),
        ("Eve of destruction", ["Eve"]),
    ],
)
def test_what_may_be_somebody_is_hidden(text: str, names: list[str]) -> None:
    """Where words around tell nothing for certain, a name is a name."""
    assert names == hidden(text)
