"""One way to cut texts into words, for every metric and every script."""

import re
import unicodedata

# Numbers keep their decimals: "3,5 mm" is not "35 mm". Everything else is runs of letters.
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


def words(text: str) -> list[str]:
    """Return the words of a text without case, punctuation and the Russian ``ё``.

    >>> words("Ещё 3,5 мм — «Да»!")
    ['еще', '3,5', 'мм', 'да']
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return WORD.findall(plain)
