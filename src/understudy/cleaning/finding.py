"""What a finder of personal data is, and where finders are found.

A finder names spans of a text; step ``anonymise`` puts pseudonyms in their place. Finders run in
the order of ``clean.anonymise.finders``; what one has found stands as NUL in the text of the next.
"""

import functools
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from understudy.cleaning.names.roster import Roster
from understudy.cleaning.signs.spelling import plain
from understudy.cleaning.stepping import Context
from understudy.core.registry import Registry


class Found(NamedTuple):
    """Personal data in a text, ``text[start:end]`` in code points."""

    start: int
    end: int
    kind: str
    """What it is, in capitals: ``EMAIL``, ``PERSON``. The pseudonym begins with it."""
    identity: str
    """What the spellings of one thing have in common: they get one pseudonym."""


Finder = Callable[[str, Context], list[Found]]
"""A normalised text to what stands in it, in order, none over another.

NUL is what an earlier finder or an earlier run has hidden: never part of a find. The time must grow
no faster than the text, whatever the text is.
"""

FINDERS: Registry[Finder] = Registry("personal data finder", "understudy.cleaning.finders")

Check = Callable[[str], object]
"""A cheap look at a text: a false answer means that a finder would find nothing.

It is asked of a text as it stands, and of its plain spelling (see `plain`) where that is another.
Of a text without figures it may be true only if it is true of one piece between spaces alone, with
a space on either side: pieces of which no check is true are remembered as harmless, and where all
are, nobody looks. A check for two words beside each other would be asked of the first such text
alone; let it look for one of the words, and the finder for both.
"""

_HIDDEN = re.compile(r"[A-Z_]-[0-9a-f]{4}").search  # in each pseudonym; seldom elsewhere
_FIGURE = re.compile(r"\d").search
_MOST_REMEMBERED = 200_000  # pieces: some 20 MB
_LONGEST_REMEMBERED = 40  # code points


class _Plan(NamedTuple):
    """Which finders a text needs."""

    checks: tuple[Check, ...]
    always: tuple[Finder, ...]
    """Those that need nothing."""
    chosen: dict[tuple[bool, ...], tuple[Finder, ...]]
    """What the checks say to the finders that are left, remembered."""
    harmless: set[str]
    """Pieces between spaces that pass no check, remembered."""


Preparation = Callable[[Context], None]
"""Loads what a finder needs, or raises SetupError: before the first text, not at the thousandth."""


OfRoster = Callable[[Roster], Check]
"""Makes the check of a finder that looks for those who are known."""


class Traits(NamedTuple):
    """What a finder says of itself."""

    kinds: tuple[str, ...] = ()
    needs: Check | None = None
    needs_known: OfRoster | None = None
    ready: Preparation | None = None

    def check(self, roster: Roster) -> Check | None:
        """Return what a text must have for the finder to be worth a look."""
        return self.needs if self.needs_known is None else self.needs_known(roster)


_TRAITS: dict[Finder, Traits] = {}


def finds(
    *kinds: str,
    needs: Check | None = None,
    needs_known: OfRoster | None = None,
    ready: Preparation | None = None,
) -> Callable[[Finder], Finder]:
    """Declare what a finder finds; stands under ``FINDERS.register``.

    Args:
        kinds: The kinds of its finds: capital letters and ``_``.
        needs: What a text must have for it to be worth a look; finders that share one (see
            `checks`) share its cost.
        needs_known: The same, made of who is known.
        ready: Loads what the finder needs; called once, before the first text.

    Raises:
        ValueError: A kind would make no pseudonym.
    """
    wrong = [kind for kind in kinds if not re.fullmatch(r"[A-Z][A-Z_]*", kind)]
    if wrong:
        raise ValueError(f"kinds of finds {wrong}: write them in capital letters and _")

    def declare(finder: Finder) -> Finder:
        _TRAITS[finder] = Traits(kinds, needs, needs_known, ready)
        return finder

    return declare


def traits(name: str) -> Traits:
    """Return what a finder says of itself.

    Raises:
        SetupError: There is no finder of that name.
    """
    return _TRAITS.get(FINDERS[name], Traits())


