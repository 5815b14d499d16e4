"""Texts that look like what finders look for: made of their own patterns."""

import functools
import re
import sys
from collections.abc import Iterable, Iterator

from hypothesis import strategies as st

from understudy.cleaning.finding import FINDERS, traits

_LETTERS = st.characters(
    min_codepoint=32,
    max_codepoint=0x451,
    categories=("L", "N", "P", "S", "Zs"),
    include_characters="\0",  # what is hidden already, which two patterns ask for
)


def patterns() -> list[re.Pattern[str]]:
    """Return the patterns of all finders, of the modules that they share, and of their checks."""
    modules = [
        module
        for name, module in sorted(sys.modules.items())
        if name.startswith("understudy.cleaning.signs.")
    ]
    modules += [sys.modules[FINDERS[name].__module__] for name in FINDERS]
    found = [one for module in modules for one in _within(vars(module).values())]
    found += _within(traits(name).needs for name in FINDERS)
    return list(dict.fromkeys(found))


def _within(values: Iterable[object]) -> Iterator[re.Pattern[str]]:
    for value in values:
        if isinstance(value, (tuple, list)):
            yield from _within(value)
        pattern = getattr(value, "__self__", value)  # of ``re.compile(...).search``
        if isinstance(pattern, re.Pattern):
            yield pattern


@functools.cache
def _like(pattern: re.Pattern[str]) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, alphabet=_LETTERS)


LIKE = st.sampled_from(patterns()).flatmap(_like)
"""Something that a pattern finds, in any case, and what stands around it."""
