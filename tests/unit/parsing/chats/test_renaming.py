from datetime import timedelta
from pathlib import Path

import pytest

from understudy.parsing.chats.conversations import Said
from unit.parsing.talks import DAY, joined, talk, told


def test_a_renamed_contact_is_the_same_by_account(tmp_path: Path) -> None:
    """The name of the first export stands; two accounts of one name stay apart."""
    before = [
        Said("Вера", "a", DAY, account="u1"),
        Said("Вера", "b", DAY + timedelta(minutes=1), account="u2"),
    ]
    after = [
        Said("Вера Л.", "a", DAY, account="u1"),
        Said("Вера", "b", DAY + timedelta(minutes=1), account="u2"),
        Said("Вера Л.", "c", DAY + timedelta(minutes=2), account="u1"),
    ]

    (chat,), _ = joined(tmp_path, talk("a.json", before), talk("b.json", after))

    assert [("Вера", "a"), ("Вера (u2)", "b"), ("Вера", "c")] == [
        (one.author, one.text) for one in chat.messages
    ]
    assert chat.accounts == {"Вера": "u1", "Вера (u2)": "u2"}


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [("+7 999 123-45-67", "Аня", "Аня"), ("Аня", "~Anna", None), ("Аня", "+49 30 1234567", "Аня")],
)
def test_a_renamed_contact_without_an_account(
    tmp_path: Path, swapped: bool, before: str, after: str, kept: str | None
) -> None:
    """Enough of the same words at the same times: a name is better than a number."""
    said = [one._replace(author=before if one.author == "Tom" else "Вера") for one in told(24)]
    later = [one._replace(author=after if one.author == before else "Вера") for one in said]
    pair = [talk("a.txt", said[:16]), talk("b.txt", later[4:])]

    (chat,), _ = joined(tmp_path, *(reversed(pair) if swapped else pair))

    assert [one.text for one in said] == [one.text for one in chat.messages]
    assert {"Вера", kept or (after if swapped else before)} == {one.author for one in chat.messages}


def test_a_few_words_in_common_make_no_two_people_one(tmp_path: Path) -> None:
    """Four are not enough; accounts that differ never are."""
    said = [one._replace(account=f"u{one.author}") for one in told(24)]
    later = [
        one._replace(author="Ann", account="u3") if one.author == "Tom" else one for one in said
    ]
    short = [one._replace(author="Ann" if one.author == "Tom" else "Вера") for one in told(8)]

    (chat,), _ = joined(tmp_path, talk("a.json", said), talk("b.json", later))
    (other,), _ = joined(tmp_path, talk("a.json", told(8)), talk("b.json", short))

    assert {"Вера", "Tom", "Ann"} == {one.author for one in chat.messages}
    assert 36 == len(chat.messages)
    assert 12 == len(other.messages)
