import sys

import pytest

from understudy.cleaning.finders import natasha as module
from understudy.cleaning.finders.natasha import natasha
from understudy.cleaning.finding import find, prepare
from understudy.cleaning.names.roster import Roster
from understudy.cleaning.params import CleanParams
from understudy.cleaning.pseudonyms import PUBLIC_KEY, Pseudonyms
from understudy.cleaning.stepping import Context
from understudy.core.errors import MissingExtraError
from unit.cleaning.crowd import context

NOBODY = Context(CleanParams(), Roster(None, ()), Pseudonyms(PUBLIC_KEY, 6))


def names(text: str) -> list[str]:
    return [text[one.start : one.end] for one in natasha(text, NOBODY)]


def identities(text: str) -> set[str]:
    return {one.identity for one in natasha(text, NOBODY)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Вчера приезжала Зинаида, привезла яблок.", ["Зинаида"]),
        ("отдай ключи геннадию, он внизу", ["геннадию"]),
        ("Наташ, ты дома?", ["Наташ"]),
        ("Договор подписал Тихомиров Глеб Аркадьевич.", ["Тихомиров Глеб Аркадьевич"]),
        ("Копию отправьте В. Ю. Стрельцовой.", ["В. Ю. Стрельцовой"]),
        ("Комиссия: Лапина О.К., Дроздов П. А.", ["Лапина О.К.", "Дроздов П. А."]),
        ("Пациент Кондратьев, 70 лет, жалоб нет.", ["Кондратьев"]),
        ("спросите у михалыча, он знает", ["михалыча"]),
        ("Встречали Пьера Лакруа в аэропорту.", ["Пьера Лакруа"]),
        ("Документы от имени Ольги Громовой поданы.", ["Ольги Громовой"]),
        ("Исп. Щеглова М.Д., т. у секретаря", ["Щеглова М.Д."]),
        ("на имя Рустам Х. лежит посылка", ["Рустам Х."]),
        ("вон Катин телефон и Славкины ключи", ["Катин", "Славкины"]),
        ("а Димон с Лёхой уже на месте?", ["Димон", "Лёхой"]),
        ("Тимурчик с днём рождения, Леночке привет", ["Тимурчик", "Леночке"]),
        ("Мишка родился в марте. Роза сказала", ["Мишка", "Роза"]),
        ("завтра придут Оля, Толик и Женя с детьми", ["Оля", "Толик", "Женя"]),
        ("рустамчик мой новый номер, верунчику привет", ["рустамчик", "верунчику"]),
        ("Игорёха за рулём, Женёк кинь номер", ["Игорёха", "Женёк"]),
        ("у маринки и светки температура", ["маринки", "светки"]),
        ("надюх ты где", ["надюх"]),
        ("слушай марин а во сколько завтра", ["марин"]),
        ("серег, глянь почту", ["серег"]),
        ("как дела, оль?", ["оль"]),
        ("вера, ты где", ["вера"]),
        ("вера написала, что опаздывает", ["вера"]),
        ("у палыча юбилей, Михална против", ["палыча", "Михална"]),
        ("лев борисыч принимает?", ["лев борисыч"]),
        ("Роман в отпуске", ["Роман"]),
        ("мой Слава в командировке", ["Слава"]),
        ("Вера мне сказала", ["Вера"]),
        ("раздаёт Куаныш, по одежде к меруерт", ["Куаныш", "меруерт"]),
        ("Решали Лаптева-старшая и Хасанов", ["Лаптева-старшая", "Хасанов"]),
        ("шумят соседи снизу, семья Отрошко", ["Отрошко"]),
        ("Кобулия опять не оплатил", ["Кобулия"]),
        ("Имя в загранпаспорте IANA MOKROUSOVA, проверь", ["IANA MOKROUSOVA"]),
        ("в отеле гость HLUSHAKOVA ALENA, завтрак включён", ["HLUSHAKOVA ALENA"]),
        ("встреть, приехала Ivanova Maria", ["Ivanova Maria"]),
        ("едем на Гоголя, оттуда по Шевченко", []),
        ("айдар с ильнуром, улугбек и зелимхан", ["айдар", "ильнуром", "улугбек", "зелимхан"]),
        ("смену принял Кубанычбек", ["Кубанычбек"]),
        ("Раджеш и Прия в отпуске, Пабло нет", ["Раджеш", "Прия", "Пабло"]),
        ("Мухаммед аль-Хасан и Рафик оглы", ["Мухаммед аль-Хасан", "Рафик оглы"]),
        ("Анна-Мария выходит замуж", ["Анна-Мария"]),
        ("были Ермаков и Хасанов-младший", ["Ермаков", "Хасанов-младший"]),
        ("О'Коннор прислал счёт", ["О'Коннор"]),
        ("терещенко, кравцова и тагиров за", ["терещенко", "кравцова", "тагиров"]),
        ("врач цветкова сказала", ["цветкова"]),
        ("королёва на больничном", ["королёва"]),
        ("меня зовут фарход, ищу работу", ["фарход"]),
        ("мистер Томпсон и юрист Розенблюм", ["Томпсон", "Розенблюм"]),
        ("ФИО: КОВАЛЬ ДЕНИС СЕРГЕЕВИЧ", ["КОВАЛЬ ДЕНИС СЕРГЕЕВИЧ"]),
        ("Клиент: Ольховский\tзаявка 55210", ["Ольховский"]),
        ("1. Аксёнов\n2. Булыгина", ["Аксёнов", "Булыгина"]),
        ("Состав: Антипов, Бабич, Вуйчич и Гришин", ["Антипов", "Бабич", "Вуйчич", "Гришин"]),
        ("петрова м.с. и иванов и и явились", ["петрова м.с.", "иванов и и"]),
        ("ЗАХАРОВ Н.П. РАЗРЕШИТЬ", ["ЗАХАРОВ Н.П."]),
        ("Председатель собрания Ю. Г. Мартыненко", ["Ю. Г. Мартыненко"]),
        ("Больная Ж., 54 лет", ["Ж."]),
        (
            "сегодня пришли письма от Sergey Ivanov и Aigul Sadykova, ответь",
            ["Sergey Ivanov", "Aigul Sadykova"],
        ),
        ("продавец Nikita на связи", ["Nikita"]),
        ("Вася выгуливает собаку, Алиса, включи музыку погромче сама", ["Вася"]),
    ],
)
def test_people_whom_nobody_listed_are_found(text: str, expected: list[str]) -> None:
    """In any case, with patronymics and initials, in small letters, called and foreign."""
    assert expected == names(text)


