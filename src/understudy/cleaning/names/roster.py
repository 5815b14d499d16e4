"""Whose names stand in a text.

Everybody who wrote a message or is listed in people.yaml is known by their names and aliases, as a
whole and by each part. A part that two people share means the one who takes part in the
conversation; where both or none do, it has a pseudonym of its own.

Names that are ordinary words (see `ordinary`) are names where they have a capital letter. A surname
is an ordinary word as well when the documents write it in lower case (Linseed, Подкова); at the
start of a sentence it is then taken for a name only beside another part of it, or where its bearer
takes part in the conversation.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from understudy.cleaning.names.full import FullName
from understudy.cleaning.names.inflection import forms, vocative
from understudy.cleaning.names.ordinary import NO_NAMES, ORDINARY
from understudy.cleaning.names.surroundings import (
    is_asked,
    is_something_else,
    is_spoken_to,
    makes_a_verb,
    starts_sentence,
)
from understudy.cleaning.names.whole import (
    WORD,
    Run,
    Token,
    WholeNames,
    folded,
    is_joined,
    tokens_of,
    with_father,
)
from understudy.core.people import People, same_account, same_name

_HYPHENED = re.compile(r"(?<![^\W_])[^\W_]+(?:[-‐‑][^\W_]+)+")

_DOT = re.compile(r"\.(?=[,;:)]| [a-zа-яё0-9(])")  # of an initial; at a sentence's end it is that

_MOST_WORDS = 10  # no name has more


class Mention(NamedTuple):
    """Somebody's name in a text."""

    start: int
    end: int
    who: str
    """Key of the person; of the name, when it could be several people's."""


class Bearers(NamedTuple):
    """Everybody whom a word may name."""

    keys: frozenset[str]
    """Their keys."""
    parts: frozenset[str]
    """What the word is a form of."""


