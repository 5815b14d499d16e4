"""Names that are ordinary words as well, and words in authors' names that are no names.

An ordinary word is taken for a name only where it starts with a capital letter. The lists hold what
is usual in English and Russian; ``ordinary_words`` in people.yaml adds to them.
"""

import re

_ENGLISH = """
    abbey ace amber angel april art ash aspen aster august autumn banks basil bay bear bee bell
    berry bill bird bishop black blue bob bond booth bow brandy brook brooks brown buck bud burns
    bush butler cash cat chance charity chase cherry chip christian clay cliff cloud clover colt
    cook cooper coral crane cross crystal daisy dale dash dawn day dean dell dew dick dill dolly don
    dot dove drew duke dusty earl early echo ember eve faith farmer fern finch fisher fleet flora
    ford forest fox frank free frost gale garland gay gene ginger glory gold grace grant gray green
    guy hall hazel heath heather heaven hill holly honey honor hood hope hunt hunter ice iris iron
    ivory ivy jack jade jasmine jay jet jewel joker joy june king kit knight lake lane lark laurel
    lily lime linden love luck mark marsh mason max may mead melody mercy miles mill miller misty
    moon moss nick noble north novel oak ocean olive page parish park pat patience peace pearl penny
    pepper petal pike piper poppy porter price pride prince queen raven ray reed reef rich river rob
    robin rock rod roman rose rosemary ruby rush rusty sage sandy scarlet scout shepherd sky smith
    snow sparrow spring star stark sterling stone storm sue summer sunny swan tanner temple tiger
    turner vale van viola violet wade walker ward warden waters watt weaver west wheat will willow
    win winter wolf wood woods worth young
"""
_RUSSIAN = """
    август аврора алмаз алый альфа анталия артист астра бабочка баран барсук белка береза бобер
    борода борщ буря вали валю валя вера весна ветер вика виктория виноград виола вишня воин
    волк волна воробей ворон восток галка гвоздь гена герой голубь гончар гора горох гром груша
    дан дана дано даны дар добро донат дрозд дуб дым елка ель жемчуг жук журавель журавль заря
    заяц звезда зима золото зоря ива изумруд инн ирис июль июнь калина камень капля кит клад
    клевер клен ключ князь ковыль коли кольцо колю конь король коса костей кости кот крапива
    краса крот кузнец кулик ландыш лев лен лес лиана лилия липа лиса листок ложка лука луна
    любовь любой любою май майка майки майку малина мальва марка марке марки марку март марта
    маши машу мед медведь мельник метель мила мир мира мире миром миру моль море мороз муза муха
    мята надежда нарцисс небо нора нота овес овсянка огонь октавия олень олива олимпиада орел
    орех осень остров отец паши пашу певец перец песня пион подсолнух поле полей поли полю поля
    пора правда просо птица пчела рада радость рай рая рожь роза роман романа романы ромашка
    роса рубин рука рыба рысь рябина сад свет света свобода севе семена семене сени сирень скала
    слава слива снег сова сокол солнце соловей сом сон сорока сосна стриж суббота терен тигр
    тина тихая тихий том тома томе томом тому тоне тони туман туча тюльпан утка фея фиалка филин
    хвоя хмель холод хор цапля цвет цветок чайка черемуха череп шалфей шапка шмель шура щука эра эхо
    юг юла яблоня ягода язь яр ясень ястреб
"""
_CALLED = """
    агат ад амин вер вить ген дан дань динар дор злат кар кир кларк коль кость лень лик лук люб
    люд мил мир мирр мус ник олимпиад павлин петь рад род роз ром сев сем сень слав сон степ тай
    таран толь эль юн
"""
_NO_NAMES = """
    account admin administrator ai anonymous assistant aunt bot brother channel chat chatgpt
    customer dad deleted dr email father gpt grandma grandpa group guest host hotline human husband
    info manager me member model moderator mom mother mr mrs ms mum myself owner person phone seller
    service sister student support system teacher team telegram uncle unknown user whatsapp wife
    work you админ
    администратор аккаунт анонимный бабушка без бот брат владелец врач вы гость группа дедушка дочь
    дядя жена имени канал клиент мама менеджер модератор муж неизвестный оператор папа поддержка
    пользователь продавец работа сестра система служба сын тетя ты удаленный ученик учитель хозяин
    чат я
"""
_NO_VERBS = """
    a all an anybody anyone everybody everyone for he her his i it its my not our she so somebody
    someone that the their there these they this those to we you your
"""

ORDINARY = frozenset(_ENGLISH.split()) | frozenset(_RUSSIAN.split()) | frozenset(_CALLED.split())
"""Names, and forms of names, that are ordinary words; case folded, ё written as е."""
NO_NAMES = frozenset(_NO_NAMES.split())
"""What stands in an author's name and names nobody."""

COMPOUNDS = re.compile(
    r"(?i)(?<!\w)(?:иван-ча(?:й|я|ю|ем|е)|иван-да-марь(?:я|и|ю|е|ей|ею)"
    r"|марьин\w* кор(?:ень|н\w+)|анютин\w+ глаз\w+)(?!\w)"
)
"""Plants that bear somebody's name."""

AFTER_AN_ORDINARY_WORD = frozenset(_NO_VERBS.split())
"""What follows an English word at the start of a sentence where it is no name: "Will you come?"."""
