import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.parsing.chats.meta.sentences import app_kind, mended
from unit.soon import soon

SENDER = "Анна Петрова"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Анна sent an attachment.", "media"),
        ("Анна Петрова sent an attachment.", "media"),
        ("You sent a photo.", "media"),
        ("You shared a story.", "media"),
        ("Анна отправил(-а) вложение.", "media"),
        ("Пользователь Анна отправил вложение.", "media"),
        ("Вы отправили вложение.", "media"),
        ("Анна hat einen Anhang gesendet.", "media"),
        ("Du hast einen Anhang gesendet.", "media"),
        ("Анна a envoyé une pièce jointe.", "media"),
        ("Vous avez envoyé une pièce jointe.", "media"),
        ("Анна envió un archivo adjunto.", "media"),
        ("Enviaste un archivo adjunto.", "media"),
        ("Анна enviou um anexo.", "media"),
        ("Você enviou um anexo.", "media"),
        ("Liked a message", "service"),
        ("Reacted 😂 to your message ", "service"),
        ("Анна reacted ❤ to your message", "service"),
        ("Анна hat mit ❤ auf deine Nachricht reagiert.", "service"),
        ("Анна a réagi ❤ à votre message", "service"),
        ("Reaccionó con ❤ a tu mensaje", "service"),
        ("Reagiu com ❤ à sua mensagem", "service"),
        ("Отреагировал(-а) ❤ на ваше сообщение", "service"),
        ("Анна called you.", "call"),
        ("You missed a call from Анна.", "call"),
        ("Анна started a video chat.", "call"),
        ("You missed an audio call", "call"),
        ("vera wasn't notified about this message because they're in quiet mode.", "service"),
        ("You started an audio call", "call"),
        ("You changed the theme to Love", "service"),
        ("A contact changed the theme to Love", "service"),
        ("The video chat ended.", "call"),
        ("Анна звонил(-а) вам.", "call"),
        ("Анна hat dich angerufen.", "call"),
        ("Анна vous a appelé.", "call"),
        ("Анна te llamó.", "call"),
        ("Анна ligou para você.", "call"),
        ("Анна unsent a message", "deleted"),
        ("Вы отменили отправку сообщения.", "deleted"),
        ("Анна named the group Beekeepers.", "service"),
        ("Анна changed the theme to Love.", "service"),
        ("You set the nickname for Vera Hill to V.", "service"),
        ("Анна added Vera Hill to the group.", "service"),
        ("Анна left the group.", "service"),
        ("Анна добавила Веру в группу.", "service"),
        ("Анна hat Vera Hill zur Gruppe hinzugefügt.", "service"),
        ("Анна a quitté le groupe.", "service"),
        ("Анна abandonó el grupo.", "service"),
        ("Say hi to your new Facebook friend, Vera.", "service"),
        ("You can now message and call each other and see info like Active Status.", "service"),
    ],
)
def test_sentences_of_the_app(text: str, kind: str) -> None:
    """They are told in the languages of the export, with the sender, "you" or nobody before."""
    assert kind == app_kind(text, SENDER)


@pytest.mark.parametrize(
    "text",
    [
        "I sent an attachment.",
        "Vera sent an attachment.",
        "She said you sent an attachment",
        "Анна отправила вложение?\nНе вижу",
        "you called me yesterday, why?" * 20,
        "я отправила вложение вчера",
        "He liked a message of mine",
        "Liked a message, did you?",
        "",
        "so liked a message",
        "missed you!",
        "called mum, no answer",
        "You called me.",
        "you left the group.",
        "voted for the second one",
        "llamaste a tu madre",
    ],
)
def test_words_of_people(text: str) -> None:
    """What only resembles such a sentence stays somebody's words."""
    assert app_kind(text, SENDER) is None


@given(text=st.text())
def test_mending_undoes_what_the_export_does(text: str) -> None:
    """Whatever was written, as far as it is text."""
    right = text.encode("utf-8", "replace").decode()

    assert right == mended(right.encode().decode("latin-1"))


@pytest.mark.parametrize("text", ["да", "café", "naïve 🐝", "Ð¿ и п", "Ð", "plain", "£5"])
def test_right_text_stays(text: str) -> None:
    """Letters that are no UTF-8 when read as bytes were right already, or are mixed."""
    assert text == mended(text)


def test_long_sentences_cost_nothing() -> None:
    """A text made to be tried in every way is refused at once."""
    for text in ("changed " * 49, "hat " * 99, "Anna " * 79, "a réagi avec " * 30, " " * 10**6):
        soon(lambda text=text: app_kind(text, "Anna"), 1)
