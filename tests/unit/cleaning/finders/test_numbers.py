"""Numbers with checksums: every right one is found, no wrong one. The sums are made here anew."""

import base64
import binascii
import hashlib
import string

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.cleaning.finding import FINDERS, Found, find
from unit.cleaning.crowd import context

CONTEXT = context()
AROUND = st.sampled_from(["{}", "это {}.", "see {}, please", "({})", "«{}»", "a\n{}\nb", "x: {};"])
DIGIT = st.sampled_from("0123456789")
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def digits(count: int) -> st.SearchStrategy[str]:
    return st.lists(DIGIT, min_size=count, max_size=count).map("".join)


def found(name: str, text: str) -> list[str]:
    return [text[one.start : one.end] for one in FINDERS[name](text, CONTEXT)]


def changed(number: str, place: int, by: int) -> str:
    """Another digit at a place: what a slip of the pen makes."""
    return number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]


def grouped(number: str, sizes: list[int], gap: str) -> str:
    pieces = []
    for size in sizes:
        pieces.append(number[:size])
        number = number[size:]
    return gap.join([*pieces, number] if number else pieces)


def luhn(body: str) -> str:
    """The check digit by doubling every second digit from the right."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def inn_control(body: str, weights: list[int]) -> str:
    return str(sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11 % 10)


def inn12(body: str) -> str:
    first = body + inn_control(body, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
    return first + inn_control(first, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8])


def snils(body: str) -> str:
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(body))
    while total > 101:
        total %= 101
    return body + f"{0 if total in (100, 101) else total:02}"


def iban(country: str, account: str) -> str:
    number = "".join(str(int(sign, 36)) for sign in f"{account}{country}00")
    return f"{country}{98 - int(number) % 97:02}{account}"


def base58check(payload: bytes) -> str:
    whole = payload + hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    number, signs = int.from_bytes(whole, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        signs = ALPHABET[rest] + signs
    return "1" * (len(whole) - len(whole.lstrip(b"\0"))) + signs


@given(
    body=st.tuples(st.sampled_from(["4", "51", "2200", "2720", "55", "62"]), digits(15)).map(
        lambda pair: "".join(pair)[:15]
    ),
    gap=st.sampled_from(["", " ", "-", " - ", ".", "\u00a0", "\u2011"]),
    around=AROUND,
    slip=st.tuples(st.integers(1, 15), st.integers(1, 9)),
)
def test_a_card_is_found_by_its_check_digit(
    body: str, gap: str, around: str, slip: tuple[int, int]
) -> None:
    """One wrong digit, and it is no card, unless it is called one."""
    number = body + luhn(body)
    written = grouped(number, [4, 4, 4, 4], gap)

    assert [written] == found("card", around.format(written))
    wrong = grouped(changed(number, *slip), [4, 4, 4, 4], gap)
    assert [] == found("card", around.format(wrong))
    assert [wrong] == found("card", f"карта {wrong}")


@given(body=digits(10).filter(lambda body: body[:2] not in ("00", "20")), around=AROUND)
def test_a_persons_taxpayer_number_is_found_anywhere(body: str, around: str) -> None:
    """Two control digits tell it from others; right behind its name a slip does not count."""
    number = inn12(body)

    assert [number] == found("inn", around.format(number))
    slip = changed(number, 11, 1)
    assert [] == found("inn", around.format(slip))
    assert [slip] == found("inn", around.format(f"ИНН {slip}"))


@given(
    body=digits(9).filter(lambda body: body[:2] != "00"),
    word=st.sampled_from(["ИНН", "инн:", "ИНН организации —", "Инн №"]),
    around=AROUND,
)
def test_a_companys_taxpayer_number_is_found_behind_the_word(
    body: str, word: str, around: str
) -> None:
    """One control digit is not enough; right behind its name a slip does not count."""
    number = body + inn_control(body, [2, 4, 10, 3, 5, 9, 4, 6, 8])

    assert [number] == found("inn", around.format(f"{word} {number}"))
    assert [] == found("inn", around.format(number))
    slip = changed(number, 9, 3)
    named = [] if "организации" in word else [slip]
    assert named == found("inn", around.format(f"{word} {slip}"))


@given(body=digits(9).filter(lambda body: int(body) > 1_001_998), around=AROUND)
def test_an_insurance_number_is_found_by_its_control(body: str, around: str) -> None:
    """In its usual form anywhere, as eleven digits behind the word; always the same identity."""
    number = snils(body)
    usual = f"{grouped(body, [3, 3, 3], '-')} {number[9:]}"
    wrong = changed(usual, 13, 1)

    assert [usual] == found("snils", around.format(usual))
    assert [number] == found("snils", around.format(f"СНИЛС {number}"))
    assert [] == found("snils", around.format(wrong))
    assert [wrong] == found("snils", around.format(f"СНИЛС: {wrong}"))
    (one,) = FINDERS["snils"](usual, CONTEXT)
    assert number == one.identity


@given(
    account=st.one_of(
        digits(18).map(lambda bban: ("DE", bban)),
        st.tuples(st.text(string.ascii_uppercase, min_size=4, max_size=4), digits(14)).map(
            lambda pair: ("GB", "".join(pair))
        ),
        st.tuples(st.text(string.ascii_uppercase, min_size=4, max_size=4), digits(10)).map(
            lambda pair: ("NL", "".join(pair))
        ),
    ),
    gap=st.sampled_from(["", " ", "-"]),
    behind=st.sampled_from(["", " please", " до 5 мая", ", 12 EUR", " and 5"]),
)
def test_an_account_is_found_by_its_remainder(
    account: tuple[str, str], gap: str, behind: str
) -> None:
    """Modulo 97, whatever words follow."""
    number = iban(*account)
    if account[0] == "NL":  # has a check digit of its own, tested by the library
        return
    written = gap.join(number[place : place + 4] for place in range(0, len(number), 4))

    assert [written] == found("iban", f"IBAN {written}{behind}")
    wrong = changed(number, len(number) - 1, 1)
    assert [] == found("iban", f"IBAN {wrong}{behind}")


@given(
    version=st.sampled_from([0x00, 0x05, 0x41, 0x30, 0x1E]),
    payload=st.binary(min_size=20, max_size=20),
    around=AROUND,
)
def test_a_wallet_is_found_by_its_checksum(version: int, payload: bytes, around: str) -> None:
    """Bitcoin of both old kinds, TRON, Litecoin, Dogecoin."""
    address = base58check(bytes([version]) + payload)
    wrong = address[:-1] + ALPHABET[(ALPHABET.index(address[-1]) + 1) % 58]

    assert [address] == found("wallet", around.format(address))
    assert [] == found("wallet", around.format(wrong))


@given(payload=st.binary(min_size=32, max_size=32), around=AROUND)
def test_a_ton_wallet_is_found_by_its_checksum(payload: bytes, around: str) -> None:
    """A cyclic code of two bytes."""
    body = b"\x11\x00" + payload
    whole = body + binascii.crc_hqx(body, 0).to_bytes(2, "big")
    wrong = body + bytes([whole[-2] ^ 1, whole[-1]])
    address = base64.urlsafe_b64encode(whole).decode()

    assert [address] == found("wallet", around.format(address))
    assert [] == found("wallet", around.format(base64.urlsafe_b64encode(wrong).decode()))


@given(
    area=st.integers(1, 899).filter(lambda area: area != 666),
    group=st.integers(1, 99),
    serial=st.integers(1, 9999),
    around=AROUND,
)
def test_a_social_security_number_could_have_been_given(
    area: int, group: int, serial: int, around: str
) -> None:
    """Areas 000 and 666, group 00 and serial 0000 never were."""
    number = f"{area:03}-{group:02}-{serial:04}"
    if number in {"078-05-1120", "457-55-5462", "219-09-9999"}:  # printed in advertisements
        return

    assert [number] == found("ssn", around.format(number))
    for wrong in (f"000{number[3:]}", f"666{number[3:]}", f"{number[:4]}00{number[6:]}"):
        assert [] == found("ssn", around.format(wrong))


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_phones_of_every_country_are_found(region: str) -> None:
    """As Google's library writes them, with the country's code."""
    for kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE):
        number = phonenumbers.example_number_for_type(region, kind)
        for form in (
            phonenumbers.PhoneNumberFormat.INTERNATIONAL,
            phonenumbers.PhoneNumberFormat.E164,
        ):
            if number is None:
                continue
            written = phonenumbers.format_number(number, form)

            assert [written] == found("phone", f"It is {written}, so call.")


SPELLINGS = [
    ("+7 916 123-45-67", "8 (916) 123-45-67", "89161234567", "+7(916)1234567", "916 123-45-67"),
    ("4276 3801 2345 6787", "4276380123456787", "4276-3801-2345-6787"),
    ("DE89 3704 0044 0532 0130 00", "de89370400440532013000"),
    ("112-233-445 95", "112 233 445 95", "112-233-445-95"),
    ("паспорт 45 12 345678", "паспорт серии 4512 № 345678", "паспорт: серия 4512, номер 345678"),
    ("А123ВС77", "A123BC 77", "а123вс77"),
    ("д.р. 12.05.1985", "родился 12 мая 1985 года", "DOB 1985-05-12", "born May 12, 1985"),
    ("@Anna_K", "t.me/anna_k", "https://t.me/anna_k", "tg: anna_k"),
    ("Anna@X.example", "anna@x.EXAMPLE", "anna (at) x (dot) example"),
    ("ул. Ленина, д. 5, кв. 12", "ул Ленина д 5 кв 12"),
    ("2001:db8::1", "2001:0DB8:0:0:0:0:0:1"),
    ("00:1a:2b:3c:4d:5e", "00-1A-2B-3C-4D-5E"),
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_spellings_of_one_thing_are_one(spellings: tuple[str, ...]) -> None:
    """So they get one pseudonym."""
    identities = {one[2:] for written in spellings for one in find(written, CONTEXT)}

    assert all(1 == len(find(written, CONTEXT)) for written in spellings)
    assert 1 == len(identities), identities


def test_the_persons_own_account_is_the_person() -> None:
    """Where people.yaml lists it; the persona's own stays, as the name does."""
    text = "@timur and @vera and @somebody_else"

    shown = [(text[one.start : one.end], one.kind, one.identity) for one in find(text, CONTEXT)]

    assert [
        ("@timur", "PERSON", "timur aliev"),
        ("@somebody_else", "HANDLE", "somebody_else"),
    ] == shown
    assert isinstance(find(text, CONTEXT)[0], Found)


def test_a_number_is_what_the_word_before_it_says() -> None:
    """Several of a person's numbers stand side by side in every form."""
    text = (
        "Полис ОМС 1234567890123456, карта 4276 3801 2345 6787, паспорт 45 12 345678, "
        "СНИЛС 112-233-445 95, ИНН 500100732259, тел. 8 916 123-45-67, д.р. 12.05.1985, "
        "визит 12.06.2024"
    )

    assert ["POLICY", "CARD", "PASSPORT", "SNILS", "INN", "PHONE", "BIRTH_DATE"] == [
        one.kind for one in find(text, CONTEXT)
    ]
