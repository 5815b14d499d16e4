"""The held-out conversations with the roles exchanged: other people's replies as targets."""

from collections.abc import Iterable, Iterator

from understudy.core.records import Conversation
from understudy.dataset.chats import Reply, replies
from understudy.dataset.params import ChatParams
from understudy.dataset.sides import speakers

KIND = "contrast"


def others_replies(
    conversations: Iterable[Conversation], persona: str, params: ChatParams
) -> Iterator[Reply]:
    """Yield the replies of everybody but the persona, in the same kind of context.

    Args:
        conversations: Those of the test split.
        persona: Her name as author; her messages stand on the other side here.
        params: The same as for her own samples.
    """
    for conversation in conversations:
        for speaker in speakers(conversation):
            if speaker != persona:
                yield from replies(conversation, speaker, params)
