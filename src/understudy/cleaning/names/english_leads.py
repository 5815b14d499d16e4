"""What stands around somebody in an English text, by how much it says.

Behind *signed for by* or *my name is* hardly anything but a person follows, so that the name need
be on no list. Behind *with* or *tell* many things follow: a name has to be known there, and be no
other word.
"""

import re

_WHO = (
    r"(?:(?:mr|mrs|ms|dr|prof)\.? )?"
    r"(?:(?:d[aeiu]|del|dela|della|van|von|el|al|bin|le|la)(?: de[nr])? )?"
)
_DONE = (
    "accompanied|addressed|allocated|approved|assessed|assigned|authori[sz]ed|booked|checked"
    "|chaired"
    "|collected|cooked|countersigned|delivered|directed|drafted|edited|escalated|examined"
    "|facilitated"
    "|filed|handed|hosted|interviewed|invited|led|minuted|moderated|noted|organi[sz]ed|owned|paid"
    "|passed|photographed|posted|prepared|proposed|raised|reassigned|received|recorded|referred"
    "|released|reported|requested|reviewed|run|seconded|seen|sent|signed|submitted|taken|taught"
    "|translated|treated|typed|verified|witnessed|written"
)
_KIN = (
    "aunt(?:ie|y)?|bro(?:ther)?|cousin|dad|daughter|gran|grandad|grandma|grandpa|granny|hubby"
    "|husband"
    "|mother|mum|mom|nan|nana|nanny|nephew|niece|sis(?:ter)?|son|stepdad|stepmum|uncle|wife"
    "|(?:sister|brother|mother|father|son|daughter|mum)[- ]in[- ]law"
)
_TRADES = (
    "babysitter|barber|bestie|bf|boss|boyf(?:riend)?|bridesmaid|builder|buyer|captain|carer|chef"
    "|cleaner|clerk|coach|colleagues?|coworker|driver|electrician|ex|fianc[eé]e?|flatmate|friend|gf"
    "|girlfriend|goddaughter|godson|guide|hairdresser|host|housemate|hubs|judge|landlady|landlord"
    "|lodger|manager|mate|midwife|missus|neighbou?r|nurse|pal|partner|plumber|referee|roommate"
    "|seller"
    "|skipper|teacher|therapist|tutor|vicar"
)
_CERTAIN = re.compile(
    rf"(?i)(?<![\w'’])(?:"
    r"(?:action|ap|owner|lead|chair|scribe)s? ?[-–:]|"
    # name of card R Fitzwilliam; under the name Yoshida
    r"name(?:['’]?s)?(?: (?:on|of|for)(?: (?:the|my|your|her|his))? [a-z]{2,8})?(?: is(?: now)?"
    r"| was|:| -)?"
    r"|(?:first|last|full|real|maiden|middle|given|family|cardholder"
    r"|account)[ -]?(?:holder )?names?"
    r"|(?:under|in)(?: the)? name(?: of)?|names? (?:are|were)|(?:sur|fore|maiden "
    r"|last )names?(?: (?:is|was|will be|changed)(?: now| to)?)?"
    r"|(?:named|called|nicknamed)|goes by|known as|answers to"
    r"|(?:booking|booked|reservation|reserved|table|room)(?:['’]s| is)? under"
    r"|(?:reservation|booking|appointment|package|parcel|order|delivery|message|voicemail|letter"
    r"|post|mail)"
    r" for"
    r"|(?:e-?mail|call|msg|message|voicemail|letter|note|text|parcel|payment|transfer|gift|card"
    r"|visit"
    r"|complaint|reply|request|update|review|deposit|rent) from"
    r"|(?:buzzer|bell|door(?:bell)?|intercom|label|plate|sign|badge|tag|(?:letter|mail|post)box)"
    r"(?: on the door)? (?:says|said|reads|is|marked|named|with)|(?:marked|labelled)|buzz(?: for)?"
    r"|c/o|attn?\.?|f\.?a\.?o\.?|(?:for )?(?:the )?attention(?: of)?|d/w|cc['’]?d?|bcc"
    rf"|(?:{_DONE})(?: (?:for|off|up|in|over|it|this|them|on))? (?:by|to)"
    r"|(?:spoke|speak|spoken|speaking|talked|talking|chatted|chat|meeting|met|interview"
    r"|appointment)"
    r" (?:to|with|w/)|(?:put|connected|transferred)(?: me| you)?(?: through)?(?: to)?"
    r"|(?:collection|delivery|pick ?up|complaint|photos?|hair|story|report|notes|talk|speech) by"
    r"|(?:left|dropped|living|staying|sitting) with|handed to|baby (?:girl|boy)"
    r"|(?:made )?payable to|according to|escalate to|on behalf of|estate of|parents? of"
    r"|(?:mother|father|wife|husband|son|daughter|guardian|carer|owner) of|married(?: to)?"
    r"|next of kin|between (?:me|us|him|her|them|you|myself) and|(?:my|your|our|his|her) name to"
    r"|sender(?: is)?|remitter|addressee|(?:payee|recipient|beneficiary|contact|attendee"
    r"|member)(?: added)?:?"
    r"|happy (?:(?:[0-9]{1,2}(?:st|nd|rd|th)|belated) )?(?:birthday|bday|anniversary) to(?: (?:my"
    r"|our|the"
    r"|dear|little|lovely|darling|beautiful|gorgeous|one and only|wee|big)){0,3}"
    r"|(?:in memory|the funeral|the wedding|the baptism|the birth) of|survived by|signed,?|yours,?"
    r"|beneficiary|payee|emergency contact|account holder|courier(?: today)? is"
    r"|driver(?: today)? is"
    rf") {_WHO}\Z"
)
_KINDRED = re.compile(rf"(?<![\w'’])(?:(?i:{_KIN})|{_TRADES}),? \Z")
_HAILED = re.compile(
    r"(?i)(?<![\w'’])(?:hey+|hi+|hiya|hello|helo|yo|oi|dear|morning|evening|afternoon|night|nite|gn"
    r"|thanks?(?: you)?(?: so much| a lot)?|thx|tysm|ty|tnx|ta|cheers|sorry|soz|bye|welcome"
    r"|happy (?:birthday|bday|anniversary)|hbd|bday|congrats|congratulations|well done|good luck"
    r"|rip|love you|miss you|ok|okay|omg|lol|haha|pls|please|oh|hang on|wait|love|xx?|regards"
    r"|best),? \Z"
)
_I_AM = re.compile(
    r"(?i)(?<![\w'’])(?:my name(?: is|['’]?s)|i am|i['’]?m|this is|it['’]?s|its only|here is"
    r"|name is"
    r"|speaking to|call me) \Z"
)
_POSSIBLE = re.compile(
    r"(?i)(?<![\w'’])(?:ask(?:ed|ing|s)?(?: for)?|tell(?:ing|s)?|told|remind(?:ed|s)?|thank(?:ed"
    r"|s)?"
    r"|thanks to|shout ?out to|props to|kudos to|invit(?:e|ed|ing)|text(?:ed|ing)?|txt|r(?:ing|ang)"
    r"|phon(?:e|ed)|call(?:ed)?|messag(?:e|ed)|msg|e-?mail(?:ed)?|dm(?:ed)?|ping(?:ed)?"
    r"|whatsapp(?:ed)?"
    r"|lend|lent|ow(?:e|ed|es)|venmo(?:ed)?|paypal|pay|paid|give|gave|send|sent|let|lets"
    r"|help(?:ed|ing)?"
    r"|me(?:et|t|eting)|visit(?:ed|ing)?|miss(?:ed|es)?|lov(?:e|ed|es)|hat(?:e|es|ed)|marr(?:y"
    r"|ied)|dating"
    r"|kiss(?:ed)?|hug(?:ged)?|know|knows|knew|seen?|saw|heard|hear|wake|woke|feed|fed"
    r"|pick(?:ed)?(?: up)?"
    r"|collect(?:ed)?|drop(?:ped)?(?: off)?|find|found|join(?:ed)?|add(?:ed)?|block(?:ed)?"
    r"|blame[ds]?|trust"
    r"|believe|show(?:ed)?|bring|brought|take|took|get|got|want|need|involve|chase"
    r"|contact(?:ed)?|reach"
    r"|with|w/|without|for|from|by|to|of|than|like|about|and|or|n|&|behind|beside|versus|vs\.?"
    r"|is|was|did|does|has|had|can|could|will|would|should|wheres|where['’]?s|where is|whos"
    r"|who['’]?s|hows"
    r"|how['’]?s|whats|what['’]?s|if|when|that|because|cos|cuz|coz|since|so|but|then|only|even"
    r"|just|yeah"
    r"|basically|actually|poor|old|young|little|lil|big|baby|classic|crazy|lovely|dear|our|my"
    r"|both|not"
    r"|at|chez|past|in|think|thinks|reckons?|guess|hope|bet|said|goes|also|and then|proud of"
    r"|(?:bed|bay|room|flat|unit|apt|number|table|seat) \d{1,3}[a-z]?|around|near|via|per|re|aka"
    r"|hosted by|mrs?|ms|dr|which) \Z"
)
_PERSONAL = re.compile(
    r"(?i)(?<![\w'’])(?:ask(?:ed|ing)?(?: for)?|tell(?:ing)?|told|remind(?:ed)?|thank(?:ed)?"
    r"|invit(?:e|ed)"
    r"|text(?:ed)?|let|lend|lent|hope|heard|hugs? (?:to|for)|(?:run|ran) it (?:past|by)"
    r"|loop(?:ed|ing)? in"
    r"|(?:me|us) and|cc(?:ing|['’]d)|welcom(?:e|ing)|shout ?out to|thanks to|props to|kudos to"
    r"|over to you,"
    r"|miss(?:es)?"
    r"|poor|prop?osed to|married|engaged to|born to|dating|née|nee|alias|aka|as|hi|with (?:my"
    r"|our) \w+"
    r"|(?:book|put) it under|(?:\A|(?<=[.!?,\n] ))(?:can|could|did)|fault of|proud of|(?:sorry"
    r"|happy|worried|jealous|proud) (?:for|about|of)|because of|belongs to|brb|lmao|jk|nah|yess*"
    r"|ffs|typical|omg) \Z"
)
_BELONGS = re.compile(
    r"(?:['’]?s)? (?:mum|mom|dad|sister|brother|wife|husband|kids?|son|daughter|mother|father"
    r"|nan|gran|bf|gf"
    r"|boyfriend|girlfriend|birthday|bday|number|house|flat|place|car|phone|email|family|boss"
    r"|parents"
    r"|funeral|wedding|party|room|desk|bike|dog|cat|bag|coat|office|handover|shift|leaving do"
    r"|fault|turn|idea|school|teacher|lunch|lunchbox|shoes|jacket|keys"
    r"|name|account|order|parcel|appointment|results|meds|bed|notes|chart|locker|cousin|uncle"
    r"|aunt(?:ie)?"
    r"|nephew|niece|neighbours?|flatmates?|mates?|friends?|partner|ex|landlord|surgery|op|baby"
    r"|garden|share)(?!\w)"
)
_ACTS = re.compile(
    r" (?:(?:really |already |just |still |also |then |never |even |has |hasn['’]?t |had |have )?"
    r"(?:told|texted|called|rang|phoned|emailed|said|says|sez|messaged|asked|asks|replied|wants"
    r"|wanted"
    r"|thinks|thought|reckons|knows|knew|loves?d?|hates?d?|forgot|owes|owed|lives|moved|booked|paid"
    r"|bought|joined|cooked|drove|cried|laughed|quit|retired|died|agreed|confirmed|signed|chaired"
    r"|explained|complained|denied|stated|admitted|apologised|insisted|swears?|mentioned|suggested"
    r"|promised|attended|wrote|noted|failed to|refused to|pointed out|testified|objected)"
    r"|(?:is|was|will be|isn['’]?t|won['’]?t be|['’]s) (?:late|coming|off|ill|sick|bringing|picking"
    r"|asking|calling|driving|cooking|my|his|her|our|gonna|chairing|pregnant|allergic|upset|angry"
    r"|asleep|at the (?:door|pub|gym|shop|station|hospital|office|dentist|doctors?)|a plumber)"
    r"|and (?:i|I|me|his|her|my)|n (?:i|me)|from (?:work|downstairs|upstairs|next door|school"
    r"|church|hr))"
    r"(?!\w)"
)
"""What nobody but people do, whatever their names."""
_TELLS = re.compile(
    r" (?:said|says|asked|asks|replied|texted|rang|phoned|emailed|messaged|thinks|reckons|agreed"
    r"|noted"
    r"|told (?:me|us|him|her))(?!\w)"
)
_MAY = re.compile(
    r" (?:(?:really |already |just |still |also |then |never |even |has |hasn['’]?t |had |have )?"
    r"(?:left|came|comes|went|needs|does?|did|got|gets|gave|made|makes|took|takes|brought|works"
    r"|sent|sold"
    r"|fixed|dropped|picked|fell|lost|broke|won|met|saw|started|finished|approved|presented|arrived"
    r"|added|reported|cancelled|reviewed)"
    r"|(?:is|was|will be|isn['’]?t|won['’]?t be|['’]s) (?:here|there|away|in|out|on|at|up|down"
    r"|home|back"
    r"|running|going|so|such|very|not|still|working|waiting|leaving|leading|happy|free|busy"
    r"|stuck|moving"
    r"|the (?:one|best|new|boss))"
    r"|has (?:a|the|my|to|your)|doesn['’]?t|hasn['’]?t|didn['’]?t|won['’]?t|can['’]?t|isn['’]?t"
    r"|wasn['’]?t"
    r"|don['’]?t|might|will|would|can|could|should|must|v\.?|vs\.?|here|from (?:the|accounts"
    r"|sales|billing)"
    r"|to (?:action|arrange|bring|call|chase|check|circulate|confirm|contact|draft|email|find"
    r"|follow|get"
    r"|investigate|lead|liaise|look|organi[sz]e|prepare|present|provide|report|review|send|set"
    r"|share"
    r"|sign|speak|update|write))(?!\w)| \([A-Z][\w &]+\)"
)
"""What people do, and things as well."""
_ENDS = re.compile(
    r"\s*(?:[,.!?;:)…]|\Z|\n|['’]s\b|[^\w\s]|(?:[ ](?:and|or|n|&|x+|is|so|if|u|ur|pls|plz))(?!\w))"
)
_AT = re.compile(r"(?i)(?<!\w)(?:at|near|to|from) \Z")
_DETERMINED = re.compile(
    r"(?i)(?<!\w)(?:the|an?|my|our|your|his|her|this|that|new|old|every|each) \Z"
)
_THE = re.compile(r"(?i)(?<!\w)the \Z")
_KIN_BEHIND = re.compile(
    r"(?:['’]s?)? (?:boys?|brothers|children|couple|estate|family|funeral|girls?|home|house"
    r"|household|kids?"
    r"|lot|residence|siblings|sisters|trial|twins|wedding)(?!\w)"
)
_LOOK_BACK = 48


