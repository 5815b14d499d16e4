"""English streets without a word for a street: *at 14 Maple, flat 3*, *come to 22 Oakfield*.

What tells one is a flat beside it, or somebody who lives there, goes there or has things
brought there.
"""

import re

_NO_STREET = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|"
    r"Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|[A-Z][a-z]{2,5}day|"
    r"Celsius|Fahrenheit|Noon|Midnight|Eleven|English|French|German|Python|Android|Million|Billion|"
    r"Percent|Euro|Dollar|Pound|Min|Hour|Day|Week|Month|Year|Page|Chapter|Star|Mile|Bitcoin|"
    r"[A-Z]\w*(?:[^s]s|men|people|children)(?![^\W_])|"
    r"[A-Z]{2,}(?![a-z]))"
)
_NAME = (
    rf"(?!{_NO_STREET}(?![^\W_]))[A-Z][a-z'’]{{3,18}}"
    rf"(?: (?!{_NO_STREET}(?![^\W_])|(?:Flat|Apt|Unit|Floor|Room)\b)[A-Z][a-z]{{2,18}})?"
)
_NUMBER = r"(?<![\w.,:$€£/#-])[1-9][0-9]{0,3}[A-Ca-c]?"
_FLAT = (
    r"(?:,? (?:(?i:flat|apt|apartment|unit|suite|ste|room|basement flat|top flat)\.? "
    r"?#?(?:[0-9]{1,4}[A-Za-z]?|[A-Z])(?![\w])"
    r"|#[0-9]{1,4}[A-Za-z]?(?!\w)"
    r"|(?:[0-9]{1,2}(?:st|nd|rd|th)|ground|first|second|third|fourth|fifth|top) (?:floor|"
    r"fl)(?![\w])"
    r"|floor [0-9]{1,2}(?!\w)))"
)
_LEAD = (
    r"(?:(?:liv(?:e|es|ed|ing)|stay(?:s|ed|ing)?|based|i['’]?m|we['’]?re|he['’]?s|she['’]?s|"
    r"they['’]?re|i am|we are|"
    r"is|are|be|party|meet(?: me| us| up)?|drop(?:ped)?(?: it| me| them| off){0,2}|left|"
    r"park(?:ed)?|waiting|"
    r"flat|house|place|home|parcel|collect(?: it)?|pick(?:ed)?(?: me| us| it)? up) (?:(?:now|just|"
    r"back|still|outside|over) )?at|"
    r"(?:come|came|go|going|get|moved|moving|ship|send|sent|deliver(?:ed|y)?|post|mail|bring|taxi|uber|cab|ride|"
    r"lift|drive|walk|over|back|round)(?: (?:it|them|this|that|me|us|over|round|back|out|the "
    r"\w{3,9}|parcels?)){0,2} to|"
    r"(?:pick(?:ed)?(?: (?:me|us|it|them|her|him))? up|collect(?: it)?|uber|taxi|cab|leaving|"
    r"moved(?: out)?) from|"
    r"(?:address|place|house|home|flat)(?:['’]s| is| was|:)|address(?: is)? now|(?:at|to|from) "
    r"(?:number|no\.?|nr))"
)
_ENDS = (
    r"(?=[ ]?(?:[,.;:!?)\n]|\Z|[-–—] |(?:please|pls|plz|till|until|tonight|tomorrow|today|now|at "
    r"[0-9]|around|"
    r"by|after|before|top|ring|if|when|and|or|then|is free|next|for|asap|btw|where|"
    r"with)(?![^\W_])))"
)
NAMED = re.compile(
    rf"(?P<flat_behind>{_NUMBER},? {_NAME}{_FLAT}{{1,2}})"
    rf"|(?P<flat_before>(?<![^\W_])(?i:flat|apt|apartment|unit|suite)\.? "
    rf"?#?[0-9]{{1,3}}[A-Za-z]?, {_NUMBER} {_NAME}){_ENDS}"
    rf"|(?<![^\W_])(?i:{_LEAD})[ :]{{1,2}}(?P<lived>{_NUMBER} {_NAME}{_FLAT}{{0,2}}){_ENDS}"
)
MAY_BE = re.compile(r"[0-9][A-Ca-c]?,? [A-Z][a-z'’]{3}").search
