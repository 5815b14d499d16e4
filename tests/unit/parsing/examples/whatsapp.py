"""WhatsApp: iOS in an archive, Android as text, English and Russian."""

import io
import zipfile

IOS = (
    "[12/05/2025, 18:04:11] Yard: \u200eMessages and calls are end-to-end encrypted. Only people in "
    "this chat can read, listen to, or share them.\n"
    "[12/05/2025, 18:04:12] Vera: first look,\nthen touch 🐝\n"
    "\u200e[13/05/2025, 18:05:00] Anna: \u200eimage omitted\n"
    "[13/05/2025, 18:06:00] Anna: six frames\n"
)
ANDROID = (
    "13.05.2025, 18:04 - Сообщения и звонки защищены сквозным шифрованием.\n"
    "13.05.2025, 18:04 - Анна: Добрый день!\nвторая строка\n"
    "13.05.2025, 18:05 - Вера: <Без медиафайлов>\n"
    "14.05.2025, 09:00 - Вера: шесть рамок\n"
)


def _packed(name: str, text: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), text)
    return written.getvalue()


FILES = {
    "WhatsApp Chat - Yard.zip": _packed("_chat.txt", IOS),
    "Чат WhatsApp с контактом Анна.txt": ANDROID.encode(),
    "Чат WhatsApp с Вера.zip": _packed("Чат WhatsApp с Вера.txt", ANDROID),
}
