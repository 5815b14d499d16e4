"""Whole records cleaned field by field, with every edit on file."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from understudy.cleaning import pseudonyms
from understudy.cleaning.edits import Edit, apply, moved
from understudy.cleaning.finding import prepare, pseudonym
from understudy.cleaning.forgotten import Forgotten
from understudy.cleaning.identifiers import Identifiers
from understudy.cleaning.names.roster import Roster
from understudy.cleaning.params import CleanParams
from understudy.cleaning.pen import Change, Pen
from understudy.cleaning.stepping import STEPS, Context, UnwantedError
from understudy.cleaning.tables.cells import Cells
from understudy.cleaning.tables.survey import Survey
from understudy.core.errors import InputError, SetupError, unknown_name
from understudy.core.language import LOOKED_AT, language_of
from understudy.core.outcomes import FileReport
from understudy.core.people import People
from understudy.core.records import Conversation, Document, Row, Source

R = TypeVar("R", Document, Conversation, Row)

ACCOUNT = "ACCOUNT"
"""What stands for an account in the label of a group or a chat."""
# What tells groups apart whose names were hidden behind equal pseudonyms.
_TAG_DIGITS = 8
_MOST_REMEMBERED = 100_000  # cells: some 20 MB
_LONGEST_REMEMBERED = 40  # code points


@dataclass(frozen=True, slots=True)
class Cleaned(Generic[R]):
    """A record after cleaning."""

    record: R
    edits: tuple[Change, ...]
    """What was changed, in order; offsets are those of the text before the step."""
    emptied: tuple[InputError, ...] = ()
    """Messages that lost their text, each with the reason."""


class _Path(NamedTuple):
    """The last path in which nobody who is known was named."""

    before: str
    after: str
    edits: tuple[Change, ...]


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
        SetupError: A step is unknown, a finder's package or model is missing, the pseudonym key is
            not the one of the parameters, or pseudonyms are too short to tell the people apart.
    """

    def __init__(
        self,
        params: CleanParams,
        people: People | None,
        authors: Mapping[str, Collection[str | None]] = MappingProxyType({}),
        vocabulary: frozenset[str] = frozenset(),
        tables: Survey = Survey(),  # noqa: B008  # frozen, and empty
    ) -> None:
        self._steps = [(name, STEPS[name]) for name in params.steps if name not in params.idle]
        self._tells_languages = "language" in dict(self._steps)
        self._cells: dict[tuple[str, str], Context] = {}
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
        if self._hides:
            prepare(self._context)
        self._roles = Cells(params.tables, tables, self._roster, made)
        self._forgotten: Forgotten | None = None
        self._plain: set[tuple[str, str, str]] = set()
        self._path = _Path("", "", ())  # all rows of a table have the same

    def forget(self, forgotten: Forgotten) -> None:
        """Leave out from now on what some people wrote, and rows about them."""
        self._forgotten = forgotten

    def key(self, author: str, account: str | None) -> str:
        """Return the key of the person who is an author of messages."""
        return self._roster.key(author, account)

    def check_columns(self) -> None:
        """Refuse to have looked for columns that no row has had; call it after the rows.

        Raises:
            SetupError: Names the columns that there are.
        """
        known = sorted({column for column, _ in self._cells if column})
        for column in self._context.params.min_words.cells:
            if column not in known:
                raise SetupError(f"clean.min_words.cells: {unknown_name('column', column, known)}")

    def document(self, document: Document) -> Cleaned[Document]:
        """Clean a document's texts, and move its page starts.

        Raises:
            InputError: Nothing of the text is left.
        """
        pen = Pen(document.id, self._context, self._steps)
        context = replace(self._context, unit="document", language=document.language)
        text, rounds = pen.traced("text", document.text, context)
        pages: Iterable[int] = document.pages
        for edits in rounds:
            pages = moved(pages, edits)
        if not text.strip():
            raise InputError(document.id, "cleaning leaves no text", reason="blank")
        questions = [
            pen.said(f"questions.{place}", question, self._context)[0]
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
            UnwantedError: No message has a text, or it is a chat with somebody to be forgotten.
        """
        accounts = conversation.accounts
        authors = dict.fromkeys(message.author for message in conversation.messages)
        keys = self._roster.keys_of({author: accounts.get(author) for author in authors})
        participants = frozenset(keys.values())
        context = replace(self._context, participants=participants)
        pen = Pen(conversation.id, context, self._steps)
        names = {author: self._author(author, key) for author, key in keys.items()}
        said, forgotten = conversation.messages, list[InputError]()
        if self._forgotten is not None:
            said, forgotten = self._forgotten.without(conversation, keys, pen)
        language = self._language(message.text for message in said)
        context = replace(context, unit="message", language=language)
        messages, emptied = pen.messages(said, names, context)
        emptied = forgotten + emptied
        if not any(message.text.strip() for message in messages):
            raise _nothing_left(conversation.id, emptied)
        fields = {
            "source": self._source(conversation.source, pen),
            "further": tuple(
                self._source(source, pen, f"further.{place}")
                for place, source in enumerate(conversation.further)
            ),
            "title": pen.said("title", conversation.title, replace(context, unit="name"))[0],
            "messages": messages,
            "accounts": {}
            if self._hides
            else {names[author]: accounts[author] for author in authors if author in accounts},
            "group": self._group(conversation.group, pen, accounts.values()),
        }
        record = conversation.model_copy(update=fields)
        return Cleaned(record, tuple(pen.edits), tuple(emptied))

    def row(self, row: Row) -> Cleaned[Row]:
        """Clean the cells of a row.

        Raises:
            InputError: No cell has a text, or it is a row of somebody to be forgotten.
        """
        if self._forgotten is not None:
            self._forgotten.check(row)
        people = self._roles.people(row)
        language = self._language("".join(cell) for cell in row.cells.values())
        pen = Pen(row.id, self._context.among(people), self._steps)
        cells: dict[str, str | tuple[str, ...]] = {}
        for column, cell in row.cells.items():
            place = column if isinstance(cell, str) else ""
            read = partial(self._read, pen, people, place, language)
            cells[column] = self._roles.clean(row, column, pen, read)
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

    def file(self, report: FileReport) -> FileReport:
        """Hide names in the line of a raw file: exports are called by the people in them."""
        pen = Pen(report.sha256, self._context, self._steps)
        why = None if report.why is None else pen.label("why", report.why)[0]
        return report.model_copy(update={"path": pen.label("path", report.path)[0], "why": why})

    def _read(
        self, pen: Pen, people: frozenset[str], column: str, language: str, field: str, text: str
    ) -> str:
        """Apply all steps to the text of a cell; dates and figures of a table come again."""
        cell = column, language, text
        if cell in self._plain:
            return text
        before = len(pen.edits)
        cleaned = pen.clean(field, text, self._cell(column, language).among(people))
        if len(pen.edits) == before and len(text) <= _LONGEST_REMEMBERED:
            self._remember(cell)
        return cleaned

    def _remember(self, cell: tuple[str, str, str]) -> None:
        """Learn that nothing is found in a cell, unless that depends on who is in the row."""
        if len(self._plain) > _MOST_REMEMBERED:
            self._plain.clear()
        if not self._roster.may_be_named(cell[-1]):
            self._plain.add(cell)

    def _cell(self, column: str, language: str) -> Context:
        """Return the context of a column's cells; rows have few columns and languages."""
        if (column, language) not in self._cells:
            context = replace(self._context, unit="cell", column=column, language=language)
            self._cells[column, language] = context
        return self._cells[column, language]

    def _language(self, texts: Iterable[str]) -> str:
        """Return the language of a record, if any step asks for it."""
        if not self._tells_languages:
            return "und"
        said: list[str] = []
        size = 0
        for text in texts:
            said.append(text)
            size += len(text)
            if size > LOOKED_AT:
                break
        return language_of("\n".join(said), assume=False)

    def _author(self, author: str, key: str) -> str:
        """Return the persona's name for each of their aliases, a pseudonym for everybody else."""
        if key == self._roster.persona:
            assert self._roster.persona_name is not None, "the persona has a name"
            return self._roster.persona_name
        if not self._hides or pseudonym().fullmatch(author):
            return author
        return self._pseudonyms.make("PERSON", key)

    def _source(self, source: Source, pen: Pen, field: str = "source") -> Source:
        """Hide names in the path; the hash, and the parsed record of the same id, still tell it."""
        field, path = f"{field}.path", source.path
        if path != self._path.before:
            done = len(pen.edits)
            hidden, _ = pen.label(field, path)
            if not self._roster.may_be_named(path):  # else who it means depends on the row
                self._path = _Path(path, hidden, tuple(pen.edits[done:]))
        else:
            hidden = self._path.after
            for edit in self._path.edits:
                pen.note(field, edit.step, [Edit(edit.start, edit.end, edit.replacement)])
        return source if hidden == path else source.model_copy(update={"path": hidden})

    def _group(self, group: str, pen: Pen, accounts: Iterable[str] = ()) -> str:
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
    return [Edit(*match.span(), ACCOUNT) for match in pattern.finditer(label)]


def _nothing_left(where: str, emptied: list[InputError]) -> UnwantedError:
    """Say why no message of a conversation has a text: what was left out, if anything was.

    Nothing is wrong with a chat of pictures, or with one in which the app says who has joined.
    """
    reasons = Counter(one.reason for one in emptied if isinstance(one, UnwantedError))
    (reason, _), *_ = [*reasons.most_common(1), ("blank", 0)]
    return UnwantedError(where, "no message has a text", reason=reason)
