"""Who the people in the material are: the persona, and everybody whose name is to be hidden.

They stand in a file beside the raw data (``people.yaml``, tracked by DVC) and never in params.yaml,
which git publishes.
"""

import re
import unicodedata
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, model_validator

from understudy.core.errors import SetupError
from understudy.core.params import Section, read_yaml, validate


def _not_blank(name: str) -> str:
    if not name.strip():
        raise ValueError("a name may not be blank")
    return name


def _written_out(name: Any) -> Any:
    """Accept a number: what apps call an account often is one, and YAML reads it as such."""
    return str(name) if isinstance(name, int) and not isinstance(name, bool) else name


def _a_pseudonym(text: str) -> str:
    if not re.fullmatch(r"PERSON-[0-9a-f]{4,16}", text):
        raise ValueError(f"{text!r} is no pseudonym of a person, such as PERSON-3f2a91")
    return text


def _listed(value: Any) -> Any:
    """Accept a key without a value, which YAML reads as nothing."""
    if value is not None and not isinstance(value, list):
        raise ValueError("must be a list: each on a line of its own, behind a dash")
    return tuple(value or ())


def _by_language(value: Any) -> Any:
    if value is not None and not isinstance(value, dict):
        raise ValueError("must say the language, e.g. {en: 'You are a bicycle mechanic.'}")
    return value or {}


Name = Annotated[str, BeforeValidator(_written_out), AfterValidator(_not_blank)]
Pseudonym = Annotated[str, AfterValidator(_a_pseudonym)]
PHONE = re.compile(r"\+[\d ().-]{7,}")
_REMEDY = (
    "Say in it whose voice is learned, at least `persona: {name: NAME, aliases: [NAME IN CHATS]}`; "
    "`understudy show people` lists who speaks in the chats."
)
Names = Annotated[tuple[Name, ...], BeforeValidator(_listed)]


class Person(Section):
    """Somebody who takes part or is spoken of."""

    name: Name
    """The full name; what all aliases stand for."""
    aliases: Names = ()
    """Other spellings, as they stand in exports and texts: first name, nickname, transcription.
    Also accounts, as `understudy show people` lists them: they tell people of one name apart."""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


class Persona(Person):
    """The person whose voice is learned; their name is kept."""

    description: Annotated[dict[str, str], BeforeValidator(_by_language)] = {}
    """Language (ISO 639-1) to a sentence of who they are."""


class People(Section):
    """Everybody who is known by name."""

    persona: Persona
    """Whose voice is learned."""
    people: Annotated[tuple[Person, ...], BeforeValidator(_listed)] = ()
    """Everybody else. Authors of messages need not be listed, except for their aliases."""
    ordinary_words: Names = ()
    """Names that are ordinary words as well (``подсолнух``): hidden only where they are written
    with a capital letter."""
    forgotten: dict[str, tuple[Pseudonym, ...]] = {}
    """Whose words are left out, from whichever export they come: fingerprint of the pseudonym key
    to pseudonyms of people, their names and accounts. `understudy forget` writes it."""

    @model_validator(mode="after")
    def _is_unambiguous(self) -> Self:
        persona = {same_account(name) for name in self.persona.names}
        seen: set[str] = set()
        for place, person in enumerate(self.people):
            if taken := persona & {same_account(name) for name in person.names}:
                raise ValueError(
                    f"people.{place} has a name or alias of the persona ({min(taken)!r}): whose "
                    f"messages are to be learned? Give it to one of them"
                )
            if same_name(person.name) in seen:
                raise ValueError(f"people.{place}: {person.name!r} stands twice; join the entries")
            seen.add(same_name(person.name))
        return self

    @property
    def everybody(self) -> tuple[Person, ...]:
        """The persona first, then the others as listed."""
        return (self.persona, *self.people)


def same_name(name: str) -> str:
    """Return what two spellings of one name have in common: case, spaces and ё do not count.

    Nor does the plus of a phone number, which apps show for a name: YAML takes it for a sign.

    >>> same_name(" Артём  К.") == same_name("АРТЕМ К.")
    True
    """
    folded = unicodedata.normalize("NFC", name).casefold().replace("ё", "е")
    joined = " ".join(folded.split())
    return joined[1:] if PHONE.fullmatch(joined) else joined


def same_account(account: str) -> str:
    """Return what two spellings of one account have in common; phone numbers may lose their plus.

    >>> same_account("+79990000000") == same_account("79990000000")
    True
    """
    return same_name(account).removeprefix("+")


def load_people(path: Path) -> People:
    """Read ``people.yaml``.

    Raises:
        SetupError: It is missing, not YAML, lacks the persona's name, has unknown keys, or gives
            one name to two people.
    """
    if not path.exists():
        raise SetupError(f"{path} does not exist. {_REMEDY}")
    found = read_yaml(path)
    if not isinstance(found, dict) or not isinstance(found.get("persona"), dict):
        raise SetupError(f"{path} names no persona. {_REMEDY}")
    return validate(path, "", found, People)
