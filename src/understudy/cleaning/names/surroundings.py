"""What stands around a word that is a name, and a river, a month or half a term as well."""

import functools
import re

from understudy.cleaning.names.ordinary import AFTER_AN_ORDINARY_WORD
from understudy.cleaning.names.whole import Token

_SENTENCE_START = re.compile(r"(?:\A|[.!?…:\n])[\s\"'«„“‘(\[*_>•\-–—]*\Z")
_LOOK_BACK = 20  # code points; between a full stop and a word stand few

_TAILS = {
    "amber": "alerts?|warnings?|rating",
    "angel": "investors?|dust|food",
    "april": "fools?|showers",
    "art": "galler(?:y|ies)|class(?:es)?|history|museums?|director|exhibitions?|supplies",
    "basil": "lea(?:f|ves)|pesto|seeds?",
    "bill": "of (?:rights|sale|lading|materials|exchange|health)",
    "black": "friday|holes?|box|belts?|markets?|sea|pepper|tea|coffee|forest",
    "brown": "rice|sugar|bread|bears?",
    "chase": "bank|card|account|sapphire",
    "christian": "names?|church(?:es)?|faith|music|values",
    "clay": "pots?|courts?|pigeons?|soil",
    "crystal": "balls?|clear|glass|structures?",
    "daisy": "chains?|wheels?",
    "dawn": "chorus|raids?",
    "faith": "healing|healers?|schools?|groups?|communit(?:y|ies)",
    "forest": "fires?|floor|green",
    "fox": "news|sports|hunting",
    "frost": "bite|warnings?|damage",
    "gene": "therap(?:y|ies)|expression|pool|editing",
    "ginger": "ale|beer|bread|tea|root|biscuits?",
    "grace": "periods?",
    "green": "cards?|tea|lights?|energy|deal|party",
    "hazel": "eyes",
    "holly": "bush(?:es)?|trees?|berries",
    "iris": "scans?|scanners?|recognition|data ?set",
    "ivy": "league",
    "jack": "of all trades|russells?|hammers?",
    "joy": "rides?|sticks?|division|con",
    "lily": "pads?|of the valley",
    "mason": "jars?",
    "max": "lengths?|sizes?|values?|speed|tokens|width|height|power|age|price|payload",
    "may": "day|bank holiday|half[- ]term",
    "north": "korea|america|sea|pole|carolina|dakota|star",
    "olive": "oil|trees?|branch|groves?|garden|green",
    "pearl": "harbou?r|earrings?|necklaces?|barley|jam",
    "penny": "stocks?|farthing|dreadful",
    "price": "lists?|tags?|range|per",
    "rich": "text|media|snippets?",
    "robin": "hood|redbreast",
    "rose": "gardens?|bush(?:es)?|petals?|water|gold|hips?|wine|quartz|windows?",
    "ruby": "on rails|gems?|slippers|versions?|scripts?",
    "sage": "green|tea|advice",
    "sandy": "beach(?:es)?|soils?|loam",
    "sky": "news|sports|blue",
    "snow": "white|storms?|flakes?|balls?|day",
    "spring": "boot|break|rolls?|onions?|term|cleaning",
    "star": "wars|trek|signs?|ratings?",
    "stone": "age|walls?",
    "summer": "schools?|camps?|jobs?|holidays?|break|term|solstice|olympics",
    "sunny": "days?|spells?|intervals|weather|skies",
    "west": "coast|bank|end|africa|indies|side",
    "white": "house|papers?|wine|boards?|space|noise|christmas",
    "will": "power",
    "winter": "olympics|coats?|break|boots|tyres|tires|solstice|sports|term",
    "adelaide": "oval|airport|hills|river",
    "austin": "airport|city limits|powers",
    "brooklyn": "bridge|heights|nets",
    "carolina": "panthers|hurricanes|blue",
    "charlotte": "airport|hornets|motor speedway|douglas",
    "chelsea": "f\\.?c\\.?|flower show|boots?|buns?|fans?|tractor|harbour",
    "dallas": "cowboys|mavericks|fort worth|airport",
    "elizabeth": "line",
    "georgia": "tech|state|aquarium",
    "houston": "texans|rockets|astros|airport",
    "hudson": "river|valley|yards|bay",
    "jackson": "hole|county",
    "jordan": "river|valley|trainers",
    "lincoln": "park|tunnel|memorial|center|city|cathedral",
    "madison": "avenue|square|county",
    "phoenix": "suns|airport",
    "sydney": "harbou?r|opera house|airport|cbd|trains|swans|uni(?:versity)?",
    "victoria": "line|station|coach station|sponge|falls|park|day|cross|harbou?r|line['’]s|bitter"
    "|police",
    "virginia": "beach|tech|water|creeper",
    "wellington": "boots?|airport",
    "young": "people|adults?|m[ae]n|wom[ae]n|children|ones|professionals|person",
    "венера": "и (?:марс|юпитер|меркурий|сатурн|луна)",
    "лада": "гранта|калина|приора|веста|ларгус|нива|самара|иксрей",
    "марта": "месяц[а-я]?",
    "роза": "ветров",
    "слава": "богу|тебе|героям",
}
"""A name to words that make it a term, whoever is called so: not what may as well be a verb."""
_BEING = (" was ", " is ", "'s ", "’s ")
_OF_PLACES = re.compile(
    r"(?: was| is|['’]s)(?: so| all| totally| completely| still)? (?:jammed|gridlocked|backed up"
    r"|pouring|raining|"
    r"snowing|humid|bumper to bumper|at a standstill)(?!\w)"
)
"""What streets and towns are, and nobody is."""
_NOVEL = r"\s[«„“\"][^»“”\"\n]{2,80}[»“”\"](?!\s(?-i:[А-ЯЁ]))"  # but: Роман «Рыжий» Левин
_NOVELS = frozenset({"роман", "романа", "роману", "романе", "романом"})
_DAY_BEFORE = re.compile(r"(?<![\w.])[0-3]?[0-9](?:st|nd|rd|th|-?го|-?е)?(?: of)?[ ]\Z")
_DAY_BEHIND = re.compile(
    r",?[ ](?:[12][0-9]{3}|[0-3]?[0-9](?:st|nd|rd|th)?)(?![\w:%]|[.,][0-9])"
    r"(?! (?:min|hour|hr|time|people|x\b))"
)
_MONTHS = frozenset({"april", "august", "june", "may", "августа", "августе", "мая", "марта"})
_ENGLISH_MONTHS = frozenset({"april", "august", "june", "may"})
_EVE = re.compile(r"(?i)(?:christmas|year(?:['’]s|s)?|holy|all hallows['’]?)[ ]\Z")
# Case for case, so that "в городе Лены" stays hers, and "на реке Лена поймала щуку" too.
_PLACE = re.compile(
    r"(?i)(?<!\w)(?:река|речка|город|г\.|остров|озеро|посёлок|поселок|станция|село|деревня|"
    r"теплоход|пароход|ураган|тайфун|планета|(?:марс|юпитер|меркурий|сатурн|луна)(?: и|,))[ ]\Z"
)
_STREET = re.compile(
    r"(?i)(?<!\w)(?:ул\.?|улиц[аеыу]|улицей|проспект[ауе]?|просп\.|площад[ьи]|бульвар[ауе]?|"
    r"переул(?:ок|к[ауе])|набережн(?:ая|ой|ую)|им\.|имени)[ ]\Z"
)
_OF_STREETS = frozenset({"ленина", "мира", "победы", "свободы", "славы", "кирова"})
_RIVER = re.compile(r"(?i)(?<!\w)(?:рек[иеу]|рекою?|речк[иеу]|речкой)[ ]\Z")
_SPOKEN_TO = re.compile(r"[ ]?(?:[,!?)…]|\.\.|\n|\Z)")
_AFTER_A_COMMA = re.compile(r"[,)(][ ]\Z")  # or a smile, which ends sentences of chats
_ASKED = re.compile(
    r"(?i)(?<![^\W_])(?:ask(?:ed)?|tell|told|hi|hey|hiya|thanks|thx|cheers|morning|remind(?:ed)?"
    r"|ping(?:ed)?) \Z"
)
_WHAT = re.compile(r"[ ]?(?:[,!?.)…]|\n|\Z)| (?:to|if|about|when|that|for)(?!\w)")
# Who takes part, in small letters: rose said, mark's car, where's will, слава приехал
_SAYS = re.compile(
    r"[ ](?:says|said|told|texted|called|asked|came|wants|thinks|reckons|promised|sent|phoned|rang|"
    r"replied|emailed|forgot|knows|lives|isn['’]?t coming|won['’]?t be|and i)(?!\w)"
    r"|['’]s (?:car|house|place|flat|mum|mom|dad|wife|husband|brother|sister|birthday|bday|phone|"
    r"number|"
    r"coming|here|back|late|not coming|on (?:his|her|the) way)(?!\w)"
    r"|[ ](?:сказал|спросил|написал|позвонил|приехал|уехал|просил|передал|прин[её]с|обещал|"
    r"звонил|пишет|говорит|спрашивает|просит|придет|прид[её]т|приедет|заболел|опоздает|опаздывает)(?:[ал]?[аи])?(?![^\W_])"
)
_DETERMINED = re.compile(
    r"(?i)(?<!\w)(?:the|an?|my|your|his|her|its|our|their|this|that|any|no|some|every|each|prices?|good|red|"
    r"моя|твоя|наша|эта|вся|большая|белая|красная|свежая|моей|твоей|нашей)[ ]\Z"
)
_WHERE = re.compile(
    r"(?i)(?<!\w)(?:where['’]?s|where is|how['’]?s|how is|when['’]?s|when is|is|with|and|seen|"
    r"meet|met|from)[ ]\Z"
)
_THERE = re.compile(
    r"[ ]?\?|[ ](?:coming|going|here|there|ok|okay|up|back|around|home|late|free|in today|tonight|"
    r"today)(?!\w)"
)
_RUSSIAN_ASKED = re.compile(
    r"(?i)(?<![^\W_])(?:(?:спроси(?:те)?|узнай(?:те)?|забери(?:те)?|возьми(?:те)?) (?:у|от) |"
    r"(?:скажи(?:те)?|"
    r"передай(?:те)?|позвони(?:те)?|напиши(?:те)?|отдай(?:те)?|набери(?:те)?) )\Z"
)
_RUSSIAN_GREETED = re.compile(
    r"(?i)(?<![^\W_])(?:привет|спасибо|пока|спс|здравствуй|алло|ау|слушай|эй|доброе утро|с др),? \Z"
)
_RUSSIAN_END = re.compile(r"[ ]?(?:[,!?.)…]|\n|\Z)")
_NO_VERBS_WORDS = """
    amber basil coral crystal daisy fern hazel heather holly iris ivy jade jasmine laurel lily
    melody olive pearl poppy robin rosemary ruby scarlet violet willow
"""
_NO_VERBS = frozenset(_NO_VERBS_WORDS.split())
"""Names that are words, and words for nothing that is done: "Iris the irises need water"."""
_NEGATION = re.compile(r"['’]t(?!\w)")  # of Don, and of Won


