"""The held-out conversations with the roles exchanged: other people's replies as targets."""

import hashlib
import heapq
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from understudy.core.records import Conversation
from understudy.dataset.chats import Reply, replies, told
from understudy.dataset.params import ChatParams
from understudy.dataset.sides import speakers

KIND = "contrast"


class OthersReplies:
    """Finds the replies of everybody but the persona, in the same kind of context.

    Args:
        persona: Her name as author; her messages stand on the other side here.
        params: The same as for her own samples; ``contrast_replies`` are taken of a conversation.
    """

    def __init__(self, persona: str, params: ChatParams) -> None:
        self.found = 0
        """How many there were; more than came where only some are taken."""
        self._persona = persona
        self._params = params

    def of(self, conversations: Iterable[Conversation]) -> Iterator[Reply]:
        """Yield those of conversations, which are those of the test split, in order."""
        for conversation in conversations:
            others = [one for one in speakers(conversation) if one != self._persona]
            found = [reply for one in others for reply in replies(conversation, one, self._params)]
            self.found += len(found)
            drawn = _drawn(found, self._params.contrast_replies)
            for _, same in groupby(drawn, key=attrgetter("speaker")):
                yield from told([*same], self._params)


def _drawn(found: list[Reply], most: int | None) -> list[Reply]:
    """Choose some by hash, so that a repeated run chooses alike."""
    if most is None or len(found) <= most:
        return found
    chosen = set(heapq.nsmallest(most, range(len(found)), key=lambda place: _draw(found[place])))
    return [reply for place, reply in enumerate(found) if place in chosen]


def _draw(reply: Reply) -> bytes:
    return hashlib.sha256(f"{KIND}\0{reply.speaker}\0{reply.where}".encode()).digest()
