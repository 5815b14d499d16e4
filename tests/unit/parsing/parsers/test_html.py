import pytest

from understudy.core.errors import InputError
from unit.parsing.made import parsed, text_of

PAGE = """<!doctype html><html lang="en"><head><title>Yard &ndash; School</title>
<style>p {color: red}</style><script>let menu = "secret";</script></head><body>
<header><a href="/">Home</a></header><nav><ul><li>Menu</li></ul></nav>
<div hidden>cookie</div><div style="display: none">tracker</div><!-- remark -->
%s
<aside>Advert</aside><footer>Imprint</footer></body></html>"""
BODY = """<h1>Open <em>day</em></h1><p>From <a href="/map">nine</a> in the<br>morning.</p>
<h2>Programme</h2><ul><li>tea<ul><li>green</li></ul></li><li>honey</li></ul>
<ol><li>first</li><li>then</li></ol>
<table><tr><th>Time</th><th>Event</th></tr><tr><td>9:00</td><td>Gate<br>opens</td></tr></table>
<p><img src="hive.png" alt="A blue hive"> 5 * 3 = 15, an under_score, a #mark</p>
<pre>code  with
  spaces</pre>"""
TEXT = """# Open *day*

From nine in the
morning.

## Programme

- tea
  - green
- honey

1. first
2. then

| Time | Event |
| --- | --- |
| 9:00 | Gate opens |

A blue hive 5 * 3 = 15, an under_score, a #mark

```
code  with
  spaces
```
"""


@pytest.mark.parametrize("main", ["<main>%s</main>", "<div role=main>%s</div>", "<div>%s</div>"])
def test_the_main_text_stays_and_noise_goes(main: str) -> None:
    """Headings, lists, tables and code survive; menus, scripts, hidden parts do not."""
    assert text_of("a.html", PAGE % (main % BODY)) == TEXT


def test_the_title_is_the_heading_else_the_page_s() -> None:
    """A page without a heading has the name in its tab."""
    assert parsed("a.html", PAGE % BODY).documents[0].title == "Open day"
    assert parsed("a.html", PAGE % "<p>words</p>").documents[0].title == "Yard – School"


def test_all_articles_of_a_page_are_read() -> None:
    """A news page has several; one inside another is read once; an empty one is not the text."""
    found = text_of(
        "a.html", PAGE % "<article>one<article>two</article></article><article>three</article>"
    )

    assert found.split() == ["one", "two", "three"]
    assert text_of("a.html", PAGE % "<main></main><p>outside</p>") == "outside\n"


def test_a_heading_in_the_page_s_head_is_kept() -> None:
    """Some pages have their title there."""
    assert text_of("a.html", PAGE % "<header><h1>Title</h1></header><p>x</p>") == "# Title\n\nx\n"


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8"])
def test_the_page_s_charset_is_used(charset: str) -> None:
    """Declared in the page's head."""
    page = f'<html><head><meta charset="{charset}"></head><body><p>мёд</p></body></html>'

    assert text_of("a.html", page.encode(charset)) == "мёд\n"


def test_a_table_without_a_head_stays_a_table() -> None:
    """Its first row becomes the head: Markdown has no other table."""
    page = "<html><table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>"

    assert text_of("a.html", page) == "| a | b |\n| --- | --- |\n| 1 | 2 |\n"


@pytest.mark.parametrize("tags", ["<ul><li>", "<blockquote><p>", "<div><div>", "<b><i>"])
def test_two_hundred_elements_in_each_other_are_read(tags: str) -> None:
    """Pages made by programs are deep; the recursion of the converter bears it."""
    assert "deep" in text_of("a.html", "<html><body>" + tags * 100 + "deep")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><script>document.write('text')</script></html>", "no_text"),
        ("<html>" + "<div>" * 20_000 + "deep", "bad_html"),
        ("<html>" + "<ul><li>" * 200 + "deep", "bad_html"),
    ],
    ids=["script", "deep", "lists"],
)
def test_pages_that_cannot_be_read_are_refused(page: str, reason: str) -> None:
    """Text that a script would write is not there; a bomb of elements is not followed."""
    with pytest.raises(InputError) as failure:
        parsed("a.html", page)

    assert failure.value.reason == reason


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (
            '<math><semantics><mrow><mi>a</mi></mrow><annotation encoding="application/x-tex">'
            "{\\displaystyle a}</annotation></semantics></math>",
            "${\\displaystyle a}$",
        ),
        ("<math display=block><mfrac><mi>a</mi><mi>b</mi></mfrac></math>", "$$\\frac{a}{b}$$"),
        ("<math><mi>a<mo>+</math>", "$a+$"),
    ],
    ids=["tex", "mathml", "broken"],
)
def test_formulas_are_latex(formula: str, expected: str) -> None:
    """The author's own, else what MathML says; a broken one keeps its words."""
    assert f"Let {expected} be.\n" == text_of(
        "a.html", f"<html><body><p>Let {formula} be.</p></body></html>"
    )


