import pytest

from understudy.cleaning.names.morphology import base, has_surname_ending, lemma, sense_of


def test_senses_of_a_word() -> None:
    """A name, a patronymic, a surname, a place, another word."""
    assert sense_of("Оксане").given == pytest.approx(1)
    assert sense_of("Петровичем").patronymic == pytest.approx(1)
    assert sense_of("Заболоцкая").surname == pytest.approx(1)
    assert sense_of("Казань").place > 0.5
    assert sense_of("рамка").ordinary == pytest.approx(1)
    assert not sense_of("Бубырлык").is_known


def test_an_ordinary_name_has_both_senses() -> None:
    """So the words around decide."""
    assert sense_of("Вера").given > 0
    assert sense_of("Вера").ordinary >= 0.5


def test_what_texts_write_small_is_a_word() -> None:
    """Whatever a dictionary of surnames says."""
    assert sense_of("Вощина").surname > sense_of("Вощина").ordinary
    assert sense_of("Вощина", is_word=True).ordinary == 1
    assert 0.5 <= sense_of("Оксана", is_word=True).ordinary < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ирине", "Ивановой"), ("Иванова", "Ирина")),
        (("Игоря", "Иванова"), ("Игорь", "Иванов")),
        (("Валентина", "Павловича"), ("Валентин", "Павлович")),
        (("Валентине", "Павловне"), ("Валентина", "Павловна")),
        (("О", "К", "Лапиной"), ("Лапина", "О", "К")),
        (("Серёгой",), ("Серега",)),
        (("Зайцу", "Глебу"), ("Заяц", "Глеб")),
    ],
)
def test_cases_of_a_name_share_a_form(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    """In any order; gender is that of the words together."""
    assert lemma(one) == lemma(other)


def test_people_of_different_names_do_not() -> None:
    """Nor man and woman."""
    assert lemma(("Валентин", "Павлович")) != lemma(("Валентина", "Павловна"))
    assert lemma(("Игорь", "Иванов")) != lemma(("Ирина", "Иванова"))


def test_ends_of_surnames_and_first_forms_of_words() -> None:
    """Of a rule, and of the dictionary."""
    assert all(map(has_surname_ending, ["Шамсутдинов", "Хабибуллиной", "Коваленко", "Оганесян"]))
    assert not any(map(has_surname_ending, ["Корвалол", "Телеграм", "Да"]))
    assert "болезнь" == base("Болезнью")


def test_a_word_without_an_end_is_read_by_its_end() -> None:
    """People write so for fun; the dictionary takes off prefixes one inside the other."""
    word = "супер" * 1_000 + "ский"

    assert sense_of(word) == sense_of(word[-60:])