@pytest.mark.parametrize(
    "text",
    [
        "болезнь Крона, симптом Щёткина и реакция Вассермана",
        "Живём на улице Чехова, рядом станция метро Маяковская.",
        "в июне едем в Сочи, в июле в Казань",
        "Мы едем во Владимир через Суздаль.",
        "Гугл, Яндекс и Сбер подорожали",
        "Принимать Эналаприл утром, Аспирин вечером.",
        "роза цвела, слава богу, вера не подвела",
        "Солнце садилось. Ветер стих. Пчёлы молчали.",
        "Печень без особенностей, Желчный пузырь не изменён.",
        "Вино «Каберне», лодка «Надежда», песня «Катюша».",
        "Улица перекрыта, объезд по Чехова, потом по Маяковского.",
        "улица имени Захара, метро имени Кирова",
        "Мишка лежит на полке. Машина стоит. Купили Розочку, картину.",
        "Вышли на Ленина, потом Машина времени, белок и мирок.",
        "Коллеги, доброе утро! Спасибо за отчёт.",
        "Рой вышел в полдень. Сушь держит мёд. Эбола вернулась.",
        "Институт имени Вавилова переехал.",
        "скинул донат на стрим",
        "вера, надежда, любовь — что важнее",
        "так, стоп, тем, кто не сдал, продлили",
        "ник, пароль и почта в таблице, лук, морковь, лен",
        "свет, газ, вода включены, а свет включи",
        "мира вам и добра, миру мир",
        "Спасибо, коллеги. Привет всем!",
        "Мост и музей Васнецова, на Чехова яма, Кирова 15",
        "Турция, Анталия, потом Владимир и Суздаль, во Владимире дождь",
        "Шкода Октавия, Рено Логан и Телеграм",
        "Дед Мороз и Баба Яга",
        "кот Вася опять орёт, собаку зовут Рекс, попугай Кеша говорит",
        "Алиса, включи музыку, спроси у Алисы погоду",
        "смотрим Шерлока Холмса, читаю Анну Каренину, Путин выступил",
        "торт Наполеон, ледокол Ленин, концерт Киркорова, Иван Грозный",
        "орлов в зоопарке кормят мясом",
        "Заказчик: ООО Вектор, ИНН нет",
        "Адрес пансионата дифференцирова",
        "Google Pixel, Visual Studio и Docker Desktop",
    ],
)
def test_what_is_nobody_stays(text: str) -> None:
    """Places, firms, drugs, months, eponyms and words at starts of sentences are training text."""
    assert [] == names(text)


