"""What Facebook, Messenger and Instagram write into a chat themselves, and how they write letters.

A sentence of the app stands in the place of a text and bears a sender: "Anna sent an attachment.".
It is told by its wording together with its subject: the sender's own name, "You", or none. So
"I sent an attachment." stays somebody's words. The wordings are those of Facebook's and Instagram's
own languages of the export; one that is not listed is read as a text.
"""

import re
from collections.abc import Iterator

from understudy.core.records import MessageKind
from understudy.parsing.chats.line_edges import bare
from understudy.parsing.decoding import composed, plain

LONGEST = 400
"""Characters of a sentence of the app; a longer text is a person's."""
NOBODY = "Facebook user"
"""For an account that is gone and left no name."""
PLACEHOLDERS = {
    *("facebook user", "instagram user", "instagrammer", "messenger user", "unknown user"),
    *("пользователь facebook", "пользователь instagram", "пользователь facebook."),
    *("usuario de facebook", "usuario de instagram", "utilisateur de facebook"),
    *("utilisateur facebook", "utilisateur instagram", "utilisateur d'instagram"),
    *("facebook-nutzer", "facebook-nutzerin", "facebook-nutzer/in", "instagram-nutzer"),
    *("usuário do facebook", "usuário do instagram", "utilizador do facebook"),
    *("utente di facebook", "utente facebook", "użytkownik facebooka", ""),
}
"""Names that stand for any account that is gone."""
YOU = ("you", "вы", "vous", "du", "sie", "tú", "usted", "você", "tu", "ty")
"""Subjects that stand for the owner of the export; in Romance languages the verb holds it."""
ANYBODY = "a contact"
"""Whom Instagram does not name."""
TITLES = re.compile(r"(?:Пользователь(?:ница)?|Użytkownik|Użytkowniczka)\s+", re.IGNORECASE)
"""What stands before a name in languages whose verbs have a gender."""

