"""Links as Markdown writes them: the words, and the address behind them."""

import re

from understudy.parsing.marks import unmarked

SCHEME = re.compile(r"(?:https?|ftp)://|mailto:", re.IGNORECASE)
"""What leads somewhere from anywhere; a place in the same page or folder is no address."""
LONGEST = 300
"""Characters; what is longer counts readers, in newsletters above all."""
BREAKING = str.maketrans({" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "|": "%7C"})
"""What would end an address in Markdown, or the cell of a table it stands in."""
WRITTEN = re.compile(r"\[([^\[\]\n]*)\]\((?:(?:https?|ftp)://|mailto:)[^\s()]*\)", re.IGNORECASE)


def link(words: str, address: str) -> str:
    """Return words that lead to an address; the words alone where there is none to keep.

    That is so for addresses within the document or beside it, for longer ones than people write,
    for words of several paragraphs, and for words that are the address. Space around the words
    stays outside.
    """
    said = words.strip()
    target = "".join(filter(str.isprintable, address)).strip()
    if SCHEME.match(target) is None or len(target) > LONGEST:
        return words
    if "\n\n" in said or not unmarked(said).strip() or _bare(said) == _bare(target):
        return words
    start = words.index(said)
    whole = f"[{' '.join(said.split())}]({target.translate(BREAKING)})"
    return words[:start] + whole + words[start + len(said) :]


def without_addresses(text: str) -> str:
    """Return a text whose links are their words: a heading is a name, and leads nowhere."""
    return WRITTEN.sub(r"\1", text)


def _bare(address: str) -> str:
    """Return what people write of an address."""
    return SCHEME.sub("", address).removeprefix("www.").rstrip("/").casefold()
