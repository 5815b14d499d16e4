"""Passages for the tests of synthesis: varied texts in both languages, and odd ones."""

from hypothesis import strategies as st

from understudy.core.records import Chunk, stable_id

ENGLISH = """\
## Loading the Ferry Safely

The ramp is a steel plate that joins the deck to the quay. **Chocks** are wooden wedges that stop \
a wheel. It is lowered by two men, e.g. the mate and a boy. Every lorry above 3.5 tonnes parks \
amidships. Dr. J. K. Moss measured the sway in 1998. Nobody smokes below. Why is the hold dark?

The mate's kit contains four things:

- a dry torch
- a brass whistle;
- chalk and a slate
- a spare line of ten metres

Before casting off, count again:

1. passengers on deck
2. bicycles on the rail

## Fog
When fog comes down, the bell rings twice a minute. The fog watch is one sailor at the bow, and he \
hears better than he sees. Speed drops to four knots until Gull Rock is passed.
"""
RUSSIAN = """\
## Погрузка парома без спешки

Аппарель — это стальная плита, которая соединяет палубу с причалом. Клинья кладёт юнга под каждое \
колесо. Она опускается за две минуты, т. е. быстрее трапа. Грузовики тяжелее 3,5 тонн ставят \
посередине. В 1998 г. инженер А. К. Мохов измерил качку. Главное — это терпение. Почему темно?

Для тумана нужны четыре вещи:

- сухой фонарь
- медный свисток;
- мел и доска
- запасной конец в десять метров

Перед отходом боцман Лукин считает людей:

1. на верхней палубе
2. у велосипедов

## Туман
Когда спускается туман, колокол бьёт дважды в минуту. Вахта в тумане — это один матрос на носу. \
Ход сбавляют до четырёх узлов, пока не пройдена скала Чайка.
"""

_UNITS = [
    *ENGLISH.splitlines(),
    *RUSSIAN.splitlines(),
    "A A A A is a a a a of the the.",
    "Это это — это это это.",
    "The quick brown fox is a quick brown fox that jumps.",
    'He said: "Go!" Then the fox — a red one — left…',
    "Нужны:",
    "  - вложенный пункт",
    "| a | b |",
    "```",
    "Kits need: ",
    "- one; two",
]


def chunk(text: str, language: str = "en", *, collection: str = "manual") -> Chunk:
    """A whole document as one chunk."""
    return Chunk(
        id=stable_id("chunk", text),
        parent=stable_id("document", text),
        collection=collection,
        ordinal=0,
        start=0,
        end=len(text),
        text=text,
        keys=(text,),
        language=language,
        group=f"group of {text[:20]}",
    )


def chunks() -> st.SearchStrategy[Chunk]:
    """Texts shuffled from lines of real prose and lists, and from arbitrary characters."""
    lines = st.lists(st.one_of(st.sampled_from(_UNITS), st.text(max_size=30)), min_size=1)
    texts = lines.map("\n".join).filter(lambda text: bool(text.strip()))
    return st.builds(chunk, texts, st.sampled_from(["en", "ru"]))