class Roster:
    """Everybody whose name is known.

    A person's key is their name without regard to case, spaces and ё.

    Args:
        people: The persona and others with aliases; None when there is no such file.
        authors: Names of the authors of messages; those that are nobody's alias are people too.
        vocabulary: Words that documents write in lower case, folded as by `vocabulary`.
        accounts: Author to the accounts behind the name, None for one that is not told: a name that
            only a listed person's accounts bear is that person's.
        told: Author to what the words of the name are, where that is known; of others the first
            word is the given name.
        ordinary: Further ordinary words, folded, in all their forms.
    """

    def __init__(
        self,
        people: People | None,
        authors: Iterable[str],
        vocabulary: frozenset[str] = frozenset(),
        accounts: Mapping[str, Collection[str | None]] = MappingProxyType({}),
        *,
        told: Mapping[str, FullName] = MappingProxyType({}),
        ordinary: frozenset[str] = frozenset(),
    ) -> None:
        self.vocabulary = vocabulary
        self.persona = same_name(people.persona.name) if people else None
        self.persona_name = people.persona.name if people else None
        self._aliases: defaultdict[str, set[str]] = defaultdict(set)
        self._parts: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        self._vocatives: defaultdict[str, set[str]] = defaultdict(set)
        self._wholes = WholeNames()
        self._bearers: dict[str, Bearers] = {}
        self._given: set[str] = set()
        self._told = told
        listed = people.ordinary_words if people else ()
        self._ordinary = ORDINARY | {same_name(word) for word in listed} | ordinary
        if people:
            for person in people.everybody:
                for name in person.names:
                    self._aliases[same_name(name)].add(same_name(person.name))
                    self._learn(name, same_name(person.name))
        self._owners = _owners(people)
        self._learn_authors(authors, accounts)
        for given in self._given & self._parts.keys():
            if called := vocative(given):
                self._vocatives[called].add(given)
        self._names = frozenset([*self._parts, *self._vocatives, *self._wholes])
        self._firsts = frozenset([*self._parts, *self._vocatives, *self._wholes.firsts])
        parts = {
            part for who in self._parts.values() for several in who.values() for part in several
        }
        for surname in parts - self._given:
            if forms(surname) & vocabulary:
                self._ordinary |= forms(surname)

        self._namesakes = {
            _namesake(author, account)
            for author, several in accounts.items()
            for account in several
            if account is not None and self._owner(account) is None
            if self.key(author) in self._owners.values()
        }

    @property
    def keys(self) -> frozenset[str]:
        """Every person's key, and every name that could be several people's."""
        shared = (part for who in self._parts.values() for part in _shared(who))
        people = (key for keys in self._aliases.values() for key in keys)
        return frozenset([*people, *shared, *self._namesakes]) - {self.persona}

    def keys_of(self, accounts: Mapping[str, str | None]) -> dict[str, str]:
        """Return the key of each author of a conversation.

        An account says more than a name: where somebody speaks by an account that is listed,
        another account of the same name is another person.

        Args:
            accounts: Author to the account behind the name, None where it is not told.
        """
        certain = {author: self._owner(account) for author, account in accounts.items()}
        found = {}
        for author, account in accounts.items():
            key = certain[author] or self.key(author)
            if account is not None and certain[author] is None and key in certain.values():
                key = _namesake(author, account)
            found[author] = key
        return found

    def key(self, author: str, account: str | None = None) -> str:
        """Return the key of an author of messages."""
        owner = self._owner(account)
        if owner is not None:
            return owner
        name = same_name(author)
        known = self._aliases.get(name, ())
        return min(known) if len(known) == 1 else name

    def _owner(self, account: str | None) -> str | None:
        """Return the key of the person who is listed with an account."""
        return None if account is None else self._owners.get(same_account(account))

    def mentions(self, text: str, participants: frozenset[str] = frozenset()) -> list[Mention]:
        """Find the names of everybody but the persona, in order, none over another.

        Args:
            text: Normalised text.
            participants: Keys of those who take part in the conversation that it is from.
        """
        if not self.may_be_named(text):
            return []
        tokens = tokens_of(text)
        found: list[Mention] = []
        position = 0
        while position < len(tokens):
            if tokens[position].form not in self._firsts:
                position += 1
                continue
            run = (
                self._whole_name(text, tokens, position)
                or self._run(text, tokens, position, participants)
                or self._called(text, tokens[position], participants)
            )
            if run is None:
                position += 1
                continue
            who = self._who(run, participants)
            length = with_father(text, tokens, position, run)
            if who is not None:
                last = tokens[position + length - 1]
                is_initial = last.is_capital and last.end - last.start == 1
                end = last.end + (is_initial and _DOT.match(text, last.end) is not None)
                found.append(Mention(tokens[position].start, end, who))
            position += length
        return found

    def may_be_named(self, text: str) -> bool:
        """Tell whether a word of a text is one of those that names have."""
        return not self._names.isdisjoint(map(folded, WORD.findall(text)))

    def who(self, name: str, participants: frozenset[str] = frozenset()) -> str | None:
        """Return the key of somebody by their name as it stands in a text.

        Empty for somebody unknown, None for the persona.
        """
        mentions = self.mentions(name, participants)
        if len(mentions) == 1 and mentions[0][:2] == (0, len(name)):
            return mentions[0].who
        owners = [self._parts.get(folded(word), {}).keys() for word in WORD.findall(name)]
        several = {key for keys in owners for key in keys}
        is_persona = all(owners) and (several & participants or several) == {self.persona}
        return None if is_persona else ""

    def _learn_authors(
        self, authors: Iterable[str], accounts: Mapping[str, Collection[str | None]]
    ) -> None:
        for author in sorted(set(authors)):
            owners = {self._owner(account) for account in accounts.get(author, ())}
            if len(owners) == 1 and (owner := owners.pop()) is not None:
                self._aliases[same_name(author)] = {owner}
                self._learn(author, owner)
            elif len(self._aliases.get(same_name(author), ())) != 1:
                self._aliases[same_name(author)] = {same_name(author)}
                self._learn(author, same_name(author))

    def _learn(self, name: str, key: str) -> None:
        """Index a name as a whole and by its parts."""
        found = [match for match in WORD.finditer(name) if not match[0].isdecimal()]
        capitals = any(match[0][0].isupper() for match in found)
        telling = [
            folded(match[0])
            for match in found
            if self._is_telling(name, match) and (match[0][0].isupper() or not capitals)
        ]
        if not telling:
            return
        told = self._told.get(name)
        self._given |= {telling[0]} if told is None else told.given
        for part in telling:
            alone = frozenset({part})  # shared: tables name a hundred thousand people
            for form in forms(part):
                known = self._parts[form].get(key)
                self._parts[form][key] = alone if known is None else known | alone
        self._wholes.learn([folded(match[0]) for match in found], key)
        for short in () if told is None else told.short:
            self._wholes.learn(short, key)
        for joined in _HYPHENED.findall(name):
            self._wholes.learn([folded(word) for word in WORD.findall(joined)], key)

    def _is_telling(self, name: str, word: re.Match[str]) -> bool:
        """Tell whether a word of a name is a name without the others."""
        form = folded(word[0])
        if len(form) < 2 or form in NO_NAMES:
            return False
        is_second = name[word.start() - 1 : word.start()] in tuple("-‐‑")
        return not (is_second and form in self._ordinary)  # the Bee of Catterick-Bee

    def _whole_name(self, text: str, tokens: list[Token], start: int) -> Run | None:
        """Match names of several words; the longest wins."""
        found = self._wholes.match(text, tokens, start)
        if found is None or not self._may_be_whole(tokens[start : start + found.length]):
            return None
        return found

    def _run(
        self, text: str, tokens: list[Token], start: int, participants: frozenset[str]
    ) -> Run | None:
        """Match parts of one person's name that stand side by side, in any order."""
        used = self._parts.get(tokens[start].form)
        if not used:
            return None
        if not self._may_be_name(tokens[start]) and not self._is_asked(
            text, tokens[start], participants
        ):
            return None
        length = 1
        for last, following in pairwise(tokens[start : start + _MOST_WORDS]):
            more = self._parts.get(following.form, {})
            both = {
                key: used[key] | more[key]
                for key in used.keys() & more.keys()
                if more[key] - used[key]
            }
            if not both or not is_joined(text, [last, following]):
                break
            if not self._may_be_name(following):
                break
            used, length = both, length + 1
        if length == 1:
            if not self._is_name(text, tokens, start, participants):
                return None
            keys, parts = self._borne_by(tokens[start].form)
            return Run(1, keys, " ".join(sorted(parts)))
        return Run(length, frozenset(used), " ".join(sorted(set().union(*used.values()))))

    def _called(self, text: str, token: Token, participants: frozenset[str]) -> Run | None:
        """Match how somebody is called: "Лен, ты где?"; of what is a word, only where one calls."""
        given = self._vocatives.get(token.form)
        if given is None:
            return None
        keys = frozenset().union(*(self._borne_by(name).keys for name in given))
        is_sure = token.is_capital and len(token.form) > 2 and token.form not in self._ordinary
        if not is_sure and not is_spoken_to(text, token.start, token.end):
            return None
        if not token.is_capital and keys.isdisjoint(participants):
            return None
        return Run(1, keys, min(given))

    def _borne_by(self, form: str) -> Bearers:
        """Return the bearers of a word; thousands may be called Anna, so they are kept."""
        if form not in self._bearers:
            who = self._parts[form]
            self._bearers[form] = Bearers(frozenset(who), frozenset().union(*who.values()))
        return self._bearers[form]

    def _may_be_whole(self, run: list[Token]) -> bool:
        """Tell whether several words in a row may be a name: not when all are ordinary words."""
        ordinary = all(one.form in self._ordinary or len(one.form) < 3 for one in run)
        return not ordinary or run[0].is_capital

    def _is_name(
        self, text: str, tokens: list[Token], position: int, participants: frozenset[str]
    ) -> bool:
        """Tell a name from an ordinary word that is spelled like it, where it stands alone."""
        token = tokens[position]
        parts = self._borne_by(token.form).parts
        is_first_form = token.form in parts
        if is_something_else(text, token.form, (token.start, token.end), is_first_form):
            return False
        if (
            not token.is_capital
            or token.form not in self._ordinary
            or not starts_sentence(text, token.start)
        ):
            return True
        if not is_first_form:
            return False  # a case of a name, at the start of a sentence: "Любой" for Люба
        if not parts & self._given:
            return not participants.isdisjoint(self._parts[token.form])
        following = tokens[position + 1 : position + 2]
        return not (following and makes_a_verb(text, token, following[0]))

    def _may_be_name(self, token: Token) -> bool:
        """Tell whether a part of a name is written as one."""
        return token.is_capital or not self._needs_capital(token.form)

    def _is_asked(self, text: str, token: Token, participants: frozenset[str]) -> bool:
        """Tell whether somebody who takes part is called by a first name that is a word."""
        parts = self._borne_by(token.form).parts
        if len(token.form) < 3 or self._given.isdisjoint(parts):
            return False
        is_here = not participants.isdisjoint(self._parts[token.form])
        return is_here and is_asked(text, token.start, token.end)

    def _needs_capital(self, form: str) -> bool:
        parts = self._borne_by(form).parts
        if form in self._ordinary or parts & self._ordinary or len(form) < 3:
            return True
        # The forms of short names are often words: Ада and "в аду".
        return form not in parts and min(map(len, parts)) < 5

    def _who(self, run: Run, participants: frozenset[str]) -> str | None:
        """Choose among people of one name; None for the persona."""
        here = run.keys & participants
        chosen = here or run.keys
        if chosen == {self.persona} or (self.persona in chosen and not here):
            return None
        return min(chosen) if len(chosen) == 1 else run.name


def _namesake(author: str, account: str) -> str:
    """Return the key of somebody who bears the name of a person known by another account."""
    return f"{same_name(author)} {same_account(account)}"


def _owners(people: People | None) -> dict[str, str]:
    """Return what could be an account of exactly one person, with that person's key."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for person in people.everybody if people else ():
        for name in person.names:
            found[same_account(name)].add(same_name(person.name))
    return {account: min(keys) for account, keys in found.items() if len(keys) == 1}


def _shared(who: Mapping[str, frozenset[str]]) -> Iterator[str]:
    if len(who) > 1:
        for parts in who.values():
            yield from parts
