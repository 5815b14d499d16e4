"""What would be removed, what would be left, and what would be made again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from understudy.auditing import surroundings
from understudy.cleaning import CleanParams
from understudy.cleaning.forgotten import Forgotten, marks_of
from understudy.core import jsonl
from understudy.core.errors import SetupError
from understudy.core.outcomes import FileReport
from understudy.core.params import load_params
from understudy.core.people import People, load_people, same_name
from understudy.forgetting import kept
from understudy.forgetting.flow import Flow, Step, overlap, read_flow
from understudy.forgetting.lineage import Lineage, trace
from understudy.forgetting.mentions import Mentions, mentions
from understudy.forgetting.people import Everybody, Somebody
from understudy.forgetting.raw import RawFiles
from understudy.forgetting.seeds import FromFile, of_person

Kind = Literal["source", "person"]


@dataclass(slots=True)
class Plan:
    """What forgetting comes to."""

    kind: Kind
    words: str
    """As it was typed."""
    flow: Flow
    first: Step
    """The stage that reads the raw data."""
    lineage: Lineage
    remove: list[Path] = field(default_factory=list)
    """Raw files."""
    stay: dict[Path, int] = field(default_factory=dict)
    """Raw files that hold words of others as well, to how many records and messages of theirs; of a
    file, others that say the same."""
    somebody: Somebody | None = None
    people: Path | None = None
    """people.yaml, where somebody is written down in it."""
    key_fingerprint: str = ""
    is_known: bool = False
    """Whether people.yaml says already that they are forgotten."""
    mentions: Mentions = field(default_factory=Mentions)
    silenced: int = 0
    """People who write in nothing but what is removed, and whom people.yaml does not list."""
    caches: list[Path] = field(default_factory=list)
    in_git: list[Path] = field(default_factory=list)
    """Raw files, of those to be removed or that stay, which git tracks."""
    runs: list[str] = field(default_factory=list)
    """Tracked runs of models that were trained on what is affected."""
    again: list[str] = field(default_factory=list)
    """Stages that `dvc repro` will run."""

    @property
    def downstream(self) -> bool:
        """Tell whether anything behind the first stage is affected."""
        behind = [one for one in self.lineage.files if one.stage != self.first.name]
        return bool(behind or self.lineage.whole)

    @property
    def models(self) -> list[Path]:
        """The adapters that learnt from it."""
        trained = {step.name for step in self.flow.steps if step.values("adapter")}
        return [one.path for one in self.lineage.whole if one.stage in trained]

    @property
    def changes_people(self) -> bool:
        """Tell whether people.yaml has to be written."""
        if self.somebody is None:
            return False
        has_entry = self.somebody.entry is not None
        return not self.is_known or has_entry != self.mentions.needs_entry

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to be removed."""
        return not (self.remove or self.changes_people or self.downstream)


def plan(folder: Path, words: str, *, kind: Kind | None = None, files: bool = False) -> Plan:
    """Find everything that was made of a file or of somebody's words.

    Args:
        folder: Of dvc.yaml.
        words: A path of the raw data, or a name, an alias, an account or a pseudonym.
        kind: What it is; None where that is plain.
        files: Remove raw files that hold words of others as well.

    Raises:
        SetupError: It is neither, or both, or means several people; or the pipeline does not hide
            people.
    """
    flow = read_flow(folder)
    first = _reading(flow)
    raw = RawFiles([flow.folder / path for path in first.values("raw")])
    place = None if kind == "person" else _place(words, raw, flow, first)
    if kind == "source" and place is None:
        raise SetupError(f"{words!r}: {_unknown_file(words, flow, first)}")
    found = None
    if kind != "source" and (place is None or kind is None):
        found = _person(flow, first, raw, words, is_file=place is not None, files=files)
    if found is not None and place is not None:
        raise SetupError(f"{words!r} is a raw file and a person: add --as source or --as person")
    if found is None:
        assert place is not None, "it would have been refused"
        found = _source(flow, first, raw, words, place)
    return _surrounded(found)


