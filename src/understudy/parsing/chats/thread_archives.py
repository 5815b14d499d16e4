"""Archives in which each chat is a folder of numbered pages: which members belong to which chat."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable

from understudy.core.errors import InputError
from understudy.parsing.archives import BROKEN
from understudy.parsing.files import GLANCE, Remark


def pages(names: Iterable[str], form: re.Pattern[str]) -> dict[str, list[str]]:
    """Return the pages of each chat by its path, the last page first.

    Args:
        names: Members of the archive.
        form: With the groups ``thread`` and ``number`` for names of pages: 10 is behind 2.
    """
    numbered: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name in names:
        found = form.fullmatch(name)
        if found:
            numbered[found["thread"]].append((int(found["number"]), name))
    return {
        thread: [name for _, name in sorted(numbered[thread], reverse=True)]
        for thread in sorted(numbered)
    }


def left_alone(names: Iterable[str], read: Iterable[str]) -> tuple[Remark, ...]:
    """Say how many members were not read; nothing when all were."""
    number = len({name for name in names if not name.endswith("/")} - set(read))
    if not number:
        return ()
    why = f"{number} of its files hold no messages and were left alone; chats are read without them"
    return (Remark(why=why, reason="left_alone"),)


def beginning(archive: zipfile.ZipFile, name: str, where: str) -> bytes:
    """Return the first bytes of a member, to tell what it is.

    Raises:
        InputError: It is damaged or encrypted (``bad_zip``).
    """
    try:
        with archive.open(name) as member:
            return member.read(GLANCE)
    except (*BROKEN, NotImplementedError) as error:
        why = f"it is damaged in the archive ({error}); pack it again"
        raise InputError(f"{where}/{name}", why, reason="bad_zip") from error
