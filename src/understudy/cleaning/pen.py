"""Texts of one record cleaned, with every edit taken down."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from json.encoder import encode_basestring as quoted
from typing import NamedTuple

from understudy.cleaning.edits import Edit, apply, settle
from understudy.cleaning.stepping import Context, Step, UnwantedError
from understudy.core.errors import InputError
from understudy.core.executor import attempt
from understudy.core.records import Message


class Change(NamedTuple):
    """An `EditRecord` as it is taken down: every message of a chat has one, for its author."""

    record: str
    field: str
    step: str
    start: int
    end: int
    replacement: str

    def to_line(self) -> bytes:
        """Return the line of the `EditRecord`."""
        return (
            f'{{"record":{quoted(self.record)},"field":{quoted(self.field)},'
            f'"step":{quoted(self.step)},"start":{self.start},"end":{self.end},'
            f'"replacement":{quoted(self.replacement)}}}\n'
        ).encode()


class _Seen(NamedTuple):
    """What a step said of a text."""

    step: Step
    text: str
    context: Context
    edits: Sequence[Edit]


class Pen:
    """Cleans the fields of one record and takes down what it does.

    Args:
        record: Its id.
        context: What steps may know of names, paths and whatever is not said otherwise.
        steps: Their names, in order.
    """

    def __init__(self, record: str, context: Context, steps: Sequence[tuple[str, Step]]) -> None:
        self.edits: list[Change] = []
        self._record = record
        self._context = context
        self._steps = steps
        self._seen: _Seen | None = None

    def clean(self, field: str, text: str, context: Context | None = None) -> str:
        """Apply all steps to a text."""
        return self.traced(field, text, context or self._context)[0]

    def only(self, field: str, text: str, *names: str) -> str:
        """Apply some of the steps to a text."""
        for name, step in self._steps:
            if name in names:
                text, _ = self._apply(field, name, step, text, self._context)
        return text

    def traced(self, field: str, text: str, context: Context) -> tuple[str, list[list[Edit]]]:
        """Apply all steps to a text; return also the edits of each step."""
        rounds = []
        for name, step in self._steps:
            text, edits = self._apply(field, name, step, text, context)
            rounds.append(edits)
        return text, rounds

    def said(self, field: str, text: str, context: Context) -> tuple[str, InputError | None]:
        """Apply all steps to a text that may go alone; return also why it went, if it did.

        What goes as unwanted is one edit of the raw text, under the name of the step.
        """
        before = len(self.edits)
        done = attempt(partial(self.clean, field, context=context), text)
        where = f"{self._record}.{field}"
        if isinstance(done.failure, UnwantedError):
            del self.edits[before:]
            self.note(field, done.failure.reason, [Edit(0, len(text), "")])
            return "", UnwantedError(where, done.failure.why, reason=done.failure.reason)
        if done.failure is not None:
            raise done.failure
        assert done.value is not None, "a text or a failure"
        if done.value or not text.strip():
            return done.value, None
        return "", InputError(where, "nothing is left of it", reason=self.edits[-1].step)

    def messages(
        self, messages: Sequence[Message], names: Mapping[str, str], context: Context
    ) -> tuple[tuple[Message, ...], list[InputError]]:
        """Clean the texts of a conversation, which keep their places, and rename the authors.

        Args:
            messages: All of them.
            names: Author to the name that is written instead.
            context: What steps may know of the texts.

        Returns:
            The messages, and for each that lost its text the reason.
        """
        steps = [step for _, step in self._steps]
        made: list[Message] = []
        emptied: list[InputError] = []
        waiting = enumerate(messages)
        # Nothing is found in most texts: they are seen to be clean one after the other, up to the
        # next that is not or that a step refuses.
        work = partial(self._clean_ones, context, steps, names, made)
        while not attempt(work, waiting).value:
            place = len(made)
            message = messages[place]
            text, failure = self.said(f"messages.{place}.text", message.text, context)
            if failure is not None:
                emptied.append(failure)
            made.append(_changed(message, names[message.author], text))
        return tuple(made), emptied

    def _clean_ones(
        self,
        context: Context,
        steps: Sequence[Step],
        names: Mapping[str, str],
        made: list[Message],
        waiting: Iterator[tuple[int, Message]],
    ) -> bool:
        """Take messages in which nothing is found; tell whether they were all."""
        for place, message in waiting:
            before, text = message.author, message.text
            author = names[before]
            if author != before:
                field = f"messages.{place}.author"
                self.edits.append(Change(self._record, field, "authors", 0, len(before), author))
            for step in steps:
                if edits := step(text, context):
                    self._seen = _Seen(step, text, context, edits)
                    return False
            made.append(message if author == before else _changed(message, author, text))
        return True

    def label(self, field: str, text: str) -> tuple[str, bool]:
        """Apply to a path or a group what hides names, and tell whether there were any."""
        hidden = False
        for name, step in self._steps:
            if name in {"normalise", "anonymise"}:
                text, edits = self._apply(field, name, step, text, self._context)
                hidden = hidden or (name == "anonymise" and bool(edits))
        return text, hidden

    def note(self, field: str, step: str, edits: list[Edit]) -> None:
        """Take down edits."""
        self.edits += (Change(self._record, field, step, *edit) for edit in edits)

    def _apply(
        self, field: str, name: str, step: Step, text: str, context: Context
    ) -> tuple[str, list[Edit]]:
        first = self._edits(step, text, context)
        if not first:
            return text, []
        self._seen = _Seen(step, text, context, first)
        where = f"{self._record}.{field}"
        edits = settle(text, lambda current: self._edits(step, current, context), where=where)
        if not edits:
            return text, edits
        self.note(field, name, edits)
        return apply(text, edits), edits

    def _edits(self, step: Step, text: str, context: Context) -> Sequence[Edit]:
        """Ask a step, but not again what it just was asked: finders take their time."""
        seen = self._seen
        if (
            seen is None
            or seen.text != text
            or seen.step is not step
            or seen.context is not context
        ):
            return step(text, context)
        return seen.edits


def _changed(old: Message, author: str, text: str) -> Message:
    # A third of the time of `replace`.
    return Message(author, text, old.sent_at, old.reply_to, old.kind, old.assets)
