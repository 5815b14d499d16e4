import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.names.roster import Roster
from understudy.core.people import People
from unit.cleaning.crowd import AUTHORS, PEOPLE, roster
from unit.soon import soon

ROSTER = roster()


def named(text: str, *participants: str) -> list[str]:
    """The words of a text that are taken for names."""
    keys = frozenset(ROSTER.key(name) for name in participants)
    return [text[one.start : one.end] for one in ROSTER.mentions(text, keys)]


def who(text: str, *participants: str) -> list[str]:
    keys = frozenset(ROSTER.key(name) for name in participants)
    return [one.who for one in ROSTER.mentions(text, keys)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Thanks, Timur!", ["Timur"]),
        ("thanks timur, TIMUR", ["timur", "TIMUR"]),
        ("Timur's van, Timur’s bees", ["Timur", "Timur"]),
        ("*Timur* _Timur_ @timur_k", ["Timur", "Timur", "timur"]),
        ("Спросите Тимура, Тимуру видней", ["Тимура", "Тимуру"]),
        ("спроси у тимура", ["тимура"]),
        ("Тимур-то знает", ["Тимур"]),
        ("Павлу Рогову и Рогова Павла", ["Павлу Рогову", "Рогова Павла"]),
        ("Анна-Мария Кох пришла с Кох", ["Анна-Мария Кох", "Кох"]),
        ("Mark van der Berg came with Berg", ["Mark van der Berg", "Berg"]),
        ("Rose O’Brien and Rose O'Brien", ["Rose O’Brien", "Rose O'Brien"]),
        ("see Catterick-Bee", ["Catterick-Bee"]),
        ("Timur, Oksana", ["Timur", "Oksana"]),
        ("Timur\nOksana", ["Timur", "Oksana"]),
        (
            "Павел Сергеевич Рогов и Павлу Сергеевичу",
            ["Павел Сергеевич", "Рогов", "Павлу Сергеевичу"],
        ),
        ("Рогов Павел Сергеевич", ["Рогов Павел Сергеевич"]),
        ("Timurs, Timurland, мтимур", []),
        ("иван-чай и Иван-чай", []),
        ("a van by the road, der Weg", []),
        ("Deleted account, my account", []),
        ("call +7 900 000-00-00 or 900", []),
    ],
)
def test_names_are_found_as_whole_words(text: str, names: list[str]) -> None:
    """In any case and form, alone and side by side; parts of words and particles are no names."""
    assert names == named(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("роза цвела, Роза пришла, у Розы", ["Роза", "Розы"]),
        ("Роза пришла, а роза цвела", ["Роза"]),
        ("a rose for Rose. Rose said", ["Rose", "Rose"]),
        ("will you? I hope Will comes", ["Will"]),
        ("Will you come? Will Ashdown came.", ["Will Ashdown"]),
        ("Will I see you? Will! Will, come", ["Will", "Will"]),
        ("mark the queen. We asked Mark.", ["Mark"]),
        ("Ада была в аду, Аду знаем", ["Ада", "Аду"]),
        ("we saw Linseed in the linseed. Linseed oil", ["Linseed"]),
        ("Linseed Hannah, hannah linseed", ["Linseed Hannah", "hannah linseed"]),
        ("## Bee Bread\n\na bee. Bees", []),
    ],
)
def test_an_ordinary_word_is_a_name_only_with_a_capital(text: str, names: list[str]) -> None:
    """A rose is a rose; a surname that documents use as a word is none at a sentence's start."""
    assert names == named(text)


def test_a_surname_that_is_a_word_is_a_name_where_its_bearer_takes_part() -> None:
    """There somebody is likelier meant than the plant."""
    assert [] == named("Linseed is here")
    assert ["Linseed"] == named("Linseed is here", "Hannah Linseed")
    assert [] == named("linseed oil", "Hannah Linseed")


def test_cases_of_names_that_are_words_are_words_at_the_start_of_a_sentence() -> None:
    """Any beekeeper is not Lyuba; beside her name, or inside a sentence, she is."""
    crowd = Roster(None, ["Люба", "Rose Bell"])
    text = "Любой пчеловод. Это сказано с Любой. The Bell rose, Bell Rose rose."

    found = [text[one.start : one.end] for one in crowd.mentions(text)]

    assert ["Любой", "Bell", "Bell Rose"] == found
    assert text.index("Любой", 9) == crowd.mentions(text)[0].start


CALLED = Roster(None, ["Лена Котова", "Катя", "Рома", "Майя", "Наталья"])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Кать, ты где? Привет, Кать!", ["Кать", "Кать"]),
        ("Спроси Кать или Лену", ["Кать", "Лену"]),
        ("лен, ты дома? спасибо, лен", ["лен", "лен"]),
        ("Ром, ты едешь? лол) Ром, ау", ["Ром", "Ром"]),
        ("Ром и кола. Купили Ром. ром, кола", []),
        ("купили лен. из лен ткут", []),
        ("катить, Катька, лента", []),
    ],
)
def test_how_somebody_is_called_is_their_name(text: str, names: list[str]) -> None:
    """A short name without its last letter; one that is a word, only where somebody is called."""
    here = frozenset({"лена котова", "катя"})

    found = CALLED.mentions(text, here)

    assert names == [text[one.start : one.end] for one in found]


def test_who_is_called_small_takes_part() -> None:
    """Elsewhere it is flax."""
    assert [] == CALLED.mentions("лен, хлопок и шерсть")
    assert ["лена котова"] == [one.who for one in CALLED.mentions("Лен, хлопок и шерсть")]


