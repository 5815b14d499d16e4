"""Documents whose structure is known, for the tests of chunking."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from understudy.core.records import Document, Source

SOURCE = Source(path="book.md", sha256="0" * 64)


@dataclass
class Book:
    """A Markdown text with what its chunks must respect."""

    lines: list[str] = field(default_factory=list)
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Each word of the body, all different, to the headings above it."""
    headers: dict[str, str] = field(default_factory=dict)
    """First word of each table row after the header, to the header's line."""
    whole: list[str] = field(default_factory=list)
    """Code blocks and table rows: pieces that are never cut."""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def document(text: str, language: str = "en") -> Document:
    return Document(
        id="doc", source=SOURCE, title="t", text=text, language=language, collection="book", group="book.md"
    )  # fmt: skip


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Headings, paragraphs, lists, tables and code in any order; every word occurs once."""
    book = Book()
    above: dict[int, str] = {}
    names = (f"w{number}" for number in range(10_000))

    def words(most: int) -> list[str]:
        found = [next(names) for _ in range(draw(st.integers(1, most)))]
        book.paths |= dict.fromkeys(found, tuple(above[level] for level in sorted(above)))
        return found

    for kind in draw(st.lists(st.sampled_from("hhplptc"), min_size=1, max_size=9)):
        if kind == "h":
            level = draw(st.integers(1, 3))
            title = f"Title {next(names)}"
            for deeper in [one for one in above if one >= level]:
                del above[deeper]
            above[level] = title
            book.lines += ["#" * level + f" {title}", ""]
        elif kind == "p":
            sentences = [
                " ".join(words(14)).capitalize() + "." for _ in range(draw(st.integers(1, 4)))
            ]
            book.paths |= {
                one.rstrip("."): book.paths[one.rstrip(".").lower()]
                for one in " ".join(sentences).split()
            }
            end = draw(st.sampled_from(["", ":"]))
            book.lines += [" ".join(sentences).rstrip(".") + (end or "."), ""]
        elif kind == "l":
            book.lines += ["- " + " ".join(words(12)) for _ in range(draw(st.integers(1, 4)))] + [
                ""
            ]
        elif kind == "t":
            header = "| " + " | ".join(words(3)) + " |"
            rows = ["| " + " | ".join(words(3)) + " |" for _ in range(draw(st.integers(0, 5)))]
            book.headers |= {row.split()[1]: header for row in rows}
            book.whole += rows
            book.lines += [header, "|---|", *rows, ""]
        else:
            code = ["```", *(" ".join(words(9)) for _ in range(draw(st.integers(1, 4)))), "```"]
            book.whole.append("\n".join(code))
            book.lines += [*code, ""]
    return book
