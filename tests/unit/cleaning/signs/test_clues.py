from understudy.cleaning.signs import clues

WORDS = clues.words(r"паспорт\w*", "ssn")


def test_a_word_speaks_of_what_stands_near() -> None:
    """Whole words in any case, before or behind, and not from far away."""
    text = "Моего ПАСПОРТА номер 1"

    assert clues.before(WORDS, text, len(text) - 1)
    assert not clues.before(WORDS, text, len(text) - 1, reach=7)
    assert not clues.before(WORDS, text, 6)
    assert not clues.before(WORDS, "classn 1", 7)
    assert clues.after(WORDS, "1 is my SSN", 1)
    assert not clues.after(WORDS, "1 is my SSN", 1, reach=5)


def test_the_nearest_word_counts() -> None:
    """A number is what the last word before it says."""
    card = clues.words("card")

    assert clues.nearest(WORDS, card, "card and ssn 1", 13)
    assert not clues.nearest(WORDS, card, "ssn and card 1", 13)
    assert not clues.nearest(WORDS, card, "card 1", 5)
