import pytest

from understudy.parsing.globs import matches


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("a/b.csv", "a/*.csv", True),
        ("a/b/c.csv", "a/*.csv", False),
        ("a/b/c.csv", "a/**", True),
        ("a/b/c.csv", "a/**/*.csv", True),
        ("a/c.csv", "a/**/*.csv", True),
        ("c.csv", "**/c.csv", True),
        ("xc.csv", "**/c.csv", False),
        ("c1.csv", "c?.csv", True),
        ("a+b(1).csv", "a+b(1).csv", True),
        ("abb(1).csv", "a+b(1).csv", False),
        ("чаты/и\u0306.txt", "чаты/й.txt", True),
        ("a\nb.txt", "a*.txt", True),
    ],
)
def test_patterns(path: str, pattern: str, expected: bool) -> None:
    """A star stays in its folder, two cross folders, all else is literal."""
    assert expected == matches(path, pattern)
