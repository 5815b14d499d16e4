"""Section ``build`` of params.yaml."""

from typing import ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from understudy.core.params import Params, Section
from understudy.model import Prompt

Key = Literal["group", "answer", "near", "prompt"]


class ChatParams(Section):
    """How conversations become samples: one for each reply of the persona.

    A reply is what one side says before the other speaks. Replies that make no sense by what a
    sample shows are left out, each with its reason in ``left_out.jsonl``.
    """

    collections: tuple[str, ...] | Literal["all"] = "all"
    """Collections of conversations to use."""
    form: Literal["replies", "dialogues"] = "replies"
    """Samples of train. ``replies``: one for each reply, with what came before it. ``dialogues``:
    one for each stretch between two silences, with loss on every reply in it, which trains on the
    same replies with a fraction of the tokens read. eval and test are ``replies`` in both, so that
    figures can be compared."""
    context_turns: int | None = Field(5, ge=1, le=99)
    """Most turns before the reply; the first of them is always somebody else's. None = all since
    the last silence. A dialogue begins with no more of them."""
    silence_hours: float = Field(12, gt=0, le=1_000_000)
    """A longer pause starts a new conversation; messages without a moment never pause."""
    join_minutes: float | None = Field(10, gt=0, le=1_000_000)
    """Messages of one side are one turn while no pause between two of them is longer. What the
    persona adds later, though nobody spoke, answers nobody: it is no target (``follow_up``), but
    stays in the context of what comes after. None = however long the pause."""
    bubble: str | None = "\n\n"
    """What stands between two messages of one turn, as a model learns to write it. A message holds
    none: it loses blank lines, and a space takes the place of whatever else reads like it. So an
    answer is cut into messages at it; prompt.json tells it to whoever serves the model. None =
    messages stand on lines of their own and keep their line breaks; where one ends is lost."""
    stickers: Literal["drop", "emoji"] = "drop"
    """``emoji``: a sticker is a message of the emoji it stands for, if the export tells; ``drop``:
    no words, as a picture."""
    min_reply_words: int = Field(1, ge=1)
    """Shorter replies are no targets (``short_reply``), though they stay in the context."""
    max_reply_words: int = Field(400, ge=1)
    """Longer replies are no targets (``long_reply``)."""
    max_prompt_words: int | None = Field(600, ge=1)
    """A longer context loses its oldest turns; a reply to a longer turn is no target
    (``long_prompt``). None = no limit but ``context_turns``."""
    max_dialogue_words: int = Field(600, ge=1)
    """A longer dialogue is cut into pieces, the next of which begins with the context that its
    first reply would have alone, up to half of this. Choose it so that a piece fits
    ``train.max_tokens``: a word is one to three tokens, and what does not fit loses its oldest
    replies."""
    unseen: Literal["any", "last", "all"] = "any"
    """Of the turn that a reply answers, which messages must be without words (pictures, voices,
    forwarded, deleted) to make it no target (``unseen_prompt``): any of them, the last, or all. One
    whose words cleaning took out always does."""
    elsewhere: Literal["drop", "keep"] = "drop"
    """``drop``: a reply that points (as apps let people do) at a message outside of its context is
    no target (``outside_context``), nor is one that points at a message without words
    (``unseen_prompt``); one that points at words in the context may stand beside a picture.
    ``keep``: what replies point at does not count."""
    after_call_minutes: float | None = Field(30, gt=0, le=1_000_000)
    """Replies within so many minutes after a call began are no targets (``after_call``): they go on
    with what was said in it. None = calls do not count."""
    links: Literal["drop", "keep"] = "drop"
    """``drop``: replies of nothing but links are no targets (``only_links``)."""
    contrast_replies: int | None = Field(50, ge=1)
    """Most replies of other people that each test conversation gives to ``contrast.jsonl``; a hash
    draws them. A model measures every one of them, and intervals come from chats, not from replies:
    more of one chat say little more. None = all."""

    @field_validator("bubble")
    @classmethod
    def _can_be_split_at(cls, bubble: str | None) -> str | None:
        if bubble is None:
            return None
        if not bubble or (bubble.isspace() and "\n" not in bubble):
            raise ValueError("must hold a line break or a character that is no space")
        borders = [n for n in range(1, len(bubble)) if bubble[:n] == bubble[-n:]]
        if borders and not bubble.isspace():
            raise ValueError(
                f"{bubble!r} begins as it ends ({bubble[: borders[0]]!r}), so that an answer could "
                "be cut at the wrong place. Choose another beginning or end."
            )
        return bubble

    @model_validator(mode="after")
    def _leaves_some(self) -> Self:
        if self.min_reply_words > self.max_reply_words:
            raise ValueError(
                f"min_reply_words ({self.min_reply_words}) must not exceed "
                f"max_reply_words ({self.max_reply_words}), or no reply would be left"
            )
        return self


