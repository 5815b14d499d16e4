import base64

import pytest

from understudy.core.errors import InputError
from understudy.parsing.params import ParseParams
from understudy.parsing.pictures import Pictures
from unit.parsing import made_pictures
from unit.parsing.made import parsed, raw, zipped
from unit.parsing.made_pictures import field


def collected(**params: object) -> Pictures:
    return Pictures(raw("a.docx", b""), ParseParams.model_validate(params))


def test_a_picture_is_kept_once() -> None:
    """By its content, in whatever format it comes; its first caption stays."""
    pictures = collected()

    first = pictures.add(field("red"), "image/png", None)
    again = pictures.add(field("red", "BMP"), "image/bmp", "  A red\nfield ")
    pictures.add(field("red"), "image/png", "Another")

    assert first == again
    (asset,) = pictures.assets
    assert ("A red field", "author") == (asset.caption, asset.captioned_by)
    assert [asset.path] == [one.path for one in pictures.attachments]


def test_ornaments_are_left_out_in_silence() -> None:
    """A line or an icon is no picture; the limit is a parameter."""
    thin = field("red", size=(900, 63))

    assert collected().add(thin, None, None) is None
    assert () == collected().problems
    assert collected(pictures={"min_side_px": 63}).add(thin, None, None)
    assert collected(pictures={"keep": False}).add(field("red"), None, None) is None


def test_limits_of_a_file() -> None:
    """In number, in size, and in pixels; the rest of the file is not touched."""
    few = collected(pictures={"max_pictures": 1})
    kept = [few.add(field(colour), None, None) for colour in ("red", "green", "blue", "red")]
    assert [True, False, False, True] == [path is not None for path in kept]
    assert ["bad_picture"] == [one.reason for one in few.problems]

    large = collected(pictures={"max_megapixels": 1})
    assert large.add(field("red", size=(2000, 1000)), None, None) is None
    assert "2000 x 1000" in large.problems[0].why
    sizes = [(1000, 900 + n) for n in range(7)]
    kept = [large.add(field("red", size=size), None, None) for size in sizes]
    assert [True] * 5 + [False] * 2 == [path is not None for path in kept]


def test_bad_pictures_are_counted_and_the_document_is_whole() -> None:
    """A drawing in EMF, a picture that is cut off, a page of a book that lacks one."""
    whole = made_pictures.docx()
    emf = zipped({**members(whole), "word/media/image1.png": b"\x01\0\0\0" + bytes(80)})

    found = parsed("a.docx", emf)

    assert ["bad_picture"] == [one.reason for one in found.problems]
    assert parsed("a.docx", whole).documents[0].text == found.documents[0].text
    assert 2 == len(found.attachments)


def members(data: bytes) -> dict[str, bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_words_of_the_author_stay_beside_those_of_a_model() -> None:
    """An alternative text is part of the text; the picture is described all the same."""
    data = base64.b64encode(field("red")).decode()
    page = f'<html><body><p>Before.</p><img alt="A hive" src="data:image/png;base64,{data}"></body>'

    found = parsed("a.html", page, vlm={})

    assert "Before.\n\nA hive\n" == found.documents[0].text
    assert ["A hive"] == [asset.caption for asset in found.documents[0].assets]
    assert ["describe"] == [one.kind for one in found.wanted]


@pytest.mark.parametrize("name", ["a.docx", "a.pptx"])
def test_pictures_alone_need_a_model(name: str) -> None:
    """Without one there is no text; with one, a draft that waits for it."""
    data = {
        "a.docx": made_pictures.docx(words=False),
        "a.pptx": made_pictures.deck(words=False),
    }[name]

    with pytest.raises(InputError) as failure:
        parsed(name, data)
    found = parsed(name, data, vlm={})

    assert "no_text" == failure.value.reason
    assert ((), 1) == (found.documents, len(found.drafts))
    assert {"ocr", "describe"} == {one.kind for one in found.wanted}
    assert {found.drafts[0].id} == {one.document for one in found.wanted}
