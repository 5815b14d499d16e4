import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.core.records import Sample
from understudy.dataset.chats import Replying, replies
from understudy.dataset.contrast import OthersReplies
from understudy.dataset.params import ChatParams
from understudy.dataset.sides import speakers
from unit.dataset.worlds import VERA, chat, turns
from unit.dataset.worlds import replied as made

ANNA, TIMUR = "PERSON-1a", "PERSON-2b"


def test_each_reply_is_a_sample_with_what_came_before() -> None:
    """Messages in a row are one turn; only the last turn is a target; the span is kept."""
    conversation = chat(
        (ANNA, "Hello Vera!"), (ANNA, "They swarm."), (VERA, "first look"), (VERA, "then touch."),
        (ANNA, "Thanks!"), (VERA, "so."),
    )  # fmt: skip
    first, second = made(conversation)

    assert ["s:<en>", "u:Hello Vera!\n\nThey swarm.", "a:first look\n\nthen touch."] == turns(first)
    assert isinstance(second, Sample)
    assert ["u:Thanks!", "a:so."] == turns(second)[-2:]
    assert (4,) == second.targets
    assert [(5, 6)] == [(one.start, one.end) for one in second.evidence]
    assert ("chats", "chats/chat", "") == (second.collection, second.group, second.kind)


def test_the_context_is_cut_to_start_with_somebody_else() -> None:
    """Three turns before a reply are user, assistant, user; two are one."""
    conversation = chat(
        (ANNA, "one"), (VERA, "two"), (ANNA, "three"), (VERA, "four"), (ANNA, "five"), (VERA, "six")
    )

    three, two, one = (turns(made(conversation, context_turns=n)[-1])[1:] for n in (3, 2, 1))

    assert ["u:three", "a:four", "u:five", "a:six"] == three
    assert ["u:five", "a:six"] == two == one


def test_a_silence_starts_a_new_conversation() -> None:
    """What was said yesterday is no context; the persona speaking first answers nobody."""
    conversation = chat(
        (ANNA, "Hello", "text", 0), (VERA, "yes", "text", 11.9), (VERA, "and now", "text", 24),
        (ANNA, "what?", "text", 24.1), (VERA, "nothing", "text", 24.2),
    )  # fmt: skip
    first, second, third = made(conversation)

    assert ["u:Hello", "a:yes"] == turns(first)[1:]
    assert "no_prompt" == second
    assert ["u:what?", "a:nothing"] == turns(third)[1:]


def test_messages_without_a_moment_never_pause() -> None:
    """An export without times is one conversation; known moments around count."""
    conversation = chat(
        (ANNA, "a", "text", 0), (VERA, "b", "text", None), (ANNA, "c", "text", 1), (VERA, "d", "text", 30)
    )  # fmt: skip

    assert ["u:a", "a:b"] == turns(made(conversation)[0])[1:]
    assert "no_prompt" == made(conversation)[1]


def test_only_own_words_count() -> None:
    """Service lines vanish, forwarded texts and pictures are nobody's words."""
    conversation = chat(
        (ANNA, "call", "service"), (ANNA, "look"), (VERA, "", "media"), (VERA, "a joke", "forwarded"),
        (ANNA, "and?"), (VERA, "fine"), (ANNA, "photo", "media"), (VERA, "lovely"), (VERA, " "),
    )  # fmt: skip
    first, second = made(conversation)

    assert ["u:look\n\nand?", "a:fine"] == turns(first)[1:]
    assert "unseen_prompt" == second, "a reply to a picture would teach to see it in the air"


def test_replies_of_a_wrong_length_are_context_only() -> None:
    """Too short and too long, each with its reason."""
    conversation = chat(
        (ANNA, "a"), (VERA, "one"), (ANNA, "b"), (VERA, "one two three"), (ANNA, "c"), (VERA, "x " * 9)
    )  # fmt: skip
    short, good, long = made(conversation, min_reply_words=2, max_reply_words=5)

    assert ("short_reply", "long_reply") == (short, long)
    assert ["u:a", "a:one", "u:b", "a:one two three"] == turns(good)[1:]


