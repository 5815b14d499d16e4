import io
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.errors import InputError
from understudy.parsing.decoding import composed, decode, decoded, is_utf8, plain

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


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("très usé", "cp1252"),
        ("Le château est très usé ; l'été dernier nous l'avons peint à la fenêtre.", "cp1252"),
        ("A criação de abelhas não é difícil; amanhã não haverá coração.", "cp1252"),
        ("Bina är små och söta. På våren åker vi till sjön över ängarna.", "cp1252"),
        ("Zażółć gęślą jaźń. Pszczoły są pracowite, a miód z lipy pachnie łąką.", "cp1250"),
        ("Źdźbło trawy rośnie na łące, żółty kwiat też.", "cp1250"),
    ],
)
def test_western_and_central_europe_are_told_apart(
    text: str, encoding: str, caplog: pytest.LogCaptureFixture
) -> None:
    """French, Portuguese and Swedish letters are not Czech ones; each guess is said."""
    with caplog.at_level(logging.WARNING):
        assert text == decode(text.encode(encoding), "note.txt")

    message = f"note.txt: neither UTF-8 nor marked; read as {encoding}."
    assert [f"{message} Save it as UTF-8 if letters look wrong."] == caplog.messages


def test_a_letter_far_below_overrules_the_west() -> None:
    """The guess is made from the head; it must fit the rest too."""
    text = "Bina är små och söta. " * 10_000 + "Ťapka"

    assert decode(text.encode("cp1250", "ignore"), "note.txt").endswith("Ťapka")


def test_nothing_is_said_of_what_is_known(caplog: pytest.LogCaptureFixture) -> None:
    """UTF-8, a mark and a declared encoding are no guesses."""
    with caplog.at_level(logging.WARNING):
        decode("très usé".encode(), "note.txt")
        decode("très usé".encode("utf-16"), "note.txt")
        decode("très usé".encode("cp1252"), "page.html", declared="windows-1252")

    assert [] == caplog.messages


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


FRENCH = "Le château est très usé ; l'été dernier nous l'avons peint."


@pytest.mark.parametrize(
    ("wide", "narrow", "encoding"),
    [
        (RUSSIAN, "Двенадцать рамок стоят в ряд.", "cp1251"),
        (RUSSIAN, "да", "cp1251"),
        (RUSSIAN, "Двенадцать рамок стоят в ряд.", "koi8_r"),
        (FRENCH, "Éléphant déjà vu à la fenêtre.", "cp1252"),
        (FRENCH, "né", "cp1252"),
    ],
)
@pytest.mark.parametrize(("many", "few"), [(5, 2), (3, 9)])
def test_lines_of_two_encodings(wide: str, narrow: str, encoding: str, many: int, few: int) -> None:
    """Each line is read in its own, and those that are not UTF-8 are counted."""
    lines = [wide.encode()] * many + [narrow.encode(encoding)] * few

    found = decoded(b"\n".join(lines), "note.txt")

    assert found.text == "\n".join([wide] * many + [narrow] * few)
    assert (encoding, few, 0, many + few) == (
        found.other,
        found.other_lines,
        found.lost,
        found.lines,
    )


def test_lost_characters_are_counted() -> None:
    """Those that the reading replaced, not those that the text holds already."""
    good = f"{RUSSIAN} \ufffd\n".encode()
    data = good * 5 + good[:10] + b"\xff" + good[10:] + good[:-20][:-1]

    found = decoded(data, "note.txt")

    assert (0, None) == (found.other_lines, found.other)
    assert 1 <= found.lost <= 2
    assert found.text.count("\ufffd") == found.lost + 6
    assert 0 == decoded(good * 5, "note.txt").lost


def test_one_encoding_is_not_mixed() -> None:
    """Lines of a code page that happen to be UTF-8 do not count; a pure file is guessed whole."""
    for text, encoding in [
        ("联通\n" * 3 + "简体中文的句子，关于蜜蜂的故事\n" * 40, "gb18030"),
        (f"{RUSSIAN}\n" * 40, "cp1251"),
        (f"{FRENCH}\n" * 40, "cp1252"),
    ]:
        found = decoded(text.encode(encoding), "note.txt")
        assert (text, encoding, 0) == (found.text, found.guess, found.other_lines)


@pytest.mark.parametrize(
    "text", ["\x85" * 3 + "ab", "я" * 100 + "\x01\x02\x03", "\x0c" * 4, "a\0b"]
)
def test_a_stream_is_text_where_the_whole_is(text: str) -> None:
    """Both count letters, and the same control codes."""
    data = text.encode()
    try:
        is_text = bool(decode(data, "a.txt"))
    except InputError:
        is_text = False

    assert is_text == is_utf8(io.BytesIO(data))