def is_certain(text: str, start: int) -> bool:
    """Tell whether hardly anything but a person can follow what stands before a place."""
    return _CERTAIN.search(text, max(0, start - _LOOK_BACK), start) is not None


def is_kindred(text: str, start: int) -> bool:
    """Tell whether a word for a relative, a friend or a trade stands before a place."""
    return _KINDRED.search(text, max(0, start - _LOOK_BACK), start) is not None


def is_hailed(text: str, start: int, end: int) -> bool:
    """Tell whether a word stands as one to whom something is said: "ta, reem"."""
    before = max(0, start - _LOOK_BACK)
    return _HAILED.search(text, before, start) is not None and _ENDS.match(text, end) is not None


def is_presented(text: str, start: int) -> bool:
    """Tell whether the words before give a name: "my name's", "this is"."""
    return _I_AM.search(text, max(0, start - _LOOK_BACK), start) is not None


def is_possible(text: str, start: int) -> bool:
    """Tell whether a person, but other things as well, can follow what stands before a place."""
    return _POSSIBLE.search(text, max(0, start - _LOOK_BACK), start) is not None


def is_personal(text: str, start: int) -> bool:
    """Tell whether what stands before a place is said of people far oftener than of things."""
    return _PERSONAL.search(text, max(0, start - _LOOK_BACK), start) is not None


