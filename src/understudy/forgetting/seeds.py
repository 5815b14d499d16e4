"""Which parsed records are somebody's, or come from a file."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from understudy.cleaning.forgotten import Forgotten, Heard
from understudy.core import jsonl
from understudy.core.records import Row
from understudy.forgetting.lineage import NOTHING, Seed, Value
from understudy.forgetting.people import Everybody

ALL = Seed(True)


class FromFile:
    """Tells the records of a raw file, or of a folder.

    Args:
        place: As records name it.
    """

    def __init__(self, place: str) -> None:
        self._place = place
        self.shared: set[str] = set()
        """Records that come from another file as well: exports of one chat become one."""
        self.others: Counter[str] = Counter()
        """Places of these files, to how many records."""

    def __call__(self, name: str, value: Value) -> Seed:  # noqa: ARG002
        """Tell what of a record comes from it."""
        sources = [value.get("source"), *value.get("further", ())]
        places = [one["path"] for one in sources if isinstance(one, dict)]
        if not places:  # what is said of a file, or of a page in it
            places = [value.get("path"), value.get("place")]
        if not any(isinstance(one, str) and self.holds(one) for one in places):
            return NOTHING
        if "id" in value and (others := [one for one in places if not self.holds(one)]):
            self.shared.add(value["id"])
            self.others.update(others)
        return ALL

    def holds(self, place: str) -> bool:
        """Tell whether a place is it, or lies in it."""
        return PurePosixPath(place).is_relative_to(self._place)


class OfPerson:
    """Tells what somebody wrote, and the rows about them, by the rules of cleaning.

    Args:
        forgotten: Knows who it is.
        everybody: Tells who is who.
    """

    def __init__(self, forgotten: Forgotten, everybody: Everybody) -> None:
        self._forgotten = forgotten
        self._everybody = everybody
        self.records: Counter[str] = Counter()
        """Place of a raw file to the records from it."""
        self.wholes: Counter[str] = Counter()
        """The same, of records that go whole."""

    def __call__(self, name: str, value: Value) -> Seed:
        """Tell what of a record is theirs."""
        tellers: dict[str, Callable[[Value], Seed]] = {
            "conversations.jsonl": self._chat,
            "rows.jsonl": self._row,
        }
        seed = tellers[name](value) if name in tellers else NOTHING
        for source in (value.get("source"), *value.get("further", ())):
            if isinstance(source, dict):
                self.records[source["path"]] += 1
                self.wholes[source["path"]] += seed.whole
        return seed

    def _chat(self, value: Value) -> Seed:
        accounts = value.get("accounts", {})
        authors = {one["author"] for one in value["messages"]}
        theirs = {
            author
            for author in authors
            if author
            and self._forgotten.is_author(
                author, accounts.get(author), self._everybody.key(author, accounts.get(author))
            )
        }
        if self._forgotten.is_dialogue(value["group"]):
            return ALL
        places = (place for place, one in enumerate(value["messages"]) if one["author"] in theirs)
        found = frozenset(places)
        return Seed(False, found) if found else NOTHING

    def _row(self, value: Value) -> Seed:
        return ALL if self._forgotten.is_about(Row.model_validate(value)) else NOTHING


def of_person(
    forgotten: Forgotten, everybody: Everybody, conversations: Path | None, rows: Path | None
) -> OfPerson:
    """Look through the parsed records for somebody's dialogues and rows.

    Args:
        forgotten: Knows who it is.
        everybody: Tells who is who.
        conversations: File of the parse stage, if there is one.
        rows: File of the parse stage, if there is one.
    """
    if conversations is not None:
        forgotten.hear(jsonl.read(conversations, Heard), everybody.key)
    if rows is not None:
        forgotten.see(jsonl.read(rows, Row))
    return OfPerson(forgotten, everybody)