def _reading(flow: Flow) -> Step:
    found = [step for step in flow.steps if step.values("raw") and step.values("parsed")]
    if len(found) != 1:
        raise SetupError(
            f"{flow.folder / 'dvc.yaml'}: no stage, or several, with --raw and --parsed: there is "
            "no telling where the raw data is"
        )
    return found[0]


def _reports(flow: Flow, first: Step) -> list[FileReport]:
    path = flow.folder / first.values("parsed")[0] / "files.jsonl"
    return list(jsonl.read(path, FileReport)) if path.is_file() else []


def _place(words: str, raw: RawFiles, flow: Flow, first: Step) -> str | None:
    """Return the place of a raw file, also of one that is gone and was parsed."""
    place = raw.place(words)
    if place is None:
        wanted = FromFile(Path(words).as_posix())
        if any(wanted.holds(one.path) for one in _reports(flow, first)):
            place = Path(words).as_posix()
    if place == ".":
        raise SetupError(f"{words!r} is all of the raw data: delete the folder, then `dvc repro`")
    archive = raw.archive_of(Path(words).as_posix() if place is None else place)
    if archive is not None:
        raise SetupError(
            f"{words!r} lies in {archive.name}, which cannot be edited safely: forget the whole "
            "archive, or put one without it in its place and run `dvc repro`"
        )
    return place


def _unknown_file(words: str, flow: Flow, first: Step) -> str:
    import difflib

    places = [one.path for one in _reports(flow, first)]
    near = difflib.get_close_matches(words, places, n=3)
    last = Path(words).name
    near += [one for one in places if Path(one).name == last and one not in near][:3]
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return (
        "no such file or folder in the raw data, and nothing here was made of one."
        f"{hint} `understudy show files` lists them"
    )


def _source(flow: Flow, first: Step, raw: RawFiles, words: str, place: str) -> Plan:
    sow = FromFile(place)
    lineage = trace(flow.steps, first.name, sow)
    found = Plan("source", words, flow, first, lineage)
    path = raw.path(place)
    found.remove = list(raw.files(path)) if path is not None else []
    found.stay = _same(raw, sow, _reports(flow, first))
    conversations = flow.folder / first.values("parsed")[0] / "conversations.jsonl"
    listed = _names(flow)
    silenced = kept.writers(conversations, lineage.ids - sow.shared).silenced
    found.silenced = sum(same_name(name) not in listed for name in silenced)
    return found


def _same(raw: RawFiles, sow: FromFile, reports: Sequence[FileReport]) -> dict[Path, int]:
    """Return the raw files that say the same, in whole or in part, to how many records."""
    hashes = {one.sha256 for one in reports if sow.holds(one.path)}
    copies = {one.path: 1 for one in reports if one.sha256 in hashes and not sow.holds(one.path)}
    places = ((raw.path(place), number) for place, number in {**copies, **sow.others}.items())
    return {path: number for path, number in places if path is not None and path.is_file()}


def _names(flow: Flow) -> frozenset[str]:
    """Return the names of people.yaml, folded."""
    given = next((step.values("people") for step in flow.steps if step.values("people")), ())
    path = flow.folder / given[0] if given else None
    people = load_people(path).everybody if path is not None and path.is_file() else ()
    return frozenset(same_name(name) for person in people for name in person.names)