def is_determined(text: str, start: int) -> bool:
    """Tell whether an article or the like stands before a place, as before things."""
    return _DETERMINED.search(text, max(0, start - 7), start) is not None


def is_household(text: str, word_start: int, end: int) -> bool:
    """Tell whether a surname stands for a family: the Kapoors, the Yilmaz wedding."""
    return _THE.search(text, max(0, word_start - 6), word_start) is not None and (
        text[end - 1 : end] == "s" or _KIN_BEHIND.match(text, end) is not None
    )


def is_acting(text: str, end: int) -> bool:
    """Tell whether something follows that nobody but people do or own."""
    return _ACTS.match(text, end) is not None or is_owning(text, end)


def is_telling(text: str, end: int) -> bool:
    """Tell whether a word at the start of a sentence says or owns something as people do."""
    return _TELLS.match(text, end) is not None or is_owning(text, end)


def is_doing(text: str, end: int) -> bool:
    """Tell whether something follows that people do, are or own, and some things as well."""
    if _ACTS.match(text, end) or _MAY.match(text, end):
        return True
    return _BELONGS.match(text, end) is not None


def is_owning(text: str, end: int) -> bool:
    """Tell whether what follows is somebody's: "Poppy's lunchbox"."""
    return text.startswith(("'s ", "’s "), end) and _BELONGS.match(text, end) is not None


def is_possessive(text: str, start: int, end: int) -> bool:
    """Tell whether a name with an s and no apostrophe owns what follows, or lives there."""
    return (
        _BELONGS.match(text, end) is not None
        or _AT.search(text, max(0, start - 6), start) is not None
    )