def test_an_english_word_is_a_name_where_somebody_here_is_asked() -> None:
    """In small letters, too: nobody else is told things, or called before a comma."""
    kit = Roster(None, ["Kit Marchetti", "Will Santos"])
    here = frozenset({"kit marchetti", "will santos"})
    text = "will, will you ask kit, or a kit of parts?"

    found = [text[one.start : one.end] for one in kit.mentions(text, here)]

    assert ["will", "kit"] == found
    assert [] == kit.mentions("will, will you ask will,")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("rose said she'd bring it, mark's car broke down", ["rose", "mark"]),
        ("where's will? is mark coming tonight", ["will", "mark"]),
        ("prices rose and fell, it left a mark, is rose wine ok, the will is signed", []),
        ("спроси у веры, спасибо, надежда! слава приехал", ["веры", "надежда", "слава"]),
        ("надежда умирает последней, вера в людей пропала, слава богу", []),
    ],
)
def test_a_word_in_small_letters_is_a_name_where_somebody_here_does_it(
    text: str, names: list[str]
) -> None:
    """What only people do, have and are asked for; of those who take part."""
    here = ("Mark Hill", "Will Grace", "Rose Lane", "Вера", "Надежда Орлова", "Слава")
    crowd = Roster(None, here)

    found = crowd.mentions(text, frozenset(crowd.key(name) for name in here))

    assert names == [text[one.start : one.end] for one in found]


def test_the_persona_keeps_the_name() -> None:
    """In every form; it is the voice that is learned."""
    assert [] == named("Спасибо, Вера! У Веры Липской. Vera L. said. vera", "Vera")


def test_one_person_is_one_whatever_the_spelling() -> None:
    """Aliases, cases, parts and ё lead to the same key."""
    assert {"timur aliev"} == set(who("Timur, Тимура, timur aliev, Aliev"))
    assert {"павел рогов"} == {ROSTER.key("ПАВЕЛ  РОГОВ"), *who("Павлу; Рогову; Павлом Роговым")}


def test_a_shared_name_means_the_one_who_takes_part() -> None:
    """Where both or none do, the name has a key of its own, the same everywhere."""
    assert ["анна светлякова"] == who("Анна, привет", "Анна Светлякова", "Vera")
    assert ["анна копейкина"] == who("у Анны", "Анна Копейкина", "Павел Рогов")
    assert ["анна", "анна"] == who("Анна, у Анны")
    assert ["анна"] == who("Анна", "Анна Копейкина", "Анна Светлякова")
    assert ["анна светлякова"] == who("Анны Светляковой")
    assert "анна" in ROSTER.keys


def test_somebody_who_shares_the_name_of_the_persona_is_hidden_where_present() -> None:
    """Elsewhere the name is the persona's."""
    crowd = Roster(PEOPLE, [*AUTHORS, "Вера Кузнецова"])
    here = frozenset({crowd.key("Вера Кузнецова"), crowd.key("Вера")})

    assert [] == crowd.mentions("Спасибо, Вера")
    assert ["вера"] == [one.who for one in crowd.mentions("Спасибо, Вера", here)]
    assert ["вера кузнецова"] == [one.who for one in crowd.mentions("Вера Кузнецова")]


def test_authors_are_known_without_a_file() -> None:
    """Then nobody is the persona."""
    alone = Roster(None, ["Anna Berg"])

    assert ["anna berg"] == [one.who for one in alone.mentions("hi Anna")]
    assert frozenset({"anna berg"}) == alone.keys
    assert alone.persona is None


def test_sides_of_dialogues_are_nobody() -> None:
    """A dataset read as chats has such authors; other datasets say by these words who speaks."""
    sides = Roster(None, ["human", "gpt", "ChatGPT", "user", "assistant", "model", "AI"])

    assert [] == sides.mentions("human gpt chatgpt user assistant model AI")


def test_an_alias_of_two_people_names_nobody_as_an_author() -> None:
    """Such an author is a person apart, until the file says more."""
    people = People.model_validate(
        {
            "persona": {"name": "V"},
            "people": [
                {"name": "Anna A", "aliases": ["Ann"]},
                {"name": "Anna B", "aliases": ["Ann"]},
            ],
        }
    )

    assert "ann" == Roster(people, ["Ann"]).key("ANN")
    assert "anna a" == Roster(people, ["Anna A"]).key("Anna A")


class Everything(frozenset[str]):
    """A set that has something in common with every other."""

    def isdisjoint(self, _: object) -> bool:
        return False


WORDS = st.sampled_from(
    [
        "тимура",
        "Роза",
        "Копейкина",
        "van",
        "Berg",
        "иван-чай",
        "bee",
        "Bee",
        "ё",
        "Ада",
        "аду",
        "O'Brien",
    ]
)


@given(st.lists(WORDS | st.text(max_size=5), max_size=6).map(" ".join))
def test_a_text_without_a_known_word_is_looked_at_no_closer(text: str) -> None:
    """The quick look finds the same names as the careful search alone."""
    careful = roster()
    careful._names = Everything()

    assert careful.mentions(text) == ROSTER.mentions(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Полина Ю.: я и мама", ["Полина Ю."]),
        ("на улице Ленина затор, Ленина сумка тут", ["Ленина"]),
        ("проспект Мира, эра роботов", []),
        ("Марс и Венера рядом; Венера, где ключ?", ["Венера"]),
    ],
)
def test_what_stands_around_a_name_counts(text: str, names: list[str]) -> None:
    """A dot is a part of an initial; a street, a planet and an epoch are nobody."""
    known = Roster(None, ("Полина Ю.", "Лена", "Венера Ли", "Эра Львовна", "Мира Кац"))

    assert names == [text[one.start : one.end] for one in known.mentions(text)]


def test_a_name_without_an_end_takes_no_time() -> None:
    """A folder of exports has names that are no names; the square of it would take a minute."""
    soon(lambda: Roster(None, ["A" * 60_000]), 3)
