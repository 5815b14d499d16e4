"""English codes that open something: sent once, of a door, a lock, a network.

*your code is 448121*, `448121 is your code`, *lockbox 4417*, *the code to the gate is 2580#*. A
code opens something when its name says so, or a word near a bare *code*; codes of errors, goods
and places open nothing.
"""

import re
from collections.abc import Iterator

from understudy.cleaning.signs import clues, labels

_ONCE = (
    r"otp|totp|(?:one[ -]?time|single[ -]use|temp(?:orary)?|sms|text|2fa|mfa|two[ -](?:factor|"
    r"step)|"
    r"verif(?:ication|y)|auth(?:entication|ori[sz]ation|enticator)?|security|access|log[ -]?in|"
    r"sign[ -]?in|activation|unlock|reset|recovery|back[ -]?up|pairing|voicemail|banking|sim|puk|"
    r"parental|screen|phone|ipad|tablet|laptop|sec)[ ](?:pass)?(?:codes?|pins?|keys?)|"
    r"2fa|puk|one[ -]?time (?:pass(?:word|code)?|pin)"
)
_DOOR = (
    r"lock ?box|padlock|key ?(?:pad|safe|box)|(?:gate|(?:front |back |side )?door|entry|entrance|"
    r"garage|"
    r"alarm|"
    r"safe|lock(?:er)?|padlock|bike lock|building|lobby|buzzer|intercom|shed|gym|pool|storage|"
    r"elevator|"
    r"lift|house|office|barrier|car ?park|call box|bin store|bathroom|toilet)[ ](?:code|pin|combo|"
    r"combination|passcode)"
)
_VALUE = (
    r"[#*]?[0-9]{3,10}[#*A-Z]?|[0-9]{3}[ -][0-9]{3,4}|[A-Z][0-9]{3,6}[A-Z]?|"
    r"[0-9]{1,5}[*#][0-9]{1,6}[*#]?|"
    r"[0-9]{1,2}(?:[ -][0-9]{1,2}){2,3}|[0-9](?:[ ][0-9]){4,7}"
    r"|(?=[A-Z-]{0,8}[0-9])[A-Z0-9]{4,8}(?:-[A-Z0-9]{3,8}){1,6}|"
    r"[0-9]{4} [0-9]{4}|[0-9]{2}-[0-9]{2}|[0-9](?:-[0-9]){3,5}"
)
_END = (
    r"(?=[#*]?[\"'”)\]]{0,2}[ ]?(?:[,.;!?()\n—]|-[ ]|\Z|(?:and|then|to|for|or|btw|if|on|in|but|it|"
    r"do|dont|don't|please|pls|turn|before|after|expires?|valid|is|never|hash(?:tag)?|star|pound"
    r"|sharp|key|"
    r"enter|so|you|when|u|by|from|until|till|pull|push|wait|lift|at|with|again|works?"
    r"|still)(?![^\W_])))"
)
_NO_CODE = (
    r"(?:error|exit|status|promo|discount|voucher|coupon|zip|post(?:al)?|area|country"
    r"|dial(?:ling)?|source|"
    r"qr|bar|dress|colou?r|hex|sort|swift|response|return|offer|referral|currency|airport|course"
    r"|dtc|fault|"
    r"trouble|product|item|sic|tax|tariff|hs|icd|cpt|billing|reason|result|building|penal|civil"
    r"|highway)"
)
_BY_NAME = (
    labels.behind(_ONCE, rf"(?:{_VALUE}){_END}"),
    labels.behind(_DOOR, rf"(?![0-9]{{3}}(?![0-9])(?! [0-9]{{3}}))(?:{_VALUE}){_END}"),
    labels.behind(_DOOR, rf"[0-9]{{3}}{_END}", tied=True),
    labels.behind(
        rf"(?:your|my|our|her|his|the|ur)(?: (?!{_NO_CODE}(?![^\W_]))[\w'’-]{{1,14}}){{0,2}} code",
        rf"(?:[A-Z]-)?[0-9]{{4,8}}{_END}|[0-9]{{3}}[ -][0-9]{{3}}{_END}|"
        rf"[#*]?[A-Z]?[0-9]{{3,6}}[A-Z#*]{_END}",
        tied=True,
    ),
    labels.behind(
        r"(?:gate|(?:front )?door|entry|entrance|lock ?box|key ?pad)[ -]code|code (?:to|for|of) "
        r"(?:(?:the|my|our|his|her|their) )?(?:gate|door|building|entrance)",
        r"[#*a-zа-яё]?[0-9]{2,8}(?:[a-zа-яё#*]{1,2}[0-9]{1,8})?[#*a-zа-яё]?(?!%)",
    ),
    labels.behind(
        r"combination|(?:safe|lock|padlock|locker) combo|code (?:to|for|"
        r"of) (?:the )?(?:[a-z]{1,10} )?(?:gate|door|"
        r"garage|lock(?:er|box)?|safe|alarm|building|entrance|lobby|shed|office|front|flat"
        r"|apartment|house)",
        rf"(?:{_VALUE}){_END}",
    ),
    labels.behind(
        r"alarm|(?:front |back )?door|gate|safe|lock|padlock|buzzer|intercom",
        rf"[0-9]{{4,6}}{_END}",
        tied=True,
    ),
    # front door 4471, back door 4472
    labels.behind(
        r"(?:front|back|side|main|garage|shed|street) door|key ?pad|padlock|lock ?box",
        r"[0-9]{4,6}(?=[ ]?(?:[,.;!?()\n]|\Z))",
    ),
    labels.behind(
        r"(?:phone|ipad|screen|tablet|laptop|mobile)(?:['’]s)? (?:un)?lock|(?:it |(?:safe|gate|"
        r"door|lock|box|"
        r"padlock|phone|ipad|tablet|case|chest) )(?:opens|unlocks) with|memorable (?:number|date)|"
        r"code (?:to|for) (?:get(?:ting)? (?:in|inside|upstairs|through)|entry|upstairs|inside|"
        r"the inside)",
        rf"(?:{_VALUE}|[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2,4}}){_END}",
    ),
    labels.behind(
        r"enter|punch in|key in|type(?: in)?|dial|press|use|buzz",
        r"[#*]?[A-Z]?[0-9]{3,6}[#*]|[#*][0-9]{3,6}|(?-i:C)[0-9]{3,5}Y?(?=[ ]?(?:[,.;!?()\n]|\Z))",
    ),
    labels.behind(
        r"door|gate|buzzer|intercom|alarm|entry|entrance|lobby",
        r"[0-9]{3,6}[#*]|[#*][0-9]{3,6}[#*]?",
    ),
    labels.behind(
        r"(?:atm |card |debit |bank |sim |my |her |his |the |your )?pin",
        rf"[0-9]{{3,8}}{_END}",
        tied=True,
    ),
    labels.behind(
        r"(?:my|his|her|our|your|card|bank|debit|atm|sim) pin|(?-i:PIN)", rf"[0-9]{{4,6}}{_END}"
    ),
    labels.behind(
        r"(?:security|card) (?:code|number) on (?:the|my) (?:back|card|front)|(?:(?:3|4|three|"
        r"four)[ -])?(?:digits?|numbers?) on the back|cvn|csc|cid|cvv2?|cvc2?",
        r"[0-9]{3,4}",
    ),
    # 448121 is your verification code; use 448126 to sign in
    re.compile(
        r"(?<![\w.,/:$€£-])(?<![0-9][ ])(?:[A-Z]-)?(?P<value>[0-9]{4,8}|"
        r"[0-9]{3}[ -][0-9]{3})[ ](?:is|was)[ ](?:your|the|my|ur|a)[ ]"
        rf"(?:(?!{_NO_CODE} )[\w'’-]{{1,14}}[ ]){{0,4}}?(?:code|otp|pin|passcode|password|"
        rf"passkey)(?![^\W_])",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<![^\W_])(?:use|enter|type|put in|"
        r"punch in)[ ](?:(?:the )?code[ ])?(?P<value>[0-9]{4,8}|[0-9]{3}[ -][0-9]{3})[ ]"
        r"(?:to|as|for|at|on|in)[ ](?:(?:your|the|my)[ ])?(?:sign|log|verif|confirm|access|reset|"
        r"auth|complete|continue|unlock|"
        r"open|one|otp|activate|get in|enter|gate|door|keypad|lock|code|pin|pass)",
        re.IGNORECASE,
    ),
)
# its 6638 for the alarm panel; a price of a thing is round
_FOR_A_LOCK = re.compile(
    r"(?<![^\W_])(?:it['’]?s|is|was|use|try|now|still)[ ](?P<value>[0-9]{3,7}[1-9][#*]?)[ ]"
    r"(?:for|to open|opens|on|into?|gets you (?:in|through))[ ](?:the|my|our|your)[ ]"
    r"(?:[a-z]{2,12}[ ]){0,2}?(?:alarm|gate|(?:key|lock) ?box|key ?safe|key ?pad|safe|padlock|"
    r"(?:front|back|side|main|garage|street|lobby) door|lock|barrier|entry ?phone|intercom|buzzer)"
    r"(?![^\W_])",
    re.IGNORECASE,
)
_FEWEST = 3
_SPOKEN_TEXT = """
    code codes otp totp pin pins puk fa mfa lockbox lock locker padlock keypad key keybox
    keysafe memorable opens unlocks unlock dial press gate door
    garage alarm safe combination combo buzzer intercom entry entrance lobby
    digits numbers cvn csc cid cvv cvc use enter type put punch passcode password passkey
"""
_SPOKEN = frozenset(_SPOKEN_TEXT.split())
_DIALS = labels.behind(
    r"combination|combo|padlock(?: code)?", r"[0-9]{1,2}([ -/])[0-9]{1,2}(?:\2[0-9]{1,2}){1,5}"
)
# code 2205, where a door or a box for keys is spoken of
_BARE = labels.behind("code", rf"[#*]?[0-9]{{4,6}}[#*]?[A-Z]?{_END}|[A-Z][0-9]{{4}}[A-Z]?{_END}")
_OPENS = clues.words(
    r"doors?", r"gates?", r"lockers?", r"keys?", r"key ?box", r"lock ?box", r"locks?", r"alarm",
    r"entr(?:y|ance)", r"building", r"garage", r"porch", r"lobby", r"lift", r"barrier",
    r"car ?park", r"shed", r"let yourself in", r"buzz(?:er)?", r"keypad", r"safe", r"airbnb",
    r"check[ -]?in", r"self check[ -]?in", r"log ?in", r"sign(?:ing)? in", r"bank", r"verify\w*",
)  # fmt: skip
_OF_OTHER = re.compile(rf"(?i){_NO_CODE}[ -]\Z")
_AROUND = 45
_THREE = re.compile("[0-9][ *#-]?[0-9][ *#-]?[0-9]").search


def may_be(text: str) -> bool:
    """Tell whether there are three figures and one of the words."""
    return _THREE(text) is not None and not _SPOKEN.isdisjoint(clues.spoken(text))


def find(text: str) -> Iterator[re.Match[str]]:
    """Yield codes; group ``value`` is what opens."""
    for match in labels.told(text, _FEWEST, _BARE):
        start, end = match.span()
        if _OF_OTHER.search(text, max(0, start - _AROUND), start):
            continue
        if clues.before(_OPENS, text, start, _AROUND) or clues.after(_OPENS, text, end, _AROUND):
            yield match
    yield from _DIALS.finditer(text)
    yield from _FOR_A_LOCK.finditer(text)
    yield from labels.told(text, _FEWEST, *_BY_NAME)
