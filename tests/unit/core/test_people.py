from pathlib import Path

import pytest

from understudy.core.errors import SetupError
from understudy.core.people import load_people, same_name

WHOLE = """
persona:
  name: Vera Lipskaya
  aliases: [Вера, Vera L.]
  description: {en: A beekeeper., ru: Пасечница.}
people:
  - {name: Timur, aliases: [Тимур]}
  - name: Anna
ordinary_words: [подсолнух]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "people.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_people_are_read_with_their_aliases(tmp_path: Path) -> None:
    """The persona comes first; others follow as listed."""
    people = load_people(written(tmp_path, WHOLE))

    assert ["Vera Lipskaya", "Timur", "Anna"] == [one.name for one in people.everybody]
    assert ("Vera Lipskaya", "Вера", "Vera L.") == people.persona.names
    assert {"en": "A beekeeper.", "ru": "Пасечница."} == people.persona.description
    assert ("подсолнух",) == people.ordinary_words


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "names no persona"),
        ("people: []", r"people\.yaml names no persona. Say in it whose voice"),
        ("persona: Vera", "names no persona"),
        ("persona: {name: V, aliases: W}", r"persona\.aliases: must be a list"),
        ("persona: {name: V}\npeople: {name: X}", "people: must be a list"),
        ("persona: {name: V, description: A beekeeper.}", r"description: must say the language"),
        (
            "persona: {name: V, aliases: [+79]}\npeople: [{name: X, aliases: [79]}]",
            "whose messages",
        ),
        ("persona: {}", r"persona\.name: Field required"),
        ("persona: {name: ' '}", "may not be blank"),
        ("persona: {name: V, alias: [W]}", r"unknown key 'alias'\. Did you mean aliases"),
        ("persona: {name: V}\npeople: [{name: v}]", "whose messages are to be learned"),
        ("persona: {name: V, aliases: [W]}\npeople: [{name: X, aliases: [w]}]", r"people\.0 has"),
        ("persona: {name: V}\npeople: [{name: Артём}, {name: АРТЕМ}]", "stands twice"),
        ("persona: [", "is not YAML"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(tmp_path: Path, text: str, why: str) -> None:
    """With the place and the remedy, before any record is read."""
    with pytest.raises(SetupError, match=why):
        load_people(written(tmp_path, text))


def test_keys_without_values_are_empty(tmp_path: Path) -> None:
    """YAML reads them as nothing, and so were they meant."""
    text = "persona:\n  name: V\n  aliases:\n  description:\npeople:\nordinary_words:\n"
    people = load_people(written(tmp_path, text))

    assert ("V",) == people.persona.names
    assert ({}, (), ()) == (people.persona.description, people.people, people.ordinary_words)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Not a traceback; what it must say at least, and where names are found."""
    with pytest.raises(SetupError, match=r"people\.yaml does not exist\. Say in it whose voice"):
        load_people(tmp_path / "people.yaml")


def test_spellings_of_one_name_are_one() -> None:
    """Case, spaces, ё and the way a letter is composed do not count."""
    assert same_name("АЛЁНА  К.\n") == same_name("алена к.") == same_name("Але\u0308на К.")
    assert same_name("Алена") != same_name("Алина")


def test_a_phone_number_for_a_name_may_lose_its_plus(tmp_path: Path) -> None:
    """As it does in YAML without quotation marks; other signs stay."""
    people = load_people(written(tmp_path, "persona: {name: V, aliases: [+15550100]}"))

    assert same_name("+15550100") == same_name(people.persona.aliases[0])
    assert ["+1", "+", "+vera"] == [same_name(text) for text in ("+1", "+", "+Vera")]


def test_only_pseudonyms_tell_who_is_forgotten(tmp_path: Path) -> None:
    """A name there would be kept for ever."""
    path = tmp_path / "people.yaml"
    path.write_text("persona: {name: Vera}\nforgotten: {a1: [Oksana]}\n")

    with pytest.raises(SetupError, match="'Oksana' is no pseudonym of a person"):
        load_people(path)
