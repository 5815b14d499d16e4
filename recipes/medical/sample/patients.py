"""Patients who do not exist: names, cards, policy numbers."""

from dataclasses import dataclass
from random import Random

COUNT = 560

MALE = (
    "Александр", "Алексей", "Андрей", "Антон", "Борис", "Вадим", "Виктор", "Глеб", "Денис", "Егор",
    "Захар", "Иван", "Кирилл", "Лев", "Максим", "Никита", "Олег", "Павел", "Роман", "Степан",
    "Тимофей", "Фёдор", "Юрий", "Ярослав",
)  # fmt: skip
FEMALE = (
    "Алина", "Анна", "Валерия", "Вера", "Галина", "Дарья", "Елена", "Жанна", "Зоя", "Инна", "Кира",
    "Лариса", "Мария", "Нина", "Ольга", "Полина", "Раиса", "Софья", "Тамара", "Ульяна", "Фаина",
    "Эмма", "Юлия", "Яна",
)  # fmt: skip
FATHERS = (
    "Антонов", "Борисов", "Викторов", "Глебов", "Денисов", "Егоров", "Захаров", "Иванов",
    "Кириллов", "Максимов", "Олегов", "Павлов", "Романов", "Степанов",
)  # fmt: skip
"""What a father's name begins with."""
ROOTS = (
    "Берестк", "Вербник", "Горицвет", "Дубрав", "Ежевик", "Жаворонк", "Зарянк", "Иволгин",
    "Калинник", "Ландыш", "Малинник", "Незабудк", "Орешник", "Подорожник", "Рябинник", "Синичк",
    "Тропинк", "Ушаст", "Форел", "Хвощев", "Цикор", "Черемух", "Шиповник", "Щавел", "Яблонск",
    "Барсучк", "Воробейк", "Грачев", "Дроздк", "Ершов", "Журавлик", "Зяблик", "Камышник", "Лисичк",
    "Мотыльк", "Норушк", "Осинник", "Перепёлк", "Ракитник", "Снегирьк", "Туманк", "Утятк", "Филинк",
    "Хомячк", "Чижик", "Шмелик", "Ясеньк",
)  # fmt: skip
DOCTORS = ("Пальчиков Р. О.", "Лучинина С. В.", "Просветова М. Д.")


@dataclass(frozen=True)
class Patient:
    """One patient, with the spellings of the name."""

    name: str
    """Family name, first name, father's name."""
    genitive: str
    """Family name in the genitive, initials behind it."""
    initials: str
    woman: bool
    card: str
    """Number of the medical record: the group of the rows."""
    policy: str
    """Sixteen digits, the last of which is a check digit (Luhn), as real policies have."""
    birth_year: int


def patients(rng: Random) -> list[Patient]:
    """Make the patients, no two of one family and first name."""
    found: dict[str, Patient] = {}
    while len(found) < COUNT:
        woman = rng.random() < 0.55
        root = rng.choice(ROOTS)
        family, genitive = (root + "ина", root + "иной") if woman else (root + "ин", root + "ина")
        first = rng.choice(FEMALE if woman else MALE)
        father = rng.choice(FATHERS) + ("на" if woman else "ич")
        short = f"{first[0]}. {father[0]}."
        number = len(found) + 1
        found.setdefault(
            f"{family} {first}",
            Patient(
                name=f"{family} {first} {father}",
                genitive=f"{genitive} {short}",
                initials=f"{family} {short}",
                woman=woman,
                card=f"К-{number:04d}",
                policy=_policy(rng),
                birth_year=rng.randint(1938, 2004),
            ),
        )
    return list(found.values())


def _policy(rng: Random) -> str:
    digits = [0, 0] + [rng.randrange(10) for _ in range(13)]  # nobody's region is 00
    doubled = [(2 * d - 9 if d > 4 else 2 * d) if i % 2 == 0 else d for i, d in enumerate(digits)]
    return "".join(map(str, [*digits, -sum(doubled) % 10]))