def prepare(context: Context) -> None:
    """Load what the finders of the parameters need.

    Raises:
        SetupError: A package or a model is missing, or there is no finder of that name.
    """
    for name in context.params.anonymise.finders:
        ready = traits(name).ready
        if ready is not None:
            ready(context)


def kinds_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds that finders find, in their order, each once."""
    return tuple(dict.fromkeys(kind for name in names for kind in traits(name).kinds))


@functools.cache
def pseudonym() -> re.Pattern[str]:
    """Return the pattern of a pseudonym in a text, of whatever finder is installed."""
    kinds = "|".join(sorted(kinds_of(FINDERS), key=lambda kind: (-len(kind), kind)))
    return re.compile(rf"(?<![^\W_])(?:{kinds})-[0-9a-f]{{4,16}}(?![^\W_])")


def apart(found: Iterable[Found]) -> list[Found]:
    """Return finds in order, without those that begin inside an earlier or a longer one."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Write NUL over spans: it is no word, no space and in no normalised text."""
    pieces = []
    done = 0
    for start, end in spans:
        pieces += [text[done:start], "\0" * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])


def find(text: str, context: Context) -> list[Found]:
    """Run the finders of the parameters, each on what the earlier ones left; in order of place.

    Pseudonyms that stand in the text are no finds.
    """
    rest = text
    if "-" in text and _HIDDEN(text):  # figures of a pseudonym would call for nearly all finders
        rest = masked(text, (match.span() for match in pseudonym().finditer(text)))
    found: list[Found] = []
    for finder in _chosen(rest, context.params.anonymise.finders, context.roster):
        more = finder(rest, context)
        if more:
            found += more
            rest = masked(rest, (one[:2] for one in more))
    return sorted(found)


def _chosen(text: str, names: tuple[str, ...], roster: Roster) -> tuple[Finder, ...]:
    """Return the finders whose checks a text passes: a message of a chat seldom passes any.

    People use few words: nearly all pieces of a chat were met before. Those that are known to be
    harmless are not looked at again, unless there are figures, which make numbers together. Each
    check is made once, and which finders are left for which answers is remembered.
    """
    plan = _plan(names, roster)
    pieces = text.split()
    if plan.harmless.issuperset(pieces):
        return plan.always
    unknown = () if _FIGURE(text) else {*pieces} - plan.harmless
    answers = _answers(f" {' '.join(unknown)} " if unknown else text, plan)
    if not any(answers):
        _remember(unknown, plan)
        return plan.always
    if answers not in plan.chosen:
        passed = {check for check, answer in zip(plan.checks, answers, strict=True) if answer}
        plan.chosen[answers] = _needing(names, roster, passed)
    return plan.chosen[answers]


def _answers(text: str, plan: _Plan) -> tuple[bool, ...]:
    """Ask every check of a text as it stands, and as finders read it."""
    answers = tuple([bool(check(text)) for check in plan.checks])
    if (read := plain(text)) == text:
        return answers
    pairs = zip(answers, plan.checks, strict=True)
    return tuple([answer or bool(check(read)) for answer, check in pairs])


def _remember(pieces: Iterable[str], plan: _Plan) -> None:
    """Learn that pieces are harmless wherever they stand."""
    if len(plan.harmless) > _MOST_REMEMBERED:
        plan.harmless.clear()
    plan.harmless.update(piece for piece in pieces if len(piece) <= _LONGEST_REMEMBERED)


@functools.lru_cache(maxsize=8)
def _plan(names: tuple[str, ...], roster: Roster) -> _Plan:
    needs = (traits(name).check(roster) for name in names)
    checks = tuple(dict.fromkeys(check for check in needs if check is not None))
    return _Plan(checks, _needing(names, roster, ()), {}, set())


def _needing(names: Iterable[str], roster: Roster, passed: Iterable[Check]) -> tuple[Finder, ...]:
    """Return the finders that need nothing, or a check that was passed."""
    enough = {None, *passed}
    return tuple(FINDERS[name] for name in names if traits(name).check(roster) in enough)
