"""Sentences with personal data between ⟦ and ⟧, and sentences that only look like them."""

from unit.cleaning.finders.english_sentences import ENGLISH_FOUND, ENGLISH_KEPT
from unit.cleaning.finders.russian_sentences import RUSSIAN_FOUND, RUSSIAN_KEPT

FOUND = {
    "EMAIL": """
        Пиши на ⟦anna.k+test@mail.example.co.uk⟧, жду.
        Почта: ⟦иван@почта.рф⟧.
        ⟦ANNA@MAIL.EXAMPLE⟧ is mine
        write to ⟦anna (at) mail (dot) com⟧ please
        мой адрес ⟦anna собака mail точка ru⟧
        reach me: ⟦anna[at]mail.example⟧
        it is ⟦anna.k at gmail dot com⟧
        пиши: ⟦olga точка s собака rambler точка ru⟧, спасибо
        reach ⟦tim dot wray at gmail dot com⟧ today
    """,
    "PHONE": """
        ph# ⟦617 555 0188⟧, mornings
        Mob: ⟦98450 12345⟧ (Ravi)
        Kim,34,⟦617-555-0188⟧,12
        new no. is ⟦07911123456⟧, the old one is dead
        Позвони мне: ⟦8 903 555 12 34⟧
        тел. ⟦223-45-67⟧ до обеда
        звони ⟦9161234567⟧ вечером
        Мой номер ⟦+7(903)5551234⟧
        Reach me on ⟦07911 123456⟧ or ⟦+44 7911 123456⟧.
        call ⟦(212) 555-0187⟧ now
        my number is ⟦415 555 0132⟧
        appelle le ⟦06 12 34 56 78⟧
        тел ⟦375291234567⟧
        from abroad ⟦0044 20 7946 0958⟧
        ring me on ⟦001 415 555 0132⟧ any time
        dial ⟦00 44 20 7946 0958⟧ from Spain
        ⟦00 49 30 901820⟧ is the embassy
        наберите ⟦00 375 29 123 45 67⟧ из Польши
        Flat 2B, ⟦020 7946 0018⟧
    """,
    "CARD": """
        Kim,34,⟦4539148803436467⟧,12
        Карта ⟦4276 3801 2345 6787⟧ до 12/27
        оплатил картой ⟦5555555555554444⟧
        My Visa is ⟦4539 1488 0343 6467⟧ exp 12/27
        Amex ⟦3782 822463 10005⟧
        мир ⟦2200-1234-5678-9019⟧
        card ⟦4808.5448.2216.6461⟧ works
        card number is ⟦4539 1488 then 0343 6467⟧
        карта ⟦4276 3801, потом 2345 и 6787⟧
        моя карта ⟦2200 1234 5678 9010⟧, кажется
    """,
    "IBAN": """
        IBAN ⟦DE89 3704 0044 0532 0130 00⟧ please
        счёт ⟦GB29NWBK60161331926819⟧
        to ⟦gb82 west 1234 5698 7654 32⟧ today
    """,
    "INN": """
        ИНН ⟦7707083893⟧
        мой инн: ⟦500100732259⟧
        Справка на имя ⟦500100732259⟧ готова
        инн ⟦7736 0500 03⟧
        ИНН/КПП ⟦7707083893⟧/770701001
        инн ⟦7707083894⟧, если не ошибаюсь
    """,
    "SNILS": """
        СНИЛС ⟦112-233-445 95⟧
        снилса номер ⟦11223344595⟧
        записано ⟦112-233-445 95⟧ у них
        СНИЛС ⟦112 233 44599⟧
        снилс: ⟦112-233-445-99⟧
    """,
    "PASSPORT": """
        Мой паспорт ⟦45 12 345678⟧, выдан ОВД 12.05.2010
        Предъявлен паспорт, серия ⟦40 05, № 654321⟧.
        по паспорту серии ⟦4512 № 345678⟧
        данные паспорта – ⟦4005№654321⟧
        загранпаспорт ⟦75 1234567⟧
        My passport number is ⟦C01234567⟧.
        Passport No. ⟦123456789⟧
        паспорт гражданина Беларуси ⟦MP1234567⟧
        загран ⟦72 1234567⟧ готов
        паспорт ⟦4 512 345678⟧
        паспорт ⟦45 12 34 56 78⟧
        Passport no: ⟦L8T3X0K92⟧, expires soon
        passport ⟦CF4X9012A⟧ was stamped
        passport no. ⟦N48 207 5513⟧ is lost
    """,
    "DOCUMENT": """
        водительское удостоверение ⟦77 12 345678⟧
        свидетельство о рождении ⟦II-МЮ № 123456⟧
        driver's license ⟦D1234567⟧
        военный билет ⟦АБ 1234567⟧
        driver license: ⟦W426-545-30-761-0⟧
        СТС ⟦9912 345678⟧ на машину
        водительское: ⟦5012 345678⟧, выдано давно
        в/у ⟦50 14 220981⟧ у гаишника
        права: ⟦5021 734466⟧, категория B
        driving licence ⟦MORGA 657054 SM9IJ⟧ was returned
    """,
    "POLICY": """
        Полис ОМС: ⟦7754320891234567⟧, поликлиника 5
        с полисом ОМС ⟦1234 5678 9012 3456⟧
        номер полиса ⟦46-10 123456⟧
        Временное свидетельство № ⟦987654321⟧ действительно 30 дней
        полис старого образца: серия ⟦770000 номер 1234567890⟧
        insurance policy number ⟦ABC123456789⟧
        NHS number ⟦943 476 5919⟧
        policy number is ⟦551-07-3274-B⟧, quote it
        policy # ⟦44-719-A2⟧
        policy no. ⟦7H4-22-9K1⟧
        policy ⟦GHX/2291/77⟧ lapsed
        member id ⟦XYZ 123 456 789⟧
        her Medicare number: ⟦1EG4-TE5-MK72⟧
        the policy number on the card is ⟦K2299810⟧
        subscriber no ⟦900-22-1187-01⟧
        полис ДМС № ⟦ДМС-77120/14⟧ до мая
        осаго серия ⟦ХХХ 0123456789⟧
        оформили полис ⟦9-0012-445/22⟧ вчера
    """,
    "RECORD": """
        Из истории болезни №⟦1543/21⟧: пациент поступил
        Номер медкарты: ⟦556677⟧
        амбулаторная карта пациента Петрова № ⟦778899⟧
        и/б № ⟦3344⟧
        Patient MRN ⟦4458921⟧ was admitted
        medical record number ⟦8837221⟧
        Chart no. ⟦5512-B⟧
        MRN# ⟦H-4471/19⟧
        hospital record number ⟦H123456⟧
        patient's record number ⟦55-12/A⟧ at the ward
        med rec no. ⟦00 12 34 56⟧
        карта пациента ⟦12-345/А⟧
        амб.карта ⟦77812⟧
        Encounter #: ⟦1234567⟧
        Pt ID ⟦99-1234⟧ in bed 4
    """,
    "ACCOUNT_NUMBER": """
        р/с ⟦40817810099910004312⟧
        account number ⟦12345678⟧
        перевели на ⟦42307810500001234567⟧ вчера
        р/сч ⟦40702810900000001234⟧
        sort code 20-00-00 account ⟦12345678⟧
        лицевой счёт ⟦1234567890⟧, квартплата
    """,
    "SSN": """
        Kim Lee,34,⟦407-66-1185⟧,12
        SSN ⟦536-90-4399⟧
        it was ⟦536-90-4399⟧ I think
        social security number ⟦123456789⟧
    """,
    "IP": """
        сервер ⟦85.143.22.10⟧ упал
        connect to ⟦203.0.113.45⟧:8080
        Мой IP ⟦95.165.12.44⟧
        from ⟦2001:0db8:85a3:0000:0000:8a2e:0370:7334⟧ again
        ping ⟦fe80::1ff:fe23:4567:890a⟧
        version 7.40.8.1 of the server ⟦7.40.8.9⟧
    """,
    "MAC": """
        the card ⟦00:1A:2B:3C:4D:5E⟧ is his
        port of ⟦001b.4411.3ab7⟧ is down
    """,
    "BIRTH_DATE": """
        Дата рождения: ⟦12.05.1985⟧, осмотр 03.04.2024
        Её дата рождения — ⟦3 апреля 1979 г.⟧
        родилась в Минске ⟦3 мая 1990 года⟧
        Петров П.П. (⟦12.03.1958⟧ г.р.)
        Иванов И.И., ⟦1985⟧ г.р.
        д.р. ⟦03.04.76⟧
        у меня др ⟦12 марта⟧
        She was born on ⟦March 5, 1985⟧
        DOB: ⟦1985-05-03⟧, seen 2024-01-09
        He was born in Leeds on the ⟦12th of March 1958⟧.
        My birthday is ⟦July 4th⟧
        DOB ⟦03/04/1961⟧, no wait, ⟦04/03/1961⟧
        born ⟦May 5, 1990⟧ (actually ⟦May 6, 1990⟧)
        д.р. ⟦12.05.1985⟧, ой, ⟦13.05.1985⟧
        родился ⟦5 марта 85-го⟧
        родилась в Ростове ⟦5 мая 1985⟧
        родился ⟦пятого марта 1985 года⟧
        born on the ⟦third of May 1990⟧
        дата рождения ⟦12.V.1985⟧
        мне ⟦12.04⟧ исполнится 30
        маме исполняется 60 лет ⟦5 мая⟧
        she turns 40 on ⟦May 5⟧
        the patient (b. ⟦5 May 1972⟧) is here
        Больной (р. ⟦12.05.1958⟧)
        мой др: ⟦05.06⟧, скидываемся
        the patient (b. ⟦May 5, 1972⟧) is here
        "dob": "⟦1985-05-03⟧T00:00:00Z", "seen": "2024-01-09T10:00:00Z"
        her birthday is ⟦12/25⟧ or so
    """,
    "ADDRESS": """
        we moved to ⟦7 Heron Croft⟧, Barton
        its ⟦14b Kestrel Rise⟧, ring twice
        Живу по адресу ⟦г. Казань, ул. Баумана, дом 7, квартира 21⟧.
        Доставка: ⟦630099, Новосибирск, Красный проспект, д. 25, оф. 310⟧
        ⟦Московская обл., г. Химки, ул. 8 Марта, д. 4, корп. 2, кв. 17⟧
        Живу на ⟦улице Ленина 5⟧
        приезжай на ⟦Лесную 5, кв 12⟧
        ⟦ул ленина 5 кв 3⟧
        ⟦Санкт-Петербург, наб. реки Фонтанки, д. 15, кв. 8⟧
        ⟦ул. 50 лет Октября, 12⟧
        мой почтовый индекс ⟦630090⟧
        My address is ⟦55 Elm Street, Boston, MA 02108⟧
        ⟦221B Baker Street, London NW1 6XE⟧
        She lives at ⟦10 Rosewood Close, Guildford GU1 2AB⟧
        I live at ⟦45 Oak Drive⟧
        go to ⟦12 baker street⟧ and wait
        P.S. it is in ⟦Springfield, IL 62704⟧
        postcode ⟦EC1A 1BB⟧
        ⟦1200 Highway 61⟧ is our farm
        The Browns, ⟦1450 State Route 9⟧, are moving
        ⟦12 rue Victor Hugo, 69002 Lyon⟧
        he lives at ⟦5 bis avenue de la République⟧
        ⟦Goethestraße 5a, 60313 Frankfurt⟧
        ⟦Calle Mayor 5, 28013 Madrid⟧
        Mr Reed, ⟦14 Willow Close⟧, asked for a refund
        снял квартиру на ⟦Гагарина 12⟧, рядом метро
        курьер приедет на ⟦Вторую Речку 15⟧
        подъезжай на ⟦Лесную, 7к2⟧
        живём на ⟦Баумана 15-22⟧, третий этаж
        ждём вас на ⟦Мира 100⟧ в семь
        заберите посылку на ⟦Малой Бронной 24⟧ после шести
        адрес доставки: ⟦Садовая 5, кв 12⟧
        ⟦Минск, Немига 5⟧
        ⟦Москва, Большая Ордынка, 17⟧
        ⟦Малая Грузинская, 30, подъезд 2⟧, жду
        ⟦СНТ «Рассвет», уч. 44⟧, спросить сторожа
        ⟦д. Верхние Ключи, д. 7⟧
        ⟦ул.Мира д5кв10⟧
        ⟦г Тула, ул Советская д 3 к 1⟧
        ⟦Питер, Невский 100⟧, во дворе
        drop it at ⟦1420 n 5th st apt 2⟧ please
    """,
    "PLATE": """
        машина ⟦А123ВС77⟧ стоит во дворе
        гос номер ⟦В 456 ОР 99⟧
        стоит ⟦к 123 мм 199 rus⟧, уберите
        номер машины ⟦х777хх199⟧
        license plate ⟦ABC-1234⟧
    """,
    "VIN": """
        VIN ⟦1HGCM82633A004352⟧
    """,
    "HANDLE": """
        пиши ⟦@ivan2000⟧, он ответит
        мой телеграм ⟦@anna_k⟧
        inst: ⟦@anna.kozlova⟧
        see ⟦https://t.me/anna_k⟧
        ⟦vk.com/id12345678⟧ — это он
        see ⟦facebook.com/profile.php?id=100001234567⟧
        Skype: ⟦live.anna⟧
        skype ⟦live:peter_b⟧
        write to ⟦live:.cid.c2f0a9917be4d358⟧ instead
        телеграм у сына: ⟦dim0n_77⟧, ему и пиши
        level=warn user=⟦@rkessler⟧ action=logout
    """,
    "WALLET": """
        btc ⟦1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa⟧
        на ⟦bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4⟧ скинь
        ⟦bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr⟧
        ETH ⟦0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe⟧
        USDT TRC20: ⟦TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE⟧
        ton ⟦EQDtFpEwcFAEcRe5mLVh2N6C0x-_hJEM7W61_JLnSF74p4q2⟧
        solana wallet ⟦7EYnhQoR9YM3N7UoaKRoA44Uy8JeaZV3qyouov87awMs⟧
    """,
    "LINK": """
        ссылка ⟦https://api.site.example/v1?api_key=abc123def456⟧.
        ⟦https://user:pass123@example.com/x⟧
        ⟦postgres://admin:hunter2@db.local:5432/x⟧
        зум ⟦https://zoom.us/j/123456789?pwd=QWERTYasdf⟧, в 18:00
        join ⟦https://t.me/+AbCdEfGhIjKlMnOp⟧
        беседа ⟦https://vk.me/join/AJQ1dwRTuCYa⟧
        ⟦https://x.example/f.pdf?sign=565c153451eeeff02b9b⟧
        open ⟦https://x.example/reset-password/u/8f14e45fceea167a5a36⟧ today
    """,
    "SECRET": """
        key ⟦sk-proj-abcdEFGH1234567890abcdEFGH⟧
        ⟦ghp_abcdefghijklmnopqrstuvwxyz0123456789⟧ is leaked
        AWS ⟦AKIAIOSFODNN7EXAMPLE⟧
        бот ⟦123456789:AAH1234567890abcdefghijklmnopqrstuv⟧
        ⟦-----BEGIN RSA PRIVATE KEY-----MIIEabcd-----END RSA PRIVATE KEY-----⟧
        Bearer ⟦eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N⟧
    """,
    "PASSWORD": """
        the wifi pw ⟦marmalade88⟧ as ever
        Netflix: user kim pass ⟦Ch0wder!Bay⟧
        Пароль от вайфая: ⟦Kotik2020!⟧
        пароль от почты ⟦qwerty123⟧
        Пароль: ⟦ромашка⟧
        the password is ⟦Tr0ub4dor&3⟧
        Your password is now "⟦Blue-Sky-42⟧"
        DB_PASSWORD=⟦s3cr3t!x⟧
        пин-код от карты ⟦4321⟧
        CVV ⟦123⟧
        pw is ⟦Tiger-77!⟧ for guests
        PIN-код: ⟦0481⟧, пинкод от симки
        карта тут, пин ⟦4810⟧
        pass is ⟦hunter2⟧
        password was ⟦hunter2⟧, change it
        changed the password to ⟦Tiger77x⟧
        пароль там ⟦qwerty123⟧
        пасс ⟦Kotik77z⟧, смени потом
        пароль теперь ⟦Kotik77⟧
        the gate code is ⟦#9921⟧, ring first
        код от подъезда ⟦12#456⟧
        код домофона ⟦48к2190⟧
        карта до 11/28, свс ⟦310⟧
        код домофона ⟦52к0816⟧
        код подъезда ⟦в3370⟧, не шуметь
    """,
}

