"""Words to build headings, prose and tables from, in four languages; all of them our own."""

TOPICS = {
    "en": ["storage", "transport", "cleaning", "repair", "insurance", "labelling", "lighting", "drainage", "heating", "weighing", "irrigation", "scheduling", "packaging", "accounting", "training", "calibration", "inspection", "quarantine", "propagation", "ventilation", "forecasting", "filtration", "fencing", "grafting"],
    "ru": ["хранение", "перевозка", "очистка", "ремонт", "страхование", "маркировка", "освещение", "осушение", "обогрев", "взвешивание", "полив", "планирование", "упаковка", "учёт", "обучение", "поверка", "осмотр", "карантин", "размножение", "вентиляция", "прогноз", "фильтрация", "ограждение", "прививка"],
    "zh": ["储存", "运输", "清洁", "维修", "保险", "标签", "照明", "排水", "供暖", "称重", "灌溉", "排班", "包装", "核算", "培训", "校准", "检查", "检疫", "繁殖", "通风", "预测", "过滤", "围栏", "嫁接"],
    "he": ["אחסון", "הובלה", "ניקוי", "תיקון", "ביטוח", "סימון", "תאורה", "ניקוז", "חימום", "שקילה", "השקיה", "תזמון", "אריזה", "חשבונאות", "הדרכה", "כיול", "בדיקה", "הסגר", "ריבוי", "אוורור", "תחזית", "סינון", "גידור", "הרכבה"],
}
THINGS = {
    "en": ["greenhouse frames", "orchard ladders", "seed trays", "cider presses", "glass jars", "wool bales", "grain bins", "pump stations", "bread ovens", "cold rooms", "rope spools", "mill stones", "beehive stands", "potting sheds", "timber racks", "salt barrels"],
    "ru": ["парниковых рам", "садовых лестниц", "рассадных ящиков", "винтовых прессов", "стеклянных банок", "тюков шерсти", "зерновых ларей", "насосных станций", "хлебных печей", "холодных камер", "канатных бухт", "мельничных жерновов", "подставок под ульи", "рабочих сараев", "дровяных полок", "бочек с солью"],
    "zh": ["温室框架", "果园梯子", "育苗托盘", "榨汁机", "玻璃罐", "羊毛捆", "粮仓", "泵站", "面包炉", "冷藏室", "绳盘", "磨石", "蜂箱支架", "盆栽棚", "木材架", "盐桶"],
    "he": ["מסגרות החממה", "סולמות הפרדס", "מגשי הזרעים", "מכבשי התפוחים", "צנצנות הזכוכית", "חבילות הצמר", "מחסני התבואה", "תחנות השאיבה", "תנורי הלחם", "חדרי הקירור", "סלילי החבל", "אבני הריחיים", "מעמדי הכוורות", "סככות השתילה", "מדפי העץ", "חביות המלח"],
}
CLAUSES = {
    "en": (
        ["the north yard", "our neighbour at the ford", "a crew of three", "the older ledger", "every second delivery", "the night watch", "one careful buyer", "the lower terrace", "a borrowed cart", "the parish surveyor", "the apprentice from Thornby", "an unsigned note"],
        ["was counted twice before", "kept a separate list of", "paid in advance for", "asked for a new plan of", "lost half a day over", "found a better place for", "could not agree about", "set a firm limit on", "wrote nothing down about", "took full charge of", "doubled the budget for", "measured the wear of"],
        ["the {thing}", "the {topic} of {thing}", "all remaining {thing}", "the {topic} log", "most of the {thing}", "last year's {topic}"],
        ["while the road was closed", "after the first hard frost", "because the figures did not add up", "as long as the light held", "without telling the office", "for {number} days in a row", "at a cost of {number} crowns", "which surprised nobody at the meeting", "although the contract said otherwise", "until the river fell again", "once the roof had been mended", "and reported it on page {number}"],
    ),
    "ru": (
        ["северный двор", "сосед у брода", "бригада из трёх человек", "старая тетрадь", "каждая вторая поставка", "ночная смена", "осторожный покупатель", "нижняя терраса", "одолженная телега", "землемер из прихода", "ученик мастера", "неподписанная записка"],
        ["вновь напоминает про", "отдельно учитывает", "заранее оплачивает", "требует нового плана на", "теряет полдня из-за", "находит лучшее место под", "не может поручиться за", "твёрдо ограничивает", "ничего не записывает про", "целиком отвечает за", "удваивает смету на", "измеряет износ и"],
        ["{topic} {thing}", "всё прежнее {topic}", "журнал «{topic}»", "остаток {thing}", "прошлогоднее {topic}", "новую партию {thing}"],
        ["пока дорога закрыта", "после первых морозов", "потому что суммы не сходятся", "покуда хватает света", "не предупредив контору", "уже {number} дней подряд", "при цене в {number} крон", "чему никто на собрании не удивился", "хотя договор говорит иное", "пока не спадёт вода", "как только починят крышу", "и пишет об этом на странице {number}"],
    ),
    "zh": (
        ["北边的院子", "渡口的邻居", "三人小组", "旧账本", "每隔一次的交货", "夜班人员", "一位谨慎的买家", "下层梯田", "借来的马车", "教区测量员", "索恩比来的学徒", "一张没有署名的便条"],
        ["在记录前又清点了一遍", "单独列出了", "提前支付了", "要求重新规划", "为此耽误了半天去处理", "找到了更好的地方安置", "始终无法就此达成一致的是", "严格限制了", "没有写下任何关于", "全面负责", "把预算翻倍用于", "测量了磨损的"],
        ["{thing}", "{thing}的{topic}", "剩余的全部{thing}", "{topic}日志", "大部分{thing}", "去年的{topic}"],
        ["当时道路正在封闭", "那是第一场严霜之后", "因为数字对不上", "只要天还亮着", "却没有通知办公室", "连续{number}天如此", "费用为{number}克朗", "会上没有人感到意外", "尽管合同另有规定", "直到河水再次回落", "等屋顶修好以后", "并在第{number}页作了报告"],
    ),
    "he": (
        ["החצר הצפונית", "השכן ליד המעבר", "צוות של שלושה", "הפנקס הישן", "כל משלוח שני", "משמרת הלילה", "קונה זהיר", "המדרגה התחתונה", "עגלה שאולה", "המודד המקומי", "השוליה מהכפר", "פתק ללא חתימה"],
        ["הזכירו שוב את", "ניהלו רשימה נפרדת של", "שילמו מראש על", "ביקשו תוכנית חדשה עבור", "הפסידו חצי יום בגלל", "מצאו מקום טוב יותר עבור", "לא הסכימו לגבי", "קבעו גבול ברור ביחס אל", "לא רשמו דבר על", "לקחו אחריות על", "הכפילו את התקציב עבור", "מדדו את הבלאי של"],
        ["{thing}", "{topic} של {thing}", "כל יתר {thing}", "יומן {topic}", "רוב {thing}", "{topic} מהשנה שעברה"],
        ["בזמן שהדרך הייתה סגורה", "אחרי הכפור הראשון", "כי המספרים לא הסתדרו", "כל עוד היה אור", "בלי להודיע למשרד", "במשך {number} ימים ברציפות", "במחיר של {number} כתרים", "ואיש לא הופתע בישיבה", "למרות שהחוזה אמר אחרת", "עד שהנהר ירד שוב", "לאחר שהגג תוקן", "ודיווחו על כך בעמוד {number}"],
    ),
}
JOINTS = {
    "en": ("{topic} of {thing}", "{topic} and {other}", "{topic} in practice", "why {topic} fails"),
    "ru": ("{topic} {thing}", "{topic} и {other}", "{topic} на деле", "чем плоха {topic}"),
    "zh": ("{thing}的{topic}", "{topic}与{other}", "{topic}实务", "{topic}为何失败"),
    "he": ("{topic} של {thing}", "{topic} וגם {other}", "{topic} בפועל", "כישלון של {topic}"),
}
LABELS = {
    "en": ["Item", "Quantity", "Price", "Date", "Remark", "Total", "Table", "Figure", "Contents", "Code", "Owner", "Share"],
    "ru": ["Позиция", "Количество", "Цена", "Дата", "Примечание", "Итого", "Таблица", "Рисунок", "Содержание", "Код", "Владелец", "Доля"],
    "zh": ["项目", "数量", "价格", "日期", "备注", "合计", "表", "图", "目录", "代码", "负责人", "比例"],
    "he": ["פריט", "כמות", "מחיר", "תאריך", "הערה", "סך הכול", "טבלה", "איור", "תוכן העניינים", "קוד", "אחראי", "חלק"],
}
LABEL_KEYS = ["item", "quantity", "price", "date", "remark", "total", "table", "figure", "contents", "code", "owner", "share"]
NAMES = {
    "en": ["A. Thornby", "M. Hallworth", "J. Penrose", "D. Okafor", "R. Lindqvist", "S. Marchetti"],
    "ru": ["А. Береснев", "М. Голубкина", "И. Тарханов", "Д. Осьмёркина", "Р. Лаптев", "С. Чижова"],
    "zh": ["王建国", "李晓梅", "陈志远", "赵丽华", "周文博", "吴思雨"],
    "he": ["א. ברקת", "מ. הדס", "י. פלג", "ד. אורן", "ר. לביא", "ס. מזרחי"],
}
CODE = (
    'def weigh(crate: str, tare: float = {a}) -> float:\n    """Weigh a crate."""\n'
    '    if crate == "{w}":\n        return tare * {b}\n    return tare',
    "SELECT yard, sum(load) AS total\nFROM deliveries\nWHERE load > {a}\nGROUP BY yard\nLIMIT {b};",
    'for crate in $(ls /srv/{w}); do\n  gzip -{b} "$crate" || exit {a}\ndone',
    '{{\n  "depot": "{w}",\n  "limit": {a},\n  "retries": {b}\n}}',
)