def starts_sentence(text: str, start: int) -> bool:
    """Tell whether a word that begins at a place is the first of a sentence."""
    return _SENTENCE_START.search(text, max(0, start - _LOOK_BACK), start) is not None


def is_spoken_to(text: str, start: int, end: int) -> bool:
    """Tell whether a word stands as people stand who are spoken to: "Лен, ты где?"."""
    if _SPOKEN_TO.match(text, end) is None:
        return False
    behind = _AFTER_A_COMMA.search(text, max(0, start - 2), start)
    return behind is not None or starts_sentence(text, start)


def makes_a_verb(text: str, token: Token, following: Token) -> bool:
    """Tell whether a capital word is a verb by what follows: "Will you come?"."""
    if token.form in _NO_VERBS:
        return False
    is_ordinary = not following.is_capital or following.form == "i"
    is_next = text[token.end : following.start].isspace()
    return is_next and is_ordinary and following.form in AFTER_AN_ORDINARY_WORD


def is_asked(text: str, start: int, end: int) -> bool:
    """Tell whether a word in small letters stands as somebody does: "ask kit,", "rose said"."""
    if text[end : end + 1] == "," and starts_sentence(text, start):
        return True
    before = max(0, start - _LOOK_BACK)
    if _DETERMINED.search(text, before, start):
        return False
    if _SAYS.match(text, end):
        return True
    if text[start] >= "а":
        is_greeted = _RUSSIAN_GREETED.search(text, before, start) and _RUSSIAN_END.match(text, end)
        return bool(is_greeted) or _RUSSIAN_ASKED.search(text, before, start) is not None
    if _WHERE.search(text, before, start) and _THERE.match(text, end):
        return True
    return _ASKED.search(text, before, start) is not None and _WHAT.match(text, end) is not None


