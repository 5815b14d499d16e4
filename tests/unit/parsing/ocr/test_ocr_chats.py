from collections.abc import Sequence
from typing import Any

import pytest

from understudy.core.records import Conversation
from understudy.parsing.ocr.chats import chat
from understudy.parsing.ocr.layout import Seen
from understudy.parsing.ocr.transcripts import Page
from understudy.parsing.params import ParseParams
from unit.parsing.made import parsed, raw
from unit.parsing.scans import ENGLISH, encoded, needs_tesseract, scanned, shot


def page(lines: Sequence[tuple[str, float] | str], *, width: int = 1000) -> Page:
    """Put lines below each other, at the left edge or where they say."""
    seen = []
    for place, line in enumerate(lines):
        text, x = line if isinstance(line, tuple) else (line, 50.0)
        if not text:
            continue
        y, right = 40.0 * place, x + 10 * len(text)
        seen.append(Seen(text, ((x, y), (right, y), (right, y + 24), (x, y + 24))))
    return Page(tuple(seen), "rapidocr", 0, width, 2000)


def read(*pages: Page, **params: Any) -> Conversation | None:
    return chat(raw("shot.png", b""), pages, ParseParams.model_validate(params))


def said(found: Conversation | None) -> list[tuple[str, str]]:
    assert found is not None
    return [(message.author, message.text) for message in found.messages]


EXPORTS = {
    "ios": [
        "[12.03.21, 14:05] Anna: Are you at the",
        "yard today?",
        "[12.03.21, 14:07] Vera: Yes.",
    ],
    "dense": ["[12.03.21,14:05]Anna: Are you at the", "yard today?", "[12.03.21,14:07]Vera: Yes."],
    "braces": [
        "{12.03.21, 14:05} Anna: Are you at the",
        "yard today?",
        "|12.03.21, 14:07] Vera: Yes.",
    ],
    "telegram": [
        "Anna, [12.03.21 14:05]",
        "Are you at the",
        "yard today?",
        "Vera, [12.03.21 14:07]",
        "Yes.",
    ],
    "android": [
        "12.03.21, 14:05 - Anna: Are you at the",
        "yard today?",
        "12.03.21, 14:07 - Vera: Yes.",
    ],
}


@pytest.mark.parametrize("form", EXPORTS)
def test_a_printed_export_is_read_as_the_app_writes_it(form: str) -> None:
    """Each by its own parser, with times; a line ends where the paper does."""
    found = read(page(EXPORTS[form]), chats={"time_zone": "UTC"})

    assert said(found) == [("Anna", "Are you at the yard today?"), ("Vera", "Yes.")]
    assert found is not None
    assert [f"{one.sent_at:%d.%m.%Y %H:%M}" for one in found.messages] == [
        "12.03.2021 14:05",
        "12.03.2021 14:07",
    ]


NAMED = [
    "Anna: Are you at the yard?",
    "Вера: Да, с утра.",
    "Anna: Then I will come, too,",
    "by noon.",
]


def test_lines_with_names_are_a_chat() -> None:
    """A line without one goes on with the message before."""
    assert said(read(page(NAMED))) == [
        ("Anna", "Are you at the yard?"),
        ("Вера", "Да, с утра."),
        ("Anna", "Then I will come, too, by noon."),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Note: bees do not fly in the rain.",
            "They wait for the sun, and eat.",
            "Remember: look twice.",
        ],
        ["Name: Anna Petrova", "City: Linden near the river", "Name: Vera Smith", "City: Oslo"],
        ["Anna: one of the three sisters", "Vera: the second one of them", "Olga: the youngest"],
        ["He said: come here at once.", "She said: why?", "He said: because."],
        ["Anna: Are you at the yard?", "", "Anna: I am here.", "Anna: Hello, who is there?"],
        [
            "The diary of a yard",
            "It begins in May.",
            "Anna: hello",
            "Vera: hello there you",
            "Anna: hm",
        ],
        [],
    ],
    ids=["notes", "form", "list", "prose", "one", "inside", "nothing"],
)
def test_prose_with_colons_is_none(lines: list[str]) -> None:
    """Half the lines have a name, of two people at least, who come back."""
    assert read(page(lines)) is None


