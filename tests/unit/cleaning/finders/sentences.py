"""Sentences with personal data between ⟦ and ⟧, and sentences that only look like them."""

FOUND = {
    "EMAIL": """
        Пиши на ⟦anna.k+test@mail.example.co.uk⟧, жду.
        Почта: ⟦иван@почта.рф⟧.
        ⟦ANNA@MAIL.EXAMPLE⟧ is mine
        write to ⟦anna (at) mail (dot) com⟧ please
        мой адрес ⟦anna собака mail точка ru⟧
        reach me: ⟦anna[at]mail.example⟧
        it is ⟦anna.k at gmail dot com⟧
    """,
    "PHONE": """
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
    """,
    "CARD": """
        Карта ⟦4276 3801 2345 6787⟧ до 12/27
        оплатил картой ⟦5555555555554444⟧
        My Visa is ⟦4539 1488 0343 6467⟧ exp 12/27
        Amex ⟦3782 822463 10005⟧
        мир ⟦2200-1234-5678-9019⟧
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
    """,
    "SNILS": """
        СНИЛС ⟦112-233-445 95⟧
        снилса номер ⟦11223344595⟧
        записано ⟦112-233-445 95⟧ у них
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
    """,
    "DOCUMENT": """
        водительское удостоверение ⟦77 12 345678⟧
        свидетельство о рождении ⟦II-МЮ № 123456⟧
        driver's license ⟦D1234567⟧
        военный билет ⟦АБ 1234567⟧
    """,
    "POLICY": """
        Полис ОМС: ⟦7754320891234567⟧, поликлиника 5
        с полисом ОМС ⟦1234 5678 9012 3456⟧
        номер полиса ⟦46-10 123456⟧
        Временное свидетельство № ⟦987654321⟧ действительно 30 дней
        полис старого образца: серия ⟦770000 номер 1234567890⟧
        insurance policy number ⟦ABC123456789⟧
        NHS number ⟦943 476 5919⟧
    """,
    "RECORD": """
        Из истории болезни №⟦1543/21⟧: пациент поступил
        Номер медкарты: ⟦556677⟧
        амбулаторная карта пациента Петрова № ⟦778899⟧
        и/б № ⟦3344⟧
        Patient MRN ⟦4458921⟧ was admitted
        medical record number ⟦8837221⟧
        Chart no. ⟦5512-B⟧
    """,
    "ACCOUNT_NUMBER": """
        р/с ⟦40817810099910004312⟧
        account number ⟦12345678⟧
    """,
    "SSN": """
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
    """,
    "MAC": """
        the card ⟦00:1A:2B:3C:4D:5E⟧ is his
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
    """,
    "ADDRESS": """
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
    """,
    "PLATE": """
        машина ⟦А123ВС77⟧ стоит во дворе
        гос номер ⟦В 456 ОР 99⟧
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
        Skype: ⟦live.anna⟧
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
        Пароль от вайфая: ⟦Kotik2020!⟧
        пароль от почты ⟦qwerty123⟧
        Пароль: ⟦ромашка⟧
        the password is ⟦Tr0ub4dor&3⟧
        Your password is now "⟦Blue-Sky-42⟧"
        DB_PASSWORD=⟦s3cr3t!x⟧
        пин-код от карты ⟦4321⟧
        CVV ⟦123⟧
    """,
}

KEPT = """
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
"""


def marked() -> list[tuple[str, str]]:
    """Return each kind with each of its sentences, marks and all."""
    return [
        (kind, line.strip())
        for kind, lines in FOUND.items()
        for line in lines.splitlines()
        if line.strip()
    ]


def kept() -> list[str]:
    """Return the sentences in which there is nothing to find."""
    return [line.strip() for line in KEPT.splitlines() if line.strip()]


def unmarked(sentence: str) -> str:
    """Return a sentence as people write it."""
    return sentence.replace("⟦", "").replace("⟧", "")
