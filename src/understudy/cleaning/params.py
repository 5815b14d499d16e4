"""How records are cleaned."""

import re
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from understudy.cleaning.blocklist import Blocklist
from understudy.cleaning.patterns import check_pattern
from understudy.cleaning.tables.params import PrivacyParams, TablePrivacyParams
from understudy.core.params import Params, Section

Kind = Literal["documents", "conversations", "rows"]

NEEDED_FOR = {
    "markers": "markers",
    "stop_phrases": "stop_phrases",
    "language": "languages",
    "blocked_words": "blocked",
    "min_words": "min_words",
}
"""Steps to the parameter that asks for each."""


def _not_blank(phrase: str) -> str:
    if not phrase.strip():
        raise ValueError("a phrase may not be blank")
    return phrase


def _a_fingerprint(text: str) -> str:
    """Refuse anything else without repeating it: it may be the key."""
    if not re.fullmatch(r"[0-9a-f]{16}", text):
        raise ValueError(
            "must be the 16 hexadecimal digits that `dvc repro clean` tells for the key in "
            "UNDERSTUDY_PSEUDONYM_KEY, and never the key itself: git publishes params.yaml"
        )
    return text


class NameModel(Section):
    """A model that finds names of people."""

    name: str = Field(pattern=r"^[A-Za-z][\w-]*$")
    """Name of the installed package: ``en_core_web_sm``."""
    version: str | None = None
    """Its version; None = whichever is installed."""


class AnonymiseParams(Section):
    """How personal data become pseudonyms."""

    finders: tuple[str, ...] = (
        *("identifiers", "dictated", "secret", "link", "password", "email", "wallet", "iban"),
        *("record_number", "policy", "passport", "document", "snils", "inn"),
        *("account_number", "card", "ssn", "ip", "birth_date", "address", "plate"),
        *("phone", "handle", "names"),
    )
    """Names of finders of personal data in order of precedence: a later one does not see what an
    earlier one found."""
    spacy: dict[str, NameModel] = {}
    """Language (ISO 639-1) to the model that finder ``spacy`` finds names with."""
    key_fingerprint: Annotated[str, AfterValidator(_a_fingerprint)] = "9b0cb77651ca0f33"
    """Fingerprint of the key in ``UNDERSTUDY_PSEUDONYM_KEY``; the default is that of the published
    demo key ``public``, which hides nothing from somebody who can guess names."""
    digits: int = Field(6, ge=4, le=16)
    """Hexadecimal digits of a pseudonym; 6 tell some hundred people apart, a clash is an error."""
    chat_ids: Literal["hide", "keep"] = "hide"
    """``hide``: where a chat's group is called by the account of somebody in it, as chats of two
    are in some exports, the account goes too; the group's name changes, and with it the split that
    the chat lies in. ``keep``: for accounts that are nobody's."""

    @field_validator("finders")
    @classmethod
    def _each_once(cls, finders: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(finders)) < len(finders):
            raise ValueError(f"finders {list(finders)}: each may stand once")
        return finders


