"""Made-up numbers that pass the checks that real ones pass: nobody's card, account or wallet.

A pattern stands for one value: ``#`` is a digit, ``^`` a capital letter, ``%`` a hexadecimal digit,
``*`` a letter or digit, and ``*{32}`` 32 of them; all else stands for itself. The last digits are
then changed until the number's own check holds.

References:
    Luhn: ISO/IEC 7812-1, annex B. IBAN: ISO 13616 with ISO 7064 (97-10). INN: order of the Russian
    tax service MMV-7-6/435. SNILS: order of the Pension Fund 192p. Base58Check, bech32 and bech32m:
    Bitcoin's BIP 13, 173 and 350. Number of a Russian policy: Luhn, order 108n of the ministry of
    health.
"""

import hashlib
import random
import re
import string
from collections.abc import Callable

PLACE = re.compile(r"([#*%^])(?:\{(\d+)\})?")
ALPHABETS = {
    "#": string.digits,
    "^": string.ascii_uppercase,
    "%": "0123456789abcdef",
    "*": string.ascii_letters + string.digits,
}
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BECH32_CONSTANTS = {0: 1, 1: 0x2BC830A3}
"""By the version of the witness: bech32 for the first, bech32m after it."""
VERSIONS = {"btc": b"\x00", "p2sh": b"\x05", "ltc": b"\x30", "tron": b"\x41"}
"""First byte of an address in base 58."""
POLICY_DIGITS = 16


def made(kind: str, pattern: str, seed: str) -> str:
    """Return the value that a pattern and a seed stand for.

    Args:
        kind: Kind of personal data; it decides which check holds.
        pattern: Pattern, or the name of a form of wallet; ``!luhn`` or ``!inn`` at its end asks for
            a number that fails that check.
        seed: Anything; the same seed gives the same value.
    """
    chance = random.Random(seed)
    if kind == "WALLET":
        return wallet(pattern, chance)
    pattern, _, broken = pattern.partition("!")
    holds = CHECKS.get(kind, _always)
    if broken:
        holds = {"luhn": _fails_luhn, "inn": _fails_inn}[broken]
    while True:
        value = PLACE.sub(lambda place: _drawn(place, chance), pattern)
        if kind == "IBAN":
            return with_iban_digits(value)
        if holds(value):
            return value


def is_luhn(value: str) -> bool:
    """Whether the digits of a text pass the check of card numbers."""
    digits = [int(letter) for letter in value if letter.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return bool(digits) and (sum(digits[::-2]) + sum(doubled)) % 10 == 0


def is_inn(value: str) -> bool:
    """Whether the digits of a text are a Russian tax number, of 10 digits or of 12."""
    digits = [int(letter) for letter in value if letter.isdigit()]
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    lengths = {10: (9,), 12: (10, 11)}.get(len(digits), ())
    return bool(lengths) and all(
        sum(w * d for w, d in zip(weights[-length:], digits, strict=False)) % 11 % 10
        == digits[length]
        for length in lengths
    )


def is_snils(value: str) -> bool:
    """Whether the digits of a text are a number of Russian pension insurance."""
    digits = [int(letter) for letter in value if letter.isdigit()]
    total = sum((9 - place) * digit for place, digit in enumerate(digits[:9]))
    return len(digits) == 11 and total % 101 % 100 == digits[9] * 10 + digits[10]


def is_ssn(value: str) -> bool:
    """Whether the digits of a text could be a US social security number: they have no check."""
    digits = re.sub(r"\D", "", value)
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    is_given = area not in {"000", "666"} and not area.startswith("9")
    return is_given and group != "00" and serial != "0000"


def is_policy(value: str) -> bool:
    """Whether a text is no Russian policy of 16 digits, or one that passes its check."""
    digits = re.sub(r"\D", "", value)
    return len(digits) != POLICY_DIGITS or is_luhn(digits)


def with_iban_digits(value: str) -> str:
    """Return an IBAN with the two check digits that it has to have."""
    letters = value.replace(" ", "").upper()
    number = "".join(str(int(letter, 36)) for letter in f"{letters[4:]}{letters[:2]}00")
    return f"{value[:2]}{98 - int(number) % 97:02d}{value[4:]}"


def wallet(form: str, chance: random.Random) -> str:
    """Return an address of a crypto currency in one of the forms in use."""
    if form == "eth":
        return f"0x{chance.randbytes(20).hex()}"
    if form in VERSIONS:
        return base58check(VERSIONS[form] + chance.randbytes(20))
    version = {"bech32": 0, "taproot": 1}[form]
    return segwit("bc", version, chance.randbytes(20 if version == 0 else 32))


def base58check(payload: bytes) -> str:
    """Write bytes in base 58 with four bytes of check."""
    whole = payload + hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    number, letters = int.from_bytes(whole), ""
    while number:
        number, rest = divmod(number, 58)
        letters = BASE58[rest] + letters
    return "1" * (len(whole) - len(whole.lstrip(b"\0"))) + letters


def segwit(prefix: str, version: int, program: bytes) -> str:
    """Write the program of a witness as an address."""
    bits = "".join(f"{byte:08b}" for byte in program)
    bits += "0" * (-len(bits) % 5)
    words = [version, *(int(bits[at : at + 5], 2) for at in range(0, len(bits), 5))]
    expanded = [ord(x) >> 5 for x in prefix] + [0] + [ord(x) & 31 for x in prefix]
    check = _polymod([*expanded, *words, *[0] * 6]) ^ BECH32_CONSTANTS[version]
    words += [(check >> 5 * (5 - place)) & 31 for place in range(6)]
    return f"{prefix}1" + "".join(BECH32[word] for word in words)


def _polymod(words: list[int]) -> int:
    """Return the checksum of BIP 173."""
    check = 1
    for word in words:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ word
        for place, value in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= value if (top >> place) & 1 else 0
    return check


def _drawn(place: re.Match[str], chance: random.Random) -> str:
    return "".join(chance.choices(ALPHABETS[place[1]], k=int(place[2] or 1)))


def _always(_value: str) -> bool:
    return True


def _fails_luhn(value: str) -> bool:
    return not is_luhn(value)


def _fails_inn(value: str) -> bool:
    return not is_inn(value)


CHECKS: dict[str, Callable[[str], bool]] = {
    "CARD": is_luhn,
    "INN": is_inn,
    "SNILS": is_snils,
    "SSN": is_ssn,
    "POLICY": is_policy,
}
