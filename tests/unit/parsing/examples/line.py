"""LINE's text exports of phones in several languages."""

ENGLISH = """\
[LINE] Chat history with Anna K.
Saved on: 2024/05/03 10:00

Wed, 05/01/2024
09:15AM\tAnna K.\tПривет 🐝
12:05PM\tVera\t\"first line
second ""line""\"
12:06PM\tVera\t[Sticker]
12:07PM\tAnna K.\t☎ Missed call

Thu, 05/02/2024
00:01AM\tVera\tfine
"""
JAPANESE = """\
[LINE] 佐藤 花子とのトーク履歴
保存日時：2024/05/03 10:00

2024/05/01(水)
午前9:15\t佐藤 花子\tおはよう
午後0:05\tVera\t[写真]
13:06\tVera\t"一行目

三行目"
13:07\tメッセージの送信を取り消しました
2024/05/02(木)
0:01\t佐藤 花子\tはい
"""
CHINESE = """\
[LINE] 與王小明的聊天記錄
儲存日期：2024/05/03 10:00

2024/05/01（三）
上午09:15\t王小明\t早安
下午01:02\t我\t[貼圖]
下午01:03\t\t王小明已收回訊息
"""
KOREAN = """\
2024년 5월 1일 수요일
오전 9:15\t안나\t안녕
오후 1:02\tVera\t[사진]
"""

FILES = {
    "[LINE] Chat with Anna K..txt": ENGLISH.encode(),
    "[LINE] 佐藤 花子とのトーク.txt": JAPANESE.encode(),
    "[LINE] 王小明.txt": CHINESE.encode(),
    "[LINE]안나.txt": KOREAN.encode(),
}
