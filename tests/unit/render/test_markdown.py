"""What a body becomes as HTML, and what is reported."""

import pytest

from knowlog.domain.links import LinkKind
from knowlog.render.markdown import render
from knowlog.render.page import Embedded, RenderContext, Rendered, Target

ENTRY = Embedded("e.md", "# The E\n\nhi [[#Sub]]\n\n## Sub\n\nx\n\n## Other\n\n![[F]]", 5)
LOG = {
    "E": Target("e/", "The E", entry=ENTRY, anchors=frozenset({"sub"})),
    "F": Target("f/", "F", entry=Embedded("f.md", "![[E]]")),
    "dir/e.md": Target("../e/", "The E"),
    "i.png": Target("../i.png", file="i.png", width=100, height=50),
    "a b.png": Target("a%20b.png", file="a b.png"),
    "v.mp4": Target("v.mp4", file="v.mp4"),
    "known": Target("tags/known/"),
}


def page(body: str, **context: object) -> Rendered:
    return render(body, RenderContext(**{"resolve": lambda _, name: LOG.get(name), **context}))  # type: ignore[arg-type]  # the fields of a context by name


def html(body: str) -> str:
    return page(body).html.strip()


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("a ~~b~~ ~c~", "<p>a <s>b</s> <s>c</s></p>"),
        ("a\\\nb", "<p>a<br>\nb</p>"),
        ("T\n: d", "<dl>\n<dt>T</dt>\n<dd>d</dd>\n</dl>"),
        ("[[E]]", '<p><a class="wikilink" href="e/">The E</a></p>'),
        ("[[1]](https://x.org)", '<p><a href="https://x.org">[1]</a></p>'),
        ("[[E]](see)", '<p><a class="wikilink" href="e/">The E</a>(see)</p>'),
        ("[[E#Sub|w *x*]]", '<p><a class="wikilink" href="e/#sub">w *x*</a></p>'),
        ("[a](dir/e.md#x)", '<p><a href="../e/#x">a</a></p>'),
        ("#known #other", '<p><a class="tag" href="tags/known/">#known</a> #other</p>'),
        ("a#known #1 \\#known", "<p>a#known #1 #known</p>"),
        ("*a*{: .b #c}", '<p><em class="b" id="c">a</em></p>'),
        ("a\n{: .b}", '<p class="b">a</p>'),
        ("# a {#b}", '<h2 id="b">a</h2>'),
        ("> a\n{: .b}", '<blockquote class="b">\n<p>a</p>\n</blockquote>'),
        ("{:ok, 1}", "<p>{:ok, 1}</p>"),
        ("a{: .b}", "<p>a{: .b}</p>"),
        ('{::options x="y" /}\n\na', "<p>a</p>"),
        ('<div markdown="1">\n*a*\n</div>', "<div>\n<p><em>a</em></p>\n</div>"),
        ('<p markdown="1">*a*</p> b', "<p>\n<em>a</em></p>\nb"),
        ('<div markdown="0">*a*</div>', "<div>*a*</div>"),
        ('<div markdown="1">\n*a*', "<div>\n*a*</div>"),
        ("<div>\n\n    <p>a</p>\n\n</div>", "<div>\n<p>a</p>\n</div>"),
        ("$5 and $6, $10-20, US$3", "<p>$5 and $6, $10-20, US$3</p>"),
        ("$HOME/$USER and ${a}$b", "<p>$HOME/$USER and ${a}$b</p>"),
        ("\\\\(a", "<p>\\(a</p>"),
        ("==a **b**== c", "<p><mark>a <strong>b</strong></mark> c</p>"),
        ("**a ==b==** ===", "<p><strong>a <mark>b</mark></strong> ===</p>"),
        ("これは==要点==です", "<p>これは<mark>要点</mark>です</p>"),
        ("if a==b and c==d or == e ==", "<p>if a==b and c==d or == e ==</p>"),
        ("==a", "<p>==a</p>"),
        ("a %%b *c*%% d 100%% e%%", "<p>a  d 100%% e%%</p>"),
        ("a\n%%\nb\n\n- c\n%%\nd", "<p>a</p>\n<p>d</p>"),
        (
            "- a\n\n  %%\n  b\n  %%\n- c",
            "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>",
        ),
        ("%%\na %% b", "<p> b</p>"),
        ("a\n\n%%b%%", "<p>a</p>"),
        ("%%\na\n\nb", "<p>%%\na</p>\n<p>b</p>"),
        ("a ^b-1", '<p id="^b-1">a</p>'),
        ("- a ^b\n- c", '<ul>\n<li id="^b">a</li>\n<li>c</li>\n</ul>'),
        ("> a\n\n^b", '<blockquote id="^b">\n<p>a</p>\n</blockquote>'),
        ("e = mc ^2", "<p>e = mc ^2</p>"),
        ("^b", "<p>^b</p>"),
    ],
)
def test_construct(body: str, wanted: str) -> None:
    assert html(body) == wanted


