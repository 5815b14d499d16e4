"""The records that travel between stages, one JSON object a line.

Frozen, unknown fields rejected, a wrong record cannot be built. Offsets count Unicode code points
(what ``len`` counts). ``id`` comes from content, never from order or time.
"""

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

# Offered here, too: whoever makes records names them.
from understudy.core.record import Record as Record  # noqa: PLC0414
from understudy.core.record import part
from understudy.core.record import stable_id as stable_id  # noqa: PLC0414

Role = Literal["system", "user", "assistant", "text"]
Split = Literal["train", "eval", "test"]
SPLITS: tuple[Split, ...] = ("train", "eval", "test")


class Source(Record):
    """A raw file."""

    path: str
    """POSIX path relative to the first raw folder; those of a further one begin with its name."""
    sha256: str
    """Hash of the file's bytes, 64 hexadecimal digits."""


class Asset(Record):
    """A picture or another attachment kept beside the text."""

    id: str
    path: str
    """POSIX path relative to the parse stage's ``assets`` folder."""
    sha256: str
    mime: str
    """Media type, e.g. ``image/png``."""
    caption: str | None = None
    """What it shows, when a model or a person said so."""
    captioned_by: str | None = None
    """The model that wrote the caption."""


class Document(Record):
    """A text with structure: Markdown with headings, lists, tables and code kept."""

    id: str
    source: Source
    title: str
    text: str
    """Markdown; never blank."""
    pages: tuple[int, ...] = ()
    """Offset in ``text`` where each page starts, in order; empty when there are no pages."""
    language: str
    """ISO 639-1 code, or ``und``."""
    assets: tuple[Asset, ...] = ()
    chapter: str | None = None
    """Part of a larger work that it is, where the source says so; the first of its chunks'
    headings."""
    questions: tuple[str, ...] = ()
    """What it answers, where the source says so; each of its chunks is found by them too."""
    collection: str
    """Name of the set it belongs to, e.g. ``handbook``."""
    group: str
    """Natural unit of the split; a document's sections refine it (see ``Chunk.group``)."""

    @model_validator(mode="after")
    def _holds_text(self) -> Self:
        if not self.text.strip():
            raise ValueError("a document may not be blank")
        if any(a > b for a, b in pairwise(self.pages)):
            raise ValueError("pages must start in order")
        if self.pages and not 0 <= self.pages[0] <= self.pages[-1] <= len(self.text):
            raise ValueError("a page starts outside the text")
        return self


MessageKind = Literal["text", "forwarded", "sticker", "media", "call", "service", "deleted"]


@part
class Message:
    """One message of a conversation."""

    author: str
    """The name that the export shows; empty for what the app itself says."""
    text: str
    sent_at: AwareDatetime | None = None
    """Aware; None where the export gives no time. See ``Conversation.clock``."""
    reply_to: int | None = None
    """Position in the conversation of the message it answers."""
    kind: MessageKind = "text"
    """Only ``text`` is its author's own words. ``forwarded``: somebody else's; ``sticker``: its
    text is the emoji it stands for, if the export tells; ``media``: a picture, a voice, a place;
    ``service``: what the app says, e.g. who joined; ``deleted``: its author took it back."""
    assets: tuple[Asset, ...] = ()


Clock = Literal["exact", "zone", "unknown"]


class Conversation(Record):
    """A chat, or a part of a long one: messages in time order."""

    id: str
    source: Source
    further: tuple[Source, ...] = ()
    """Other exports of the same chat that messages were taken from."""
    title: str
    messages: tuple[Message, ...]
    accounts: dict[str, str] = {}
    """Author to the account behind the name, where the export tells it."""
    clock: Clock = "exact"
    """What ``sent_at`` means. ``exact``: a moment. ``zone``: the export has local times, read in
    the zone of the parameters. ``unknown``: local times of no known zone, written as if in UTC;
    durations hold, hours may not."""
    collection: str
    group: str
    """The chat."""

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if not self.messages:
            raise ValueError("a conversation needs a message")
        moments = [message.sent_at for message in self.messages if message.sent_at is not None]
        if any(moment.tzinfo is None for moment in moments):
            raise ValueError("a time needs its zone")
        if moments != sorted(moments):
            raise ValueError("times may not decrease")
        return self


class Row(Record):
    """A line of a table or a flat JSON object."""

    id: str
    source: Source
    line: int
    """Line in the file, from 1 for the first line after the header (or the first object)."""
    cells: dict[str, str | tuple[str, ...]]
    """Column to text or list of texts; the same columns in every row of a table."""
    collection: str
    group: str
    """Value of the table's group column, else the row itself."""


class Chunk(Record):
    """A passage: the unit of retrieval and of question generation.

    A half-open slice of its parent: ``parent.text[start:end] == text`` holds exactly. The parent of
    a row's chunk is the row's rendered template, so there it is ``[0:len(text)]``.
    """

    id: str
    """Hash of ``parent``, ``start`` and ``text``."""
    parent: str
    """Id of the document or row that the slice was cut from."""
    collection: str
    heading: tuple[str, ...] = ()
    """Headings above the passage, outermost first."""
    ordinal: int = Field(ge=0)
    """Position among the chunks of the parent, from 0."""
    start: int = Field(ge=0)
    end: int
    text: str
    """The slice itself; never blank."""
    opening: str = ""
    """What a slice of a cut table or code block lacks above it: its header, its fence."""
    closing: str = ""
    """What it lacks below: the fence that closes its code."""
    pages: tuple[int, int] | None = None
    """First and last page that it stands on, from 1; None without pages."""
    keys: tuple[str, ...]
    """What is embedded and searched: the text, its questions, a finding; at least one."""
    language: str
    group: str
    """Natural unit of the split: a top-level section of the document, or the row's group."""

    @property
    def shown(self) -> str:
        """The passage as a reader or a model meets it: the slice between what it lacks."""
        return "\n".join(filter(None, (self.opening, self.text, self.closing)))

    @property
    def is_row(self) -> bool:
        """Tell whether the passage was made from a table's row, whose id says so."""
        return self.parent.startswith("row-")

    @model_validator(mode="after")
    def _is_a_slice(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"[{self.start}:{self.end}] cannot hold {len(self.text)} characters")
        if not self.text.strip():
            raise ValueError("a chunk may not be blank")
        if not self.keys or not all(key.strip() for key in self.keys):
            raise ValueError("a chunk needs a key, and no key may be blank")
        return self


