from unit.parsing.made import parsed, text_of


def test_paragraphs_stay() -> None:
    """Blank lines part them; more than one is one."""
    assert text_of("a.txt", "one\r\ntwo  \n\n\n\nthree") == "one\ntwo\n\nthree\n"


def test_form_feeds_part_pages() -> None:
    """An empty page starts where the next one does."""
    (found,) = parsed("a.txt", "one\f\ftwo\fthree").documents

    assert found.text == "one\n\ntwo\n\nthree\n"
    assert [found.text[start:].split()[0] for start in (found.pages[0], *found.pages[2:])] == [
        "one",
        "two",
        "three",
    ]


def test_a_text_without_pages_has_none() -> None:
    """No form feed, no pages."""
    assert parsed("a.txt", "one").documents[0].pages == ()
