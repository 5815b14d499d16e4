"""From replies of a model to documents: text that was read, pictures that were described."""

from collections.abc import Callable, Sequence

from understudy.core.errors import InputError
from understudy.core.executor import Done, attempt
from understudy.core.language import language_of
from understudy.core.records import Asset, Document, stable_id
from understudy.parsing.chats.whatsapp.lines import looks_like_whatsapp
from understudy.parsing.documents import NO_TEXT, WRITTEN
from understudy.parsing.files import PARSERS, Draft, Parsed, Problem, RawFile, Wanted
from understudy.parsing.params import ParseParams
from understudy.parsing.vision.splicing import Piece, replaced, spliced
from understudy.parsing.vision.wording import described

Replies = Callable[[Wanted], Done[str]]
"""What a model said of a picture, as text; the reason when it said nothing."""


def filled(parsed: Parsed, replies: Replies, params: ParseParams, model: str) -> Parsed:
    """Put what a model said into the documents of a file.

    A draft with text becomes a document, or what a parser of text makes of it: a screenshot of an
    exported chat is a conversation. One without becomes a problem. A picture without a reply
    leaves the document as it was, and is a problem.

    Args:
        parsed: Of one file.
        replies: What was said of each picture.
        params: Section ``parse``.
        model: Name of the model, for the assets that it described.
    """
    if not parsed.wanted and not parsed.drafts:
        return parsed
    outcomes = [(wanted, replies(wanted)) for wanted in parsed.wanted]
    problems = [_problem(wanted, done.failure) for wanted, done in outcomes if done.failure]
    kept = parsed.model_copy(update={"drafts": (), "wanted": ()})
    documents = [
        _document(one, _of(one.id, outcomes), model) for one in parsed.documents
    ]  # fmt: skip
    made = []
    for draft in parsed.drafts:
        mine = _of(draft.id, outcomes)
        done = attempt(lambda pair: _finished(*pair, params, model), (draft, mine))
        if done.value is not None:
            made.append(done.value)
        elif done.failure is not None:
            problems = [one for one in problems if one.where != draft.group]
            problems.append(Problem.of("documents", done.failure))
    has_read = any(wanted.kind == "ocr" and done.value for wanted, done in outcomes)
    return kept.model_copy(
        update={
            "documents": (*documents, *(one for part in made for one in part.documents)),
            "conversations": (
                *kept.conversations,
                *(one for part in made for one in part.conversations),
            ),
            "problems": (*kept.problems, *problems),
            "is_seen": has_read,
            "engine": "+".join(filter(None, [kept.engine, model if has_read else None])) or None,
        }
    )


Outcomes = Sequence[tuple[Wanted, Done[str]]]


def _of(document: str, outcomes: Outcomes) -> Outcomes:
    return [pair for pair in outcomes if pair[0].document == document]


def _problem(wanted: Wanted, failure: InputError) -> Problem:
    done = "read" if wanted.kind == "ocr" else "described"
    page = "" if wanted.page is None else f" on page {wanted.page + 1}"
    why = f"a picture{page} was not {done}: {failure.why}"
    return Problem(kind="pictures", where=wanted.where, why=why, reason=failure.reason)


def _document(one: Document, outcomes: Outcomes, model: str) -> Document:
    text, pages = _text(one.text, one.pages, outcomes)
    if text == one.text:
        return one
    changes = {
        "id": stable_id("document", one.group, text),
        "text": text,
        "pages": pages,
        "assets": _captioned(one.assets, outcomes, model),
    }
    return one.model_copy(update=changes)


def _finished(draft: Draft, outcomes: Outcomes, params: ParseParams, model: str) -> Parsed:
    """Make what a draft was to become.

    Raises:
        InputError: Nothing was read in its pictures, and nothing said of them.
    """
    text, pages = _text(draft.text, draft.pages, outcomes)
    if not any(_words(*pair) for pair in outcomes) or not WRITTEN.search(text):
        failure = next((done.failure for _, done in outcomes if done.failure), None)
        why = failure.why if failure else "there is no text in it, not even in its pictures"
        raise InputError(draft.group, why, reason=failure.reason if failure else NO_TEXT)
    read = "\n\n".join(filter(None, (_words(*one) for one in outcomes if one[0].kind == "ocr")))
    if looks_like_whatsapp(read):
        file = RawFile(draft.source, draft.collection, None, read.encode())
        chat = attempt(lambda raw: PARSERS["whatsapp"](raw, params), file)
        if chat.value is not None:
            return chat.value
    found = Document(
        id=stable_id("document", draft.group, text),
        source=draft.source,
        title=draft.title,
        text=text,
        pages=pages,
        language=language_of(read or text),
        assets=_captioned(draft.assets, outcomes, model),
        collection=draft.collection,
        group=draft.group,
    )
    return Parsed(documents=(found,))


def _text(text: str, pages: tuple[int, ...], outcomes: Outcomes) -> tuple[str, tuple[int, ...]]:
    """Return a text with what was said, and where its pages start."""
    whole = _whole(outcomes)
    before = pages
    for page, words in reversed(whole.items()):  # from the end: pages before keep their places
        text, pages = replaced(text, pages, page, words)
    pieces = []
    for wanted, done in outcomes:
        words = _words(wanted, done)
        if not words or wanted.instead:
            continue
        at, page = wanted.at, wanted.page
        if page in whole:  # nobody knows where in the new text: behind it
            at = len(text)
        elif page is not None and page < len(pages):
            at += pages[page] - before[page]
        pieces.append(Piece(words if wanted.kind == "ocr" else described(words), at, page))
    return spliced(text, pages, pieces)


def _words(wanted: Wanted, done: Done[str]) -> str:
    """Return what was said of a picture, else what is there without the model."""
    return done.value or wanted.fallback


def _whole(outcomes: Outcomes) -> dict[int | None, str]:
    """Return what takes the place of pages, or of all text: what was read without a gap."""
    read: dict[int | None, list[str | None]] = {}
    for wanted, done in outcomes:
        if wanted.instead:
            read.setdefault(wanted.page, []).append(done.value)
    return {page: "\n\n".join(filter(None, parts)) for page, parts in read.items() if all(parts)}


def _captioned(assets: tuple[Asset, ...], outcomes: Outcomes, model: str) -> tuple[Asset, ...]:
    said = {one.asset: done.value for one, done in outcomes if one.kind == "describe"}
    return tuple(
        asset.model_copy(update={"caption": words, "captioned_by": model})
        if (words := said.get(asset.path))
        else asset
        for asset in assets
    )
