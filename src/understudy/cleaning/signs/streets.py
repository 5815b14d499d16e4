"""How Russian and English postal addresses are written: the patterns of finder ``address``."""

import re

from understudy.cleaning.signs import spoken

# --- Russian ---
# With letters of Ukrainian, Belarusian and Kazakh
_CAPITAL = r"[А-ЯЁA-ZІЇЄҐЎӘҒҚҢӨҰҮҺ]"
_WORD = rf"{_CAPITAL}[а-яёa-zіїєґўәғқңөұүһ]+(?:-[А-ЯЁа-яё][а-яё]+){{0,2}}"
_PLOT = r"(?:-[0-9]{1,2}(?![0-9/-]))?"  # Аксай-4
_ORDINAL = r"[0-9]{1,3}(?:-?(?:я|й|ая|ый|ой|ого|го|лет|летия)| лет)?"
_INITIALS = r"(?:[А-ЯЁ]\. ?){1,2}"
_NAME = (
    rf"(?:{_ORDINAL} )?(?:(?:им(?:\.|ени)|реки|канала|академика|маршала|генерала)"
    rf" )?(?:{_INITIALS})?{_WORD}{_PLOT}(?: (?:{_WORD}|[а-яё]{{4,}}(?:ой|ая|ый|ий|ого|его)"
    rf"(?= {_CAPITAL}))){{0,2}}"
    rf"(?: {_INITIALS}| батыра| хана| би)?(?: {_ORDINAL})??|{_ORDINAL} (?:{_WORD}|[а-яё]{{4,}})"
)
_ABBREVIATED = (
    r"(?:[Уу]л|УЛ|[Вв]ул|[Пп]р-?т|[Пп]рос?п|[Пп]р|[Пп]ер|[Бб]-р|[Бб]ул|[Бб]ульв|[Нн]аб|[Шш]|[Пп]л|"
    r"[Пп]р-д|[Пп]р-кт|[Тт]уп|[Мм]кр|[Мм]кр-н|[Кк]в-л)"
)
_WHOLE_TYPE = (
    r"(?:[Уу]лиц[аеыу]|[Пп]роспект(?:[ауе]|ом)?|[Пп]ереул(?:ок|к[ауе])|[Бб]ульвар[ауе]?|"
    r"[Нн]абережн(?:ая|ой|ую)|[Шш]оссе|[Пп]лощад[ьи]|"
    r"[Пп]роезд[ауе]?|[Тт]упик[ауе]?|[Аа]лле[яеюи]|[Мм]икрорайон[ауе]?|[Кк]вартал[ауе]?|"
    r"[Тт]ракт[ауе]?|[Лл]ини[яию])"
)
_TYPE = rf"(?:{_ABBREVIATED}\.?|{_WHOLE_TYPE})"
_BUILDING = (
    r"(?:[ ]?[,;]? ?(?:(?i:к|кор|корп|корпус|стр|строение|лит|литера|вл|владение|соор)(?:\.|"
    r"(?=[ 0-9А-Я])) ?(?:[0-9]{1,3}[А-Яа-я]?|[А-Яа-я])(?![^\W_])"
    r"|(?i:кв|кв-р[аыуе]|квартир[аеуы]|оф|офис|общ|общежитие|комн|комнат[аыуе]|ком|каб|п|под|парадная|"
    r"подъезд|эт|этаж|пом|"
    r"помещение|секция|блок|домофон)(?:\.|(?=[ 0-9№])) ?(?:№ ?)?[0-9]{1,5}[А-Яа-я]?(?![^\W_])"
    r"|[0-9]{1,4}(?:-?(?:й|ый|ой|я|ая))?[ ](?i:подъезд|под\.|этаж|эт\.|корпус|корп\.?|квартира|"
    r"кв\.?(?! ?м)|комната|секция)(?![^\W_]))){0,6}"
)
_HOUSE_NUMBER = (
    r"[0-9]{1,4}(?: ?(?! ?[кс] [0-9])[А-Яа-яA-Za-z](?![^\W_]))?(?:[/-][0-9]{1,3}[А-Яа-я]?){0,2}"
    r"(?![0-9])(?![.,][0-9])(?!-(?:я|й|ая|ый|ой)(?![а-яё]))"
    r"(?!(?!кв\.?[ ]?[0-9])[А-Яа-яёA-Za-z]{2})(?:к[0-9]{1,2}|с[0-9]{1,2})?"
)
_HOUSE_WORD = (
    r"(?:[Дд](?:ом(?:е|ом|а|у)?)?|Д(?:ОМ)?|[Вв]л|[Вв]ладение|[Зз]д|[Уу]ч|[Уу]часток)(?:\.|"
    r"(?=[ 0-9№])) ?(?:№ ?)?"
)
# A bare number behind a street is a house, but not where something is counted or measured.
COUNTED = (
    r"(?! ?(?:[-–] ?[0-9]+ ?)?(?:человек|чел\b|люд|лет|год|минут|мин\b|час|дн(?:я|ей)|раз|тыс|"
    r"млн|метр|м\b|м2|км|домов|дома\b|руб|₽|\$|%|°|градус|штук|шт\b|машин|этаж(?:а|ей)|"
    r"остановк|квартал|поворот|светофор|января|феврал|марта|апрел|мая|июн|июл|август|сентябр|"
    r"октябр|ноябр|декабр|кафе|магазин|аптек|школ|ресторан|зв[её]зд|номер|балл|очк|рейс|отел|"
    r"кв\. ?м|:[0-9]))"
)
_HOUSE = rf"(?:{_HOUSE_WORD}{_HOUSE_NUMBER}|{_HOUSE_NUMBER}{COUNTED}){_BUILDING}"
_SPOKEN = rf"{spoken.WORD}(?: {spoken.WORD}){{0,2}}"
_SPOKEN_PART = (
    r"(?:дом|корпус|квартира|подъезд|этаж|строение|номер) "
    rf"(?:{spoken.WORD}(?: {spoken.WORD}){{0,2}}|[0-9]{{1,3}}(?![^\W_]))"
)
_SMALL = rf"(?:{_ORDINAL} )?[а-яё-]{{3,25}}"
RUSSIAN = re.compile(
    r"(?<![^\W_])(?:"
    # ул. Ленина, д. 5, кв. 12; проспект Мира 10; 3-я Парковая улица, 12; Ленинский пр-т, д. 5
    rf"(?:{_ORDINAL} |[0-9]{{1,2}}-(?:я|й|ая|ый|ой) )?{_TYPE} ?(?:{_NAME})"
    rf",? ?{_HOUSE}"
    rf"|(?:им\. ?)?(?:{_INITIALS})?(?:{_ORDINAL} )?{_WORD}(?: {_WORD})? {_TYPE},? ?{_HOUSE}"
    # Small letters: only beside an abbreviation, or with the house or flat named.
    rf"|[Уу]л\.? ?{_SMALL}(?: [а-яё-]{{3,25}})?,? ?{_HOUSE}"
    rf"|{_TYPE} {_SMALL}(?: [а-яё-]{{3,25}})?,? ?{_HOUSE_WORD}{_HOUSE_NUMBER}{_BUILDING}"
    rf"|{_TYPE} {_SMALL},? ?{_HOUSE_NUMBER},? (?:кв|квартира)"
    rf"\.? ?[0-9]{{1,5}}"
    # Мира, д. 5, кв. 10; Ленина 45-12 кв 3: a house and a flat are enough.
    rf"|(?:им\. ?)?(?:{_INITIALS})?(?:[0-9]{{1,2}}-(?:я|й|ая|ый|"
    rf"ой) )?{_WORD}(?: {_WORD})?{_PLOT},? ?(?:{_HOUSE_WORD})?{_HOUSE_NUMBER}"
    rf"(?:,? ?(?:к|корп|корпус|стр)\.? ?[0-9]{{1,3}})?,? ?(?:(?i:кв|кв-ра|квартира|подъезд|"
    rf"домофон)\.? ?[0-9]{{1,5}}(?![0-9])"
    rf"|[0-9]{{1,3}}(?:-?й)? (?i:подъезд|этаж|квартира|кв))(?! ?м)(?![^\W_]){_BUILDING}"
    # до Кошурникова, дом пятьдесят три
    rf"|(?:{_ORDINAL} )?{_WORD}(?: {_WORD})?"
    rf"(?:(?: {_TYPE},?|,) дом {_SPOKEN}(?:,? {_SPOKEN_PART}){{0,3}}"
    rf"|,? дом {_SPOKEN}(?:,? {_SPOKEN_PART}){{1,3}}){COUNTED}(?! (?:комнат|сот|участ|дом))"
    # улица Ленина дом пять квартира двенадцать
    rf"|(?:{_TYPE} )(?:{_NAME}|{_SMALL}),? (?:{_SPOKEN_PART}(?:,? )?){{1,4}}"
    rf"|[0-9]{{1,2}}(?:-?(?:й|м|ом))? (?:мкр|микрорайон[ае]?|"
    rf"квартал[ае]?)\.?,? {_HOUSE_WORD}{_HOUSE_NUMBER}{_BUILDING}"
    # СПб, 5-я линия, д. 32; дом 12 по улице Гагарина, квартира 4
    rf"|[0-9]{{1,3}}-(?:я|й|ая|ый) {_TYPE},? {_HOUSE}"
    rf"|[Дд]ом(?:е|ом|а|"
    rf"у)? (?:№ ?)?[0-9]{{1,4}}[а-я]?,? ?(?:корп(?:ус)?\.? ?[0-9]{{1,2}} )?(?:по |"
    rf"на )?{_TYPE} ?(?:{_NAME}){_BUILDING}"
    # деревня Ивановка, д. 5; мкр. 7, д. 3
    r"|(?:[Дд]ер|[Дд]еревн[яеиюу]|[Дд](?=\.)|[Сс]ел[оеау]|[Сс]|[Пп]ос|[Пп]ос[её]л(?:ок|к[еау])|"
    r"[Пп](?=\.)|[Пп]гт|"
    r"[Сс]таниц[аеыу]|[Хх]утор[ае]?|[Сс][Нн][Тт]|[Дд][Нн][ТтПп]|[Тт][Сс][Нн]|[Кк][Пп]|садоводство)"
    rf"\.? ?[«\"]?{_WORD}(?: {_WORD})?[»\"]?,? {_HOUSE_WORD}{_HOUSE_NUMBER}{_BUILDING}"
    # хутор Вольный, 12; ЖК «Весна», корпус 3, кв. 118; СНТ Рассвет, 3 линия, 44
    r"|(?:[Дд]еревн[яеиюу]|[Сс]ел[оеау]|[Пп]ос(?=\.)|[Пп]ос[её]л(?:ок|к[еау])|[Пп]гт|"
    r"[Сс]таниц[аеыу]|[Хх]утор[ае]?)\.? "
    rf"?{_WORD}, [0-9]{{1,3}}[а-я]?(?:/[0-9]{{1,3}})?(?![^\W_]){COUNTED}{_BUILDING}"
    r"(?= ?(?:[,.;)\n]|\Z))"
    rf"|ЖС?К [«\"]?{_WORD}(?: {_WORD})?[»\"]?,? (?:{_HOUSE_WORD}|(?:корп(?:ус)?|к|башня|секция|"
    r"литера?|стр)\.? ?)[0-9]{1,3}[а-я]?(?![^\W_])(?:,? ?[0-9]{1,4}(?![^\W_]))?"
    rf"{_BUILDING}"
    r"|(?:[Сс][Нн][Тт]|[Дд][Нн][ТтПп]|[Тт][Сс][Нн]|[Кк][Пп]|садоводство) "
    rf"[«\"]?{_WORD}(?: {_WORD})?[»\"]?,? (?:{_ORDINAL},? [Лл]ини[яию]|[Лл]ини[яию] {_ORDINAL}),? "
    rf"(?:{_HOUSE_WORD})?[0-9]{{1,4}}[а-я]?(?![^\W_])"
    r"|(?:[Мм]кр|[Мм]икрорайон|[Кк]вартал)"
    rf"\.? ?[0-9]{{1,3}}[А-Яа-я]?,? {_HOUSE_WORD}{_HOUSE_NUMBER}{_BUILDING}"
    r")(?![^\W_])"
)  # fmt: skip
# A house and a flat, without a word for a street; looked for where a flat is named.
FLATS = re.compile(
    r"(?<![^\W_])(?:"
    # Small letters: садовая 5 кв 12; дом 5 кв 12
    rf"(?!(?:на|за|от|до|по|цена|площадь|общая|и|с|в|"
    rf"к) )[а-яё]{{4,20}},? (?:{_HOUSE_WORD})?[0-9]{{1,3}}[а-я]?(?:[/-][0-9]{{1,3}})?"
    rf"(?:,? ?(?:к|корп|корпус)\.? ?[0-9]{{1,2}})?,? ?кв(?:\.|-ра|"
    rf"артира)? ?[0-9]{{1,4}}(?! ?м)(?![^\W_]){_BUILDING}"
    # 8 мкр 12 дом 45 квартира
    rf"|(?:[0-9]{{1,2}}(?:-?й)? (?:мкр|микрорайон|квартал)\.?|"
    rf"{_WORD}),? [0-9]{{1,3}}[а-я]? дом,? [0-9]{{1,4}} (?:кв|квартира)(?![^\W_])"
    r")(?![^\W_])"
)
MAY_BE_RUSSIAN = re.compile(
    r"(?<![^\W_])(?:[Уу]л|УЛ|[Пп]р[. оп-]|[Пп]ер[. е]|[Бб]-р|[Бб]ул|[Нн]аб|[Шш][.о ]|[Пп]л[. о]|"
    r"[Вв]ул|[Тт]уп|[Мм]кр|[Кк]в|[Аа]лле|[Мм]икрор|[Тт]ракт|[Лл]ини|"
    r"[Дд](?=[. 0-9оНн])|Д[ОН]|[Сс]ел|[Сс][Нн][Тт]|[Тт][Сс][Нн]|[Кк][Пп][. ]|садов|"
    r"[Пп]одъ|[Жж][СсКк]|[Дд][Нн][ТтПп]|[Пп]гт|[Пп]ос|[Сс]тан|[Хх]ут|[Дд]ер)"
)  # fmt: skip
MAY_BE_ENGLISH = re.compile(
    r"[0-9][A-Za-z]?,? [A-Z]|[0-9][A-Z]|[Bb]ox|BOX|[a-z0-9][a-z]{2} (?:st|av|ro|rd|la|bo|bl)|"
    r"[A-Z]{2},? [0-9]|[0-9](?:st|nd|rd|th) [A-Z]"
)
# In forms all is written in capitals.
CAPITALS = re.compile(
    r"(?<![^\W_])(?:УЛ|УЛИЦА|ПРОСПЕКТ|ПР-?К?Т|ПЕР|ПЕРЕУЛОК|МКР|ШОССЕ|НАБ|Б-Р|Д|"
    r"ДОМ|КВ)[. ]"
)
CAPITAL_WORD = re.compile(r"(?!СНТ|ДНП|ТСН|ПГТ)[А-ЯЁ]{3,}|УЛ|КВ")
TOWNS = (
    r"Москв[аеуы]|Санкт-Петербург[ае]?|СПб|Спб|Питер[ае]?|МСК|Мск|Екб|ЕКБ|Петербург[ае]?|"
    r"Новосибирск[ае]?|"
    r"Екатеринбург[ае]?|Казан[ьи]|Нижн(?:ий|ем|его) Новгород[ае]?|"
    r"Челябинск[ае]?|Самар[аеыу]|Омск[ае]?|Ростов(?:[ае])?(?:-на-Дону)?|Уф[аеыу]|Красноярск[ае]?|"
    r"Воронеж[ае]?|Перм[ьи]|Волгоград[ае]?|Краснодар[ае]?|"
    r"Саратов[ае]?|Тюмен[ьи]|Тольятти|Ижевск[ае]?|Барнаул[ае]?|Иркутск[ае]?|Хабаровск[ае]?|"
    r"Ярославл[ьея]|Владивосток[ае]?|Махачкал[аеы]|Томск[ае]?|"
    r"Оренбург[ае]?|Кемерово|Рязан[ьи]|Астрахан[ьи]|Пенз[аеы]|Липецк[ае]?|Тул[аеы]|Киров[ае]?|"
    r"Калининград[ае]?|Сочи|Твер[ьи]|Минск[ае]?|Гомел[ьея]|"
    r"Алматы|Астан[аеы]|Киев[ае]?|Харьков[ае]?|Одесс[аеы]|Мурманск[ае]?|Химк(?:и|ах)|"
    r"Балаших[аеи]|Подольск[ае]?|Мытищ(?:и|ах)|Королёв[ае]?|Сургут[ае]?"
)
# What stands before a street, up to a comma: index, country, region, district, town.
BEFORE_RUSSIAN = re.compile(
    rf"(?:(?<![\w])(?:[1-6][0-9]{{5}}|(?:РФ|Росси[яи]|Российская Федерация|Беларусь|Казахстан|"
    rf"Украина)|{TOWNS}"
    rf"|{_WORD}(?: {_WORD})? (?:обл(?:\.|асть|асти)|край|края|крае|р-н|район[ае]?|АО|"
    r"автономный округ|округ|респ(?:\.|ублика))"
    rf"|(?:Респ(?:\.|ублика)|обл(?:\.|асть)|р-н|район|край) {_WORD}"
    r"|(?:г|гор|город|городе|пос|посёлок|поселок|посёлке|п|пгт|с|село|селе|д|дер|деревня|"
    rf"деревне|ст-ца|станица|мкр|мкр-н|микрорайон|ЖК|СНТ|снт|КП|ДНП|ТСН|дп|ст|рп|х|"
    rf"хутор)\.? ?(?:{_WORD}(?: {_WORD})?)"
    r"))[ ]?[,;]?[ \n]?\Z"
)  # fmt: skip
INDEX_BEHIND = re.compile(rf",? ?(?:(?:г\. ?)?(?:{TOWNS}),? ?)?(?:[1-6][0-9]{{5}})?(?![\w])")
RUSSIAN_INDEX = re.compile(
    r"(?<![^\W_])(?:почтов[а-яё]{2,3} индекс[а-яё]{0,2}|индекс[а-яё]{0,2})[ ]?(?:[:—-]|"
    r"это)?[ ]{0,2}(?P<index>[1-6][0-9]{5})(?!\w)", re.IGNORECASE
)  # fmt: skip

