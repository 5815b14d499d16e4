"""The second pass over a folder: what only a model can tell of its pictures.

The parsers have run, the pictures lie on the disk. Each picture is asked about once, however many
documents show it, and a reply is kept between runs and beside the results.
"""

import hashlib
import json
import logging
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path

from pydantic import ValidationError
from tqdm import tqdm

from understudy.core import jsonl
from understudy.core.cache import ItemCache
from understudy.core.errors import InputError, SetupError, unknown_name
from understudy.core.executor import Done, attempt
from understudy.core.records import Record
from understudy.parsing.files import Parsed, Wanted
from understudy.parsing.params import ParseParams, VlmParams
from understudy.parsing.picture_bytes import prepared
from understudy.parsing.vision.filling import filled
from understudy.parsing.vision.plugins import SEERS, Answer, Seer, Task, label_of, prompt_of
from understudy.parsing.vision.wording import said

log = logging.getLogger(__name__)

Request = tuple[Task, str]
"""What is asked, and the path of the asset."""
Outcome = Answer | InputError | SetupError


class Reply(Record):
    """What a model said of a picture: an input of the results, like a file."""

    key: str
    """Hash of all that the request depends on."""
    model: str
    prompt: Task
    """Name of the prompt."""
    picture: str
    """Path of the asset; its name is the hash of its content."""
    ended: str
    """How the reply ended: ``stop``, ``length`` or ``refused``."""
    text: str
    """As it came: raw text of pictures that were read is to be inspected here."""


def described(
    results: Iterable[Parsed], params: ParseParams, parsed: Path, *, kept: Collection[str] = ()
) -> Iterator[Parsed]:
    """Yield what the parsers found with what a model says of its pictures, in the same order.

    Args:
        results: Their attachments lie on the disk already.
        params: Section ``parse``; without ``vlm`` nothing changes.
        parsed: Folder of the stage: ``assets`` are read, ``replies.jsonl`` is written.
        kept: Assets of other files, looked at when all results are there.

    Raises:
        SetupError: The model is not to be had, and ``parse.vlm.on_missing`` is ``fail``; or there
            is no such provider.
    """
    replies = parsed / "replies.jsonl"
    if params.vlm is None:
        jsonl.write(replies, ())
        yield from results
        return
    with tempfile.TemporaryFile(dir=parsed) as spool:
        requests: dict[Request, None] = {}
        assets: set[str] = set()
        for result in results:
            spool.write(result.to_line())
            requests |= {(one.kind, one.asset): None for one in result.wanted}
            of_documents = (asset for one in result.documents for asset in one.assets)
            of_drafts = (asset for one in result.drafts for asset in one.assets)
            assets |= {asset.path for asset in (*of_documents, *of_drafts)}
        asking = _Asking(params.vlm, parsed / "assets", replies)
        outcomes = asking.outcomes(list(requests))
        for _, path in requests:
            if path not in assets and path not in kept:  # the print of a page, made to be read
                (parsed / "assets" / path).unlink(missing_ok=True)
        spool.seek(0)
        answer = partial(_said, outcomes)
        for line in spool:
            found = Parsed.model_validate_json(line)
            yield filled(found, answer, params, label_of(params.vlm))


def _said(outcomes: Mapping[Request, Answer | InputError], wanted: Wanted) -> Done[str]:
    """Return a reply as text; a refusal or no word at all is a failure."""
    outcome = outcomes[wanted.kind, wanted.asset]
    if isinstance(outcome, InputError):
        return Done(failure=outcome)
    if outcome.ended == "refused":
        why = "the model refuses to look at it"
        return Done(failure=InputError(wanted.where, why, reason="vlm_refused"))
    if not outcome.text.strip():
        why = "the model's reply is empty; try another model, or more parse.vlm.max_new_tokens"
        return Done(failure=InputError(wanted.where, why, reason="vlm_empty"))
    return Done(value=said(outcome.text))


