"""Bodies of replies as mail programs write them, each with its author's own words."""

OUTLOOK_EN = """\
Thanks, I will bring the frames.

Vera

-----Original Message-----
From: Anna Berg <anna@example.org>
Sent: Monday, May 6, 2024 10:15 AM
To: Vera Lipskaya
Subject: Frames

Could you bring ten frames?
"""
OUTLOOK_RU = """\
Хорошо, привезу.

-----Исходное сообщение-----
От: Анна Берг [mailto:anna@example.org]
Отправлено: 6 мая 2024 г. 10:15
Кому: Вера Липская
Тема: Рамки

Привезёшь десять рамок?
"""
NEW_OUTLOOK_EN = """\
Yes, at noon.

________________________________
From: Anna Berg <anna@example.org>
Sent: 06 May 2024 10:15
To: Vera <vera@example.org>
Subject: Noon?

Shall we meet?
"""
NEW_OUTLOOK_RU = """\
Да, в полдень.

От: Анна Берг <anna@example.org>
Дата: понедельник, 6 мая 2024 г. в 10:15
Кому: Вера <vera@example.org>
Копия: Тимур <timur@example.org>
Тема: Полдень?

Встретимся?
"""
INLINE_EN = """\
On 06/05/2024 10:15, Anna Berg wrote:
> Shall we meet at noon?

Yes, gladly.

> And who brings the smoker?
> It is at your place, is it not?

I do.

--\x20
Vera
https://example.org
"""
BOTTOM_RU = """\
06.05.2024 10:15, Анна Берг пишет:
> Встретимся в полдень?
>> Или в час?
> Напиши.
Да, в полдень у летка.
"""
WRAPPED_EN = """\
Sure.

On Mon, May 6, 2024 at 10:15 AM Anna Catherine Berg-Hofmann
<anna.catherine.berg-hofmann@example.org> wrote:

> Could you come?
>
"""
WRAPPED_RU = """\
Конечно, приду.

пн, 6 мая 2024 г. в 10:15, Анна Константиновна Берг-Светлякова <
anna.berg@example.org>:

> Придёшь?
>
"""
THE_BAT = """\
Здравствуйте, Анна.

Вы писали 6 мая 2024 г., 10:15:15:

АБ> Приедете ли вы в среду?
АБ> Ульи готовы.

Приеду к обеду.

--\x20
С уважением,
 Вера                          mailto:vera@example.org
"""
FORWARD_EN = """\
See below, what do you think?

---------- Forwarded message ---------
From: Anna <anna@example.org>
Date: Mon, 6 May 2024 at 10:15
Subject: Swarm
To: <vera@example.org>

There is a swarm in the lime tree.
"""
FORWARD_RU = """\
Посмотри, пожалуйста.

-------- Пересылаемое сообщение --------
06.05.2024, 10:15, "Анна" <anna@example.org>:

Рой на липе.
-------- Конец пересылаемого сообщения --------
"""
LIST = """\
I use oxalic acid in winter.

On Mon, 6 May 2024, Anna Berg via Bees wrote:
> What do you use?

_______________________________________________
Bees mailing list
Bees@example.org
https://example.org/mailman/listinfo/bees
"""
PLAIN_OWN = """\
Hello Anna,

from: the shop to: the yard, that is all I know. I wrote: never again!
On Monday we start.

- frames
- smoker

-----
Prices > 5 are too high.
Regards,
Vera"""

