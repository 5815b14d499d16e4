"""Whole records cleaned field by field, with every edit on file."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Generic, TypeVar

from understudy.cleaning import pseudonyms
from understudy.cleaning.edits import Edit, apply, moved, settle
from understudy.cleaning.finding import pseudonym
from understudy.cleaning.identifiers import Identifiers
from understudy.cleaning.names import Roster
from understudy.cleaning.params import CleanParams
from understudy.cleaning.stepping import STEPS, Context, Step
from understudy.cleaning.tables.cells import Cells
from understudy.cleaning.tables.survey import Survey
from understudy.core.errors import InputError
from understudy.core.outcomes import EditRecord
from understudy.core.people import People
from understudy.core.records import Conversation, Document, Message, Row, Source

R = TypeVar("R", Document, Conversation, Row)

# What tells groups apart whose names were hidden behind equal pseudonyms.
_TAG_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Cleaned(Generic[R]):
    """A record after cleaning."""

    record: R
    edits: tuple[EditRecord, ...]
    """What was changed, in order; offsets are those of the text before the step."""


class Cleaner:
    """Applies the steps of the parameters to records.

    Args:
        params: Section ``clean``.
        people: Who is who; None when there is no such file.
        authors: Names of all authors of messages, with the accounts behind each, or None for one
            that is not told.
        vocabulary: Words that documents write in lower case.
        tables: What the tables say of people.

    Raises:
        SetupError: A step is unknown, the pseudonym key is not the one of the parameters, or
            pseudonyms are too short to tell the people apart.
    """

    def __init__(
        self,
        params: CleanParams,
        people: People | None,
        authors: Mapping[str, Collection[str | None]] = MappingProxyType({}),
        vocabulary: frozenset[str] = frozenset(),
        tables: Survey = Survey(),  # noqa: B008  # frozen, and empty
    ) -> None:
        self._steps = [(name, STEPS[name]) for name in params.steps]
        self._hides = "anonymise" in params.steps
        self._keeps_chat_ids = params.anonymise.chat_ids == "keep"
        names = dict.fromkeys(tables.names, (None,)) | dict(authors)
        self._roster = Roster(
            people, names, vocabulary, names, told=tables.names, ordinary=tables.ordinary
        )
        if self._hides or params.tables:
            options = params.anonymise
            made = pseudonyms.from_environment(options.key_fingerprint, options.digits)
            made.check_distinct("PERSON", self._roster.keys)
            for kind in sorted(set(tables.identifiers.values())):
                same = (one for one, its in tables.identifiers.items() if its == kind)
                made.check_distinct(kind, same)
        else:
            made = pseudonyms.Pseudonyms(pseudonyms.PUBLIC_KEY, params.anonymise.digits)
        self._pseudonyms = made
        numbers = Identifiers(tables.identifiers)
        self._context = Context(params, self._roster, made, identifiers=numbers)
        self._roles = Cells(params.tables, tables, self._roster, made)

    def key(self, author: str, account: str | None) -> str:
        """Return the key of the person who is an author of messages."""
        return self._roster.key(author, account)

    def document(self, document: Document) -> Cleaned[Document]:
        """Clean a document's texts, and move its page starts.

        Raises:
            InputError: Nothing of the text is left.
        """
        pen = _Pen(document.id, self._context, self._steps)
        text, rounds = pen.traced("text", document.text)
        pages: Iterable[int] = document.pages
        for edits in rounds:
            pages = moved(pages, edits)
        if not text.strip():
            raise InputError(document.id, "cleaning leaves no text", reason="blank")
        questions = [
            pen.clean(f"questions.{place}", question)
            for place, question in enumerate(document.questions)
        ]
        fields = {
            "source": self._source(document.source, pen),
            "title": pen.clean("title", document.title),
            "text": text,
            "pages": tuple(pages),
            "chapter": document.chapter and pen.clean("chapter", document.chapter),
            "questions": tuple(question for question in questions if question.strip()),
            "group": self._group(document.group, pen),
        }
        return Cleaned(document.model_copy(update=fields), tuple(pen.edits))

    def conversation(self, conversation: Conversation) -> Cleaned[Conversation]:
        """Clean a conversation's title and messages; its authors become the persona or pseudonyms.

        Messages keep their places; one that loses its text stays, without it. Accounts are personal
        data: with the names they go.

        Raises:
            InputError: No message has a text.
        """
        accounts = conversation.accounts
        authors = dict.fromkeys(message.author for message in conversation.messages)
        keys = self._roster.keys_of({author: accounts.get(author) for author in authors})
        participants = frozenset(keys.values())
        context = replace(self._context, participants=participants)
        pen = _Pen(conversation.id, context, self._steps)
        names = {author: self._author(author, key) for author, key in keys.items()}
        messages = tuple(
            self._message(place, message, names[message.author], pen)
            for place, message in enumerate(conversation.messages)
        )
        if not any(message.text.strip() for message in messages):
            raise InputError(conversation.id, "no message has a text", reason="blank")
        fields = {
            "source": self._source(conversation.source, pen),
            "further": tuple(
                self._source(source, pen, f"further.{place}")
                for place, source in enumerate(conversation.further)
            ),
            "title": pen.clean("title", conversation.title),
            "messages": messages,
            "accounts": {}
            if self._hides
            else {names[author]: accounts[author] for author in authors if author in accounts},
            "group": self._group(conversation.group, pen, accounts.values()),
        }
        return Cleaned(conversation.model_copy(update=fields), tuple(pen.edits))

    def row(self, row: Row) -> Cleaned[Row]:
        """Clean the cells of a row.

        Raises:
            InputError: No cell has a text.
        """
        context = replace(self._context, participants=self._roles.people(row))
        pen = _Pen(row.id, context, self._steps)
        cells = {column: self._roles.clean(row, column, pen, pen.clean) for column in row.cells}
        dropped = self._roles.dropped(row.collection)
        if not any("".join(cells[one]).strip() for one in cells if one not in dropped):
            raise InputError(row.id, "no cell has a text", reason="blank")
        group = self._roles.group(row, pen)
        fields = {
            "source": self._source(row.source, pen),
            "cells": cells,
            "group": self._group(row.group, pen) if group is None else group,
        }
        return Cleaned(row.model_copy(update=fields), tuple(pen.edits))

    def _message(self, place: int, message: Message, author: str, pen: "_Pen") -> Message:
        if author != message.author:
            whole = Edit(0, len(message.author), author)
            pen.note(f"messages.{place}.author", "authors", [whole])
        text = pen.clean(f"messages.{place}.text", message.text)
        return message.model_copy(update={"author": author, "text": text})

    def _author(self, author: str, key: str) -> str:
        """Return the persona's name for each of their aliases, a pseudonym for everybody else."""
        if key == self._roster.persona:
            assert self._roster.persona_name is not None, "the persona has a name"
            return self._roster.persona_name
        if not self._hides or pseudonym().fullmatch(author):
            return author
        return self._pseudonyms.make("PERSON", key)

    def _source(self, source: Source, pen: "_Pen", field: str = "source") -> Source:
        """Hide names in the path; the hash, and the parsed record of the same id, still tell it."""
        return source.model_copy(update={"path": pen.label(f"{field}.path", source.path)[0]})

    def _group(self, group: str, pen: "_Pen", accounts: Iterable[str] = ()) -> str:
        """Hide names in a group; what was changed is marked, so that no two groups become one.

        A chat of two often is called by the account of the other person.
        """
        label, hidden = pen.label("group", group)
        if self._hides and not self._keeps_chat_ids:
            edits = _account_edits(label, accounts)
            pen.note("group", "accounts", edits)
            label, hidden = apply(label, edits), hidden or bool(edits)
        if not hidden:
            return label
        tag = f"~{self._pseudonyms.tag(f'group {group}', _TAG_DIGITS)}"
        pen.note("group", "groups", [Edit(len(label), len(label), tag)])
        return label + tag