class _Asking:
    """Asks a model about pictures, each once, unless the reply is known."""

    def __init__(self, params: VlmParams, assets: Path, replies: Path) -> None:
        self._params = params
        self._assets = assets
        self._replies = replies
        self._prompts: dict[Task, str] = {task: prompt_of(task, params) for task in _TASKS}
        if params.provider not in SEERS:
            what = unknown_name("vision provider", params.provider, SEERS)
            raise SetupError(f"params.yaml: parse.vlm.provider: {what}")
        self._maker = SEERS[params.provider]
        self._gone: str | None = None

    def outcomes(self, requests: list[Request]) -> dict[Request, Answer | InputError]:
        """Return what came of each request; write the replies, in their order."""
        known = _earlier(self._replies)
        outcomes: dict[Request, Answer | InputError] = {}
        keys = {request: self._key(request) for request in requests}
        with ItemCache("vision", "1") as cache:
            for request, key in keys.items():
                found = known.get(key.hex()) or _cached(cache, cache.key(key))
                if found is not None:
                    outcomes[request] = found
            unknown = [request for request in requests if request not in outcomes]
            for request, outcome in self._asked(unknown):
                outcomes[request] = outcome
                if isinstance(outcome, Answer):  # at once: a reply may have cost money
                    cache.put(cache.key(keys[request]), _line(outcome))
        answered = ((one, keys[one], outcomes[one]) for one in requests)
        replies = (
            self._reply(request, key, outcome)
            for request, key, outcome in answered
            if isinstance(outcome, Answer)
        )
        jsonl.write(self._replies, replies)
        return outcomes

    def _asked(self, requests: list[Request]) -> Iterator[tuple[Request, Answer | InputError]]:
        """Ask; when the model is not or no longer to be had, say so once."""
        seer = self._seer() if requests else None
        bar = tqdm(total=len(requests), desc="pictures", unit="", disable=None, leave=False)
        waiting = iter(requests)
        with bar, ThreadPoolExecutor(seer.parallel if seer else 1) as pool:
            while batch := list(islice(waiting, 4 * (seer.parallel if seer else 1))):
                found = (
                    [None] * len(batch)
                    if seer is None or self._gone
                    else list(pool.map(partial(self._ask, seer), batch))
                )
                for request, outcome in zip(batch, found, strict=True):
                    yield request, self._kept(outcome)
                bar.update(len(batch))

    def _seer(self) -> Seer | None:
        try:
            return self._maker(self._params)
        except SetupError as error:
            self._leave(error)
            return None

    def _ask(self, seer: Seer, request: Request) -> Outcome | None:
        if self._gone:
            return None
        task, path = request
        picture, mime = prepared((self._assets / path).read_bytes(), self._params.max_side_px)
        try:
            done = attempt(lambda prompt: seer.ask(picture, mime, prompt), self._prompts[task])
        except SetupError as error:
            return error
        return done.value or done.failure

    def _kept(self, outcome: Outcome | None) -> Answer | InputError:
        if isinstance(outcome, SetupError):
            self._leave(outcome)
            outcome = None
        if outcome is None:
            return InputError("picture", f"no model to see it: {self._gone}", reason="needs_vlm")
        return outcome

    def _leave(self, error: SetupError) -> None:
        """Ask no more; one line in the log, however many pictures are left."""
        if self._gone:
            return
        if self._params.on_missing == "fail":
            raise error
        self._gone = str(error)
        log.warning("pictures that need the vision model stay unseen (needs_vlm): %s", error)

    def _key(self, request: Request) -> bytes:
        task, path = request
        params = self._params
        options = params.model_dump(include=_OPTIONS)
        facts = [params.provider, params.model.name, params.model.revision, options]
        text = json.dumps([*facts, self._prompts[task], path], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).digest()

    def _reply(self, request: Request, key: bytes, answer: Answer) -> Reply:
        task, path = request
        return Reply(
            key=key.hex(),
            model=label_of(self._params),
            prompt=task,
            picture=path,
            ended=answer.ended,
            text=answer.text,
        )


_TASKS: tuple[Task, ...] = ("ocr", "describe")
_OPTIONS = {"max_new_tokens", "max_side_px", "temperature", "seed"}


def _line(answer: Answer) -> bytes:
    return json.dumps([answer.text, answer.ended], ensure_ascii=False).encode()


def _cached(cache: ItemCache, key: bytes) -> Answer | None:
    value = cache.get(key)
    return None if value is None else Answer(*json.loads(value))


def _earlier(replies: Path) -> dict[str, Answer]:
    """Return the replies that a result brings along, by key, e.g. from another machine."""
    if not replies.is_file():
        return {}
    found: dict[str, Answer] = {}
    with replies.open("rb") as file:
        for line in file:
            try:
                reply = Reply.model_validate_json(line)
            except ValidationError:  # of another version; they will be asked for again
                return found
            found[reply.key] = Answer(reply.text, reply.ended)  # type: ignore[arg-type]
    return found