class RowParams(Section):
    """How the rows of one collection become samples; ``{column}`` stands for a cell."""

    prompt: str = ""
    """Template of the question."""
    answer: str = ""
    """Template of the answer."""
    text: str = ""
    """Instead of both: template of a text of continued training, e.g. ``{prompt}\\n\\n{response}``;
    all of it is learnt, and the test split holds none."""
    labels: dict[str, str] = {}
    """Name of a label to the template of its value; a blank value gives no label."""
    language: str | None = None
    """Template of the ISO 639-1 code; None = detected from prompt and answer."""
    kind: str | None = None
    """Template of the stratum; None = none, or ``seen`` and ``novel`` where rows are held out."""

    @model_validator(mode="after")
    def _makes_a_sample(self) -> Self:
        asked, answered = bool(self.prompt), bool(self.answer)
        if asked != answered or bool(self.text) == asked:
            raise ValueError("needs prompt and answer, or text instead of both")
        return self


class ReadyParams(Section):
    """How the rows of a ready dataset become samples: each is a line in a trainer's format.

    ``parse.tables`` names the files, the column of the group, and renames keys.
    """

    format: str = Field(min_length=1)
    """Name of the format, e.g. ``sharegpt``; docs/datasets.md has a table of them."""
    labels: dict[str, str] = {}
    """Name of a label to the template of its value; a blank value gives no label."""
    language: str | None = None
    """Template of the ISO 639-1 code; None = detected from the last question and answer."""
    kind: str | None = None
    """Template of the stratum; None = none, or ``seen`` and ``novel`` where rows are held out."""


class KnowledgeParams(Section):
    """Passages as texts of continued training (role ``text``), beside the questions and answers.

    None by default: prose is no dialogue, and a model that is to answer forgets how. The test split
    holds none: nothing is asked.
    """

    collections: tuple[str, ...] = ()
    """Collections of passages."""
    share: float | None = Field(None, gt=0, lt=1)
    """Largest part of train's samples that they are, chosen by hash; None = all of them."""


class MixParams(Section):
    """The part of train that a collection is."""

    share: float = Field(gt=0, lt=1)
    """Part of train's samples, e.g. 0.1 for examples of where the model is to say no."""
    max_repeats: int = Field(10, ge=1)
    """How often a sample may come where there are too few; more are learnt by heart."""


class HoldOutParams(Section):
    """Combinations of values that training never sees."""

    columns: tuple[str, ...] = Field(min_length=1)
    """Columns whose values together make a combination."""
    combinations: tuple[tuple[str, ...], ...] = Field(min_length=1)
    """The combinations held out, each with a value a column."""

    @model_validator(mode="after")
    def _fits_the_columns(self) -> Self:
        for combination in self.combinations:
            if len(combination) != len(self.columns):
                raise ValueError(
                    f"combination {list(combination)} must have a value for each of the columns "
                    f"{list(self.columns)}"
                )
        return self


class LeakParams(Section):
    """What two groups may not share unless they move together."""

    keys: tuple[Key, ...] = ("group", "answer", "near")
    """``group``: the natural unit, always in force, of rows by its words, however they are spelt;
    ``answer``: the same words as answer, or a question with its answer that stands before the
    answer of another (``exchange``);
    ``prompt``: the same words as prompt; ``near``: texts that are nearly the same, passages and
    samples (each answer with its question and, where ``answer`` is a key, too, alone) as well as
    the whole documents and conversations that `clean.near` found."""
    near_jaccard: float = Field(0.7, ge=0.3, le=1)
    """Texts are near when they share this part of their distinct runs of three words."""
    near_answers: bool = True
    """Compare answers alone, too, for ``near`` where ``answer`` is a key. Answers of one template
    are near to each other: without, they may be in two splits unless their questions are near."""
    min_words: int = Field(5, ge=3)
    """Shorter answers and texts join nobody: many people answer "yes"."""


class SplitParams(Section):
    """Shares of the components; train gets the rest."""

    eval: float = Field(0.1, ge=0, lt=1)
    """Share that watches training; 0 = none."""
    test: float = Field(0.3, ge=0, lt=1)
    """Share that is held out until the evaluation; 0 = none."""
    by: Literal["hash", "time"] = "hash"
    """``hash``: shares are probabilities, and what is added moves nothing that exists. ``time``:
    the newest components are tested, those before them watch, the oldest are learnt; one that
    crosses a cut goes to the later side whole, and is counted. Additions move the cuts."""
    times: dict[str, str] = {}
    """For ``time``: collection of rows to the column of their time (ISO 8601). Messages have
    theirs."""
    timeless: Literal["fail", "hash", "train"] = "fail"
    """For ``time``: what becomes of components without one (documents, chats of exports that tell
    none): end with a message, deal them by hash, or learn them."""

    @model_validator(mode="after")
    def _leaves_train(self) -> Self:
        if self.eval + self.test >= 1:
            raise ValueError(f"eval ({self.eval}) + test ({self.test}) must leave a share to train")
        return self


