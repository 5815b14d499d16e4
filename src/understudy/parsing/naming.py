"""What ``parse.tables`` and ``parse.collections`` say of a place."""

from understudy.parsing.globs import matches
from understudy.parsing.params import ParseParams


def table_of(place: str, params: ParseParams) -> str | None:
    """Return the name of the first table that lists a place."""
    tables = params.tables.items()
    return next((name for name, table in tables if is_named(place, table.files)), None)


def collection_of(place: str, params: ParseParams, table: str | None) -> str:
    """Return a file's collection: its table's, else the first match, else its folder."""
    if named := named_collection(place, params, table):
        return named
    first, slash, _ = place.partition("/")
    return first if slash else "raw"


def named_collection(place: str, params: ParseParams, table: str | None) -> str | None:
    """Return the collection that the parameters name for a place."""
    if table is not None and (named := params.tables[table].collection):
        return named
    for pattern, collection in params.collections.items():
        if matches(place, pattern):
            return collection
    return None


def is_named(place: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether one of some patterns matches a place."""
    return any(matches(place, pattern) for pattern in patterns)


def may_lie_in(archive: str, pattern: str) -> bool:
    """Tell whether a pattern may match something in an archive that nobody has opened.

    Args:
        archive: Place of the archive.
        pattern: The pattern; up to one of its slashes it must match the archive.
    """
    ends = [place for place, letter in enumerate(pattern) if letter == "/"]
    return any(matches(archive, pattern[:end]) for end in ends)