def _account_edits(label: str, accounts: Iterable[str]) -> list[Edit]:
    """Find accounts in a label, also by their digits alone."""
    spellings = {
        spelling
        for account in accounts
        for spelling in (account, *re.findall(r"\d{5,}", account))
        if spelling
    }
    if not spellings:
        return []
    longest = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest))})(?![^\W_])")
    return [Edit(*match.span(), "ACCOUNT") for match in pattern.finditer(label)]


class _Pen:
    """Cleans the fields of one record and takes down what it does."""

    def __init__(self, record: str, context: Context, steps: list[tuple[str, Step]]) -> None:
        self.edits: list[EditRecord] = []
        self._record = record
        self._context = context
        self._steps = steps

    def clean(self, field: str, text: str) -> str:
        """Apply all steps to a text."""
        return self.traced(field, text)[0]

    def only(self, field: str, text: str, *names: str) -> str:
        """Apply some of the steps to a text."""
        for name, step in self._steps:
            if name in names:
                text, _ = self._apply(field, name, step, text)
        return text

    def traced(self, field: str, text: str) -> tuple[str, list[list[Edit]]]:
        """Apply all steps to a text; return also the edits of each step."""
        rounds = []
        for name, step in self._steps:
            text, edits = self._apply(field, name, step, text)
            rounds.append(edits)
        return text, rounds

    def label(self, field: str, text: str) -> tuple[str, bool]:
        """Apply to a path or a group what hides names, and tell whether there were any."""
        hidden = False
        for name, step in self._steps:
            if name in {"normalise", "anonymise"}:
                text, edits = self._apply(field, name, step, text)
                hidden = hidden or (name == "anonymise" and bool(edits))
        return text, hidden

    def note(self, field: str, step: str, edits: list[Edit]) -> None:
        """Take down edits."""
        self.edits += (
            EditRecord(record=self._record, field=field, step=step, **edit._asdict())
            for edit in edits
        )

    def _apply(self, field: str, name: str, step: Step, text: str) -> tuple[str, list[Edit]]:
        where = f"{self._record}.{field}"
        edits = settle(text, lambda current: step(current, self._context), where=where)
        if not edits:
            return text, edits
        self.note(field, name, edits)
        return apply(text, edits), edits
