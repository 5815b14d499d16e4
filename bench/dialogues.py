"""Chats to samples: how many messages a second one core turns into replies and dialogues.

A made chat: two people (and once eight), runs of short messages in English and Russian, pauses from
seconds to days, one message in eight a picture, a sticker, a call or somebody else's words. Reading
and writing files is not counted; finding sides, checking and making samples with their ids is.
Bar: 40,000 messages/s.
"""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from understudy.core.records import Conversation, Message, MessageKind, Source

MESSAGES = 60_000
PART = 5_000
ROUNDS = 3
PERSONA = "Vera"
KINDS: tuple[MessageKind, ...] = ("media", "sticker", "call", "forwarded", "deleted")
PAUSES = (3, 5, 10, 20, 40, 90, 300, 1200, 4000, 60_000)
WORDS = (
    "the bees fly to hive honey wax smoke queen in spring and then we look again at noon ok",
    "пчёлы летят домой улей мёд воск дым матка весной и потом мы смотрим снова да ага",
)


def main() -> None:
    """Print a line for each kind of chat and form."""
    print(f"{MESSAGES:,} messages, best of {ROUNDS}")
    print(f"{'chat':10} {'form':10} messages/s  replies  samples")
    for name, others in (("of two", 1), ("of eight", 7)):
        chats = made(random.Random(7), others)
        for form in ("replies", "dialogues"):
            seconds, (found, samples) = best(partial(work, chats, form))
            print(f"{name:10} {form:10} {MESSAGES / seconds:10,.0f} {found:8,} {samples:8,}")


def made(chance: random.Random, others: int) -> list[Conversation]:
    """Make the parts of a chat."""
    people = [PERSONA] * others + [f"PERSON-{n}" for n in range(others)]
    moment, author, chats = datetime(2024, 1, 1, tzinfo=UTC), PERSONA, []
    for part in range(MESSAGES // PART):
        messages = []
        for _ in range(PART):
            if chance.random() < 0.45:
                author = chance.choice(people)
            moment += timedelta(seconds=chance.choice(PAUSES))
            words = chance.choice(WORDS).split()
            text = " ".join(chance.choices(words, k=min(30, int(chance.expovariate(0.15)) + 1)))
            kind = chance.choice(KINDS) if chance.random() < 0.125 else "text"
            messages.append(Message(author=author, text=text, sent_at=moment, kind=kind))
        chats.append(
            Conversation(
                id=f"conversation-{part}",
                source=Source(path="chat.json", sha256="0" * 64),
                title="chat",
                messages=tuple(messages),
                collection="chats",
                group=f"chats/{part}",
            )
        )
    return chats


def work(chats: list[Conversation], form: str) -> tuple[int, int]:
    """Make the samples; return how many replies were found and how many samples were made."""
    from understudy.core.executor import attempt
    from understudy.dataset.chats import Replying, replies
    from understudy.dataset.packing import Usable, pack
    from understudy.dataset.params import ChatParams

    params = ChatParams()
    replying = Replying(params, lambda language: f"You are Vera and speak {language}.")
    found = [reply for chat in chats for reply in replies(chat, PERSONA, params)]
    usable = [
        Usable(done.value.id, done.value.language, reply)
        for reply in found
        if (done := attempt(replying, reply)).value is not None
    ]
    if form == "replies":
        return len(found), len(usable)
    wanted = {one.sample for one in usable}
    return len(found), len(pack(usable, wanted, params, lambda _: "You are Vera."))


def best(run: Callable[[], tuple[int, int]]) -> tuple[float, tuple[int, int]]:
    """Return the least processor time of some rounds, and what came of it."""
    seconds, result = [], (0, 0)
    for _ in range(ROUNDS):
        started = time.process_time()
        result = run()
        seconds.append(time.process_time() - started)
    return min(seconds), result