SENTENCES: tuple[tuple[MessageKind, str], ...] = (
    # A picture, a post, a link: what it is stands in other fields.
    (
        "media",
        r"(?:sent|shared) (?:an? |\d+ )?(?:attachment|photo|video|voice message|sticker|GIF|link"
        r"|file|location|live location|post|reel|story|profile|contact)s?"
        r"|shared (?:a|your|their|an?other) (?:post|story|reel|note)"
        r"|sent a (?:post|reel|story|profile) by .{1,80}|replied to (?:your|their|a) story"
        r"|mentioned you in (?:their|a|your) story|shared a story|shared their location"
        r"|отправил(?:а|и|\(-?а\))? (?:вложение|вложения|фото|видео|голосовое сообщение|ссылку"
        r"|стикер|файл|GIF|геопозицию)|поделил(?:ся|ась|ись|\(-?[а-я]+\)) "
        r"(?:публикацией|ссылкой|историей|видео Reels|постом)"
        r"|hat (?:einen Anhang|ein Foto|ein Video|eine Sprachnachricht|einen Link|einen Sticker"
        r"|einen Beitrag|eine Story|ein Reel) (?:gesendet|geteilt)"
        r"|hast (?:einen Anhang|ein Foto|ein Video|eine Sprachnachricht|einen Link|einen Sticker"
        r"|einen Beitrag|eine Story|ein Reel) (?:gesendet|geteilt)"
        r"|(?:a|avez|as) (?:envoyé|partagé) (?:une pièce jointe|une photo|une vidéo|un lien"
        r"|un message vocal|un sticker|une publication|une story|un reel)"
        r"|(?:envió|enviaste|compartió|compartiste|ha enviado|has enviado) (?:un archivo adjunto"
        r"|una foto|un video|un vídeo|un enlace|un mensaje de voz|un sticker|una publicación"
        r"|una historia|un reel)"
        r"|(?:enviou|enviaste|compartilhou|partilhou) (?:um anexo|uma foto|um vídeo|um link"
        r"|uma mensagem de voz|uma figurinha|uma publicação|um story|um reel)"
        r"|(?:ha|hai) (?:inviato|condiviso) (?:un allegato|una foto|un video|un link|un post)"
        r"|(?:wysłał|wysłała|wysłał\(a\)|wysłałeś|wysłałaś) (?:załącznik|zdjęcie|film|link)",
    ),
    # Reactions and likes.
    (
        "service",
        r"(?:liked|loved) a message|reacted .{1,40} to (?:your|their|a|his|her) (?:message|story)"
        r"|reacted to (?:your|their|a) (?:message|story)"
        r"|(?:по)?ставил(?:а|и|\(-?а\))? .{0,40}(?:отметку )?[«\"]?нравится[»\"]?.{0,20}"
        r"(?: (?:сообщению|на сообщение))?|нравится (?:ваше )?сообщение"
        r"|(?:от)?реагировал(?:а|и|\(-?а\))? .{0,40}на (?:ваше )?сообщение"
        r"|hat .{1,40} auf (?:deine|Ihre|eine) Nachricht reagiert"
        r"|hast .{1,40} auf (?:seine|ihre|eine) Nachricht reagiert"
        r"|(?:hat|hast) mit .{1,40} auf .{1,40} reagiert"
        r"|(?:gefällt|Gefällt) eine Nachricht|(?:hat|hast) eine Nachricht mit .{1,30} markiert"
        r"|a réagi (?:avec )?.{0,40}à (?:votre|ton|un) message"
        r"|(?:a|avez|as) aimé (?:un|votre|ton) message"
        r"|reaccionó (?:con )?.{0,40}a (?:tu|su|un) mensaje"
        r"|(?:le )?(?:gustó|ha gustado) (?:un|tu) mensaje|indicó que le gusta un mensaje"
        r"|reagiu (?:com )?.{0,40}(?:à|a) (?:sua|tua|uma) mensagem|curtiu uma mensagem"
        r"|ha (?:reagito|messo) .{0,40}(?:al tuo|a un) messaggio|ha messo .{1,20} a un messaggio",
    ),
    # Calls.
    (
        "call",
        r"(?:called|missed (?:a|your)(?: \w+)? (?:call|chat) (?:from|with)) "
        r"(?!me\b|us\b|my\b|h\w+\b|them\b)"
        r".{1,80}"
        r"|missed (?:an?|your) (?:(?:voice|audio|video) )?(?:call|chat)"
        r"|(?:started|joined|ended|left) (?:a|the|an) (?:(?:audio|video|voice|group|room) ?)*"
        r"(?:call|chat)"
        r"|(?:по)?звонил(?:а|и|\(-?а\))? (?!мне|нам|ему|ей).{1,80}"
        r"|пропустил(?:а|и|\(-?а\))? .{0,30}(?:звонок|вызов|видеозвонок|аудиозвонок).{0,80}"
        r"|начал(?:а|и|\(-?а\))? (?:видео|аудио)?(?:звонок|чат|вызов)"
        r"|(?:hat|hast) .{1,80} (?:angerufen|verpasst)|(?:hat|hast) einen .{0,10}anruf "
        r"(?:gestartet|verpasst|beendet)"
        r"|(?:vous |t')?(?:a|avez|as) (?:appelé|manqué)(?: .{1,80})?"
        r"|(?:te |le )?(?:llamó|llamaste|perdiste) .{1,80}|te llamó"
        r"|(?:ligou|ligaste|perdeu) .{1,80}|iniciou uma? .{0,10}(?:chamada|ligação).{0,20}"
        r"|ha chiamato .{1,80}|ti ha chiamato",
    ),
    # Taken back.
    (
        "deleted",
        r"(?:unsent|deleted|removed) (?:a|this) message"
        r"|(?:отменил|удалил)(?:а|и|\(-?а\))? (?:отправку сообщения|сообщение)"
        r"|(?:hat|hast) (?:eine|die|diese) Nachricht (?:zurückgenommen|entfernt|gelöscht)"
        r"|(?:a|avez|as) (?:annulé l[’']envoi d[’']un message"
        r"|(?:supprimé|retiré) un message)"
        r"|(?:eliminó|eliminaste|anuló el envío de|canceló el envío de) un mensaje"
        r"|(?:cancelou o envio de|removeu|apagou|excluiu) uma mensagem"
        r"|ha (?:annullato l[’']invio di|rimosso|eliminato) un messaggio",
    ),
    # The group and the chat itself.
    (
        "service",
        r"(?:named|renamed) the group .{1,200}|(?:changed|removed|set|updated) the "
        r"(?:group|chat|conversation)(?:'s)? (?:photo|name|theme|picture).{0,200}"
        r"|(?:changed|set) the (?:theme|chat theme|emoji|quick reaction|chat colors?|word effect)"
        r"s?.{0,200}|(?:set|cleared|changed|removed) (?:the |your |his |her |their |own )?"
        r"(?:own )?nicknames?.{0,200}|(?:added|removed) .{1,120} (?:to|from) the group"
        r"|(?:left|joined|created) (?:the|a|this) (?:group|chat|conversation|video chat).{0,80}"
        r"|made .{1,80} (?:a group )?admin|(?:created|started|updated|ended) (?:a|the) "
        r"(?:poll|plan|event|group).{0,200}|voted for .{1,200}"
        r"|changed (?:his|her|their) vote.{0,200}"
        r"|(?:pinned|unpinned) a message|(?:turned|switched) (?:on|off) .{1,80}"
        r"|joined the (?:group|call|chat) .{0,80}|waved at (?:you|each other|.{1,60})"
        r"|(?:set|changed) disappearing messages.{0,80}"
        r"|(?:назвал|переименовал)(?:а|и|\(-?а\))? группу.{0,200}"
        r"|(?:изменил|сменил|удалил|обновил)(?:а|и|\(-?а\))? (?:фото|название|тему|эмодзи|цвета?) ?"
        r".{0,200}|(?:добавил|удалил|исключил)(?:а|и|\(-?а\))? .{1,120} (?:в группу|из группы)"
        r"|(?:покинул|создал)(?:а|и|\(-?а\))? (?:группу|чат|беседу|опрос).{0,120}"
        r"|присоединил(?:ся|ась|ись|\(-?[а-я]+\)) к .{1,80}"
        r"|(?:задал|установил|изменил)(?:а|и|\(-?а\))? (?:псевдоним|никнейм).{0,200}"
        r"|(?:hat|hast) (?:die|der) Gruppe .{0,200}"
        r"(?:genannt|benannt|verlassen|erstellt|beigetreten)"
        r"|(?:hat|hast) .{1,160} (?:zur|aus der) Gruppe (?:hinzugefügt|entfernt)"
        r"|(?:hat|hast) (?:das|den|die) (?:Gruppen|Chat)?(?:foto|thema|bild|emoji|name|design|"
        r"Spitznamen?).{0,160} (?:geändert|festgelegt|entfernt)"
        r"|(?:a|avez|as) (?:nommé|quitté|créé|rejoint) le groupe.{0,200}"
        r"|(?:a|avez|as) (?:ajouté|supprimé|retiré) .{1,120} (?:au|du) groupe"
        r"|(?:a|avez|as) (?:modifié|changé|défini) "
        r"(?:la photo|le nom|le thème|l[’']emoji|le pseudo)"
        r".{0,200}"
        r"|(?:nombró|llamó al|creó el|creó un|abandonó el|salió del|se unió al) grupo.{0,200}"
        r"|(?:agregó|añadió|eliminó) a .{1,120} (?:al|del) grupo"
        r"|cambi(?:ó|aste) (?:la foto|el nombre|el tema|el emoji|el apodo).{0,200}"
        r"|(?:nomeou|criou|saiu d|entrou n|deixou )o? ?grupo.{0,200}"
        r"|(?:adicionou|removeu) .{1,120} (?:ao|do) grupo"
        r"|(?:alterou|mudou|definiu) (?:a foto|o nome|o tema|o emoji|o apelido).{0,200}",
    ),
)
"""Kind, and what follows the subject; a full stop ends it or not."""
WHOLE = (
    r"you (?:changed|set) the (?:chat )?theme to .{1,80}"
    r"|.{1,80} wasn['\u2019]t notified about this message because they['\u2019]re in quiet mode"
    r"|say hi to your new (?:facebook friend|connection).{0,120}"
    r"|you(?: and .{1,80})? (?:are now connected|can now (?:message|call|chat)).{0,160}"
    r"|.{1,80} and you are now (?:connected|friends).{0,60}"
    r"|you are now connected on messenger.{0,20}|you're friends on facebook.{0,20}"
    r"|messages and calls are (?:secured|protected|now secured) with end-to-end encryption.{0,200}"
    r"|(?:this|the) (?:poll|plan|message) (?:is|was|has) .{1,80}"
    r"|(?:you'?re|you are) now (?:friends|connected).{0,80}"
    r"|теперь вы (?:можете|друзья).{0,120}"
    r"|сообщения и звонки защищены сквозным шифрованием.{0,200}"
    r"|ihr seid jetzt .{1,60} (?:verbunden|befreundet).{0,20}"
    r"|vous êtes (?:maintenant|désormais) (?:amis|en contact|connectés?).{0,80}"
    r"|ahora (?:son amigos|están conectados|pueden).{0,120}"
    r"|agora vocês (?:são amigos|estão conectados|podem).{0,120}"
)
"""Sentences that begin with nobody's name."""
CALLS = (
    r"you (?:missed|started|joined|ended) an? (?:audio|video|voice) (?:call|chat)"
    r"|(?:the )?(?:(?:audio|video|voice|group) )?(?:call|chat) (?:ended|started)\b.{0,60}"
    r"|(?:аудио|видео)?(?:звонок|чат|вызов) (?:завершен|завершён|окончен|начат).{0,60}"
    r"|пропущенный (?:аудио|видео)?(?:звонок|вызов).{0,80}"
    r"|(?:der |ein )?(?:audio|video|gruppen)?(?:anruf|chat|gespräch) "
    r"(?:beendet|gestartet|wurde).{0,60}"
    r"|(?:l[’'])?(?:appel|discussion)(?: audio| vidéo)? (?:terminée?|manqué).{0,60}"
    r"|(?:la )?(?:llamada|videollamada|chat)(?: de \w+)? "
    r"(?:finalizada|perdida|finalizó|terminó).{0,60}"
    r"|(?:a )?(?:chamada|ligação|videochamada|chat)(?: de \w+)? "
    r"(?:encerrada|perdida|terminou).{0,60}"
)
BARE: tuple[tuple[MessageKind, str], ...] = (
    ("media", r"sent an attachment|(?:enviaste|has enviado) un archivo adjunto|enviaste um anexo"),
    (
        "service",
        r"liked a message|reacted .{1,40} to your (?:message|story)"
        r"|(?:от)?реагировал(?:а|и|\(-?а\))? .{0,40}на ваше сообщение|нравится (?:ваше )?сообщение"
        r"|hat .{1,40} auf deine Nachricht reagiert|gefällt eine Nachricht"
        r"|a réagi (?:avec )?.{0,40}à (?:votre|ton) message|a aimé (?:un|votre|ton) message"
        r"|reaccionó (?:con )?.{0,40}a tu mensaje|le (?:gustó|ha gustado) (?:un|tu) mensaje"
        r"|reagiu (?:com )?.{0,40}(?:à|a) (?:sua|tua) mensagem|curtiu uma mensagem",
    ),
    ("deleted", r"(?:eliminaste|anulaste el envío de|cancelaste el envío de) un mensaje"),
)
"""The same where no subject stands: few, for "left the group" may be anybody's answer."""
_SENTENCES = tuple(
    (kind, re.compile(rf"(?:{said})[.!]?", re.IGNORECASE)) for kind, said in SENTENCES
)
_BARE = tuple((kind, re.compile(rf"(?:{said})[.!]?", re.IGNORECASE)) for kind, said in BARE)
_WHOLE = re.compile(rf"(?:{WHOLE})[.!]?", re.IGNORECASE)
_CALLS = re.compile(rf"(?:{CALLS})[.!]?", re.IGNORECASE)