def test_in_a_group_chat_the_other_side_keeps_who_speaks() -> None:
    """Two people alone need no names; a third, even in a picture's place, does not count."""
    conversation = chat((ANNA, "Who?"), (TIMUR, "I"), (TIMUR, "do"), (VERA, "good"), (ANNA, "ok"))
    lone = chat((ANNA, "Who?"), (TIMUR, "x", "media"), (ANNA, "I"), (VERA, "good"))

    assert [f"u:{ANNA}: Who?\n\n{TIMUR}: I\n\ndo", "a:good"] == turns(made(conversation)[0])[1:]
    assert ["u:Who?\n\nI", "a:good"] == turns(made(lone, unseen="last")[0])[1:]
    assert [ANNA, VERA] == speakers(lone)


def test_the_system_turn_speaks_the_language_of_the_reply() -> None:
    """A reply without letters has the language of what came before."""
    conversation = chat(
        (ANNA, "How are you today?"), (VERA, "хорошо, спасибо вам большое"), (ANNA, "А пчёлы как?"), (VERA, "🐝 150")
    )  # fmt: skip

    assert ["ru", "ru"] == [s.language for s in made(conversation) if isinstance(s, Sample)]
    assert ["s:<ru>", "s:<ru>"] == [turns(sample)[0] for sample in made(conversation)]


def test_a_short_reply_is_in_the_language_of_its_speaker() -> None:
    """Of few words the model cannot tell: "ich komme" alone would be English."""
    german = "Die Bienen fliegen heute früh aus dem Stock, und wir sehen ihnen dabei zu."
    conversation = chat(
        (ANNA, "Wie geht es dir?"), (VERA, "ich komme"), (ANNA, "Gut"), (VERA, german)
    )

    assert ["de", "de"] == [s.language for s in made(conversation) if isinstance(s, Sample)]


def test_what_somebody_forwards_is_not_in_their_language() -> None:
    """Its words are somebody else's: "ich komme" stays German beside English news."""
    german = "Die Bienen fliegen heute früh aus dem Stock, und wir sehen ihnen dabei zu."
    news = "The weather will be dry and warm all over the county until the end of the week."
    conversation = chat(
        *((VERA, news, "forwarded") for _ in range(40)),
        (ANNA, "Wie geht es dir?"), (VERA, "ich komme"), (ANNA, "Gut"), (VERA, german),
    )  # fmt: skip

    assert ["de", "de"] == [s.language for s in made(conversation) if isinstance(s, Sample)]


def test_a_prompt_without_persona_gives_no_system_turn() -> None:
    """Some models know no system role."""
    (reply,) = replies(chat((ANNA, "a"), (VERA, "b")), VERA, ChatParams())

    assert ["u:a", "a:b"] == turns(Replying(ChatParams(), lambda _: None)(reply))


def test_contrast_exchanges_the_roles() -> None:
    """The others' replies are targets and the persona stands on the other side, named in groups."""
    pair = chat((ANNA, "a"), (VERA, "b"), (ANNA, "c"), name="pair")
    group = chat((VERA, "a"), (ANNA, "b"), (TIMUR, "c"), name="group")
    silent = chat((VERA, "a"), (ANNA, "x", "media"), name="silent")
    params = ChatParams()

    found = list(OthersReplies(VERA, params).of([pair, group, silent]))

    assert [(ANNA, "a"), (ANNA, "c"), (ANNA, "b"), (TIMUR, "c")] == [
        (reply.speaker, reply.side.text) for reply in found
    ]
    work = Replying(params, lambda _: None, "contrast")
    sample = work(found[1])
    assert ["u:b", "a:c"] == turns(sample)
    assert "contrast" == sample.kind
    assert sample.id.startswith("contrast-")
    assert [f"u:{VERA}: a\n\n{ANNA}: b", "a:c"] == turns(work(found[-1]))