@pytest.mark.parametrize(
    "forms",
    [
        ("Зинаида Кольцова", "Зинаиды Кольцовой", "Зинаиде Кольцовой", "Кольцову Зинаиду"),
        ("Глеб Тихомиров", "Глеба Тихомирова", "Глебу Тихомирову", "с Глебом Тихомировым"),
        ("Анна Павловна", "Анны Павловны", "Анне Павловне", "Анну Павловну", "с Анной Павловной"),
        ("Геннадий", "Геннадия", "Геннадию", "с Геннадием", "о Геннадии"),
    ],
)
def test_all_forms_of_a_name_are_one_person(forms: tuple[str, ...]) -> None:
    """So they get one pseudonym."""
    found = [identities(f"Это было давно: {form} всё помнит.") for form in forms]

    assert [found[0]] * len(forms) == found
    assert 1 == len(found[0])


def test_somebody_known_has_the_key_of_the_roster() -> None:
    """Whichever finder comes first, the pseudonym is the same."""
    text = "Передай Павлу Рогову, что ульи готовы."

    found = {
        finders: find(text, context(anonymise={"finders": finders}))
        for finders in (("names", "natasha"), ("natasha", "names"), ("names",))
    }

    assert 1 == len({tuple(one) for one in map(tuple, found.values())})
    assert ["павел рогов"] == [one.identity for one in found["natasha", "names"]]


def test_the_persona_stays() -> None:
    """Their name is part of the voice."""
    assert [] == natasha("Вера сказала, что Вера Липская придёт.", context())


def test_another_language_is_not_read() -> None:
    """A Russian model knows nothing of it."""
    assert [] == natasha("Olga met Pavel in Moscow, да.", NOBODY)
    assert [] == natasha("Ольга Петренко поїхала до Львова, бо її сестра чекає там давно.", NOBODY)


def test_places_in_a_long_text_are_those_of_the_text() -> None:
    """It is read in pieces."""
    text = "Пчёлы собирают нектар с липы и клевера. " * 120 + "Потом пришла Зинаида."

    found = natasha(text, NOBODY)

    assert ["Зинаида"] == [text[one.start : one.end] for one in found]


def test_what_is_hidden_is_never_part_of_a_find() -> None:
    """NUL stands for what an earlier finder found."""
    text = "Звонил \0\0\0\0\0\0 Зинаиде, потом \0\0\0 Глеб ушёл."

    assert ["Зинаиде", "Глеб"] == names(text)


def test_what_documents_write_small_is_a_word_at_the_start_of_a_sentence() -> None:
    """The tagger knows no beekeepers' words."""
    known = Context(CleanParams(), Roster(None, (), frozenset({"вощина"})), NOBODY.pseudonyms)
    text = "Вощина в рамке волной!"

    assert [] == natasha(text, known)


@pytest.mark.parametrize("package", ["natasha", "pymorphy3"])
def test_a_missing_package_is_told_before_the_first_text(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, package, None)
    for cached in (module._tagger, module.dictionary):
        cached.cache_clear()

    with pytest.raises(MissingExtraError, match=rf"'{package}'.*pip install 'understudy\[ner\]'"):
        prepare(context(anonymise={"finders": ("natasha",)}))
