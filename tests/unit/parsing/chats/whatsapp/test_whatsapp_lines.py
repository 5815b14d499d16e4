from datetime import datetime

import pytest

from understudy.parsing.chats.whatsapp.dates import moment
from understudy.parsing.chats.whatsapp.lines import header
from unit.soon import soon


@pytest.mark.parametrize(
    ("line", "expected", "rest"),
    [
        ("12.05.2025, 18:04 - Анна: да", datetime(2025, 5, 12, 18, 4), "Анна: да"),
        ("[12.05.2025, 18:04:11] Анна: да", datetime(2025, 5, 12, 18, 4, 11), "Анна: да"),
        ("\u200e[12.05.25, 18:04:11] A: x", datetime(2025, 5, 12, 18, 4, 11), "A: x"),
        ("12/05/25, 6:04 PM - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("12/05/25, 12:04\u202fam - A: x", datetime(2025, 5, 12, 0, 4), "A: x"),
        ("12/05/2025, 12:04 p.\u00a0m. - A: x", datetime(2025, 5, 12, 12, 4), "A: x"),
        ("2025-05-12 18:04 - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("12.05.25 à 18:04 - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("12.5.2025 klo 18.04.15 - A: x", datetime(2025, 5, 12, 18, 4, 15), "A: x"),
        ("12. 5. 2025. 18:04 – A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("[12.05.2025 18:04:11] A: x", datetime(2025, 5, 12, 18, 4, 11), "A: x"),
        ("[12.5.2025 klo 18.04.15] A: x", datetime(2025, 5, 12, 18, 4, 15), "A: x"),
        ("12/05/25 18.04 - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("12/5/25, 6:04\u202fp.\u00a0m. - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("12/5/25 6:04\u2009p. m. - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("12-05-2025 18:04 — A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("2025/5/12 下午6:04 - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("[2025/5/12 凌晨12:04:11] A: x", datetime(2025, 5, 12, 0, 4, 11), "A: x"),
        ("[2025/5/12 中午12:04:11] A: x", datetime(2025, 5, 12, 12, 4, 11), "A: x"),
        ("[2025/5/12 中午1:04:11] A: x", datetime(2025, 5, 12, 13, 4, 11), "A: x"),
        ("2025/05/12 午後6:04 - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("[2025. 5. 12. 오후 6:04:11] A: x", datetime(2025, 5, 12, 18, 4, 11), "A: x"),
        ("[12.05.2025, ÖS 6:04:11] A: x", datetime(2025, 5, 12, 18, 4, 11), "A: x"),
        (
            "[١٢\u200f/٥\u200f/٢٠٢٥، ٦:٠٤:١١ م] A: x",
            datetime(2025, 5, 12, 18, 4, 11),
            "A: x",
        ),
        ("\u200f١٢/٥/٢٠٢٥، ١٢:٠٤ ص - A: x", datetime(2025, 5, 12, 0, 4), "A: x"),
        ("۱۲/۰۵/۲۰۲۵, ۶:۰۴ ب.ظ. - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("१२/५/२५, ६:०४ pm - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("12.05.25 г., 18:04 ч. - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("12/5/2568 18:04 - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("12/5/68 18:04 - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
        ("[12/05/2025, 6:04:11 CH] A: x", datetime(2025, 5, 12, 18, 4, 11), "A: x"),
        ("2025年5月12日 18:04 - A: x", datetime(2025, 5, 12, 18, 4), "A: x"),
    ],
)
def test_headers_of_many_phones(line: str, expected: datetime, rest: str) -> None:
    """Order, separators, clock and invisible marks differ; the meaning does not."""
    found = header(line, 1)

    assert found is not None
    assert expected == moment(found, "a", "ymd" if found.form.is_year_first else "dmy")
    assert found.rest == rest


@pytest.mark.parametrize(
    "line", ["and then", "12.05.2025 was a good day", "[12:04] A: x", "1.2, 10:00 - A: x", ""]
)
def test_other_lines_are_none(line: str) -> None:
    """A line without date, time and dash belongs to the message before."""
    assert header(line, 1) is None


@pytest.mark.parametrize("filler", [" ", "1", "\u200e", "1.1.11 ", "[", "12.05.2025, 18:04 ", "م "])
def test_a_hostile_line_takes_no_time(filler: str) -> None:
    """The time grows with the length, not with its square."""
    for start in ("12.05.2025", "12.05.2025, 18:04", "[12.05.2025, 18:04:11", "1"):
        soon(lambda start=start: header(start + filler * 50_000, 1), 1)
