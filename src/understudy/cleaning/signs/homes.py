"""English addresses that do not begin with a house and a street: patterns of finder ``address``.

Flats and plots of named buildings and quarters, houses with a name, a street before its number,
streets in small letters where somebody lives, boxes, and postcodes of Canada and Ireland.
"""

import re

_CAP = r"[A-Z][A-Za-z'’.-]{1,20}"
_STREET = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Boulevard|Blvd|Terrace|Crescent|Drive|Close|Court|Way|"
    r"Place|Square|Grove|Gardens|Mews|Walk|Row|Hill|Green|Parade|Rise|Park|Quay|Marg|Jalan|Lorong)"
)
_BUILDING = (
    r"(?:House|Court|Residency|Residences?|Apartments?|Apts?|Towers?|Halls?|Villas?|Enclave|Nagar|Colony|"
    r"Layout|Society|Complex|Heights|Mansions?|Lodge|Estate|Buildings?|Bldg|Flats|Chambers|Cottages?|"
    r"Manor|Homes|Trailer Park|Caravan Park|Mobile Home Park|Vihar|Puram|Sadan|Bhavan|Niwas|"
    r"Wharf|Quay|"
    r"Dorm(?:itory)?|Quarters|Township|Condominiums?|Condos?)"
)
_AREA = (
    rf"(?:{_BUILDING}|{_STREET}|Sector|Phase|Cross|Main|Hills|Bazaa?r|Chowk|Gardens?|View|Point|Plaza|Block|"
    r"Extension|Village|Avenue)"
)
_UNIT = (
    r"(?:flat|apt|apartment|unit|room|rm|house|h\.? ?no|d\.? ?no|door|plot|block|blk|lot|villa|"
    r"tower|"
    r"quarter|site|bungalow|chalet|cabin|caravan|pitch|berth|bedsit|studio|dorm|trailer|shop|penthouse)"
    r"\.?(?: ?(?:no|number|nr)\.?)?[ :#]{0,2}"
)
_NUMBER = r"(?:[A-Z]{1,2}[-/ ]?)?[0-9]{1,4}(?:[-/][0-9]{1,4}){0,3}[A-Za-z]?(?![\w])"
_PHRASE = (
    rf"(?:[0-9]{{1,3}}(?:st|nd|rd|th)|{_CAP}|(?:Sector|Phase|Block|Road|Street|Lane|Cross|Main|Avenue|Ave|"
    rf"Tower)[ -][A-Z0-9]{{1,3}}|[A-Z]-?[0-9]{{1,2}}/[0-9]{{1,2}})(?: (?:{_CAP}|"
    rf"[0-9]{{1,3}}(?![\w]))){{0,4}}"
)
_BEGIN = r"(?<![\w.,$€£/#-])"
HOME = re.compile(
    # Flat No. 203, Sai Residency, MG Road; Room 214, Keynes Hall; House 7, Road 12
    rf"{_BEGIN}#?(?i:{_UNIT}){_NUMBER}(?:,? (?:in )?{_PHRASE}){{1,6}}(?![^\W_])"
    # B-204, Green Park Apartments; #44, 3rd Cross, 5th Main
    rf"|{_BEGIN}(?:[A-Z]{{1,2}}[-/][0-9]{{1,4}}[A-Z]?|"
    rf"#[0-9]{{1,4}}[A-Z]?(?![\w])),? {_PHRASE}(?:, {_PHRASE}){{0,5}}(?![^\W_])"
)
IS_HOME = re.compile(rf"(?<![^\W_]){_AREA}(?![^\W_])")
IS_BUILDING = re.compile(rf"(?<![^\W_])(?:{_BUILDING}|Cross|Main|Sector|Phase|{_STREET})(?![^\W_])")
PLAIN = re.compile(
    # Rose Cottage, Church Lane
    rf"(?<![\w'’-])(?:The )?(?:{_CAP} ){{1,2}}(?:Cottages?|Farm|Farmhouse|House|Lodge|Barn|"
    rf"Rectory|Vicarage|"
    rf"Villa|Bungalow|Mill|Grange|Manor|Hall), (?:{_CAP} ){{1,3}}{_STREET}(?![\w])"
    r"|(?<![\w'’-])The (?:Old|New) (?:Cottage|Farm|House|Rectory|Vicarage|Barn|Mill|School|Forge|"
    r"Bakery|Post Office)"
    rf", (?:{_CAP} ){{1,3}}{_STREET}(?![\w])"
    # Oak Street, number 14
    rf"|(?<![\w'’-])(?:{_CAP} ){{1,3}}{_STREET},? (?i:no\.?|number|nr\.?|house|apartment|apt\.?|"
    rf"flat) ?#?"
    r"[0-9]{1,4}[A-Za-z]?(?![\w])(?![.,:][0-9])"
    # 7 The Green
    rf"|{_BEGIN}[0-9]{{1,4}}[A-Za-z]?,? The (?:Green|Avenue|Close|Grove|Crescent|Mews|Drive|"
    rf"Paddocks?|Square|"
    r"Street|Lane|Terrace|Parade|Ridge|Rise|Spinney|Orchard|Maltings|Moorings|Broadway|Causeway|Mall|"
    r"Headland|Hawthorns|Limes|Beeches|Willows|Oaks|Elms|Laurels|Firs|Pines|Meadows?)(?![\w])"
    # 14 Queensway, flat 9; 4471 Broadway, Apt 12
    rf"|{_BEGIN}[0-9]{{1,5}}[A-Za-z]?,? (?:Broadway|The Strand|[A-Z][a-z]{{2,9}}(?:way|gate|garth))"
    r"(?:,? (?i:apt|flat|unit|suite|room|floor|#)\.? ?#?[0-9]{1,4}[A-Za-z]?(?![\w])|"
    r"(?=, [A-Z][a-z]+[,.;\n]))"
    r"|(?<![\w])(?i:g\.?p\.?o\.?|p\.? ?o\.?|post office|locked|private mail|private) ?(?i:box|"
    r"bag)(?i: no\.?| number)? ?#?"
    r"[0-9]{1,6}(?![\w])|(?<![\w])(?:RR|HC|Rural Route) ?#?[0-9]{1,3},? Box [0-9]{1,5}(?![\w])"
    # K1A 0B1
    r"|(?<![\w-])[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z] [0-9][ABCEGHJ-NPRSTV-Z][0-9](?![\w-])"
)
_SMALL_TYPE = (
    r"(?:drive|dr|close|court|ct|way|place|pl|grove|crescent|gardens|terrace|square|row|hill|walk|mews|"
    r"st|street|road|rd|lane|ln|avenue|ave|boulevard|blvd|parade|park|green|rise|house|court|view|quay)"
)
SMALL = re.compile(
    rf"{_BEGIN}(?:(?:flat|apt|unit|"
    rf"room) ?[0-9]{{1,4}}[a-z]?,? )?[0-9]{{1,4}}[a-z]?,? (?:the )?(?!(?:hour|minute|min|mile|"
    r"block|day|week|year|month|people|step|car|bed|time|lane|storey|story|star|degree|percent|"
    r"pound|dollar)s?[ ])"
    rf"(?P<name>(?:[a-z'’-]{{3,20}} ){{1,2}}){_SMALL_TYPE}(?![\w'’-])"
    r"(?:,? (?:flat|apt|unit|room|#) ?#?[0-9]{1,4}[a-z]?(?![\w]))?",
    re.IGNORECASE,
)
LIVES_AT = re.compile(
    r"(?i)(?<!\w)(?:address(?:ed)?(?: is|:)?|lives?(?: at| in)?|living at|lived at|"
    r"resid\w+(?: at|:)?|i['’]?m at|im at|"
    r"we['’]?re at|were at|(?:she|he|they)['’]?s?(?: is| are)? at|(?:drop|pick|dropped|"
    r"picked)(?:ing)?(?: it| off| up|me){0,3} (?:at|from|to)|"
    r"come (?:to|round to|over to)|(?:ship|deliver|send|post|sent|posted|mail)\w*(?: it)?(?: to|"
    r":)|moved (?:in)?to|"
    r"home is|house is|flat is|place is|it['’]?s|party at|meet(?: me)? at|pick ?up(?: from| at|"
    r":)|parcel (?:at|to)|bins? at|"
    r"located at|collect(?:ion)? from|uber (?:to|from)|taxi (?:to|from)|at|from|to|near)[ :]{0,2}\Z"
)
"""Right before a house in small letters."""
_UNITS_TEXT = """
    flat apt apartment unit room rm house no plot block blk lot villa tower quarter site
    bungalow chalet
    cabin caravan pitch berth bedsit studio dorm trailer shop penthouse door h
"""
UNITS = frozenset(_UNITS_TEXT.split())
_AREAS_TEXT = """
    house court residency residence residences apartment apartments apts tower towers hall
    halls villa
    villas enclave nagar colony layout society complex heights mansion mansions lodge estate
    building
    buildings bldg flats chambers cottage cottages manor homes park vihar puram sadan bhavan
    niwas wharf
    quay dorm dormitory quarters township condominium condominiums condo condos street st
    road rd avenue
    ave lane ln boulevard blvd terrace crescent drive close way place square grove gardens
    garden mews
    walk row hill green parade rise marg jalan lorong sector phase cross main hills bazar
    bazaar chowk
    view point plaza block extension village
"""
AREAS = frozenset(_AREAS_TEXT.split())
_SMALLS_TEXT = """
    drive dr close court ct way place pl grove crescent gardens terrace square row hill walk mews st
    street road rd lane ln avenue ave boulevard blvd parade park green rise house view quay
"""
SMALLS = frozenset(_SMALLS_TEXT.split())
_PLAINS_TEXT = """
    the no number nr house apartment apt flat unit suite room floor box bag cottage cottages farm
    farmhouse lodge barn rectory vicarage villa bungalow mill grange manor hall
"""
PLAINS = frozenset(_PLAINS_TEXT.split())
MAY_BE_CODE = re.compile(r"[A-Z][-/][0-9]|#[0-9]|[A-Z][0-9][A-Z] [0-9]").search
MAY_BE_PLAIN = re.compile(
    r"[a-z], [A-Z]|[0-9][A-Za-z]?,? The [A-Z]|[A-Z][a-z]+,? (?i:no|nu|nr|ho|ap|fl)|(?i:box|bag)|"
    r"(?:way|gate|garth),? "
).search
ALL = UNITS | AREAS | SMALLS | PLAINS - {"the", "no"}
