import pytest

from unit.parsing.made import parsed

TALK = [("Anna Petrova", "10:24 AM", "Is the honey in?"), ("Ben", "10:25 AM", "Since noon.")] * 3
FORMS = {
    "slack": "{name}  {time}\n{text}\nand more of it\n",
    "slack, in brackets": "{name} [{time}]\n{text}\n",
    "slack, a program": "{name} APP  {time}\n{text}\n",
    "teams": "[{time}] {name}\n{text}\n\n",
    "teams, with the day": "[5/13/2024 {time}] {name}\n{text}\n\n",
    "element": "{name}\n{time}\n{text}\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_chat_from_a_window_is_told(form: str) -> None:
    """It stays a document, with a word on what it looks like."""
    text = "".join(FORMS[form].format(name=name, time=time, text=said) for name, time, said in TALK)

    found = parsed("copied.txt", text)

    assert found.documents
    assert ["like_a_chat"] == [one.reason for one in found.remarks]


@pytest.mark.parametrize(
    "text",
    [
        "Rome 10:24\nParis 10:40\nRome 11:24\nParis 11:40\nRome 12:24\n",
        "Anna Petrova 10:24\nA talk on bees.\nBen Wax 11:00\nA talk on honey.\n",
        "At 10:24 Anna came.\nBen left at 11.\n" * 5,
        "",
    ],
)
def test_timetables_and_prose_are_not(text: str) -> None:
    """Names have to come back, and something to stand below them."""
    assert () == parsed("plain.txt", f"Words first.\n{text}").remarks
