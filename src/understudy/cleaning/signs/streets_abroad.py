"""Streets by numbered roads, and in French, German, Dutch, Spanish, Italian and Portuguese."""

import re

_NUMBER = r"(?<![\w.,$€£/#-])[0-9]{1,5}[A-Za-z]?"
_NAME = r"[A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]{1,25}"
_NAMES = (
    rf"{_NAME}(?:[ -](?:(?:de|du|des|la|le|del|della|di|da|do|dos|y|e|d'|l') ?){{0,2}}{_NAME})"
    r"{0,3}"
)
_TOWN = rf"(?:,? (?:[A-Z]{{1,2}}-)?[0-9]{{4,5}} {_NAME}(?:[ -]{_NAME}){{0,2}})"
_FLOOR = (
    r"(?:,? [0-9]{1,2}(?:st|nd|rd|th|e|er|ème|eme|º|ª|\.) (?i:floor|étage|etage|stock|og|piso)|"
    r",? (?i:apt|apartment|appt|flat|unit|suite|ste|wohnung|bât|bat|piso|interno|int)\.? "
    r"?#?[0-9]{1,4}[A-Za-z]?(?!\w))?"
)
_ROAD = (
    r"(?:(?:County|State|Farm(?: |-)to(?: |-)Market|Ranch|Forest|Township|Rural|Parish|Provincial|"
    r"Old|U\.?S\.?) (?:Road|Rd\.?|Route|Rte\.?|Highway|Hwy\.?|Trunk)|"
    r"(?:Highway|Hwy\.?|Route|Rte\.?|CR|FM|SR))"
)
_FRENCH = (
    r"(?:[Rr]ue|[Aa]venue|[Aa]v\.|[Bb]oulevard|[Bb]d\.?|(?:place|Place(?= de| du))|[Aa]llée|"
    r"[Ii]mpasse|[Cc]hemin|"
    r"[Qq]uai|cours|route|square|passage|[Ff]aubourg|[Ss]entier|villa)"
)
_OF = r"(?:(?:de la|de l['’]|des|du|de|d['’]|la|le|les) ?)?"
_GERMAN = (
    r"(?:[A-ZÄÖÜ][a-zäöüßA-Z-]{1,30}(?:straße|strasse|str\.|gasse|platz|allee|ufer|straat|"
    r"laan|"
    r"gracht|plein|gatan|vägen|gade)|(?:[A-ZÄÖÜ][a-zäöüß]{2,20}[ -]){1,2}(?:Straße|Strasse|Str\.|"
    r"Gasse|Platz|Allee|Ufer|Weg))"
)
_SOUTHERN = (
    r"(?:[Vv]ia|[Vv]iale|[Cc]orso|[Pp]iazza|[Cc]alle|C/|[Aa]venida|[Aa]vda\.|[Pp]aseo|[Pp]laza"
    r"|[Rr]ua|"
    r"[Tt]ravessa|[Cc]arrer)"
)
_NO_STREET = (
    r"(?:Room|Unit|Flat|Apt|Apartment|Suite|Level|Floor|Lot|Block|Building|Chapter|Section|Page"
    r"|Table|Figure|"
    r"Order|Ticket|Invoice|Case|Item|Part|Step|Day|Week|Year|Grade|Class|Version|Line|Row|Bed|Bay"
    r"|Gate|"
    r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
ABROAD = re.compile(
    # 640 County Road 12; 1200 Highway 61
    rf"(?<!in )(?<!since )(?<!by ){_NUMBER}(?<=[0-9]{{2}})"
    rf" {_ROAD} [0-9]{{1,5}}[A-Z]?(?!\w)(?![.,:/-][0-9]){_FLOOR}"
    # 33 Rue de la Fontaine, 75016 Paris; 12 bis rue Victor Hugo
    rf"|{_NUMBER}(?: (?:bis|ter))?,? {_FRENCH} {_OF}{_NAMES}{_FLOOR}{_TOWN}?{_FLOOR}"
    # Goethestraße 5a, 60313 Frankfurt; Kerkstraat 15
    rf"|(?<!\w){_GERMAN} [0-9]{{1,4}} ?[a-z]?(?![\w])(?![.,:][0-9]){_FLOOR}{_TOWN}?{_FLOOR}"
    # Calle Mayor 5, 28013 Madrid: without the town it may be "via Skype 5"
    # Lindenwinkel 8, 50667 Köln: whatever the street is called, before a code with a town
    rf"|(?<![\w-])(?!{_NO_STREET}){_NAME}(?:[ -]{_NAME}){{0,2}}"
    rf" [0-9]{{1,3}} ?[a-z]?, (?:[A-Z]{{1,2}}-[0-9]{{4,5}}|"
    rf"[0-9]{{5}}|[0-9]{{4}} [A-Z]{{2}}) {_NAME}(?![^\W_])(?! (?i:street|st|road|rd|avenue|ave"
    rf"|drive|dr|lane|"
    r"ln|way|court|ct|boulevard|blvd)(?!\w))"
    rf"|(?<!\w){_SOUTHERN} {_OF}(?:(?:del|della|do|da|dos) )?{_NAMES},? (?:n[.º°] ?)?[0-9]{{1,4}}"
    rf"(?!\w)(?![.:][0-9]){_FLOOR}{_TOWN}"
)  # fmt: skip
_ROAD_OR_TOWN = re.compile(
    rf"[0-9](?:[A-Za-z]?(?: bis| ter)?,? (?:{_FRENCH} |{_ROAD} [0-9]|[A-Z][a-z.-]{{1,8}}[ -][A-Z])"
    r"|[0-9]{3,4} [A-Z]|[a-z]?, (?:[A-Z]{1,2}-)?[0-9]{4,5} [A-Z])"
)


def may_be(text: str) -> bool:
    """Tell whether there may be a street; unrolled, because every message with a figure pays."""
    return (
        ("stra" in text or "Stra" in text or "str." in text or "Str." in text or "gas" in text)
        or ("platz" in text or "Platz" in text or "allee" in text or "Allee" in text)
        or ("ufer" in text or "Ufer" in text or "Gasse" in text or "Weg" in text or "laan" in text)
        or ("gracht" in text or "plein" in text or "gatan" in text or "gade" in text)
        or "vägen" in text
        or _ROAD_OR_TOWN.search(text) is not None
    )