# --- English ---
_E_WORD = r"(?:[A-Z][A-Za-z'’.-]{0,20}|[0-9]{1,3}(?:st|nd|rd|th))"
_SURE = (
    r"(?:Streets?|St|Str|Roads?|Rd|Avenue|Ave?|Lane|Ln|Boulevard|Blvd|Bvd|Terrace|Terr|Tce|Crescent|"
    r"Cres|Cr|Ct|Pl|Cir|Cct|Circuit|Pde|Parkway|Pkwy|Highway|Hwy|Turnpike|Tpke|Pike|Mews|Gardens|Gdns|"
    r"Maltings|Causeway|Nagar|Marg|Colony|Enclave|Vihar)"
)
_UNSURE = (
    r"(?:Drive|Dr|Court|Way|Place|Square|Sq|Close|Grove|Hill|Row|Circle|Trail|Walk|Alley|Park|"
    r"Loop|Quay|Plaza|Broadway|Green|Rise|View|Wharf|Approach|Bend|Brae|Brow|Cove|Croft|Crossing|"
    r"Drove|Esplanade|Fold|Garth|Glade|Glen|Heights|Landing|Meadows?|Orchard|Parade|Passage|Path|"
    r"Point|Promenade|Ridge|Vale|Villas|Wynd|Yard|House|Apartments|Mansions|Cottages|Buildings|Barns?|"
    r"Towers|Flats|Lodge|Paddocks?|Spinney|Copse|Mount|Gate|End|Dene|Leys|Chase|Drift|Mead|Field|Fields|"
    r"Haven|Nook|Pass|Run|Spur|Trace|Terrace|Oval|Link|Arcade|Strand|Boardwalk|Commons?|Manor|Estate|"
    r"Trl|Xing|Bnd|Cv|Hts|Rdg|Mdws?|Ter|Lndg|Vw|Hollow|Downs?|Knolls?|Bluffs?|Creek|Crest|Canyon|Shores|"
    r"Springs|Woods?|Bank|Holt|Dale|Wood|Combe|Lea|Hurst|Ride|Side|Corner|Steps|Ropewalk|Staithe|Hythe|"
    r"Lock|Weir|Reach|Mill|Heath|Leaze|Acres?|Beeches|Elms|Oaks|Limes|Firs|Pines|Willows|Ranch)"
)
_POINT = r"(?: (?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)(?![\w]))?\.?"
_FLOORS = (
    r"(?:[0-9]{1,2}(?:st|nd|rd|th)|[Gg]round|[Tt]op|[Ff]irst|[Ss]econd|[Tt]hird) [Ff]l(?:oo)?r?"
)
_FLAT = (
    r"(?:,? ?(?:[Aa]pt|[Aa]partment|[Uu]nit|[Ss]uite|[Ss]te|[Ff]lat|[Ff]loor|Fl|[Rr]oom|Rm|"
    r"[Ll]evel|[Bb]ldg|"
    r"[Bb]uilding|[Pp]enthouse|[Bb]lock|#)"
    rf"\.? ?#?[0-9]{{0,4}}(?:-?[A-Za-z](?![\w])|-[0-9]{{1,4}})?(?![\w])|"
    rf",? {_FLOORS}(?![\w])){{0,2}}"
)
_STATES = (
    "A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|"
    "T[NX]|UT|V[AT]|W[AIVY]|PR"
)
_STATE_NAMES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|"
    "Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|"
    "Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|"
    "Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|"
    "(?:North|South) (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|"
    "Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
)
_ZIP = r"[0-9]{5}(?:-[0-9]{4})?(?!\w)"
_AREAS = (
    "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|"
    "JE|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|"
    "P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
_POSTCODE = rf"(?:{_AREAS})[0-9][0-9A-HJ-NP-UW-Y]? ?[0-9][ABD-HJLNP-UW-Z]{{2}}(?!\w)"
_CITY = r"(?:[A-Z][A-Za-z'’.-]{1,20}(?: (?:[A-Z][A-Za-z'’.-]{1,20}|upon|on|of|the|le)){0,3})"
_BEHIND = (
    rf"(?:,? ?{_CITY})?(?:,? ?(?:(?:{_STATES})(?!\w)|(?:{_STATE_NAMES})(?!\w))"
    rf")?(?:,? ?(?:{_ZIP}|{_POSTCODE}))?"
)
_CANADIAN = r"[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z] ?[0-9][ABCEGHJ-NPRSTV-Z][0-9](?!\w)"
_IRISH = r"(?:[AC-FHKNPRTV-Y][0-9]{2}|D6W) ?[0-9AC-FHKNPRTV-Y]{4}(?!\w)"
_ELSEWHERE = (
    rf"(?:ON|QC|BC|AB|MB|SK|NS|NB|NL|PEI?|YT|NT|NU)(?:,? {_CANADIAN}|(?!\w))|{_CANADIAN}"
    r"|(?:NSW|VIC|Vic|QLD|Qld|TAS|Tas|ACT)(?:,? [0-9]{4})?(?!\w)|(?:WA|SA|NT) [0-9]{4}(?!\w)"
    rf"|Dublin [0-9]{{1,2}}W?(?:,? {_IRISH}|(?!\w))|{_IRISH}|Singapore [0-9]{{6}}(?!\w)"
)
_REGION = (
    rf"(?:,? ?{_CITY})?,? ?(?:(?:(?:{_STATES})|(?:{_STATE_NAMES}))(?:,? ?{_ZIP})?(?!\w)"
    rf"|{_POSTCODE}|{_ELSEWHERE})"
)
_START = (
    r"(?<![\w.,$€£/-])(?<!\$ )(?<!#)(?:(?:[Ff]lat|[Aa]pt|[Aa]partment|[Uu]nit|[Ss]uite|[Ss]te|"
    r"[Rr]oom|Rm|"
    r"[Ss]hop|[Ll]evel|[Ff]loor|[Vv]illa|[Bb]asement)"
    rf"\.? ?#?(?:[0-9]{{1,4}}[A-Za-z]?|[A-Z])(?:, ?|/| - ?| (?=[0-9]))|{_FLOORS},? )?"
)
_NUMBER = r"[0-9]{1,5}[A-Za-z]?(?:[-/][0-9]{1,4}[A-Za-z]?)?,? "
_SIDE = r"(?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.? )?"
_SMALL_SIDE = r"(?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\.? )?"
_SMALL_NUMBERED = r"[0-9]{1,3}(?:st|nd|rd|th)"
_SMALL_FLAT = r"(?:,? ?(?:(?:apt|apartment|unit|suite|ste|flat)\.? ?#?|#)[0-9]{1,4}[a-z]?(?![\w]))?"
ENGLISH = re.compile(
    rf"{_START}{_NUMBER}{_SIDE}(?!Way )"
    rf"(?:{_E_WORD} ){{1,3}}{_SURE}(?![\w]){_POINT}{_FLAT}(?:{_REGION})?"
    rf"|{_START}{_NUMBER}{_SIDE}(?:{_E_WORD} ){{1,3}}(?P<unsure>{_UNSURE})"
    rf"(?![\w]){_POINT}(?:,? (?:[A-Z][A-Za-z'’]{{1,20}} ){{1,3}}(?:Street|St|Road|Rd|Lane|Avenue|"
    rf"Ave)(?!\w))?"
    rf"(?P<flat>{_FLAT})(?P<region>{_REGION})?"
    rf"|{_START}{_NUMBER}(?P<small>{_SMALL_SIDE}(?:(?:[a-z'’]{{3,20}} ){{1,2}}(?:street|avenue|ave|"
    rf"road|rd|lane|boulevard|blvd)|{_SMALL_NUMBERED} (?:street|st|avenue|ave|road|rd)))(?![\w])"
    rf"{_SMALL_FLAT}"
    rf"|(?<!\w)(?:P\.? ?O\.? ?[Bb]ox|PO BOX) [0-9]{{1,6}}(?!\w)(?:,? ?{_BEHIND})?"
    rf"|(?<![\w]){_CITY},? (?:{_STATES}) {_ZIP}"
    rf"|(?<![\w-]){_POSTCODE}"
)  # fmt: skip
ZIP = re.compile(
    r"(?<!\w)(?:zip(?:[ -]?code)?|post(?:al)? ?code|eircode|pin ?code)(?:['’]s|[ ]?[:=-]|"
    rf"[ ](?:is|was))?[ ]{{0,2}}(?P<index>[0-9]{{5}}-[0-9]{{4}}(?!\w)|{_POSTCODE}|{_CANADIAN}|"
    rf"{_IRISH})", re.IGNORECASE
)  # fmt: skip
USUAL_STREET = re.compile(
    r" (?:Drive|Dr|Court|Way|Place|Close|Grove|Circle|Trail|Rise|Walk|Brae|Croft|Garth|Villas|Wynd|"
    r"Parade|Approach|Yard|Esplanade|Square|Cottages|Mansions|Trl|Hollow|Xing|Cv|Hts|Rdg|Downs|Knoll|"
    r"Cove|Bend|Crossing|Holt|Leys)"
    r"(?:\.|(?!\w))"
)
CLAUSE_BEHIND = re.compile(r" ?(?:[,;)\n|/\t]|[:.](?![0-9])|\Z|[-–—] )")
TOWN_BEHIND = re.compile(r", [A-Z][a-z]{2,}")
LIVES = re.compile(
    r"(?i)(?<!\w)(?:address(?:ed)?|lives?|living|lived|resid\w+|home|house|at|ship\w*|deliver\w*|"
    r"moved to|located|mail\w*|it['’]?s|office|from|near|visit|come to|is)(?!\w)"
)  # fmt: skip
NO_STREET = re.compile(
    r"(?i)(?<!\w)(?:the|a|an|this|that|my|our|your|his|her|their|on|in|down|of|off|up|along|to|"
    r"from|per|for|and|with|minutes?|miles?|blocks?|houses|"
    r"people|meters?|metres?|feet|lanes?|hours?|cars?|new|hard|flash|usb|ssd|supreme|high|"
    r"full|opera|white|open|ice|public|district|tennis|food|google|pen|test|first|last|next|gb|"
    r"tb|times|percent|main road)(?!\w)"
)  # fmt: skip
