"""KakaoTalk's exports: of Android and iOS in two languages, for Windows, of a Mac."""

ANDROID = """\
모임 3 님과 카카오톡 대화
저장한 날짜 : 2024년 5월 3일 오전 10:00


2024년 5월 1일 오후 8:34
2024년 5월 1일 오후 8:34, 안나님이 베라님을 초대했습니다.
2024년 5월 1일 오후 8:34, 안나 : 안녕 🐝
2024년 5월 1일 오후 8:35, 회원님 : 첫 줄

셋째 줄: 8:30, 회의
2024년 5월 1일 오후 11:59, 베라 : 사진

2024년 5월 2일 오전 12:01
2024년 5월 2일 오전 12:01, 베라 : (이모티콘_Frodo)
2024년 5월 2일 오전 12:02, 안나 : 최고(이모티콘)
2024년 5월 2일 오전 12:03, 안나 : 삭제된 메시지입니다.
2024년 5월 2일 오전 12:04, 안나 : 보이스톡 1:05
"""
ANDROID_SHORT = """\
안나 님과 카카오톡 대화
저장한 날짜 : 2024년 5월 3일 오전 10:00

2024년 5월 1일 수요일
오후 8:34, 안나 : 안녕
오후 8:35, 베라 : 응 : 그래
오후 8:36, 안나님이 나갔습니다.
"""
ANDROID_ENGLISH = """\
KakaoTalk Chats with Anna, Vera (3)
Date Saved : 10:00AM, May 3, 2024

8:34PM, May 1, 2024
8:34PM, May 1, 2024, Anna invited Vera.
8:34PM, May 1, 2024, Anna : hello there
12:05AM, May 2, 2024, you : <Photo>
12:06AM, May 2, 2024, (Unknown) : bye
"""
IOS = """\
모임 (11명)과 카카오톡 대화-1.txt
저장한 날짜 : 2024. 5. 3. 오전 10:00

2024년 5월 1일 수요일
2024. 5. 1. 오후 8:34: 안나님이 베라님을 초대했습니다.
2024. 5. 1. 오후 8:34, 안나 : 안녕
2024. 5. 1. 20:35, 베라 : 응
"""
IOS_ENGLISH = """\
Talk_2024.5.3 10:00-1.txt
Date Saved : May 3, 2024 at 10:00

Wednesday, May 1, 2024
May 1, 2024 at 20:34: Anna invited Vera.
May 1, 2024 at 20:34, Anna : hello
May 1, 2024 at 20:35, Vera : hi
"""
WINDOWS = """\
모임 님과 카카오톡 대화
저장한 날짜 : 2024-05-03 10:00:00

--------------- 2024년 5월 1일 수요일 ---------------
[안나] [오후 2:37] 안녕
둘째 줄
베라님이 들어왔습니다.
[베라] [오후 2:38] 파일: 계획.pdf
[베라] [오후 2:38]
--------------- 2024년 5월 2일 목요일 ---------------
[안나 [B]] [오전 12:00] 응
"""
WINDOWS_ENGLISH = """\
Club with KakaoTalk Chats
Date Saved : 2024-05-03 10:00:00

--------------- Wednesday, May 1, 2024 ---------------
[Anna] [2:37 PM] hello
[Vera] [2:38 PM] Photo
Vera left.
"""
MAC = """\
Date,User,Message
2024-05-01 20:34:26,"안나","안나님이 베라님을 초대했습니다."
2024-05-01 20:34:30,"안나","첫 줄
둘째 \"\"줄\"\""
2024-05-01 20:35:00,"베라","이모티콘"
"""

FILES = {
    "kakaotalk.txt": ANDROID.encode(),
    "kakaotalk-short.txt": ANDROID_SHORT.encode(),
    "kakaotalk-en.txt": ANDROID_ENGLISH.encode(),
    "kakaotalk-ios.txt": IOS.encode(),
    "kakaotalk-ios-en.txt": IOS_ENGLISH.encode(),
    "kakaotalk-windows.txt": WINDOWS.encode(),
    "kakaotalk-windows-en.txt": WINDOWS_ENGLISH.encode(),
    "kakaotalk-mac.csv": MAC.encode(),
}