SCREEN = [
    ("14:31", 60),
    ("Anna Petrova", 150),
    ("online", 150),
    ("Today", 460),
    ("Are you at the yard?", 60),
    ("I can bring the smoker 14:05", 60),
    "",
    ("Yes, since nine 14:07 //", 700),
    "",
    ("Bring gloves, too 14:07", 710),
    "",
    ("Fine!", 60),
    ("14:09", 240),
]


def test_a_screenshot_is_a_chat() -> None:
    """Who is on the left stands at the top; on the right is the phone's owner."""
    found = read(page(SCREEN))

    assert said(found) == [
        ("Anna Petrova", "Are you at the yard? I can bring the smoker"),
        ("me", "Yes, since nine"),
        ("me", "Bring gloves, too"),
        ("Anna Petrova", "Fine!"),
    ]
    assert found is not None
    assert (found.title, found.messages[0].sent_at) == ("Anna Petrova", None)


def test_screens_go_on() -> None:
    """Several pictures of one file."""
    found = read(page(SCREEN), page(SCREEN[4:]))

    assert found is not None
    assert len(found.messages) == 8
    assert {message.author for message in found.messages} == {"Anna Petrova", "me"}


def test_names_above_bubbles_are_authors() -> None:
    """In a group, where they come back."""
    lines = [
        ("Bee group", 150),
        ("Vera", 60),
        ("Who has a smoker? 14:05", 60),
        "",
        ("I have 14:06", 780),
        "",
        ("Olga", 60),
        ("So do I 14:07", 60),
        "",
        ("Vera", 60),
        ("Thank you both 14:08", 60),
        "",
        ("Olga", 60),
        ("Not at all 14:09", 60),
    ]

    assert [author for author, _ in said(read(page(lines)))] == [
        "Vera",
        "me",
        "Olga",
        "Vera",
        "Olga",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [("Breakfast at 8:00", 60), ("Lunch in the garden 12:30", 60), ("Dinner 18:00", 60)],
        [
            ("Departure 14:05", 60),
            ("Arrival 9:05", 700),
            ("Departure 7:15", 60),
            ("Arrival 6:20", 700),
        ],
        [("left text", 60), ("right text", 800), ("left again", 60), ("right again", 790)],
    ],
    ids=["one side", "times go back", "no times"],
)
def test_other_pages_with_times_are_none(lines: list[tuple[str, float]]) -> None:
    """A timetable, a page in two columns."""
    assert read(page(lines)) is None


def screenshot(bubbles: Sequence[tuple[str, str, bool]]) -> bytes:
    """Draw a phone's screen: messages with their times, those of the owner on the right."""
    import pymupdf
    from PIL import Image

    with pymupdf.open() as document:
        screen = document.new_page(width=270, height=60 + 45 * len(bubbles))
        screen.draw_rect(screen.rect, fill=(0.9, 0.9, 0.85), color=None)
        screen.insert_text((40, 25), "Anna Petrova", fontsize=12)
        for place, (text, time, own) in enumerate(bubbles):
            left, top = (120 if own else 10), 45 + 45 * place
            box = pymupdf.Rect(left, top, left + 140, top + 36)
            screen.draw_rect(box, fill=(0.85, 1, 0.8) if own else (1, 1, 1), color=None, radius=0.1)
            screen.insert_htmlbox(
                pymupdf.Rect(left + 6, top + 1, left + 136, top + 26),
                f"<p style='font-size:10px;margin:0'>{text}</p>",
            )
            screen.insert_text((left + 112, top + 32), time, fontsize=8)
        drawn = screen.get_pixmap(dpi=200)
    return encoded(Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples))