@given(st.lists(st.integers(1, 12), min_size=1, max_size=4), st.integers(1, 8))
def test_of_many_contrasts_some_are_drawn(sizes: list[int], most: int) -> None:
    """So many of each chat, in order, a part of all, the same at each try; all of them are counted."""
    chats = [
        chat(*((ANNA if i % 2 else VERA, f"{i}") for i in range(2 * size)), name=f"chat {place}")
        for place, size in enumerate(sizes)
    ]
    every = list(OthersReplies(VERA, ChatParams(contrast_replies=None)).of(chats))
    some = OthersReplies(VERA, ChatParams(contrast_replies=most))

    drawn = [reply.where for reply in some.of(chats)]

    assert [min(size, most) for size in sizes] == [
        sum(reply.where in drawn for reply in every if reply.conversation is one) for one in chats
    ]
    assert drawn == [reply.where for reply in every if reply.where in drawn]
    assert drawn == [reply.where for reply in some.of(chats)]
    assert 2 * len(every) == 2 * sum(sizes) == some.found


messages = st.lists(
    st.tuples(
        st.sampled_from([VERA, ANNA, TIMUR]),
        st.sampled_from(["one", "two words", " ", ""]),
        st.sampled_from(["text", "text", "text", "media", "forwarded", "service"]),
    ),
    min_size=1,
    max_size=14,
)


@given(messages, st.integers(1, 5), st.floats(0, 600))
def test_no_word_is_invented_or_doubled(
    said: list[tuple[str, str, str]], context: int, minutes: float
) -> None:
    """Every reply holds exactly the speaker's words of its span, and all replies all their words."""
    conversation = chat(*said, minutes=minutes)
    params = ChatParams(context_turns=context)
    for speaker in (VERA, ANNA):
        found = replies(conversation, speaker, params)
        own = [
            m.text.split()
            for m in conversation.messages
            if m.author == speaker and m.kind == "text"
        ]

        assert [w for words in own for w in words] == [
            w for r in found for w in r.side.text.split()
        ]
        for reply in found:
            span = conversation.messages[reply.side.start : reply.side.end]
            assert {speaker} == {m.author for m in span if m.kind != "service"}
        for sample in made(conversation, speaker, context_turns=context, unseen="all"):
            if isinstance(sample, Sample):
                assert 3 <= len(sample.turns) <= context + 2
                assert (len(sample.turns) - 1,) == sample.targets


@pytest.mark.parametrize("context", [1, 5])
def test_ids_tell_contexts_apart(context: int) -> None:
    """Another context is another sample; the same input gives the same id."""
    conversation = chat((ANNA, "a"), (VERA, "b"), (ANNA, "c"), (VERA, "d"))
    ids = [s.id for s in made(conversation, context_turns=context) if isinstance(s, Sample)]
    other = [s.id for s in made(conversation, context_turns=3) if isinstance(s, Sample)]

    assert 2 == len(set(ids))
    assert (context == 5) == (ids == other)


def test_the_whole_dialogue_may_be_the_context() -> None:
    """Every turn since the last silence, however many."""
    conversation = chat(*[((ANNA, VERA)[i % 2], f"turn {i}") for i in range(40)])

    assert 1 + 40 == len(turns(made(conversation, context_turns=None)[-1]))


def test_a_context_too_long_loses_its_oldest_turns() -> None:
    """It still begins with somebody else; the turn that is answered is never cut."""
    conversation = chat(
        (ANNA, "one " * 5), (VERA, "two two"), (ANNA, "three three three"), (VERA, "four")
    )
    params = ChatParams(max_prompt_words=9)
    replying = Replying(params, lambda _: None)
    found = [replying(reply) for reply in replies(conversation, VERA, params)]

    assert ["u:three three three", "a:four"] == turns(found[-1])
    assert 1 == replying.shortened
    assert "long_prompt" == made(conversation, max_prompt_words=2)[-1]
    assert 5 == len(turns(made(conversation, max_prompt_words=10)[-1]))