CASES = {
    "outlook": (OUTLOOK_EN, "Thanks, I will bring the frames.\n\nVera"),
    "outlook, Russian": (OUTLOOK_RU, "Хорошо, привезу."),
    "new outlook": (NEW_OUTLOOK_EN, "Yes, at noon."),
    "new outlook, Russian": (NEW_OUTLOOK_RU, "Да, в полдень."),
    "between quotations": (INLINE_EN, "Yes, gladly.\n\nI do."),
    "below, Russian": (BOTTOM_RU, "Да, в полдень у летка."),
    "gmail, wrapped": (WRAPPED_EN, "Sure."),
    "gmail, wrapped, Russian": (WRAPPED_RU, "Конечно, приду."),
    "the bat": (THE_BAT, "Здравствуйте, Анна.\n\nПриеду к обеду."),
    "forwarded": (FORWARD_EN, "See below, what do you think?"),
    "forwarded, Russian": (FORWARD_RU, "Посмотри, пожалуйста."),
    "mailing list": (LIST, "I use oxalic acid in winter."),
    "nothing quoted": (PLAIN_OWN, PLAIN_OWN),
    "apple": (
        "Fine.\n\n> On 6 May 2024, at 10:15, Anna <a@example.org> wrote:\n> \n> Fine?\n", "Fine.",
    ),
    "apple, Russian": (
        "Отлично!\n\nОтправлено с iPhone\n\n"
        "> 6 мая 2024 г., в 10:15, Анна <a@example.org> написал(а):\n> \n> \ufeffКак дела?\n",
        "Отлично!",
    ),
    "gmail": ("Ok\n\nOn Mon, May 6, 2024 at 10:15 AM Anna <a@example.org> wrote:\n\n> Ok?\n", "Ok"),
    "gmail, Russian": (
        "Ок\n\nпн, 6 мая 2024 г. в 10:15, Анна <a@example.org>:\n\n> Ок?\n", "Ок",
    ),
    "mail.ru": (
        "Спасибо!\n\n>Понедельник, 6 мая 2024, 10:15 +03:00 от Анна <a@example.org>:\n>\n>Вот мёд.\n",
        "Спасибо!",
    ),
    "mail.ru, new": (
        "Спасибо!\n\n--\nВера Липская\nОтправлено из Почты Mail.ru\n\n"
        "Понедельник, 6 мая 2024, 10:15 +03:00 от Анна <a@example.org>:\n\nВот мёд.\n",
        "Спасибо!",
    ),
    "yandex": (
        "Да\n\n06.05.2024, 10:15, \"Анна\" <a@example.org>:\n\n> Да?\n\n-- \nОтправлено из Яндекс Почты",
        "Да",
    ),
    "thunderbird": ("Yes\n\nOn 06.05.2024 10:15, Anna Berg wrote:\n> Yes?\n", "Yes"),
    "user wrote": ("Нет.\n\nПользователь Анна Берг писал(а) 06.05.2024 10:15:\n> Да?\n", "Нет."),
    "user wrote, no marks": ("Нет.\n\nПользователь Анна <a@example.org> написал:\n\nДа?\n", "Нет."),
    "wrote, no marks": ("No.\n\nOn May 6, 2024, at 10:15 AM, Anna <a@example.org> wrote:\n\nYes?\n",
                        "No."),
    "german": ("Ja.\n\nAm 06.05.2024 um 10:15 schrieb Anna <a@example.org>:\n> Ja?\n", "Ja."),
    "french": ("Oui.\n\nLe lun. 6 mai 2024 à 10:15, Anna <a@example.org> a écrit :\n\n> Oui ?\n", "Oui."),
    "spanish": ("Sí.\n\nEl lun, 6 may 2024 a las 10:15, Anna (<a@example.org>) escribió:\n\n> ¿Sí?\n", "Sí."),
    "ukrainian": ("Так.\n\nпн, 6 трав. 2024 р. о 10:15 Анна <a@example.org> пише:\n\n> Так?\n", "Так."),
    "markdown of html": (
        "Yes.\n\n**From:** Anna <a@example.org>  \n**Sent:** Monday, May 6, 2024 10:15 AM  \n"
        "**To:** Vera  \n**Subject:** Yes?\n\nYes?", "Yes.",
    ),
    "html of outlook, Russian": (
        "Да.\n\n**От:** Анна <a@example.org>\n**Отправлено:** понедельник, 6 мая 2024 г.\n"
        "**Кому:** Вера\n**Тема:** Да?\n\nДа?", "Да.",
    ),
    "phone": ("On my way\n\nSent from my iPhone", "On my way"),
    "phone, Russian": ("Еду\n\nОтправлено из мобильной Почты Mail.ru", "Еду"),
    "outlook on a phone": ("Ok\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n"
                           "________________________________\nFrom: A <a@example.org>\nSent: Monday\n"
                           "To: V <v@example.org>\nSubject: ?\n\nOk?", "Ok"),
    "signature": ("Bye\n-- \nVera Lipskaya\nLinden Yard, +1 555 010 0000", "Bye"),
    "signature without its space": ("Пока\n\n--\nВера Липская\nПасека", "Пока"),
    "begin forwarded": ("FYI\n\nBegin forwarded message:\n\n> From: Anna <a@example.org>\n> Subject: x\n>\n"
                        "> text", "FYI"),
    "apple forward, Russian": (
        "Для сведения\n\nНачало переадресованного сообщения:\n\nОт: Анна <a@example.org>\n"
        "Тема: Рой\nДата: 6 мая 2024 г. в 10:15\n\nРой на липе", "Для сведения",
    ),
    "only a quotation": ("> Да?\n> Нет?\n", ""),
    "a verb in a sentence": ("As Anna wrote:\nbring the frames.\nI will.",
                             "As Anna wrote:\nbring the frames.\nI will."),
    "a time in a sentence": ("Встречаемся 06.05.2024 в 10:15:\nВера, Анна и я.",
                             "Встречаемся 06.05.2024 в 10:15:\nВера, Анна и я."),
    "dashes in a text": ("One\n--\ntwo\n\n" + "three\n" * 30, "One\n--\ntwo\n\n" + "three\n" * 29 + "three"),
}  # fmt: skip