@needs_tesseract
@pytest.mark.parametrize(
    ("texts", "engine"),
    [
        (("Are you at the yard?", "Yes, since nine", "Fine, wait for me"), "rapidocr"),
        (("Ты на пасеке?", "Да, с самого утра", "Хорошо, жди меня"), "tesseract"),
    ],
)
def test_a_picture_of_a_chat_becomes_a_conversation(
    texts: tuple[str, str, str], engine: str
) -> None:
    """From the pixels on."""
    bubbles = [(texts[0], "14:05", False), (texts[1], "14:07", True), (texts[2], "14:08", False)]

    found = parsed("shot.png", screenshot(bubbles))

    (conversation,) = found.conversations
    assert said(conversation) == [
        ("Anna Petrova", texts[0]),
        ("me", texts[1]),
        ("Anna Petrova", texts[2]),
    ]
    assert (found.documents, conversation.group) == ((), "shelf/shot.png")
    assert engine in (found.engine or "")


def in_pdf(*pictures: bytes) -> bytes:
    """Put pictures on pages of A4, with a margin, as an office program does."""
    import pymupdf

    with pymupdf.open() as document:
        for picture in pictures:
            page = document.new_page(width=595, height=842)
            page.insert_image(pymupdf.Rect(60, 60, 535, 782), stream=picture)
        return bytes(document.tobytes(garbage=3, deflate=True))


FIRST = [
    ("Are you at the yard?", "14:05", False),
    ("Yes, since nine", "14:07", True),
    ("Fine, wait for me", "14:08", False),
]
SECOND = [
    ("I am here now", "15:20", False),
    ("Coming to the gate", "15:21", True),
    ("I see you there", "15:22", False),
]


def test_screenshots_in_a_pdf_are_a_conversation() -> None:
    """One page after the other, as in pictures."""
    data = in_pdf(screenshot(FIRST), screenshot(SECOND))

    found = parsed("shots.pdf", data)

    (conversation,) = found.conversations
    assert [text for _, text in said(conversation)] == [text for text, _, _ in FIRST + SECOND]
    assert {"Anna Petrova", "me"} == {author for author, _ in said(conversation)}
    assert ((), ()) == (found.documents, found.problems)
    assert "pymupdf+rapidocr" == found.engine
    assert [1, 2] == [one.page for one in found.recognised]


def test_a_scan_of_a_printed_export_is_a_conversation() -> None:
    """Page numbers are no part of what was said."""
    lines = ("12.03.21, 14:05 - Anna: Are you at the yard?", "12.03.21, 14:07 - Vera: Yes, I am.")
    more = ("12.03.21, 15:20 - Anna: I can see you.", "12.03.21, 15:22 - Vera: Come in, then.")
    pages = [
        shot(*told, *["&nbsp;"] * 14, str(number), size=(330, 440))
        for number, told in enumerate((lines, more), 1)
    ]

    found = parsed("export.pdf", scanned(*pages, size=(330, 440)), chats={"time_zone": "UTC"})

    (conversation,) = found.conversations
    assert [line.partition(": ")[2] for line in (*lines, *more)] == [
        text for _, text in said(conversation)
    ]
    assert "14:05" == f"{conversation.messages[0].sent_at:%H:%M}"


def test_a_printed_page_among_screenshots_keeps_the_document() -> None:
    """What is no chat is not lost in one; nor is a page that is prose made one."""
    import pymupdf

    with pymupdf.open("pdf", in_pdf(screenshot(FIRST))) as document:
        document.new_page(0).insert_text((60, 60), "What follows was said in May.")
        data = bytes(document.tobytes())

    found = parsed("shots.pdf", data)
    prose = parsed("scan.pdf", scanned(shot(ENGLISH)))

    assert () == found.conversations == prose.conversations
    assert found.documents[0].text.startswith("What follows was said in May.")
    assert "since nine" in found.documents[0].text