def is_term(text: str, form: str, end: int) -> bool:
    """Tell whether a name and what follows it are a term: *grace period*, *роза ветров*.

    Args:
        text: The text.
        form: The name, folded.
        end: Where it ends.
    """
    if form in _NOVELS:
        return _tail(_NOVEL).match(text, end) is not None
    if text.startswith(_BEING, end) and _OF_PLACES.match(text, end):
        return True
    words = _TAILS.get(form)
    return words is not None and _tail(rf"[ -](?:{words})(?!\w)").match(text, end) is not None


def is_something_else(text: str, form: str, place: tuple[int, int], is_first_form: bool) -> bool:
    """Tell whether the words around a name say that no person is meant.

    Args:
        text: The text.
        form: The name as it stands there, folded.
        place: Its start and end.
        is_first_form: Whether it stands in the nominative.
    """
    start, end = place
    if text[end : end + 1] in ("'", "’") and _NEGATION.match(text, end):
        return True
    if is_term(text, form, end) or (form in _MONTHS and _is_month(text, form, place)):
        return True
    before = max(0, start - _LOOK_BACK)
    if form == "eve":
        return _EVE.search(text, before, start) is not None
    if form[0] < "а":
        return False
    if form in _OF_STREETS and _STREET.search(text, before, start):
        return True
    kind = _PLACE if is_first_form else _RIVER
    return kind.search(text, before, start) is not None


def _is_month(text: str, form: str, place: tuple[int, int]) -> bool:
    start, end = place
    if _DAY_BEFORE.search(text, max(0, start - _LOOK_BACK), start):
        return True
    return form in _ENGLISH_MONTHS and _DAY_BEHIND.match(text, end) is not None


@functools.cache
def _tail(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
