import pytest

from understudy.chunking.params import ChunkParams
from understudy.chunking.rows import check, fill
from understudy.core.errors import InputError, SetupError
from understudy.core.records import Row
from unit.chunking.books import SOURCE


def row(collection: str = "faq", **cells: str | tuple[str, ...]) -> Row:
    return Row(id="row-1", source=SOURCE, line=1, cells=cells, collection=collection, group="faq-1")


def options(**fields: object) -> ChunkParams:
    return ChunkParams.model_validate({"rows": {"faq": fields}})


def test_a_row_is_one_chunk() -> None:
    """Its text is the filled template, its keys what is searched, its group the row's."""
    params = options(text="{q}\n{a}", keys=["{q}", "{tags}", "{q}"], language="{l}").rows["faq"]

    (chunk,) = fill(row(q="Why?", a="So. ", tags=("b", "c"), l="ru"), params)

    assert ("Why?\nSo.", ("Why?", "b; c"), "ru") == (chunk.text, chunk.keys, chunk.language)
    assert (0, 8, 0, "row-1", "faq-1") == (
        chunk.start, chunk.end, chunk.ordinal, chunk.parent, chunk.group
    )  # fmt: skip


def test_the_text_is_the_key_and_the_language_is_detected_by_default() -> None:
    """Braces that enclose no column stay."""
    (chunk,) = fill(
        row(**{"the q": "Зачем пчёлам дом?"}), options(text='{"a": {the q}}').rows["faq"]
    )

    assert ('{"a": Зачем пчёлам дом?}',) == chunk.keys == (chunk.text,)
    assert "ru" == chunk.language


def test_a_blank_key_is_left_out() -> None:
    """One that is left is enough; a blank language is detected."""
    params = options(text="{q} {a}", keys=["{q}", "{a}"], language="{l}").rows["faq"]

    (chunk,) = fill(row(q=" ", a="The bees sleep in winter.", l=""), params)

    assert (("The bees sleep in winter.",), "en") == (chunk.keys, chunk.language)


@pytest.mark.parametrize(("q", "a"), [("", ""), ("", "text")])
def test_a_row_that_cannot_be_found_or_read_is_dropped(q: str, a: str) -> None:
    """Counted as a blank cell."""
    with pytest.raises(InputError, match="is blank") as caught:
        fill(row(q=q, a=a), options(text="{a}", keys=["{q}"]).rows["faq"])
    assert "blank_cell" == caught.value.reason


@pytest.mark.parametrize(
    ("params", "why"),
    [
        (
            options(text="{questoin}"),
            r"chunk\.rows\.faq: unknown column 'questoin'\. Did you mean q",
        ),
        (options(text="x", keys=["{k}"]), "unknown column 'k'"),
        (options(text="x", language="{lang}"), "unknown column 'lang'"),
        (
            ChunkParams.model_validate({"rows": {"fag": {"text": "x"}}}),
            "unknown collection of rows 'fag'. Did you mean faq",
        ),
    ],
)
def test_templates_are_compared_with_the_tables_first(params: ChunkParams, why: str) -> None:
    """With the nearest name, before any work."""
    with pytest.raises(SetupError, match=why):
        check(params, [row("other", x="1"), row(question="q")])


def test_every_table_of_a_collection_needs_the_columns() -> None:
    """Two files may feed one collection."""
    check(options(text="{q}"), [row(q="1"), row(q="2", more="3")])
    with pytest.raises(SetupError, match="unknown column 'q'"):
        check(options(text="{q}"), [row(q="1"), row(a="2")])