def test_a_block_without_an_element_gets_its_id_before_it() -> None:
    assert html("```py\nx\n```\n\n^b").startswith('<div id="^b"></div>\n<div class="code"')


@pytest.mark.parametrize("body", ["![w|30x20](i.png)", "![[i.png|w|30x20]]"])
def test_pictures_have_the_size_that_is_asked_for(body: str) -> None:
    assert 'alt="w" width="30" height="20"' in html(body)


def test_the_height_follows_a_width() -> None:
    assert 'alt="" width="40" height="20"' in html("![[i.png|40]]")


def test_a_place_in_a_document_is_left_to_who_shows_it() -> None:
    log = {"p.pdf": Target("p.pdf", file="p.pdf")}
    found = page("![[p.pdf#page=3]]", resolve=lambda _, name: log.get(name)).html
    assert 'href="p.pdf#page=3"' in found


def test_words_behind_the_sign_of_a_link_are_a_heading() -> None:
    assert 'href="../e/#a-sub"' in html("[x](dir/e.md#A%20Sub)")
    assert 'href="#a-b"' in html("# A b\n\n[x](#A%20b)")


@pytest.mark.parametrize(
    "body",
    [
        "$x$", "$`x`$", "a $$x$$ b", "$$x$$", "\\(x\\)", "\\[x\\]", "\\\\(x\\\\)", "\\\\[x\\\\]",
        "a\n$$\nx\n$$\nb", "- $$\n  x\n  $$", "\\begin{align}x\\end{align}", "$k$-means, $n$th",
        "<p>a \\\\(x\\\\) <b>$$x$$</b></p>",
        "> $$\n> x\n> $$", "| $x$ |\n|--|", "**$x$**", "[$x$](y)", "$ x $",
    ],
)  # fmt: skip
def test_formulas_are_found(body: str) -> None:
    found = page(body)
    assert "<math" in found.html
    assert found.features >= {"math"}
    assert found.math_characters


def test_lists_inside_a_displayed_formula_are_none() -> None:
    assert "<li>" not in html("$$\na\n- b\n+ c\n$$")


@pytest.mark.parametrize(
    "body", ["<pre>$$x$$</pre>", "<p title='$$x$$'>", "<!-- \\(x\\) -->", "<p>\\(x</p>"]
)
def test_no_formulas_in_tags_or_code_of_html(body: str) -> None:
    assert "<math" not in html(body)


def test_a_formula_that_fails_shows_its_source() -> None:
    found = page("a\n\n$\\foo{<b>}$", first_line=10)
    assert '<code class="math-source">$\\foo{&lt;b&gt;}$</code>' in found.html
    assert [(p.line, p.kind) for p in found.problems] == [(12, "math")]