class SourceParams(Section):
    """What a collection was made from."""

    license: str = "other"
    """Identifier of its licence, e.g. ``cc-by-sa-4.0``."""
    origin: str = ""
    """Markdown: who wrote it, where it was found, who agreed."""


class CardParams(Section):
    """What only a person can say of the dataset."""

    title: str = "Dataset"
    """Heading of the card."""
    license: str = "other"
    """Identifier of the licence, e.g. ``apache-2.0``."""
    notes: str = ""
    """Markdown under the heading: origin, consent, known faults."""
    sources: dict[str, SourceParams] = {}
    """By collection, where it comes from; the card lists one without as ``not stated``."""


class BuildParams(Params):
    """How records become a dataset whose splits share nothing."""

    section: ClassVar[str] = "build"

    seed: int = 0
    """Another seed deals the components differently."""
    split: SplitParams = SplitParams()
    """Shares of the splits."""
    leaks: dict[str, LeakParams] = {}
    """Leak keys by collection; ``default`` is for those not named."""
    max_component_share: float = Field(0.2, gt=0, le=1)
    """Largest part of a collection's samples that one component may hold."""
    small_component: int = Field(20, ge=0)
    """Samples of a collection that one component may hold however small the collection is."""
    chats: ChatParams = ChatParams()
    """How conversations become samples."""
    rows: dict[str, RowParams] = {}
    """Templates by collection; rows of a collection named neither here nor in ``ready`` make no
    samples."""
    ready: dict[str, ReadyParams] = {}
    """Ready datasets by collection."""
    knowledge: KnowledgeParams = KnowledgeParams()
    """Passages that are learnt as texts."""
    hold_out: dict[str, HoldOutParams] = {}
    """Combinations of cells kept for the test split, by collection of rows."""
    min_score: float | None = Field(None, ge=0, le=10)
    """Judged samples of train and eval below it are left out; None = no threshold."""
    test_min_score: float | None = Field(None, ge=0, le=10)
    """The same for test, so that tuning ``min_score`` never changes what is tested."""
    unscored: Literal["keep", "drop"] = "keep"
    """What becomes of synthesized samples that the judge could not score."""
    shares: dict[str, float] = {}
    """Part of a collection's samples that train and eval keep, chosen by hash; 1 = all."""
    mix: dict[str, MixParams] = {}
    """Collections that are a given part of train, by choosing or repeating their samples."""
    prompt: Prompt
    """Words around questions and passages. ``persona`` may use ``{name}`` and ``{description}``
    of people.yaml; the result is written to prompt.json."""
    formats: tuple[str, ...] = ("messages",)
    """Formats of other trainers to export to, a folder each."""
    bare: bool = False
    """Exports hold nothing but the keys of the format. Without it ids, labels and evidence stand
    beside; most trainers ignore them, some services (Together) refuse lines that have more."""
    card: CardParams = CardParams()
    """What only a person can say of the dataset."""
    max_dropped: float = Field(0.05, ge=0, le=1)
    """Share of conversations or rows that may be unusable before the stage fails. What the
    parameters above leave out is counted apart and has no limit."""

    @field_validator("shares")
    @classmethod
    def _are_shares(cls, shares: dict[str, float]) -> dict[str, float]:
        for collection, share in shares.items():
            if not 0 <= share <= 1:
                raise ValueError(f"the share of '{collection}' must lie in 0..1, not {share}")
        return shares

    @model_validator(mode="after")
    def _holds_out_rows(self) -> Self:
        if both := sorted(self.rows.keys() & self.ready.keys()):
            raise ValueError(f"rows.{both[0]} and ready.{both[0]} would both make its samples")
        for collection in self.hold_out:
            place = "ready" if collection in self.ready else "rows"
            made = self.rows.get(collection) or self.ready.get(collection)
            if made is None:
                raise ValueError(f"hold_out.{collection} needs rows.{collection}")
            if made.kind is not None:
                raise ValueError(
                    f"{place}.{collection}.kind and hold_out.{collection} would both set the kind; "
                    "drop one of them"
                )
        return self

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        total = sum(mix.share for mix in self.mix.values()) + (self.knowledge.share or 0)
        if total >= 1:
            raise ValueError(f"mix and knowledge ask for {total:g} of train; leave others some")
        if both := sorted(self.mix.keys() & self.shares.keys()):
            raise ValueError(f"mix.{both[0]} and shares.{both[0]} would both choose its samples")
        for collection in self.split.times:
            if self.split.by != "time":
                raise ValueError(f"split.times.{collection} says nothing unless split.by is time")
        return self

    @model_validator(mode="after")
    def _says_the_bubble_once(self) -> Self:
        if self.prompt.bubble is not None:
            raise ValueError("prompt.bubble is written by build: set chats.bubble instead")
        return self

    def is_table(self, collection: str) -> bool:
        """Tell whether rows make its samples."""
        return collection in self.rows or collection in self.ready

    def leaks_of(self, collection: str) -> LeakParams:
        """Return the leak keys of a collection."""
        return self.leaks.get(collection) or self.leaks.get("default") or LeakParams()
