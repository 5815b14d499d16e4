import pytest

from understudy.core.columns import tells_who

TELLING = (
    *("PatientName", "patientid", "id_patient", "lastname", "user_id", "filename", "phonenumber"),
    *("phone2", "Tel1", "e-mail", "emailaddresses", "ip", "date_of_birth", "dateofbirth", "City"),
    *("zipcode", "post_code", "cardholder", "accountno", "policyholder", "insured_by", "ssn"),
    *(
        "medical record",
        "record_no",
        "Social Security",
        "licence",
        "driver's",
        "signature",
        "login",
    ),
    *(
        "contact_person",
        "coauthor",
        "authors",
        "referred by",
        "assignee",
        "Owner",
        "plate",
        "street",
    ),
    *("ФИО", "Ф.И.О.", "ФИОпациента", "фамилия", "Имя", "имени", "Больной", "Доктор", "врачи"),
    *("автор", "Исполнитель", "Ответственный", "медсестра", "направил", "принял", "выдал", "отец"),
    *("пользователь", "контакты", "номертелефона", "тел.", "моб.", "почта", "город", "улица"),
    *(
        "Дата рождения",
        "Д.р.",
        "ДР",
        "№ полиса",
        "СНИЛС",
        "ИНН",
        "Карта",
        "счёт",
        "логин",
        "подпись",
    ),
)
"""Names in which somebody stands."""
SILENT = (
    *(
        "finding",
        "organ",
        "дата",
        "capacity",
        "electricity",
        "tournament",
        "cardiology",
        "phonetics",
    ),
    *("authority", "automobile", "zipped", "directory", "accountable", "recipe", "post", "intel"),
    *("материал", "авторизация", "авторитет", "автомобиль", "фиолетовый", "счётчик", "городской"),
    *("картина", "квартал", "именование", "телевизор"),
)
"""Names that hold such a word, and say something else."""


@pytest.mark.parametrize(
    ("name", "expected"), [*((one, True) for one in TELLING), *((one, False) for one in SILENT)]
)
def test_a_name_tells_by_its_words(name: str, expected: bool) -> None:
    """In English and Russian, however its words are joined; by whole words, not by letters."""
    assert expected == tells_who(name)
