import pytest

from understudy.cleaning.names.inflection import forms, vocative

# Declined by hand: genitive, dative, accusative, instrumental, prepositional.
PARADIGMS = {
    "тимур": "тимура тимуру тимуром тимуре",
    "павел": "павла павлу павлом павле",
    "лев": "льва льву львом льве",
    "петр": "петра петру петром петре",
    "андрей": "андрея андрею андреем андрее",
    "юрий": "юрия юрию юрием юрии",
    "игорь": "игоря игорю игорем игоре",
    "оксана": "оксаны оксане оксану оксаной оксаною",
    "ольга": "ольги ольге ольгу ольгой",
    "маша": "маши маше машу машей",
    "наталья": "натальи наталье наталью натальей",
    "мария": "марии марию марией",
    "илья": "ильи илье илью ильей",
    "рогов": "рогова рогову роговым рогове",
    "пушкин": "пушкина пушкину пушкиным пушкине",
    "светлякова": "светляковой светлякову",
    "липский": "липского липскому липским липском",
    "озерская": "озерской озерскую",
    "толстой": "толстого толстому толстым толстом",
    "горобец": "горобца горобцу горобцом горобце",
    "ткачук": "ткачука ткачуку ткачуком ткачуке",
}


@pytest.mark.parametrize("name", PARADIGMS)
def test_every_case_of_a_name_is_known(name: str) -> None:
    """Against declension tables written by hand."""
    assert {name, *PARADIGMS[name].split()} <= forms(name)


@pytest.mark.parametrize("name", ["timur", "снежко", "ли", "ян", "佐藤", "o", "анри", "o2"])
def test_what_has_no_cases_here_stays_alone(name: str) -> None:
    """Other alphabets, indeclinable surnames, and names too short to tell an ending from."""
    assert {name} == forms(name)


def test_words_near_a_name_are_no_forms_of_it() -> None:
    """A stem alone, a longer word, a surname made of the name."""
    assert not {"оксан", "оксанка", "тимуров", "тимуровец", "павлов", "вер"} & (
        forms("оксана") | forms("тимур") | forms("павел") | forms("вера")
    )


def test_short_names_lose_their_last_letter_where_somebody_is_called() -> None:
    """What has no such form has none made up."""
    called = {"лена": "лен", "саша": "саш", "катя": "кать", "сережа": "сереж", "оля": "оль"}

    assert called == {name: vocative(name) for name in called}
    assert {""} == {vocative(name) for name in ("майя", "зоя", "мария", "илья", "тимур", "anna")}
