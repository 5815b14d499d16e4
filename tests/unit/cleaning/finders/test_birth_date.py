import pytest

from understudy.cleaning.finders.birth_date import birth_date
from unit.cleaning.crowd import context


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name,dob,town\nKim Lee,1979-03-22,Leeds\nJo Ash,1980-01-02,Hull", 2),
        ("| Name | Date of birth | Ward |\r\n| Kim | 22.03.1979 | 4 |\r\n", 1),
        ("id\tD.O.B.\tseen\n7\t03/22/79\t01/02/2024\n", 1),
        ("name,seen,town\nKim Lee,2024-03-22,Leeds", 0),
        ("name,dob,town\n\nOn Monday,2024-03-22,we met", 0),
        ("name,dob\nKim Lee,unknown", 0),
    ],
)
def test_dates_below_a_column_of_births_are_found(text: str, expected: int) -> None:
    """Of a table in plain text, up to its end; dates of other columns stay."""
    found = birth_date(text, context())

    assert expected == len(found)
    assert all(text[one.start : one.end][:2].isdigit() for one in found)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Castellanos, Rigoberto\t1978-06-30\tM\tTX", ["1978-06-30"]),
        ("Kim Lee,22/03/1979,f,Leeds", ["22/03/1979"]),
        ("Kim Lee | 22.03.1979 | \0\0\0", ["22.03.1979"]),
        ("Kim Lee\t2024-06-30\tM", []),
        ("Kim Lee\t1978-06-30\tLeeds", []),
    ],
)
def test_a_date_of_long_ago_between_a_name_and_the_sex_is_of_birth(
    row: str, expected: list[str]
) -> None:
    """Or before a mail address, which is hidden by then; lately, something was bought or seen."""
    assert expected == [row[one.start : one.end] for one in birth_date(row, context())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("моего сына Дроздова Льва Антоновича, 11 марта 2020 г., в класс", ["11 марта 2020 г."]),
        ("справка на дочь Дроздову Т., 11.03.2019", ["11.03.2019"]),
        ("дочь Анна Дроздова (03.04.2015)", ["03.04.2015"]),
        ("дубликат на Дроздову Т., 25.12.1963, живёт за рекой", ["25.12.1963"]),
        ("История болезни № \0\0\0. Дроздов Лев Ильич, 1971-03-28. Поступил утром", ["1971-03-28"]),
        ("История болезни № \0\0\0. Дроздов Лев Ильич, 1971-03-28, осмотр", []),
        ("выписали сына Дроздова Льва, 11 марта 2020 г. он поступил снова", []),
        ("сын Петя, 11 марта 2020 г., пошёл в школу", []),
        ("Дроздову Т., 25.12.2023, отказали", []),
    ],
)
def test_a_date_behind_the_name_of_a_child_or_before_a_home_is_of_birth(
    text: str, expected: list[str]
) -> None:
    """Of a full name or one with an initial; a name and a date alone say nothing."""
    assert expected == [text[one.start : one.end] for one in birth_date(text, context())]


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        ("родился двадцать пятого мая 1990", "двадцать пятого мая 1990", "1990-05-25"),
        ("родился пятнадцатого мая 1990", "пятнадцатого мая 1990", "1990-05-15"),
        ("родилась девятнадцатого мая 1990", "девятнадцатого мая 1990", "1990-05-19"),
        ("born on the thirtieth of May 1990", "thirtieth of May 1990", "1990-05-30"),
        ("born on the thirty-first of May 1990", "thirty-first of May 1990", "1990-05-31"),
        ("born on the thirteenth of May 1990", "thirteenth of May 1990", "1990-05-13"),
        ("родился двадцать тридцатого мая 1990", "тридцатого мая 1990", "1990-05-30"),
        ("born twenty twelfth of May 1990", "twelfth of May 1990", "1990-05-12"),
        ("born on the th\u0131rtieth of May 1990", "th\u0131rtieth of May 1990", "1990-05-30"),
    ],
)
def test_a_day_in_words_is_the_day_in_figures(text: str, written: str, expected: str) -> None:
    """Two tens are no day, and a letter that only looks like an i is read as one."""
    (found,) = birth_date(text, context())

    assert written == text[found.start : found.end]
    assert expected == found.identity