def test_equations_are_numbered_and_referred_to() -> None:
    body = "See \\eqref{b} and \\ref{c}.\n\n\\begin{equation}x\\label{b}\\end{equation}"
    found = page(body, id_prefix="p-")
    assert '<a href="#p-b">(1)</a>' in found.html
    assert 'id="p-b"' in found.html
    assert '<code class="math-source">\\ref{c}</code>' in found.html


def test_macros_of_the_log_and_of_the_body() -> None:
    found = page("$$\\newcommand{\\Q}{q}$$ $\\R + \\Q$", macros={"R": "r"})
    assert "<mi>r</mi>" in found.html
    assert "<mi>q</mi>" in found.html
    assert not found.problems


@pytest.mark.parametrize("name", ["note", "TIP", "my-own"])
def test_callouts(name: str) -> None:
    found = html(f"> [!{name}]\n> a\n>\n> b\n\n> c")
    assert f'data-callout="{name.lower()}"' in found
    assert '<p class="callout-title">' in found
    assert found.count("<blockquote>") == 1


def test_callouts_with_titles_fold() -> None:
    assert html("> [!note]- A *b*\n> c").startswith(
        '<details class="callout callout-note" data-callout="note">\n'
        '<summary class="callout-title">A <em>b</em></summary>\n<p>c</p>'
    )
    assert "<details open" in html("> [!note]+\n> > [!tip] x")


def test_tasks_show_their_boxes() -> None:
    found = html("- [x] a\n- [ ] b")
    assert found.count('<input type="checkbox" disabled=""') == 2
    assert found.count('checked=""') == 1


def test_tables_align_without_styles() -> None:
    found = html("| a | b |\n|:-:|--:|\n| 1 | 2 |\n{: .c}")
    assert '<td class="align-right">2</td>' in found
    assert '<table class="c">' in found
    assert found.count("<tr>") == 2
    assert "style=" not in found


def test_headings_have_ids_and_a_contents() -> None:
    found = page("# T\n\n## A b!\n\n### A b\n\n## 日本\n\n#### `x`\n\n* x\n{:toc}", title="t")
    assert [heading.id for heading in found.toc] == ["a-b", "日本"]
    assert found.toc[0].children[0].id == "a-b-1"
    assert found.toc[1].children[0].level == 4
    assert "T</h" not in found.html
    assert '<a href="#a-b-1">A b</a>' in found.html


def test_headings_move_down_below_the_title_of_the_page() -> None:
    assert html("# a\n\n## b\n\n###### c").count("<h1") == 0
    assert "<h3" in html("# a\n\n## b")
    assert html("## b").startswith("<h2")


@pytest.mark.parametrize("mark", ["[TOC]", "[[_TOC_]]", "- x\n{:toc}", "1. x\n{:toc .a}"])
def test_contents_where_the_author_asks(mark: str) -> None:
    assert '<nav class="toc' in html(f"{mark}\n\n# a")
    assert html(mark) == ""


def test_footnotes() -> None:
    found = page("a[^1] b[^1] c^[in *line*]\n\n[^1]: note\n[^2]: unused\n")
    assert (
        '<sup class="footnote-ref"><a href="#fn-1" id="fnref-1" role="doc-noteref">1' in found.html
    )
    assert 'href="#fnref-1-2"' in found.html
    assert "<em>line</em>" in found.html
    assert "unused" in found.html
    assert [problem.kind for problem in found.problems] == ["unused-footnote"]


def test_pictures_keep_their_place() -> None:
    assert html("![a *b*](i.png 'c')") == (
        '<p><img src="../i.png" alt="a b" title="c" width="100" height="50" '
        'loading="lazy" decoding="async"></p>'
    )
    assert 'width="50" height="25"' in html("![[i.png|50]]")
    assert 'alt="cat" width="50" height="20"' in html("![[i.png|cat|50x20]]") or "cat" in html(
        "![[i.png|cat]]"
    )
    assert 'src="a%20b.png"' in html("![](<a b.png>)")
    assert '<video src="v.mp4" controls' in html("![[v.mp4]] ![x](v.mp4)")