def mended(text: str) -> str:
    """Return what was meant by text whose UTF-8 was written as if it were Latin-1.

    Meta's JSON escapes each byte of a letter as a character of its own. Text that is right, or
    only partly wrong, is not UTF-8 when read so, and stays as it is.
    """
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def named(value: object) -> str:
    """Return a name as the app shows it; the one of an account that is gone for no name."""
    name = bare(composed(plain(mended(value)))) if isinstance(value, str) else ""
    return name or NOBODY


def is_somebody(name: str) -> bool:
    """Tell the name of a person from one that stands for any account that is gone."""
    return name.casefold() not in PLACEHOLDERS


def app_kind(text: str, sender: str) -> MessageKind | None:
    """Return what a sentence of the app is; None for a person's own words.

    Args:
        text: As it is shown, already mended.
        sender: Name of the message's sender.
    """
    said = " ".join(text.split())
    if not said or "\n" in text.strip() or len(said) > LONGEST:
        return None
    if _WHOLE.fullmatch(said):
        return "service"
    if _CALLS.fullmatch(said):
        return "call"
    return _kind(said, _BARE) or next(
        (kind for tail in _tails(said, sender) if (kind := _kind(tail, _SENTENCES))), None
    )


def _kind(
    said: str, sentences: tuple[tuple[MessageKind, re.Pattern[str]], ...]
) -> MessageKind | None:
    return next((kind for kind, sentence in sentences if sentence.fullmatch(said)), None)


def _tails(said: str, sender: str) -> Iterator[str]:
    """Yield what follows the subject of a sentence, for each that it may have.

    People say "you called" as well; the app begins with a capital and ends with a full stop.
    """
    said = TITLES.sub("", said, count=1) if TITLES.match(said) else said
    is_proper = said[:1].isupper() and said.endswith(".")
    subjects = [sender, sender.partition(" ")[0], ANYBODY, *(YOU if is_proper else ())]
    for subject in filter(None, subjects):
        tail = said[len(subject) :]
        if tail.startswith(" ") and said[: len(subject)].casefold() == subject.casefold():
            yield tail.strip()