OTHERS = {
    "horde": ("Danke!\n\nZitat von Anna <a@example.org>:\n\n> Bitte.\n", "Danke!"),
    "roundcube, Russian": ("Ясно.\n\nАнна Берг писал(а) 2024-05-06 10:15:\n> Ясно?\n> \n", "Ясно."),
    "roundcube": ("Clear.\n\nOn 2024-05-06 10:15, Anna Berg wrote:\n> Clear?\n", "Clear."),
    "mutt": ("* Anna Berg <a@example.org> [2024-05-06 10:15]:\n> Well?\n\nWell.\n", "Well."),
    "gnus": ("Anna Berg <a@example.org> writes:\n\n> Well?\n\nWell.\n", "Well."),
    "evolution": ("On Mon, 2024-05-06 at 10:15 +0300, Anna Berg wrote:\n> Well?\n\nWell.", "Well."),
    "the bat, English": (
        "Hello Anna,\n\nMonday, May 6, 2024, 10:15:15 AM, you wrote:\n\nAB> Well?\nAB> Now?\n\nWell.",
        "Hello Anna,\n\nWell.",
    ),
    "outlook.com": (
        "Great\n\nSent from Outlook for Android\n\nFrom: Anna Berg\nSent: 06 May 2024 10:15\n"
        "To: Vera\nCc: Timur\nSubject: RE: Great?\n\nGreat?", "Great",
    ),
    "lotus": (
        "Принято.\n\n----- Исходное сообщение от Анна Берг -----\nОт: Анна Берг\nКому: Вера\n\nПринять?",
        "Принято.",
    ),
    "vk mail": ("Ага.\n\n-------- Перенаправленное сообщение --------\nТема: Рой\nДата: сегодня\n"
                "От: Анна <a@example.org>\nКому: Вера\n\nРой!", "Ага."),
    "italian": ("Sì.\n\nIl giorno lun 6 mag 2024 alle ore 10:15 Anna <a@example.org> ha scritto:\n\n> Sì?",
                "Sì."),
    "portuguese": ("Sim.\n\nEm seg., 6 de mai. de 2024 às 10:15, Anna <a@example.org> escreveu:\n\n> ?",
                   "Sim."),
    "polish": ("Tak.\n\npon., 6 maj 2024 o 10:15 Anna <a@example.org> napisał(a):\n\n> Tak?", "Tak."),
    "answers below each": (
        "06.05.2024 10:15, Анна пишет:\n> Первое?\nДа.\n> Второе?\nНет.\n> Третье?\n\nПодумаю.",
        "Да.\nНет.\n\nПодумаю.",
    ),
    "nested quotations": (
        "Finally.\n\nOn 6 May 2024 Anna wrote:\n>> first\n> second\n>\n>>> third\n", "Finally.",
    ),
    "an arrow in a text": ("a -> b\nx>5\n", "a -> b\nx>5"),
    "times of a meeting": ("Agenda 2024:\n10:15: bees\n11:00: honey\n", "Agenda 2024:\n10:15: bees\n11:00: honey"),
    "an address above a list": (
        "Write to anna@example.org:\n- your name\n- your hive", "Write to anna@example.org:\n- your name\n- your hive",
    ),
    "who said": ("Вчера Анна написала:\nприезжай.\nЯ поехал.", "Вчера Анна написала:\nприезжай.\nЯ поехал."),
    "a parcel": ("Готово.\n\nОтправлено с курьером", "Готово.\n\nОтправлено с курьером"),
    "facts as labels": ("Pickup\n\nFrom: the yard\nTo: the shop\n\nAt noon.", "Pickup\n\nFrom: the yard\nTo: the shop\n\nAt noon."),
}  # fmt: skip