def test_boxes_of_lists_are_ticked_or_not() -> None:
    """As task lists have them; other forms go."""
    page = "<ul><li><input type=checkbox checked disabled> lid</li><li><input type=checkbox> floor</li></ul>"
    page += "<p>Words <input type=text value=secret></p>"

    assert "- [x] lid\n- [ ] floor\n\nWords\n" == text_of(
        "a.html", f"<html><body>{page}</body></html>"
    )


def page_of(body: str) -> str:
    return f"<html><body>{body}</body></html>"


def test_a_link_leads_to_its_address() -> None:
    """Not in a heading, which is a name; places in the same site lead nowhere from here."""
    body = """<h1>The <a href="https://a.org/x">yard</a></h1><p>See <a href="https://a.org/x (1)">the
<b>plan</b></a> or <a href="/map">the map</a>.</p><a href="https://a.org"><p>One</p><p>Two</p></a>"""

    assert (
        "# The yard\n\nSee [the **plan**](https://a.org/x%20%281%29) or the map.\n\nOne\n\nTwo\n"
    ) == text_of("a.html", page_of(body))


def test_a_bar_in_a_cell_makes_no_column() -> None:
    """Commands and formulas have them."""
    page = page_of("<table><tr><th>a</th><th>b</th></tr><tr><td>x | y</td><td>1</td></tr></table>")

    assert "| a | b |\n| --- | --- |\n| x \\| y | 1 |\n" == text_of("a.html", page)


def test_small_figures_stay_small() -> None:
    """Ten to the sixth is not 106; ordinals are words."""
    page = page_of("<p>10<sup>6</sup> mg of H<sub>2</sub>O on the 1<sup>st</sup></p>")

    assert "10⁶ mg of H₂O on the 1st\n" == text_of("a.html", page)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('<pre><code class="language-c++">a<br>b</code></pre>', "```c++\na\nb\n```\n"),
        (
            '<div class="sourceCode"><pre class="sourceCode python">x</pre></div>',
            "```python\nx\n```\n",
        ),
        ('<pre class="brush bash">x</pre>', "```\nx\n```\n"),
        ("<pre>\n\n  a\n```\nb\n</pre>", "````\n  a\n```\nb\n````\n"),
    ],
    ids=["break", "pandoc", "unknown", "fence"],
)
def test_code_keeps_its_lines_and_language(code: str, expected: str) -> None:
    """A fence within it ends nothing."""
    assert f"Words\n\n{expected}" == text_of("a.html", page_of(f"<p>Words</p>{code}"))


def test_footnotes_are_notes() -> None:
    """Marks in the text, the notes at its end; the way back and the list of them go."""
    body = """<main><p>Wax<sup id="r1"><a class="footnote-ref" href="#n1">1</a></sup> and comb<a
href="#n2" role="doc-noteref">*</a>, <a class="footnote-ref" href="b.html#n1">there</a>.</p>
<p>End.</p></main><section class="footnotes"><hr><ol><li id="n1"><p>Of <a href="https://a.org">bees</a>.
<a href="#r1">↩</a></p></li><li id="n2"><p>Two</p><p>lines.</p></li></ol></section>"""

    assert (
        "Wax[^1] and comb[^2], there.\n\nEnd.\n\n[^1]: Of [bees](https://a.org).\n\n"
        "[^2]: Two lines.\n"
    ) == text_of("a.html", page_of(body))


@pytest.mark.parametrize(
    "form",
    ["<h2>News</h2><p>The gate opens.</p>", f"<div>{'The gate opens. ' * 20}</div>"],
    ids=["blocks", "long"],
)
def test_a_page_that_is_a_form_is_read(form: str) -> None:
    """So some programs write every page."""
    page = page_of(f"<form id=aspnetForm><input type=hidden value=x>{form}</form>")

    assert "The gate opens." in text_of("a.html", page)


def test_a_form_to_fill_in_goes() -> None:
    """Its labels and choices say nothing of the page."""
    form = """<form><p><label>Name <input></label></p><select><option>one</option></select>
<div>Search</div><button>Go</button></form>"""

    assert "Words\n" == text_of("a.html", page_of(f"{form}<p>Words</p>"))


def test_an_address_that_only_looks_embedded_is_none() -> None:
    """As damage makes it."""
    page = '<html><body><p>Words.</p><img src="x data:image/png;base64,AAAA"></body></html>'

    assert () == parsed("a.html", page, vlm={}).problems
