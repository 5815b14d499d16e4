"""What the pages of the OCR benchmark say; written for it."""

TEXTS = {
    "en": (
        "The ferry left an hour late because the engineer would not trust the left bearing. "
        "Passengers walked about on the upper deck, bought tea from a woman with a tin urn, and "
        "asked each other whether the strait was always so grey in April.",
        "A boy of nine counted the lifeboats: seven on one side, six on the other. He wrote both "
        "numbers into a notebook with squared paper and underlined the smaller one twice.",
        "“Quiet weather,” said the mate, “is only weather that hasn’t made up its mind.” Nobody "
        "answered; the gulls, which had followed us since Quarry Point (about 14 km), turned back.",
        "By 17:45 the lamps were lit. The log for that day reads: wind SW 4, sea moderate, 312 "
        "souls aboard, fuel 68 %, no damage. It does not mention the violin that somebody played "
        "below, or the price of oranges, which had risen to $1.20 each.",
        "When the first houses showed themselves they looked like boxes left out in the rain. Then "
        "a bell rang twice, ropes flew, and the whole jetty smelled of tar, coffee and wet wool.",
    ),
    "ru": (
        "Паром отошёл на час позже, потому что механик не доверял левому подшипнику. Пассажиры "
        "гуляли по верхней палубе, покупали чай у женщины с жестяным баком и спрашивали друг у "
        "друга, всегда ли пролив такой серый в апреле.",
        "Мальчик лет девяти считал шлюпки: семь с одной стороны, шесть с другой. Оба числа он "
        "записал в тетрадь в клетку и меньшее подчеркнул дважды.",
        "«Тихая погода, — сказал помощник, — это просто погода, которая ещё не решилась». Никто "
        "не ответил; чайки, летевшие за нами от Каменного мыса (около 14 км), повернули обратно.",
        "К 17:45 зажгли фонари. Журнал за этот день гласит: ветер юго-западный, 4 балла, волнение "
        "умеренное, на борту 312 душ, топлива 68 %, повреждений нет. О скрипке, на которой кто-то "
        "играл внизу, и о цене апельсинов там ни слова.",
        "Когда показались первые дома, они были похожи на ящики, забытые под дождём. Потом дважды "
        "ударил колокол, полетели канаты, и весь причал запах смолой, кофе и мокрой шерстью.",
    ),
    "zh": (
        "渡轮晚了一个小时才离港，因为机械师不放心左边的轴承。乘客们在上层甲板上走来走去，向一位提着铁皮茶桶的妇人买茶，"
        "互相打听四月的海峡是不是总这么灰蒙蒙的。",
        "一个九岁的男孩在数救生艇：这边七条，那边六条。他把两个数字写进方格本，又在小的那个下面画了两道线。",
        "大副说：“平静的天气，不过是还没拿定主意的天气。”谁也没有回答。从石场角一路跟来的海鸥掉头飞回去了，那里离这儿大约14公里。",
        "到17点45分，灯都点亮了。当天的日志写着：西南风四级，海面中浪，船上312人，燃油剩余68%，没有损坏。"
        "至于舱里有人拉小提琴，橙子又涨了价，日志上一个字也没有提。",
    ),
}
PAGES = {
    "en": TEXTS["en"] * 2,
    "ru": TEXTS["ru"] * 2,
    "zh": TEXTS["zh"] * 2,
    "ru+en": (TEXTS["ru"][0], TEXTS["en"][1], TEXTS["ru"][2], TEXTS["en"][3], TEXTS["ru"][4]),
    "en, 1 ru": (*TEXTS["en"][:3], TEXTS["ru"][1]),
    "zh, 1 ru": (*TEXTS["zh"][:3], TEXTS["ru"][1]),
}
"""Paragraphs of pages by their languages."""
SMALL = {
    "en": (
        "Mind the step",
        "Cash only",
        "Platform 3",
        "Back at 13:30",
        "Do not feed the ducks",
        "Fire door, keep shut",
        "Salt",
        "Parcels",
        "£4 a dozen",
        "Hot soup",
    ),
    "ru": (
        "Осторожно, ступенька",
        "Вход со двора",
        "Путь 3",
        "Буду в 13:30",
        "Уток не кормить",
        "Закрывайте дверь",
        "Соль",
        "Посылки",
        "40 руб. десяток",
        "Горячий суп",
    ),
    "zh": (
        "小心台阶",
        "只收现金",
        "三号站台",
        "下午一点半回来",
        "请勿喂鸭子",
        "防火门，请随手关门",
        "盐",
        "包裹",
        "一打四十元",
        "热汤",
    ),
}
"""Notices of a few words."""