def test_entries_are_embedded_whole_or_by_heading() -> None:
    whole = page("![[E]]")
    assert '<section class="embed" aria-label="The E">' in whole.html
    assert "<h3" not in page("![[E#Sub]]").html
    assert "Other" not in page("![[E#Sub]]").html
    assert 'id="e1-sub"' in whole.html
    assert 'href="#e1-sub"' in whole.html
    assert {link.target for link in whole.links} >= {"E", "F"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [("q", "<p>quoted</p>"), ("i", "item"), ("p", "words"), ("m", "<math")],
)
def test_a_block_is_embedded_by_its_id(name: str, shown: str) -> None:
    body = "words ^p\n\n> quoted\n\n^q\n\n- other\n- item ^i\n\n$$\nx\n$$\n\n^m"
    log = {"B": Target("b/", "B", entry=Embedded("b.md", body))}
    found = page(f"![[B#^{name}]]", resolve=lambda _, target: log.get(target)).html
    assert shown in found
    assert "other" not in found
    whole = page("![[B#^none]]", resolve=lambda _, target: log.get(target)).html
    assert "other" in whole


def test_embeds_do_not_turn_in_circles() -> None:
    assert '<a class="embed" href="e/">' in page("![[E]]", path="e.md").html
    assert '<a class="embed" href="e/">' in page("a ![[E]]").html
    assert page("![[E]]", path="e.md").problems[0].kind == "embed-circle"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("[[nope]]", "broken-link"),
        ("[a](nope.md)", "broken-link"),
        ("![a](nope.png)", "missing-image"),
        ("![[nope]]", "missing-embed"),
        ("[a](#nope)", "broken-anchor"),
        ("[[E#nope]]", "broken-anchor"),
        ("[[#nope]]", "broken-anchor"),
        ('<img src="nope.png">', "missing-image"),
        ("[a](made-up:x)", "unsafe-link"),
        ("```nolanguage\n```", "unknown-language"),
        (">" * 60 + "a", "too-deep"),
    ],
)
def test_problems(body: str, kind: str) -> None:
    assert kind in {problem.kind for problem in page(body).problems}


@pytest.mark.parametrize(
    "body",
    ["[a](#b)\n\n# b", "[a](https://x.org/y)", "[a](#c)\n\n<a name='c'></a>", "[a](mailto:b@c.d)"],
)
def test_no_problems(body: str) -> None:
    assert page(body).problems == ()


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("[a](nope.md)", '<a class="missing" title="No such entry or file">a</a>'),
        ('<a href="nope.md">a</a>', '<a class="missing" title="No such entry or file">a</a>'),
        ("![A moon](no%20pe.png)", 'title="No such file: no pe.png">A moon</span>'),
        ("![](dir/nope.png)", ">nope.png</span>"),
        ('<img src="nope.png" alt="A moon">', ">A moon</span>"),
        ("[a](#nope)", '<a title="No such heading">a</a>'),
        ("[[#nope]]", 'title="No such heading">nope</a>'),
    ],
)
def test_what_is_missing_is_marked_where_that_is_wanted(body: str, shown: str) -> None:
    marked = page(body, marks_missing=True).html
    assert shown in marked
    assert "href=" not in marked
    assert "src=" not in marked
    assert "nope" in page(body).html or "no%20pe" in page(body).html


@pytest.mark.parametrize(
    ("body", "shown", "gone"),
    [
        ('<video src="v.mp4" width="640px" height="auto"></video>', 'width="640"', "auto"),
        ('<a name="here"></a>', 'id="here"', "name="),
        ('<p style="background: #ff000033">a</p>', "class=", "style="),
    ],
)
def test_what_html_no_longer_has_is_written_as_it_has_it(body: str, shown: str, gone: str) -> None:
    found = page(body)
    assert shown in found.html
    assert gone not in found.html
    assert not [one for one in found.problems if one.kind != "missing-image"]


