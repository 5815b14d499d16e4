"""Messages written in every form that phones have, by a writer of its own, and read back."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from unit.parsing.made import parsed

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
HINDI = str.maketrans("0123456789", "०१२३४५६७८९")
DATES = (
    "{d:02}.{m:02}.{Y}", "{d}.{m}.{y:02}", "{d}/{m}/{y:02}", "{d:02}/{m:02}/{Y}",
    "{m}/{d}/{y:02}", "{m:02}/{d:02}/{Y}", "{d}-{m}-{Y}", "{d:02}-{m:02}-{y:02}",
    "{Y}-{m:02}-{d:02}", "{Y}/{m}/{d}", "{Y}.{m:02}.{d:02}", "{Y}. {m}. {d}.", "{d}. {m}. {Y}.",
    "{d}\u200f/{m}\u200f/{Y}",
)  # fmt: skip
JOINTS = (", ", " ", "\u060c ", ",\u00a0", " à ", " klo ", " um ")
CLOCKS = (
    ("{H:02}{c}{M:02}{S}", None),
    ("{H}{c}{M:02}{S}", None),
    ("{h}{c}{M:02}{S}{s}{half}", ("AM", "PM")),
    ("{h:02}{c}{M:02}{S}{s}{half}", ("am", "pm")),
    ("{h}{c}{M:02}{S}{s}{half}", ("a.m.", "p.m.")),
    ("{h}{c}{M:02}{S}{s}{half}", ("a.\u00a0m.", "p.\u00a0m.")),
    ("{h}{c}{M:02}{S}{s}{half}", ("a. m.", "p. m.")),
    ("{h}{c}{M:02}{S}{s}{half}", ("ص", "م")),
    ("{half}{h}{c}{M:02}{S}", ("上午", "下午")),
    ("{half}{h}{c}{M:02}{S}", ("午前", "午後")),
    ("{half} {h}{c}{M:02}{S}", ("오전", "오후")),
    ("{half} {h}{c}{M:02}{S}", ("ÖÖ", "ÖS")),
)
FRAMES = ("{stamp} - ", "{stamp} – ", "[{stamp}] ", "\u200e[{stamp}] ")
NAMES = ("Anna", "Вера П.", "+44 7123 456789", "~\u202fBo", "Léa 🐝", "משה", "علي")
WORDS = st.lists(
    st.sampled_from(
        [
            "hello",
            "да: нет",
            "so",
            "第一",
            "12.05",
            "at 18:04",
            "[x]",
            "<b>",
            "see (it)",
            "🐝",
            "مرحبا",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@st.composite
def forms(draw: st.DrawFn) -> dict[str, object]:
    clock, halves = draw(st.sampled_from(CLOCKS))
    return {
        "date": draw(st.sampled_from(DATES)),
        "joint": draw(st.sampled_from(JOINTS)),
        "clock": clock,
        "halves": halves,
        "colon": draw(st.sampled_from(":.")),
        "seconds": draw(st.booleans()),
        "space": draw(st.sampled_from([" ", "\u00a0", "\u2009", "\u202f"])),
        "frame": draw(st.sampled_from(FRAMES)),
        "digits": draw(st.sampled_from([{}, ARABIC, PERSIAN, HINDI])),
    }


def stamp(moment: datetime, form: dict[str, object]) -> str:
    day = str(form["date"]).format(d=moment.day, m=moment.month, y=moment.year % 100, Y=moment.year)
    halves = form["halves"]
    colon = form["colon"]
    clock = str(form["clock"]).format(
        H=moment.hour,
        h=moment.hour % 12 or 12,
        M=moment.minute,
        S=f"{colon}{moment.second:02}" if form["seconds"] else "",
        c=colon,
        s=form["space"],
        half=halves[moment.hour >= 12] if isinstance(halves, tuple) else "",
    )
    return f"{day}{form['joint']}{clock}".translate(form["digits"])


@given(
    form=forms(),
    start=st.dates(date(2012, 1, 1), date(2035, 1, 1)),
    said=st.lists(
        st.tuples(
            st.integers(0, 200_000),
            st.sampled_from(NAMES),
            st.lists(WORDS, min_size=1, max_size=3).map("\n".join),
        ),
        min_size=1,
        max_size=8,
    ),
)
def test_every_form_is_read_back(
    form: dict[str, object], start: date, said: list[tuple[int, str, str]]
) -> None:
    """Date, digits, clock, marks and frame in any combination: the messages come back exactly."""
    now = datetime(start.year, start.month, 13, 12, 0, 1)  # a day that no month has the number of
    lines, expected = [], []
    for gap, name, text in said:
        lines.append(str(form["frame"]).format(stamp=stamp(now, form)) + f"{name}: {text}")
        shown = now if form["seconds"] else now.replace(second=0)
        expected.append((name.strip("~\u202f"), text, shown))
        now += timedelta(seconds=gap)

    (chat,) = parsed("WhatsApp Chat with X.txt", "\n".join(lines)).conversations

    got = [(one.author, one.text, one.sent_at.replace(tzinfo=None)) for one in chat.messages]
    assert expected == got
    assert {one.kind for one in chat.messages} == {"text"}
