"""HTML that authors write: what stays, what goes, and that it is said."""

import pytest

from knowlog.domain.links import LinkKind
from knowlog.render.markdown import render
from knowlog.render.page import RenderContext, Rendered, Target


def page(body: str, **context: object) -> Rendered:
    return render(body, RenderContext(**context))  # type: ignore[arg-type]  # the fields of a context by name


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("a <b>b</b> <sub>c</sub> <kbd>d</kbd>", "<p>a <b>b</b> <sub>c</sub> <kbd>d</kbd></p>"),
        ('<div class="a" align="center">b</div>', '<div class="a" align="center">b</div>'),
        ("<details open><summary>a</summary>b</details>", '<details open=""><summary>a</summary>b'),
        ('<video src="a.mp4" controls></video>', '<video src="a.mp4" controls=""></video>'),
        ("a <!-- b --> c", "<p>a  c</p>"),
        ("vector<int> a", "vector&lt;int&gt; a"),
        ("<my-component>a</my-component>", "&lt;my-component&gt;a&lt;/my-component&gt;"),
        ("<image src='a.png'>", '<img src="a.png" alt="" loading="lazy" decoding="async">'),
        ('<div><img src="img/\n\ta.png"></div>', '<img src="img/a.png" alt=""'),
        ("<div>a < b</div>", "<div>a &lt; b</div>"),
        ("<div>left open", "<div>left open</div>"),
        ("<input type=checkbox> a", '<input type="checkbox" disabled=""> a'),
        ("<button>a</button>", "a"),
        ('<img src="data:image/png;base64,AA">', '<img src="data:image/png;base64,AA"'),
        ('<table><tr><td colspan="2">a</td></tr></table>', '<td colspan="2">a</td>'),
    ],
)
def test_what_stays(body: str, wanted: str) -> None:
    assert wanted in page(body).html


@pytest.mark.parametrize(
    ("body", "gone"),
    [
        ("<div><script>alert(1)</script></div>", "alert"),
        ("<script>\nalert(1)\n\nalert(2)\n</script>", "alert"),
        ("a <script>x</script>", "<script"),
        ("<style>body{display:none}</style>", "display"),
        ("<img src=x onerror=alert(1)>", "onerror"),
        ("<IMG SRC=x ONERROR=alert(1)>", "ONERROR"),
        ("<a href='javascript:alert(1)'>a</a>", "javascript"),
        ("<a href='jav&#x09;ascript:alert(1)'>a</a>", "ascript:"),
        ("<a href=' javascript:alert(1)'>a</a>", "javascript"),
        ("<a href='data:text/html,x'>a</a>", "data:"),
        ("<a href='data:text/html,x'>a</a> <img src='data:image/gif,'>", "data:text"),
        ("<svg><script>alert(1)</script></svg>", "alert"),
        ("<iframe srcdoc='<script>x</script>'></iframe>", "srcdoc"),
        ("<iframe src='https://evil.org/x'></iframe>", "<iframe"),
        ("<form action=x><input name=q></form>", "<form"),
        ("<object data=x></object><embed src=x>", "<embed"),
        ("<base href=https://evil.org>", "<base"),
        ("<meta http-equiv=refresh content=0>", "<meta"),
        (
            "<math><mtext></mtext><annotation-xml encoding='text/html'><img src=x onerror=y>",
            "onerror",
        ),
        ("<p style='position:fixed;top:0;color:red'>a</p>", "position"),
        ("<a onclick=x href=y>a</a>", "onclick"),
    ],
)
def test_what_goes_is_reported(body: str, gone: str) -> None:
    found = page(body)
    assert gone not in found.html
    assert found.problems


def test_trust_keeps_everything() -> None:
    body = "<script>alert(1)</script>\n"
    assert page(body, trust_html=True).html == body


def test_frames_of_allowed_hosts_stay() -> None:
    body = '<iframe src="//www.youtube.com/embed/x" width="560"></iframe>'
    allowed = page(body, frame_hosts=frozenset({"www.youtube.com"}))
    assert (
        '<iframe src="https://www.youtube.com/embed/x" width="560" loading="lazy">' in allowed.html
    )
    assert allowed.features == {"frame"}
    refused = page(body)
    assert '<a class="frame-link" href="https://www.youtube.com/embed/x">' in refused.html
    assert refused.problems[0].kind == "frame-not-allowed"


def test_harmless_styles_become_classes() -> None:
    found = page('<p class="a" style="color: red; width:50%; opacity:0">b</p>')
    assert found.css.startswith(".s-")
    assert "{color:red;width:50%}" in found.css
    assert f'class="a {found.css[1 : found.css.index("{")]}"' in found.html
    assert "opacity" in found.problems[0].message


@pytest.mark.parametrize(
    "style",
    [
        "position:absolute", "width:100vw", "height:99999px", "margin:-9999px", "display:none",
        "background:url(//x)", "color:expression(x)", "font-size:0", "z-index:9", "inset:0",
        "color:red}body{display:none", "width:\\65xpression(x)",
    ],
)  # fmt: skip
def test_styles_that_could_cover_or_load(style: str) -> None:
    assert page(f'<p style="{style}">a</p>').css == ""


def test_the_same_problem_is_said_once_per_line() -> None:
    assert len(page("<div><foo><foo><foo></div>").problems) == 1


FILM = "https://films.example/a.mp4"


@pytest.mark.parametrize(
    "body",
    [
        f'<video src="{FILM}" controls></video>',
        f'<video controls>\n<source src="{FILM}" type="video/mp4">\nNo film.\n</video>',
        f"![a film]({FILM})",
    ],
)
def test_films_of_other_hosts_are_links_unless_the_log_allows_them(body: str) -> None:
    refused = page(f"{body}\n\nAfter.")
    assert f'<a class="frame-link" href="{FILM}">' in refused.html
    assert "<video" not in refused.html
    assert "After." in refused.html
    assert [one.kind for one in refused.problems] == ["frame-not-allowed"]
    allowed = page(body, frame_hosts=frozenset({"films.example"}))
    assert "<video" in allowed.html
    assert allowed.problems == ()


def test_every_picture_of_a_choice_is_looked_up() -> None:
    def resolve(kind: LinkKind, target: str) -> Target | None:
        del kind
        return Target(f"../media/{target}", file=target) if target != "gone.png" else None

    body = '<img src="a.png" srcset="a.png 1x, b.png 2x, gone.png 3x, javascript:x 4x" alt="a">'
    found = page(body, resolve=resolve, marks_missing=True)
    assert 'srcset="../media/a.png 1x, ../media/b.png 2x"' in found.html
    assert "gone.png: no such file" in [one.message for one in found.problems]


def test_an_empty_cell_of_a_head_is_no_header() -> None:
    assert "<tr>\n<td></td>\n<th>a</th>" in page("| | a |\n|-|-|\n| 1 | 2 |\n").html
