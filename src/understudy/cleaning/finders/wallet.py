"""Addresses of crypto wallets: Bitcoin and its kin, Ethereum, TRON, TON, Monero, Solana."""

import base64
import binascii
import hashlib
import re

from stdnum import bitcoin

from understudy.cleaning.finding import FINDERS, Found, finds
from understudy.cleaning.signs import clues
from understudy.cleaning.signs.checks import long_word
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_WORD = re.compile(r"(?<![A-Za-z0-9_])(?:0:|-1:)?[A-Za-z0-9_-]{26,106}(?![A-Za-z0-9_])")
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58_WORD = re.compile(f"[{_BASE58}]+")
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_WORD = re.compile(rf"(bc|ltc|tb)1([{_BECH32}]{{11,87}})")
_ETHEREUM = re.compile(r"0[xX][0-9a-fA-F]{40}")
_TON_RAW = re.compile(r"(?:0|-1):[0-9a-fA-F]{64}")
_TON = re.compile(r"[EUk0]Q[A-Za-z0-9_-]{46}")
_MONERO = re.compile(rf"[48][0-9AB][{_BASE58}]{{93}}(?:[{_BASE58}]{{11}})?")
_SOLANA = clues.words(r"sol", r"solana", r"солан\w*", r"phantom", r"кошел\w+", r"wallet\w*")
# What ends the checksum of bech32 and of bech32m (BIP 173, BIP 350).
_ENDS = (1, 0x2BC830A3)


@FINDERS.register("wallet")
@finds("WALLET", needs=long_word)
def wallet(text: str, _: Context) -> list[Found]:
    """Find addresses whose checksum is right, where their form has one that hashlib can tell."""
    text = plain(text)
    found: list[Found] = []
    for match in _WORD.finditer(text):
        identity = _identity(match[0])
        if identity is None and _is_solana(text, match):
            identity = match[0]
        if identity is not None:
            found.append(Found(*match.span(), "WALLET", identity))
    return found


def _identity(word: str) -> str | None:
    """Return what the spellings of an address share; None when it is none."""
    if _ETHEREUM.fullmatch(word) or _TON_RAW.fullmatch(word):
        return word.lower()
    if _is_bech32(word):
        return word.lower()
    if _MONERO.fullmatch(word) or _is_ton(word) or _is_base58(word):
        return word
    return None


def _is_base58(word: str) -> bool:
    """Tell an address of 25 bytes, the last four a checksum: 1..., 3..., T..., L..., D..., X..."""
    if not 26 <= len(word) <= 35 or not _BASE58_WORD.fullmatch(word):
        return False
    decoded = bitcoin.b58decode(word)
    if len(decoded) != 25:
        return False
    return hashlib.sha256(hashlib.sha256(decoded[:-4]).digest()).digest()[:4] == decoded[-4:]


def _is_bech32(word: str) -> bool:
    match = _BECH32_WORD.fullmatch(word.lower())
    if match is None or (word != word.lower() and word != word.upper()):
        return False
    prefix, data = match[1], [_BECH32.index(sign) for sign in match[2]]
    expanded = [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]
    return bitcoin.bech32_checksum(expanded + data) in _ENDS


def _is_ton(word: str) -> bool:
    """Tell 36 bytes, the last two of which are a CRC-16 (XMODEM) of the others."""
    if not _TON.fullmatch(word):
        return False
    decoded = base64.urlsafe_b64decode(word)
    return binascii.crc_hqx(decoded[:34], 0) == int.from_bytes(decoded[34:], "big")


def _is_solana(text: str, match: re.Match[str]) -> bool:
    """Tell 32 bytes without a checksum behind a word that says what they are."""
    word = match[0]
    if not 43 <= len(word) <= 44 or not _BASE58_WORD.fullmatch(word):
        return False
    return len(bitcoin.b58decode(word)) == 32 and clues.before(_SOLANA, text, match.start())