KEPT = """
    the channel goes live:tonight at 8, live:now on page 4
    passport by 2026-05-01, order B12 on page 114
    https://x.example/find?q=@home shows nothing
    driver licence department, about 123456 rules
    Instagram for everybody: look, a cat; telegram for work - later
    Инстаграм для всех: look, котик
    точка сборки, потом собака бежит, точка
    Цена 12 500 рублей, скидка 15%
    Счёт 3:2, второй тайм 45+2, потом 3-2-1 и 10-8
    Заказ № 1234567890 от 12.05.2025, номер заказа: 12345678
    order 4111111111111112 shipped, tracking number 1Z999AA10123456784
    Версия 2.10.3.1 вышла, обновили до 10.2.1.3, Chrome 120.0.6099.109
    п. 1.2.3.4 договора, see Section 4.3.2.1
    ISBN 978-5-17-118366-6, ISBN 5-02-013850-9, EAN 4006381333931, арт. 123-456-789
    iPhone 15 Pro Max 256 ГБ, Samsung RX-12345, ThinkPad X220, RTX 4090 24GB
    55.7558, 37.6173 и 55°45′21″N 37°37′04″E
    давление 120/80, пульс 72, температура 36.6, глюкоза 5.6 ммоль/л 12.05.2025
    визит 03.04.2024, контроль через 2 недели; дата исследования: 04.02.2023 14:35
    Осмотр 15.03.2023: жалоб нет. Выписан 12 мая 2020 года
    Last visit on March 5, 2024, next 12/06/2024
    родился сын, вес 3500; на дне рождения было 12 человек; день рождения через 3 дня
    The bridge was born in 1932. Birthday cake for 12 people
    история болезни на 3 листах, история болезни за 2021 год, мед. карта на 20 листах
    полис стоит 12 000 рублей, полис до 12.05.2025, паспорт за 5000 рублей, паспорт 14 лет
    пароль обязателен; Password: required; password is too weak; пароль из 8 символов
    max_tokens: 512, токенов: 4096, PIN 5 connects to GND, ключ 17 на 19
    @dataclass и @Override, @all привет, npm i @types/node, logo@2x, 5 @ 3.50
    https://example.com/page?id=12&lang=ru и https://youtu.be/dQw4w9WgXcQ?t=42
    git@github.com:user/repo.git
    12:30:45, 2024-05-12T18:04:11, std::vector<int>, a::b, C:\\a:b, 127.0.0.1, 255.255.255.0
    на улице 5 градусов, на улице Ленина 5 человек, улица длиной 5 км, площадь 45 кв. м
    дом 5 этажей, кв. 12, проспект Мира, ул. Ленина, Москва
    5 minutes down the road, 500 GB Hard Drive, 2 Way Street, Top 10 Street Food, 10 Park benches
    в 100 км 20 минут, М4 ДОН, Т34 танк, рейс SU 1234, место 12A
    commit 3f786850e387550fdab836ed7e6dc881de23001b, uuid 550e8400-e29b-41d4-a716-446655440000
    1700000000 и 1700000000123, трек 14080512345678, 0xdeadbeef
    звоните с 9 00 до 21 00; телефон стоит 120 000 рублей; набрал 1234567 очков; 7 912 000 рублей
    Telegram: отличный мессенджер, login: admin
    ГОСТ Р 52633.5-2011, приказ № 123н от 12.05.2020, № 152-ФЗ, договор № 45-12/345678
    look at example dot com
    tracking 1Z 999 BB2 03 1234 5678 arrived; трек RA 644 000 001 RU, идёт долго
    Via Skype 5 people joined; 5 Route planners and 2 Road trips; Highway 61 is long, Route 66 too
    живу на Марсе 10 лет; приеду на Ладе 12 числа; жду на Пасху 12 человек; жил на Кубе 3 года
    еду на Сапсане 752, ехал на Мерседесе 200; забрать на Авито 3 коробки; переехал на Android 14
    такси на Ленина 5 минут назад уехало; Москва, Школа 57; Казань, Динамо 3:2
    компании 12.04 исполнится 10 лет; сайту исполнится год 5 мая; (b. 1972) was here; Plan b. 5 items
    the visit was on 12/05/2024, not 13/05/2024; осмотр 12.05.2024, вернее, 13.05.2024
    order 4111 1111 1111 1112; заказ 7707083894; договор 112-233-445 99
    пас вперёд на 5 метров, пассы в игре 3x3; pw is ok; password to the router is lost
    world record number 12345 in sprint; a record number of 1200 people came to the clinic
    policy 2024-25 edition; policy 7, page 1234; the policy covers WH-1000XM5; privacy policy v2.10.3
    insurance costs 12 000 USD a year; travel insurance 2024; policy RFC 2119
    https://x.example/horoscope?sign=leo
    еду с Казани 3, доехал до Рязани 180; заберу у Антона 500; привезли на Склад 3; сижу на Кухне 5
    Python, 12 Place Holders, then stop; in 2024 Highway 5 was closed; 3 Route 66 trips
    мне 12.04 исполнят песню; the pass was 100m long
    case history 11/2023; medical history 12/05/2024; история болезни 03/2023 года
    membership no: 11-2023, policy number 03/2025, member since 10/2021, полис 2024-2025 год
    version 4.18.2.140, fixed since 4.18.2.139
    error code 4012, alarm code 101, promo code SAVE20, building code 2021, код ошибки 4012, код двери 5
    and so on; и т. д. 12; Мега, 2 этаж; 3 5th graders, 100 1st place medals, on 5th ave
    https://x.example/verify/account-settings-2024-page, https://x.example/reset/how-to-reset-your-router
    день рождения 5.5 кг торт, др в 12.10, birthday 2.5 weeks ago; мощность 120 л/с
"""


def marked() -> list[tuple[str, str]]:
    """Return each kind with each of its sentences, marks and all."""
    return [
        (kind, line.strip())
        for kind, lines in (*FOUND.items(), *RUSSIAN_FOUND.items(), *ENGLISH_FOUND.items())
        for line in lines.splitlines()
        if line.strip()
    ]


def kept() -> list[str]:
    """Return the sentences in which there is nothing to find."""
    return [
        line.strip() for line in (KEPT + RUSSIAN_KEPT + ENGLISH_KEPT).splitlines() if line.strip()
    ]


def unmarked(sentence: str) -> str:
    """Return a sentence as people write it."""
    return sentence.replace("⟦", "").replace("⟧", "")
