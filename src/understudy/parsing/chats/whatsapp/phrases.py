"""What WhatsApp itself writes in place of media, deletions, edits and calls, by language.

Written from what the app shows. Languages that lack a phrase here are read by its form: iOS sets
U+200E before its own words, Android puts them between ``<`` and ``>``, files have names.
"""

import re

OMITTED: tuple[tuple[str, str, str], ...] = (
    # What was left out, stickers, and that it was: every pair of them is a phrase of iOS.
    ("image|photo|video|video note|audio|GIF|document|contact card|voice message|media|file",
     "sticker", "omitted"),
    ("изображение|фото|видео|видеозаметка|видеосообщение|аудио|аудиофайл|GIF|документ|файл"
     "|карточка контакта|контакт|голосовое сообщение", "стикер",
     "отсутствует|пропущено|пропущен|пропущена|не загружено|не загружен|опущено|опущен"),
    ("imagen|foto|video|vídeo|nota de video|audio|GIF|documento|archivo|multimedia|mensaje de voz"
     "|tarjeta de contacto", "sticker", "omitido|omitida"),
    ("Bild|Video|Videonachricht|Videonotiz|Audio|GIF|Dokument|Kontaktkarte|Datei|Medien", "Sticker",
     "weggelassen|ausgelassen|ausgeschlossen"),
    ("image|photo|vidéo|note vidéo|audio|GIF|document|fichier|fiche contact|carte de contact"
     "|médias", "sticker|autocollant",
     "absente|absent|omise|omis|manquant|manquante|retiré|ignoré|ignorée"),
    ("imagem|foto|vídeo|recado de vídeo|áudio|GIF|documento|arquivo|ficheiro|cartão do contato"
     "|cartão de contacto|mídia", "figurinha|sticker|autocolante",
     "ocultada|ocultado|omitida|omitido|oculta|oculto|não revelado|não revelada"),
    ("immagine|foto|video|videomessaggio|audio|GIF|documento|file|scheda contatto|media",
     "sticker", "omessa|omesso|omessi|esclusa|escluso|non inclusa|non incluso|non inclusi"),
    ("görüntü|resim|fotoğraf|video|video notu|ses|GIF|belge|dosya|kişi kartı|medya",
     "çıkartma", "dahil edilmedi|atlandı|eklenmedi|çıkarıldı"),
    ("afbeelding|foto|video|videobericht|audio|GIF|document|contactkaart|media", "sticker",
     "weggelaten|verwijderd"),
    ("obraz|zdjęcie|film|wideo|audio|GIF|dokument|karta kontaktu", "naklejka",
     "pominięto|pominięty|pominięte|pominięta"),
    ("зображення|фото|відео|аудіо|GIF|документ|картку контакта|медіа", "стікер|наліпку",
     "пропущено|не додано|вилучено"),
    ("gambar|foto|video|audio|GIF|dokumen|kartu kontak|media", "stiker", "tidak disertakan"),
)  # fmt: skip
OMITTED_AS_A_WHOLE = (
    "Медиафайл пропущен", "Без медиафайлов", "Файл пропущен", "Multimedia omitido",
    "Archivo omitido", "Médias omis", "Arquivo de mídia oculto", "Mídia omitida",
    "Ficheiro multimédia omitido", "Media omessi", "Medya dahil edilmedi", "Media weggelaten",
    "Pominięto multimedia", "Pominięte multimedia", "Без медіафайлів",
    "تم استبعاد الوسائط", "تم حذف الوسائط", "الوسائط غير مدرجة", "تم استبعاد الصورة",
    "تم حذف الصورة", "تم استبعاد الفيديو", "تم حذف الفيديو", "تم استبعاد الصوت",
    "تم حذف الصوت", "تم استبعاد المستند", "تم حذف المستند", "تم استبعاد بطاقة جهة الاتصال",
    "الصورة محذوفة", "الفيديو محذوف", "الصوت محذوف", "المستند محذوف",
    "המדיה הושמטה", "המדיה לא נכללה", "رسانه حذف شد", "मीडिया के बिना",
    "省略多媒体文件", "忽略多媒体文件", "媒體檔案已略去", "图像已省略", "已省略图片", "图片已忽略",
    "影片已略去", "圖片已略去", "メディアは含まれていません", "画像は含まれていません",
    "미디어 파일을 제외했습니다", "사진 생략됨",
    "View once voice message omitted", "Live location shared", "Живая геопозиция",
    "Трансляция геоданных", "Ubicación en tiempo real compartida", "Live-Standort geteilt",
    "Localisation en direct partagée", "Localização em tempo real compartilhada",
    "Posizione in tempo reale condivisa", "Canlı konum paylaşıldı",
    "You received a view once photo", "You received a view once video", "null",
)  # fmt: skip
STICKERS_AS_A_WHOLE = ("تم استبعاد الملصق", "تم حذف الملصق", "الملصق محذوف", "sticker non incluso")
DELETED = (
    "This message was deleted", "You deleted this message", "This message was deleted by admin",
    "Данное сообщение удалено", "Это сообщение удалено", "Сообщение удалено",
    "Вы удалили данное сообщение", "Вы удалили это сообщение", "Вы удалили сообщение",
    "Se eliminó este mensaje", "Eliminaste este mensaje", "Este mensaje fue eliminado",
    "Has eliminado este mensaje", "Diese Nachricht wurde gelöscht",
    "Du hast diese Nachricht gelöscht", "Ce message a été supprimé",
    "Vous avez supprimé ce message", "Mensagem apagada", "Esta mensagem foi apagada",
    "Esta mensagem foi eliminada", "Você apagou esta mensagem", "Apagou esta mensagem",
    "Eliminou esta mensagem", "Questo messaggio è stato eliminato",
    "Hai eliminato questo messaggio", "Bu mesaj silindi", "Bu mesajı sildiniz",
    "تم حذف هذه الرسالة", "حذفت هذه الرسالة", "لقد حذفت هذه الرسالة",
    "Dit bericht is verwijderd", "U hebt dit bericht verwijderd",
    "Je hebt dit bericht verwijderd", "Ta wiadomość została usunięta", "Usunięto tę wiadomość",
    "Це повідомлення видалено", "Це повідомлення було видалено", "Ви видалили це повідомлення",
    "Pesan ini dihapus", "Anda menghapus pesan ini", "此消息已删除", "您已删除这条消息",
    "このメッセージは削除されました",
    "삭제된 메시지입니다", "यह मैसेज मिटा दिया गया",
)  # fmt: skip
EDITED = (
    "This message was edited", "Сообщение изменено", "Это сообщение изменено",
    "Это сообщение было изменено", "Данное сообщение изменено", "Сообщение отредактировано",
    "Se editó este mensaje", "Este mensaje fue editado", "Diese Nachricht wurde bearbeitet",
    "Ce message a été modifié", "Mensagem editada", "Esta mensagem foi editada",
    "Questo messaggio è stato modificato", "Bu mesaj düzenlendi", "تم تعديل هذه الرسالة",
    "Dit bericht is bewerkt", "Ta wiadomość została edytowana", "Це повідомлення відредаговано",
    "Це повідомлення змінено", "Pesan ini diedit",
)  # fmt: skip
ATTACHED = (
    "file attached", "файл добавлен", "прикреплен файл", "прикреплён файл", "archivo adjunto",
    "Datei angehängt", "fichier joint", "arquivo anexado", "ficheiro anexado", "file allegato",
    "dosya ekli", "dosya eklendi", "ملف مرفق", "الملف مرفق", "تم إرفاق الملف",
    "bestand bijgevoegd", "plik załączony", "plik dołączony", "файл додано", "файл прикріплено",
    "file terlampir", "fail dilampirkan", "fil bifogad", "bifogad fil", "文件附件", "檔案已附加",
    "添付ファイル", "파일 첨부됨",
)  # fmt: skip
CALLS = (
    r"(?:missed|silenced|cancelled|declined) (?:group )?(?:voice|video) call",
    r"(?:voice|video) call(?=$|[,.] )(?:[,.] (?:\d.*|no answer|answered.*|tap to call back))?",
    r"(?:пропущенный|отклон[её]нный|неотвеченный) (?:групповой )?"
    r"(?:аудиозвонок|видеозвонок|(?:голосовой |видео)?(?:звонок|вызов))",
    r"(?:аудиозвонок|видеозвонок)(?=$|[,.] )(?:[,.] (?:\d.*|нет ответа))?",
    r"(?:video)?llamada (?:grupal )?(?:de voz )?perdida", r"(?:vídeo|video)llamada perdida",
    r"verpasster (?:gruppen)?(?:sprach|video)anruf",
    r"appel (?:vocal|vidéo|audio)(?: de groupe)? manqué",
    r"(?:chamada|ligação) (?:de (?:voz|vídeo) )?(?:em grupo )?perdida",
    r"(?:video)?chiamata (?:vocale |di gruppo )?persa", r"cevapsız (?:sesli|görüntülü) arama",
    r"مكالمة (?:صوتية|فيديو|مرئية) فائتة", r"gemiste (?:spraak|audio|video)oproep",
    r"nieodebrane połączenie (?:głosowe|wideo)", r"пропущений (?:аудіо|відео)?(?:виклик|дзвінок)",
    r"panggilan (?:suara|video) tak terjawab",
)  # fmt: skip
NOTICES = (
    # At the start of a message. So long that nobody's own words begin with them.
    r"messages (?:and calls|you send to this|to this (?:chat|group|broadcast)).{0,60}"
    r"(?:encrypted|encryption|secured)",
    r"waiting for this message\.? ?(?:this may take|check your phone|$)",
    r"your security code with ", r"this (?:business|chat) (?:is now|works with|uses|may use) ",
    r"this business account ", r"this chat is with a business account",
    r"you(?:'re| are) now an admin$", r"disappearing messages (?:were|are) turned (?:on|off)",
    r"сообщения (?:и звонки|в этом чате|в этой группе|этому чату).{0,60}(?:шифрован|защищ)",
    r"ожидание сообщения\.", r"(?:ваш )?код безопасности .{1,80} (?:изменился|изменён)",
    r"los mensajes (?:y las llamadas|enviados|en este|a este).{0,60}cifr",
    r"(?:tu|el) código de seguridad con ", r"esperando (?:el|este) mensaje",
    r"nachrichten (?:und anrufe|in diesem|an diese).{0,60}verschlüssel",
    r"deine sicherheitsnummer (?:für|mit) ", r"warten auf diese nachricht",
    r"les messages (?:et (?:les )?appels|envoyés|dans).{0,60}chiffr",
    r"votre code de sécurité avec ",
    r"en attente de ce message",
    r"as mensagens (?:e (?:as )?(?:chamadas|ligações)|enviadas|desta).{0,60}(?:criptograf|encript)",
    r"(?:o )?seu código de segurança com ", r"aguardando (?:esta )?mensagem",
    r"i messaggi (?:e le chiamate|inviati|in questa).{0,60}(?:crittograf|end-to-end)",
    r"il tuo codice di sicurezza con ", r"in attesa del messaggio",
    r"mesajlar(?: ve aramalar|ınız)?.{0,40}uçtan uca",
    r"bu mesaj bekleniyor", r"الرسائل والمكالمات .{0,60}مشفرة|الرسائل .{0,60}التشفير",
    r"تم تغيير رمز الأمان|تغير رمز الأمان", r"في انتظار هذه الرسالة",
    r"berichten en (?:oproepen|gesprekken) .{0,40}versleuteld",
    r"wiadomości i połączenia .{0,60}szyfrowan", r"повідомлення (?:та|й|і) дзвінки .{0,60}шифрув",
    r"pesan dan panggilan .{0,60}enkripsi",
)  # fmt: skip
EVENTS = (
    # Of a group; somebody's name stands before or behind.
    r"created (?:this )?group ?[“\"«]", r"changed the (?:subject|group name) (?:from|to) ",
    r"changed (?:this|the) group[’']s (?:icon|settings|description)",
    r"changed the group description",
    r"joined (?:using|via) (?:this group[’']s|an?|a group) (?:invite )?link",
    r"turned (?:on|off) disappearing messages", r"updated the message timer",
    r"changed (?:their phone number|to a new number)", r"joined from the community",
    r"созда(?:л|ла|ли|л\(-а\)) группу ?[“\"«]",
    r"измени(?:л|ла|л\(-а\)) (?:тему|название|иконку|картинку|описание|настройки) (?:группы|с )",
    r"присоединил(?:ся|ась|ся\(-ась\)) (?:к группе )?(?:по|с помощью) (?:ссылк|пригласит)",
    r"(?:включил|включила|отключил|отключила|включил\(-а\)) исчезающие сообщения",
    r"(?:cambió|ha cambiado|cambiaste) (?:el asunto|el nombre|el ícono|el icono|la descripción) ",
    r"cre(?:ó|aste) el grupo ?[“\"«]", r"se unió (?:usando|mediante|con) (?:el|un) enlace",
    r"hat die gruppe ?[“\"«„].{1,120} erstellt",
    r"hat (?:den betreff|das gruppenbild|die gruppenbeschreibung) .{0,120}ge(?:ändert|wechselt)",
    r"ist (?:über den|mit dem) (?:einladungs|gruppen)link .{0,40}beigetreten",
    r"a créé le groupe ?[“\"«]", r"a (?:changé|modifié) (?:le sujet|l[’']icône|la description) ",
    r"a rejoint (?:le groupe )?(?:via|en utilisant|grâce)",
    r"criou o grupo ?[“\"«]",
    r"(?:mudou|alterou) (?:o assunto|o nome|a imagem|o ícone|a descrição) (?:d|de )",
    r"entrou usando (?:o|um) link", r"ha creato il gruppo ?[“\"«]",
    r"ha (?:cambiato|modificato) (?:l[’']oggetto|l[’']immagine|la descrizione|il nome) ",
    r"(?:è entrato|si è unit[oa]) .{0,30}link", r"grubunu oluşturdu", r"konuyu .{0,120}değiştirdi",
    r"grup simgesini değiştirdi", r"davet bağlantısını kullanarak",
    r"ile (?:olan )?güvenlik kodunuz değişti",
    r"(?:أنشأ|أنشأت) المجموعة|(?:غيّر|غيَّر|قام بتغيير) (?:الموضوع|اسم المجموعة|وصف المجموعة)",
    r"انضم .{0,40}رابط",
)  # fmt: skip