@part
class Turn:
    """One turn of a sample."""

    role: Role
    content: str
    assets: tuple[Asset, ...] = ()


@part
class Evidence:
    """Where a sample comes from: a span of a chunk, a row or a message."""

    parent: str
    """Id of the chunk, row or conversation."""
    start: Annotated[int, Field(ge=0)]
    """First code point in the parent's text; first message of a conversation, cell of a row."""
    end: int
    """One past the last."""


class Sample(Record):
    """A unit of training and evaluation: turns, some of which carry loss.

    Either ``[system] (user assistant)+`` or one turn of role ``text`` (continued training).
    """

    id: str
    turns: tuple[Turn, ...]
    targets: tuple[int, ...]
    """Positions in ``turns`` that carry loss: assistant turns, or the one text turn."""
    labels: dict[str, str] = {}
    """Reference labels, e.g. ``{"diagnosis": "varroa"}``; read by label metrics, never shown."""
    kind: str = ""
    """Question type or other stratum that metrics are split by; empty for none."""
    language: str = "und"
    collection: str
    group: str
    evidence: tuple[Evidence, ...] = ()

    @model_validator(mode="after")
    def _alternates(self) -> Self:
        roles = [turn.role for turn in self.turns]
        if roles == ["text"]:
            allowed = {0}
        else:
            dialogue = roles[1:] if roles[:1] == ["system"] else roles
            pairs = len(dialogue) // 2
            if not pairs or dialogue != ["user", "assistant"] * pairs:
                raise ValueError(f"turns must be [system] (user assistant)+ or text, not {roles}")
            allowed = {i for i, role in enumerate(roles) if role == "assistant"}
        if not self.targets or not set(self.targets) <= allowed:
            raise ValueError(f"targets {self.targets} must be some of {sorted(allowed)}")
        if not all(self.turns[i].content.strip() for i in self.targets):
            raise ValueError("a target may not be blank")
        return self

    @property
    def is_reply(self) -> bool:
        """Tell whether it is somebody's reply in a conversation, whose id says so."""
        return self.id.startswith("chat-")

    @property
    def is_of_chat(self) -> bool:
        """Tell whether it was said in a conversation, whose id says so."""
        return any(one.parent.startswith("conversation-") for one in self.evidence)

    def singles(self) -> tuple[Self, ...]:
        """Return the sample once for each target, which is the last turn of its own."""
        if len(self.targets) == 1:
            return (self,)
        return tuple(
            self.model_copy(update={"turns": self.turns[: one + 1], "targets": (one,)})
            for one in self.targets
        )

    @property
    def question(self) -> str:
        """The last user turn before the last target; the whole text of continued training."""
        last = self.targets[-1]
        return self.turns[last - 1].content if last else self.turns[0].content

    @property
    def answer(self) -> str:
        """The last target."""
        return self.turns[self.targets[-1]].content


class Verdict(Record):
    """What a judge says of a sample; the sample stays as it was."""

    sample: str
    score: float | None = Field(ge=0, le=10)
    """0 worst, 10 best; None = could not be scored (never 0)."""
    dimensions: dict[str, float] = {}
    """Parts of the score, each 0 to 10."""
    reason: str = ""
    """Why, in a clause; required when there is no score."""
    judge: str

    @model_validator(mode="after")
    def _explains_no_score(self) -> Self:
        if self.score is None and not self.reason:
            raise ValueError("a verdict without a score needs a reason")
        return self


class Hit(Record):
    """A retrieved chunk."""

    chunk: str
    rank: int = Field(ge=1)
    similarity: float | None = Field(None, ge=-1.0001, le=1.0001)
    """Cosine between the query and the nearest key of the chunk; None when it was found by its
    words alone."""


class Retrieval(Record):
    """What the index found for a sample, best first, whether or not it reached the prompt."""

    sample: str
    hits: tuple[Hit, ...]

    @model_validator(mode="after")
    def _is_ranked(self) -> Self:
        if [hit.rank for hit in self.hits] != list(range(1, len(self.hits) + 1)):
            raise ValueError("ranks must be 1, 2, 3 ...")
        return self


class Likelihood(Record):
    """How likely a model finds a given reply: the loss on its tokens."""

    sample: str
    nats: float = Field(ge=0)
    """Sum of the negative log-likelihoods of the target tokens."""
    tokens: int = Field(ge=1)
    """How many target tokens."""
    characters: int = Field(ge=1)
    """Length of the target in code points; nats per character compare tokenizers."""


class Prediction(Record):
    """A model's answer to a sample."""

    sample: str
    text: str | None
    hits: tuple[Hit, ...] = ()
    """Passages that stood in the prompt."""
    error: str | None = None
    tokens_in: int = 0
    tokens_out: int = 0

    @model_validator(mode="after")
    def _answers_or_fails(self) -> Self:
        if (self.text is None) == (self.error is None):
            raise ValueError("a prediction has either a text or an error")
        return self