class MarkersParams(Section):
    """Marks of those who prepared the material, which are nobody's words.

    Patterns are regular expressions of Python's package ``regex``; upper and lower case do not
    count. One that takes longer than a second on a text ends the stage with its place.
    """

    marks: tuple[str, ...] = ()
    """Patterns of what is cut wherever it stands, e.g. ``\\[(?:EXPLAIN|ЭСКАЛАЦИЯ)\\]``. The space
    around it goes too, and so does a line that held nothing else."""
    stubs: tuple[str, ...] = ()
    """Patterns of what says nothing where it stands alone, e.g. ``Не требуется\\.?``: as the whole
    of a text or a cell, as a line, or between marks. They must match it from end to end."""

    @field_validator("marks", "stubs")
    @classmethod
    def _are_patterns(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for place, pattern in enumerate(patterns):
            check_pattern(pattern, place)
        return patterns


class BlockedParams(Section):
    """Words that nobody should learn."""

    words: tuple[str, ...] = ()
    """Words or phrases, found as whole words in any case; ``*`` stands for any letters: ``спам*``
    is a word that begins so. Russian ё and е are one letter."""
    action: Literal["drop", "mask"] = "drop"
    """``drop``: the document or the row goes; a message stays without its text, and what answers
    it is no target. ``mask``: the word alone is replaced."""
    mask: str = "***"
    """What stands in place of a word."""

    @model_validator(mode="after")
    def _finds_words(self) -> Self:
        for place, word in enumerate(self.words):
            if not any(map(str.isalnum, word)):
                raise ValueError(f"words[{place}] is {word!r}: it needs a letter or a figure")
        for hit in self.finder.find(self.mask):
            raise ValueError(f"mask {self.mask!r} is itself words[{hit.entry}]: choose another one")
        return self

    @cached_property
    def finder(self) -> Blocklist:
        """What finds the words; kept here, because to look it up by a long list takes longer."""
        return Blocklist(self.words)


class MinWordsParams(Section):
    """Texts that are too short.

    For replies in chats there is ``build.chats.min_reply_words``: a short message of somebody else
    is what the next one answers.
    """

    documents: int = Field(0, ge=0)
    """Documents with fewer words go; 0 = none."""
    cells: dict[str, Annotated[int, Field(ge=1)]] = {}
    """Column to the fewest words of its cells; a row with a shorter one goes. Cells that hold a
    list do not count."""


class NearParams(Section):
    """Which records are nearly the same, so that build keeps them in one split.

    Rows are never compared: those of a table are alike, and short texts are equal or different.
    """

    min_similarity: float | None = Field(0.8, ge=0.3, le=1)
    """Part of their distinct runs of three words that two texts must share; None = nothing is
    compared."""
    min_words: int = Field(5, ge=3)
    """Shorter texts are near nothing: many people answer "yes, of course"."""
    kinds: tuple[Literal["documents", "conversations"], ...] = ("documents", "conversations")
    """Kinds of which records are compared, each kind with itself."""
    drop: bool = False
    """Whether a record that is near an earlier one goes, counted as ``near_duplicate``; else all
    stay, and build puts them into one split."""

    @model_validator(mode="after")
    def _drops_what_it_finds(self) -> Self:
        if self.drop and self.min_similarity is None:
            raise ValueError("drop needs a min_similarity: nothing is compared without one")
        return self


class CleanParams(Params):
    """How records are cleaned: steps in order, exact duplicates go, near ones are named."""

    section: ClassVar[str] = "clean"

    steps: tuple[str, ...] = (
        "normalise",
        "markers",
        "stop_phrases",
        "language",
        "blocked_words",
        "min_words",
        "anonymise",
    )
    """Names of cleaning steps, in the order they are applied; one whose parameters ask for nothing
    does nothing."""
    markers: MarkersParams = MarkersParams()
    """What step ``markers`` cuts."""
    stop_phrases: tuple[Annotated[str, AfterValidator(_not_blank)], ...] = ()
    """Phrases that step ``stop_phrases`` removes wherever they stand as whole words; upper and
    lower case and the kind of space do not count."""
    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], ...] = ()
    """ISO 639 codes, e.g. ``ru``: step ``language`` leaves out documents, rows and messages in any
    other language; empty = all are kept. Short messages are in the language of their chat; what is
    in no language that can be told is kept."""
    blocked: BlockedParams = BlockedParams()
    """What step ``blocked_words`` finds."""
    min_words: MinWordsParams = MinWordsParams()
    """What step ``min_words`` finds too short."""
    anonymise: AnonymiseParams = AnonymiseParams()
    """Options of step ``anonymise``."""
    drop_duplicates: tuple[Kind, ...] = ("documents", "conversations", "rows")
    """Kinds of which only the first of several equal records is kept."""
    near: NearParams = NearParams()
    """Records that are nearly the same."""
    tables: dict[str, TablePrivacyParams] = {}
    """Collection of rows to what its columns are; see docs/privacy.md."""
    privacy: PrivacyParams = PrivacyParams()
    """What must hold for every table."""
    max_dropped: float = Field(0.05, ge=0, le=1)
    """Share of the records of a kind that may be dropped before the stage fails; duplicates and
    what the parameters above leave out do not count."""

    @property
    def idle(self) -> frozenset[str]:
        """Names of steps whose parameters ask for nothing."""
        asked = {
            "markers": self.markers.marks or self.markers.stubs,
            "stop_phrases": self.stop_phrases,
            "language": self.languages,
            "blocked_words": self.blocked.words,
            "min_words": self.min_words.documents or self.min_words.cells,
        }
        return frozenset(name for name, what in asked.items() if not what)

    @model_validator(mode="after")
    def _orders_steps(self) -> Self:
        if len(set(self.steps)) < len(self.steps):
            raise ValueError(f"steps {list(self.steps)}: each may stand once")
        if "anonymise" in self.steps:
            before = self.steps[: self.steps.index("anonymise")]
            if "normalise" not in before:
                raise ValueError(
                    "steps: put 'normalise' before 'anonymise', or a name that is written with "
                    "invisible or combining characters would not be found"
                )
        return self

    @model_validator(mode="after")
    def _asks_for_steps(self) -> Self:
        for step, key in NEEDED_FOR.items():
            if step not in self.steps and step not in self.idle:
                raise ValueError(f"{key} is set, so put step '{step}' among the steps")
        return self

    @property
    def told_kinds(self) -> tuple[str, ...]:
        """Kinds of pseudonyms that columns have by their role ``identifier``."""
        kinds = (kind for table in self.tables.values() for kind in table.kinds)
        return tuple(sorted(set(kinds)))

    @model_validator(mode="after")
    def _fits_the_tables(self) -> Self:
        for name, table in self.tables.items():
            hides = table.having("person") or table.having("identifier")
            if hides and "anonymise" not in self.steps:
                raise ValueError(
                    f"tables.{name}: roles person and identifier make pseudonyms; put 'anonymise' "
                    "into steps"
                )
            if table.suppress and table.limits(self.privacy) == (1, 1):
                raise ValueError(
                    f"tables.{name}: suppress needs min_k or min_l, here or in clean.privacy"
                )
        return self
