import pytest

from understudy.cleaning.names.full import full_name


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Мороз Анна Петровна", {"анна"}),
        ("Анна Петровна Мороз", {"анна"}),
        ("Мицкевич Адам Иванович", {"адам"}),
        ("Алиев Тимур Рашид", {"алиев", "тимур", "рашид"}),
        ("Frost, Anna", {"anna"}),
        ("Anna Frost", {"anna", "frost"}),
        ("Мороз А. П.", {"мороз"}),
    ],
)
def test_the_given_name_is_told_by_its_place(name: str, given: set[str]) -> None:
    """Where nothing tells it, it may be any word."""
    assert given == full_name(name).given


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Мороз Анна Петровна", {"мороз а", "а мороз", "мороз а п", "а п мороз"}),
        ("Anna Petrovna Frost", None),
        ("Frost, Anna", {"frost a", "a frost"}),
        ("Anna Frost", {"frost a", "a frost", "anna f", "f anna"}),
        ("Мороз А. П.", {"мороз а", "а мороз", "мороз а п", "а п мороз"}),
        ("Anna", set()),
        ("", set()),
    ],
)
def test_short_forms_have_initials(name: str, short: set[str] | None) -> None:
    """Of the given name, and of all; before and behind the surname."""
    found = {" ".join(one) for one in full_name(name).short}

    assert ("frost a" in found and "a p frost" in found) if short is None else short == found