def test_a_heading_right_below_closed_html_is_one() -> None:
    found = html("<div\n class='x'>\n<p>a</p>\n</div>\n## Next\nwords")
    assert '<h2 id="next">Next' in found
    assert "<p>words</p>" in found
    assert "<h2" not in html("<div>\n## Inside\n</div>")
    assert "<h2" in html("<div>a</div>\n\n## After")


def test_a_share_of_the_page_becomes_a_style() -> None:
    found = page('<img src="i.png" width="50%" alt="a">')
    assert "width:50%" in found.css
    assert 'width="50' not in found.html


def test_nobody_knows_the_log() -> None:
    found = render("[[a]] [b](c.md) ![d](e.png)", RenderContext())
    assert found.problems == ()
    assert [link.kind for link in found.links] == [
        LinkKind.WIKILINK,
        LinkKind.LINK,
        LinkKind.IMAGE,
    ]


def test_links_know_their_lines() -> None:
    found = page("a\nb [[E]]\n\n- x\n- ![i](i.png)\\\n  [y](dir/e.md)", first_line=7)
    assert [(link.line, link.target) for link in found.links] == [
        (8, "E"),
        (11, "i.png"),
        (12, "dir/e.md"),
    ]


def test_text_is_the_words() -> None:
    assert page("# A *b*\n\nc `d` [[E|e]] <b>f</b>\n\n```\ng\n```").text == "A b\n\nc d e f\n\ng"


def test_text_has_the_words_of_html() -> None:
    body = "<div>a&amp;b\n<p>c <b>d</b>e</p><script>f</script><!-- g --></div>"
    assert page(body).text == "a&b c de"


def test_ids_take_a_prefix() -> None:
    found = page("# a\n\n[x](#a) b[^1]\n\n[^1]: c\n\n<p id=d>e</p>", id_prefix="p-").html
    for name in ('id="p-a"', 'href="#p-a"', 'id="fn-p-1"', 'id="p-d"'):
        assert name in found


def test_bare_addresses_become_links() -> None:
    found = html("(www.x.org), https://y.org/a_b. a@b.co http:// 见https://z.org。")
    assert found.count("<a ") == 4
    assert '<a href="https://y.org/a_b">https://y.org/a_b</a>.' in found
    assert html("<a href='https://x.org'>https://x.org</a>").count("<a") == 1


def test_a_body_that_is_too_long_is_shown_as_it_is() -> None:
    found = page("*a* " * 600_000)
    assert "*a* *a*" in found.html
    assert found.problems[0].kind == "too-long"


@pytest.mark.parametrize(
    "body",
    [
        "- " * 5_000, ">" * 5_000, "$" + "{" * 9_000 + "}" * 9_000 + "$", "[" * 9_000,
        '<div markdown="1">\n' * 3_000, "<div>" * 9_000, "\\begin{align}" * 2_000, "{:.a " * 9_000,
        "|a|\n|-|\n|b|\n{: .t}\n\n" * 500, "[^1]: " * 3_000, "^[" * 2_000, "http://" * 9_000,
    ],
)  # fmt: skip
def test_hostile_bodies_neither_hang_nor_crash(body: str) -> None:
    assert page(body).html


def test_the_depth_of_a_table_in_a_formula_is_a_style() -> None:
    found = render(r"$$\begin{pmatrix}a\end{pmatrix}$$" + "\n", RenderContext())
    assert "scriptlevel" not in found.html
    assert "math-depth:0" in found.css


def test_the_contents_read_formulas_as_text_and_keep_their_places() -> None:
    found = render("## Rate $x^2$ of $y$\n\n### Below\n", RenderContext())
    (rate,) = found.toc
    assert rate.text == "Rate x² of y"
    assert rate.id == render("## Rate x^2 of y\n", RenderContext()).toc[0].id
    assert [one.text for one in rate.children] == ["Below"]
