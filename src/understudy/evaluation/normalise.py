"""One way to cut texts into words, for every metric and every script."""

import unicodedata

import regex

# Numbers keep their decimals: "3,5 mm" is not "35 mm". Everything else is runs of letters with
# their marks: `re` holds no marks, and a Hindi vowel sign is one.
# A joiner stands inside a word only.
LETTER = r"\p{L}\p{M}*"
WORD = regex.compile(rf"\d+(?:[.,]\d+)*|{LETTER}(?:[\u200c\u200d]?{LETTER})*")
SYMBOL = regex.compile(r"\p{S}[\p{M}\p{Sk}\u200d\ufe0f]*")


def words(text: str) -> list[str]:
    """Return the words of a text without case, punctuation and the Russian ``ё``.

    A text without words, such as a reply that is an emoji, is read by its symbols.

    >>> words("Ещё 3,5 мм — «Да»!")
    ['еще', '3,5', 'мм', 'да']
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    found: list[str] = WORD.findall(plain) or SYMBOL.findall(plain)
    return found
