import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.decoding import composed, decode, plain

RUSSIAN = "Пчёлы не торопятся, и мы не будем: двенадцать рамок стоят в ряд у окна."


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1251",
        "koi8_r",
        "cp866",
    ],
)
@pytest.mark.parametrize("times", [1, 20])
def test_russian_comes_back(encoding: str, times: int) -> None:
    """Every common encoding of Cyrillic is recognised without being told."""
    text = RUSSIAN * times

    assert text == decode(text.encode(encoding), "note.txt")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The café of Zürich is déjà vu, “quoted” – dash", "cp1252"),
        ("简体中文的句子，关于蜜蜂的故事。很长的一段文字", "gb18030"),
        ("Plain English in wide letters", "utf-16-le"),
    ],
)
def test_other_scripts_come_back(text: str, encoding: str) -> None:
    """So are the usual ones of the West and of China."""
    assert text == decode(text.encode(encoding), "note.txt")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_is_never_misread(text: str) -> None:
    """Whatever UTF-8 says is what is read."""
    expected = text.removeprefix("\ufeff")

    assert expected == decode(text.encode(), "note.txt")


def test_a_damaged_byte_costs_a_letter_not_the_file() -> None:
    """A disk error in a long text leaves the rest readable."""
    data = bytearray((RUSSIAN * 30).encode())
    data[200] = 0xFF

    text = decode(bytes(data), "note.txt")

    assert text.count("\ufffd") <= 2
    assert text.endswith(RUSSIAN)


def test_the_declared_encoding_is_believed_if_it_fits() -> None:
    """A word is too short for a guess; the page says what it is in."""
    assert decode("мёд".encode("cp1251"), "page.html", declared="windows-1251") == "мёд"
    assert decode("мёд".encode(), "page.html", declared="windows-1251") == "мёд"


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x01\x02\x05\x06" * 50])
def test_no_text_is_refused(data: bytes) -> None:
    """Bytes of a program or a picture are not taken for Latin-1."""
    with pytest.raises(InputError) as failure:
        decode(data, "note.txt")

    assert failure.value.reason in {"not_text", "unknown_encoding"}


def test_plain_text_can_be_written_everywhere() -> None:
    """Line ends are one character, NUL is gone, surrogates are joined or replaced."""
    assert plain("a\r\nb\rc\0") == "a\nb\nc"
    assert plain("\ud83d\udc1d and \ud83d alone") == "🐝 and \ufffd alone"


@given(st.text(st.characters(categories=None)))
def test_plain_text_is_utf8_and_stays(text: str) -> None:
    """Whatever a JSON string may hold can be written, and a second time changes nothing."""
    once = plain(text)

    once.encode()
    assert once == plain(once)


def test_composed_letters_are_single() -> None:
    """The two ways of writing й are one."""
    assert composed("и\u0306") == "й"