def _person(
    flow: Flow, first: Step, raw: RawFiles, words: str, *, is_file: bool, files: bool
) -> Plan | None:
    """Plan to forget a person; None where it is a file's name and nobody's.

    Raises:
        SetupError: It is neither; the message has near names.
    """
    clean = next((step for step in flow.steps if step.values("cleaned")), None)
    path = flow.folder / clean.values("people")[0] if clean and clean.values("people") else None
    if clean is None or path is None or not path.is_file():
        if is_file:
            return None
        raise SetupError(
            f"{words!r}: {_unknown_file(words, flow, first)}. To forget a person the pipeline "
            "needs a stage clean with --people, and that file"
        )
    params = load_params(flow.folder / "params.yaml", CleanParams.section, CleanParams)
    people = load_people(path)
    inputs = [_input(flow, clean, option) for option in ("conversations", "rows", "documents")]
    everybody = Everybody(params, people, *inputs[:2])
    somebody = everybody.find(words)
    if somebody is None and is_file:
        return None
    if somebody is None and (before := marks_of(people, params)) and before.includes(words):
        raise SetupError(
            f"{words!r} is written down as forgotten, and nothing that was parsed bears that name"
        )
    if somebody is None:
        near = everybody.near(words)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise SetupError(
            f"{words!r} is nobody's name, alias, account or pseudonym.{hint} `understudy show "
            f"people` lists who writes. As a file: {_unknown_file(words, flow, first)}"
        )
    forgotten = Forgotten(everybody.marks(somebody.marks), params.tables)
    sow = of_person(forgotten, everybody, *inputs[:2])
    found = Plan("person", words, flow, first, trace(flow.steps, first.name, sow))
    found.somebody, found.people = somebody, path
    found.key_fingerprint = params.anonymise.key_fingerprint
    found.is_known = _is_known(people, params, somebody)
    _split_files(found, raw, sow.records, sow.wholes, files=files)
    edits = flow.folder / clean.values("cleaned")[0] / "edits.jsonl"
    told = edits if clean.is_current and edits.is_file() else None
    known = found.is_known
    found.mentions = mentions(told, found.lineage, everybody, somebody, inputs, is_known=known)
    return found


def _input(flow: Flow, clean: Step, option: str) -> Path | None:
    given = clean.values(option)
    path = flow.folder / given[0] if given else None
    if path is not None and not path.is_file():
        raise SetupError(f"{path} does not exist yet: run `dvc repro` first")
    return path


def _is_known(people: People, params: CleanParams, somebody: Somebody) -> bool:
    marks_of(people, params)  # refuses those of another key
    listed = people.forgotten.get(params.anonymise.key_fingerprint, ())
    return set(somebody.marks) <= set(listed)


def _split_files(
    found: Plan,
    raw: RawFiles,
    records: dict[str, int],
    wholes: dict[str, int],
    *,
    files: bool,
) -> None:
    """Tell the raw files that hold nothing else from those that do."""
    total: dict[Path, int] = {}
    theirs: dict[Path, int] = {}
    for place, number in records.items():
        path = raw.path(place)
        if path is not None and path.is_file():
            total[path] = total.get(path, 0) + number
            theirs[path] = theirs.get(path, 0) + wholes.get(place, 0)
    for place, number in found.lineage.sources.items():
        path = raw.path(place)
        if path is None or not path.is_file():
            continue
        if files or total[path] == theirs[path]:
            found.remove.append(path)
        else:
            found.stay[path] = found.stay.get(path, 0) + number
    for report in _reports(found.flow, found.first):  # pictures that they sent
        path = raw.path(report.path) if report.sha256 in found.lineage.assets else None
        if path is not None and path.is_file() and path not in found.stay:
            found.remove.append(path)
    found.remove = sorted(set(found.remove))


def _surrounded(found: Plan) -> Plan:
    """Add what lies beside the outputs."""
    flow = found.flow
    raw_files = [*found.remove, *found.stay]
    tracked = set(surroundings.tracked(flow.root))
    found.in_git = [path for path in raw_files if path in tracked]
    found.caches = kept.caches(flow.root)
    found.runs = kept.runs(found.models, flow.root)
    changed: list[Path] = list(found.remove)
    if found.changes_people and found.people is not None:
        changed.append(found.people)
    if changed:
        found.again = flow.after(changed)
    elif found.downstream:
        stale = [step.name for step in flow.steps if not step.is_current]
        found.again = stale
    return found


def pointers(flow: Flow, paths: Iterable[Path]) -> dict[Path, list[Path]]:
    """Return the ``.dvc`` files that track any of some paths, with what each of them tracks."""
    found: dict[Path, list[Path]] = {}
    places: Sequence[Path] = list(paths)
    for out, pointer in flow.pointers.items():
        if any(overlap(out, path) for path in places):
            found.setdefault(pointer, []).append(out)
    return found
