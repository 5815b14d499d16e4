"""Lists of given names and surnames, as the package Faker has them for 60 countries.

References:
    Faker, https://github.com/joke2k/faker (MIT): ``faker.providers.person``; lists of its locales
    with Latin letters. They were collected from registers of births and from encyclopedias.
"""

import functools
import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from understudy.cleaning.names.english_given import FAR_NAMES, SHORT_FORMS
from understudy.core.extras import need
from understudy.core.people import same_name

_GIVEN = (
    "first_names", "first_names_female", "first_names_male", "first_names_nonbinary",
    "first_female_names", "first_male_names", "first_romanized_names",
)  # fmt: skip
_SURNAMES = ("last_names", "last_names_female", "last_names_male", "last_romanized_names")
_USUAL = ("en_US", "en_GB")
_LAST_LATIN = "\u024f"


@dataclass(frozen=True, slots=True, eq=False)
class NameLists:
    """Names, folded as by `same_name`.

    Compared as objects: what is remembered of lists would else compare thousands of names.
    """

    given: frozenset[str]
    usual: frozenset[str]
    """Given names that are usual in the United States and Britain."""
    widespread: frozenset[str]
    """Given names of several locales, and of ours; what one alone has is oftener another word."""
    surnames: frozenset[str]
    words: frozenset[str]
    """The commonest English words."""


@functools.cache
def name_lists() -> NameLists:
    """Return the names of all locales with Latin letters, and more: 0.1 s once.

    Raises:
        MissingExtraError: Faker is not installed.
    """
    need("faker", extra="ner", plugin="finder 'given_names'")
    people = importlib.import_module("faker.providers.person")
    locales: Counter[str] = Counter()
    usual: set[str] = set()
    surnames: set[str] = set()
    for locale in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"faker.providers.person.{locale.name}").Provider
        here = set(_listed(provider, _GIVEN))
        locales.update(here)
        usual |= here if locale.name in _USUAL else set()
        surnames |= set(_listed(provider, _SURNAMES))
    return NameLists(
        frozenset(locales) | SHORT_FORMS | FAR_NAMES,
        frozenset(usual) | SHORT_FORMS,
        frozenset(name for name, times in locales.items() if times > 1) | SHORT_FORMS | FAR_NAMES,
        frozenset(surnames),
        frozenset(importlib.import_module("faker.providers.lorem.en_US").Provider.word_list),
    )


def _listed(provider: Any, attributes: tuple[str, ...]) -> Iterator[str]:
    """Yield the names of a locale that are one word of Latin letters."""
    for attribute in attributes:
        names = getattr(provider, attribute, ())
        # One locale computes its lists on an instance, from lists that are here as well.
        for name in () if isinstance(names, property) else names:
            if name.isalpha() and max(name) <= _LAST_LATIN:
                yield same_name(name)
