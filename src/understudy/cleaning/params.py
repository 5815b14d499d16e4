"""How records are cleaned."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from understudy.cleaning.tables.params import PrivacyParams, TablePrivacyParams
from understudy.core.params import Params, Section

Kind = Literal["documents", "conversations", "rows"]


def _not_blank(phrase: str) -> str:
    if not phrase.strip():
        raise ValueError("a phrase may not be blank")
    return phrase


class AnonymiseParams(Section):
    """How personal data become pseudonyms."""

    finders: tuple[str, ...] = ("identifiers", "email", "phone", "names")
    """Names of finders of personal data in order of precedence: a later one does not see what an
    earlier one found."""
    key_fingerprint: str = Field("9b0cb77651ca0f33", pattern=r"^[0-9a-f]{16}$")
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


class CleanParams(Params):
    """How records are cleaned: steps in order, exact duplicates go, near ones are named."""

    section: ClassVar[str] = "clean"

    steps: tuple[str, ...] = ("normalise", "stop_phrases", "anonymise")
    """Names of cleaning steps, in the order they are applied."""
    stop_phrases: tuple[Annotated[str, AfterValidator(_not_blank)], ...] = ()
    """Phrases that step ``stop_phrases`` removes wherever they stand as whole words; upper and
    lower case and the kind of space do not count."""
    anonymise: AnonymiseParams = AnonymiseParams()
    """Options of step ``anonymise``."""
    drop_duplicates: tuple[Kind, ...] = ("documents", "conversations", "rows")
    """Kinds of which only the first of several equal records is kept."""
    near: NearParams = NearParams()
    """Records that are nearly the same; none is dropped."""
    tables: dict[str, TablePrivacyParams] = {}
    """Collection of rows to what its columns are; see docs/privacy.md."""
    privacy: PrivacyParams = PrivacyParams()
    """What must hold for every table."""
    max_dropped: float = Field(0.05, ge=0, le=1)
    """Share of the records of a kind that may be dropped before the stage fails; duplicates do not
    count."""

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