def _folded(phrases: tuple[str, ...]) -> set[str]:
    return {folded(phrase) for phrase in phrases}


def folded(phrase: str) -> str:
    """Return a phrase as it is looked up: without case, brackets and the full stop."""
    return phrase.strip("<>. \u3002").casefold()


LEFT_OUT = _folded(OMITTED_AS_A_WHOLE) | {
    form.casefold()
    for things, _, verbs in OMITTED
    for thing in things.split("|")
    for verb in verbs.split("|")
    for form in (f"{thing} {verb}", f"{verb} {thing}")
}
STICKER_LEFT_OUT = _folded(STICKERS_AS_A_WHOLE) | {
    form.casefold()
    for _, things, verbs in OMITTED
    for thing in things.split("|")
    for verb in verbs.split("|")
    for form in (f"{thing} {verb}", f"{verb} {thing}")
}
TAKEN_BACK = _folded(DELETED)
CHANGED = _folded(EDITED)
ADDED = _folded(ATTACHED)
LONGEST = max(map(len, LEFT_OUT | STICKER_LEFT_OUT | TAKEN_BACK)) + 4
"""Characters; a longer message is none of these phrases."""
CALL = re.compile(
    rf"(?:{'|'.join(CALLS)})(?:[.,:]? (?:at |в |a las |um |à |às |alle )?\d[^\n]{{0,20}}"
    r"|[.,] [^\n]{1,40})?\.?",
    re.IGNORECASE,
)
NOTICE = re.compile("|".join(NOTICES), re.IGNORECASE)
EVENT = re.compile("|".join(EVENTS), re.IGNORECASE)
