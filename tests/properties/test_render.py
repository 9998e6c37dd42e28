"""Whatever stands in a body: it is rendered, it runs nothing, and it commands no terminal."""

import re
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from knowlog.domain.links import LinkKind, find_links
from knowlog.render.layout.entry import body_lines
from knowlog.render.layout.spans import line_columns, plain
from knowlog.render.markdown import render
from knowlog.render.page import RenderContext

PIECES = st.sampled_from(
    [
        *"\n \t#*_`~$\\[]()<>{}|!:;-+=&\"'/.1aéß日👩\u202e\x00\x1b",
        "\n\n", "\n- ", "\n1. ", "\n> ", "\n    ", "\n```\n", "```", "$$", "\\(", "\\)", "\\[",
        "\\]", "\\begin{align}", "\\end{align}", "\\frac", "{", "}", "[[", "]]", "![[", "|", "#tag",
        "[^1]",
        "\n[^1]: ", "\n[!note]- ", "\n> [!tip] ", "{: .a}", "{:toc}", "{#id}", "\n|a|b|\n|-|-|\n|",
        "\n: ", "<script>", "</script>", "<div onclick=x>", "</div>", "<img src=x onerror=y>",
        "<a href='javascript:x'>", "](javascript:x)", "](data:text/html,x)", "<svg/onload=x>",
        "<iframe src=//x>", "style='position:fixed'", '<p markdown="1">', "</p>", "<!--", "-->",
        "<style>", "<math>", "<annotation-xml encoding=text/html>", "&#106;avascript:", "&lt;",
        "https://x.org", "a@b.org", "<x-y>", "==", "%%", "\r\n", "\u2028",
    ]
)  # fmt: skip
BODIES = st.lists(PIECES, max_size=40).map("".join)
FORBIDDEN = {"script", "style", "svg", "object", "embed", "iframe", "form", "link", "meta", "base"}


class Reader(HTMLParser):
    """Collects what a browser would find."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in FORBIDDEN:
            self.found.append(tag)
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                self.found.append(f"{tag} {name}")
            if address.startswith(("javascript:", "vbscript:", "data:text")) and name != "alt":
                self.found.append(f"{tag} {name}={address}")


@given(BODIES)
@example("<a href='jav\tascript:x'>y</a>")
@example("[x](<java\nscript:x>)")
@example("<div><script>x</div>")
@example("$\\text{<script>x</script>}$")
def test_nothing_that_runs_reaches_the_page(body: str) -> None:
    reader = Reader()
    reader.feed(render(body, RenderContext()).html)
    assert reader.found == []


@given(BODIES, st.integers(8, 100))
def test_lines_fit_and_command_nothing(body: str, width: int) -> None:
    for line in body_lines(body, width):
        assert line_columns(line) <= width
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", plain(line))


@given(BODIES)
def test_a_page_is_the_same_every_time(body: str) -> None:
    assert render(body, RenderContext()) == render(body, RenderContext())


@given(BODIES)
def test_links_lie_where_they_say(body: str) -> None:
    for link in find_links(body):
        assert 0 <= link.start <= link.target_start <= link.target_end <= link.end <= len(body)
        if link.kind is LinkKind.WIKILINK:
            assert body[link.start : link.start + 2] == "[["
