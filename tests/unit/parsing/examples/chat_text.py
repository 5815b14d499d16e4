"""Chats that were copied or written by hand, in each form."""

PLAIN = "Anna: Are you at the yard?\nВера: Да, с утра.\nAnna: Then I come,\nby noon.\nВера: Жду.\n"
BOLD = (
    "# Notes\n\n**Anna:** Are you there now?\n\n**Vera**: yes\n\n**Anna:** ok\n\n- **Vera:** fine\n"
)
BRACKET = "[12:05] Anna: hi\n[12:06] vera: hello\nsecond line\n[12:07] Anna: ok\n"
BEFORE = "2024-05-01 12:05 Anna: hi\n2024-05-01 12:06 Vera: <photo>\n2024-05-01 12:07 Anna: ah\n2024-05-01 12:08 Vera: yes\n"
BEHIND = "Анна (01.05.2024 12:05): Ты на пасеке?\nВера (01.05.2024 12:06): Да, с самого утра\nАнна (01.05.2024 12:07): Хорошо, жди меня\n"
COPIED = "Anna, [01.05.2024 12:05]\nAre you there?\nyes\n\nВера, [01.05.2024 12:06]\nДа\n"
IRC = "[12:05] <anna> hi there\n[12:06] <@vera> hello\n[12:07] <anna> ok\n"

FILES = {
    "plain_chat.txt": PLAIN.encode(),
    "bold_chat.md": BOLD.encode(),
    "before_chat.txt": BEFORE.encode(),
    "behind_chat.txt": BEHIND.encode("cp1251"),
    "copied_chat.txt": COPIED.encode(),
}
