"""Addresses of computers: IPv4, IPv6, and of network cards (MAC)."""

import ipaddress
import re

from understudy.cleaning.finding import FINDERS, Found, apart, finds
from understudy.cleaning.signs import clues, labels
from understudy.cleaning.signs.checks import figure
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
# Not behind >= and the like: those compare versions.
_V4 = (
    r"(?<![\w.])(?<![0-9],)(?<![<>=~!^]=)(?<![<>^~])"
    rf"(?P<four>{_OCTET}(?:\.{_OCTET}){{3}})(?!\w)(?!\.[0-9])"
)
_V6 = (
    r"(?<![\w:.])(?P<six>[0-9a-f]{1,4}:[0-9a-f:]{2,36}(?:(?<=:)[0-9]{1,3}(?:\.[0-9]{1,3}){3})?)"
    r"(?![\w:])"
)
_MAC = (
    r"(?<![\w:.-])(?P<mac>[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\2[0-9a-f]{2}){4}"
    r"|(?=[0-9.]{0,13}[a-f])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})(?![\w]|[:.-][0-9a-f])"
)
_ANY = re.compile(f"{_MAC}|{_V4}|{_V6}", re.IGNORECASE)

_MACS = frozenset(("mac", "hw", "hwaddr"))
_MAC_BY_NAME = labels.behind(
    r"mac(?: addr(?:ess|\.)?)?|hw ?addr", r"(?=[A-F]{0,11}[0-9])[0-9A-F]{12}"
)
_SAID = clues.words(
    r"ip(?:v[46])?(?:[ -]?(?:address|адрес)\w*)?", r"айпи\w*", r"ай-пи\w*", r"адрес\w*",
    r"address\w*", r"servers?", r"сервер\w*", r"hosts?", r"хост\w*", "ping", r"пинг\w*", "ssh",
    r"router\w*", r"роутер\w*", "vpn", "proxy", r"прокси", "gateway", r"шлюз\w*",
)  # fmt: skip
_NO_ADDRESS = clues.words(
    "v", "ver", r"versions?", r"верси\w+", r"верс", r"releases?", r"релиз\w*", r"build",
    r"сборк\w+", r"chrome", "firefox", "firmware", r"прошивк\w+", r"драйвер\w*", r"drivers?",
    r"updated?", r"обнов\w+", r"раздел\w*", r"пункт\w*", "п", "пп", r"стать\w+", "ст", r"глав\w+",
    "гл", r"sections?", "sec", r"chapters?", r"clauses?", r"приложени\w+", r"рис\w*",
    r"fig(?:ure)?", r"табл\w*", r"table", r"python", "windows", "android", r"ios", "гост", "кбк",
)  # fmt: skip
_RELEASED = re.compile(
    r"(?i) (?:upgrades?|updates?|releases?|versions?|installers?|patch(?:es)?|builds?|firmware"
    r"|hotfix|rollout|обновлени\w+|верси\w+)(?!\w)"
)
"""What follows a version, and no small address."""
_PROGRAM = re.compile(r"(?i)(?<!\w)(?:client|app|agent|plugin|клиент\w?|приложени\w|плагин\w?) \Z")
_EVERYBODYS = {":".join(["00"] * 6), ":".join(["ff"] * 6)}
_NEAR = 20
_OF_A_NUMBERING = 32
"""Four numbers below this are taken for a section or a version."""


@FINDERS.register("ip")
@finds("IP", "MAC", needs=figure)
def ip(text: str, _: Context) -> list[Found]:
    """Find addresses that may be somebody's; versions, sections and this very machine are none."""
    text = plain(text)
    found: list[Found] = []
    versions: set[str] = set()
    marked = "." in text or ":" in text or "-" in text
    for match in _ANY.finditer(text) if marked else ():
        if match["mac"]:
            identity = _same_mac(match["mac"])
            if identity not in _EVERYBODYS:
                found.append(Found(*match.span(), "MAC", identity))
        elif match["four"]:
            series = match[0].rpartition(".")[0]
            said = clues.before(_SAID, text, match.start(), _NEAR)
            if (series in versions and not said) or clues.before(
                _NO_ADDRESS, text, match.start(), _NEAR
            ):
                versions.add(series)  # "in version 2.14.3.118 and not in 2.14.3.117"
            elif _is_v4(match, text):
                found.append(Found(*match.span(), "IP", match[0]))
        else:
            found += _v6(match)
    if not _MACS.isdisjoint(clues.spoken(text)):
        for match in _MAC_BY_NAME.finditer(text):
            found.append(Found(*match.span("value"), "MAC", _same_mac(match["value"])))
    return apart(found)


def _is_v4(match: re.Match[str], text: str) -> bool:
    address = ipaddress.ip_address(match["four"])
    if address.is_loopback or address.is_unspecified or address.is_multicast or match[0][0] == "0":
        return False
    if match[0].startswith("255."):
        return False
    parts = [int(part) for part in match[0].split(".")]
    if parts[0] != 10 and max(parts) < _OF_A_NUMBERING:
        start = match.start()
        if _RELEASED.match(text, match.end()) or _PROGRAM.search(
            text, max(0, start - _NEAR), start
        ):
            return False
        return clues.before(_SAID, text, start, _NEAR)
    return True


def _same_mac(written: str) -> str:
    figures = re.sub("[:.-]", "", written.lower())
    return ":".join(figures[at : at + 2] for at in range(0, len(figures), 2))


def _v6(match: re.Match[str]) -> list[Found]:
    if match["six"].count(":") < 2:  # a time of day
        return []
    written = match["six"].rstrip(":") if not match["six"].endswith("::") else match["six"]
    try:
        address = ipaddress.IPv6Address(written)
    except ipaddress.AddressValueError:
        return []
    if address.is_reserved or address.is_loopback or address.is_multicast:
        return []
    start = match.start("six")
    return [Found(start, start + len(written), "IP", address.compressed)]
