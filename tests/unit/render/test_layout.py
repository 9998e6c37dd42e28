"""How a body looks as lines of text."""

import pytest
from rich.console import Console

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.render.layout.blocks import plain_text
from knowlog.render.layout.cells import clusters, columns, showable
from knowlog.render.layout.entry import body_lines
from knowlog.render.layout.spans import Span, wrap
from knowlog.render.plain import plain_entry
from knowlog.render.terminal import render_entry


def text(body: str, width: int = 40) -> str:
    return plain_text(body_lines(body, width)).rstrip("\n")


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("# A\n\n## B\n\n### C", "A\n━\n\nB\n─\n\n### C"),
        ("a\nb  \nc", "a b\nc"),
        ("- a\n  - b\n    - c\n- d", "• a\n  ◦ b\n    ▪ c\n• d"),
        ("9. a\n10. b", " 9. a\n10. b"),
        ("- [x] a\n- [ ] b", "☑ a\n☐ b"),
        ("- a\n\n  b\n- c", "• a\n\n  b\n\n• c"),
        ("-", "•"),
        ("> a\n>\n> > b", "▌ a\n▌\n▌ ▌ b"),
        ("> [!note]\n> a", "▌ Note\n▌ a"),
        ("> [!tip]- B *c*\n> a", "▌ B c\n▌ a"),
        ("```py title=x.py\na  b\n\nc\n```", "x.py\n  a  b\n\n  c"),
        ("    a", "  a"),
        ("---", "─" * 40),
        ("[a](b) [c](#d) <e@f.gh> [x]()", "a <b> c <#d> e@f.gh x"),
        ("![a *b*](c.png) ![](d.png)", "[image: a b] <c.png> [image] <d.png>"),
        ("[[a]] [[a#b|c]] ![[d.png]] #e", "[[a]] c [[a#b]] ![[d.png]] #e"),
        ("**a** *b* ~~c~~ `d`", "a b c d"),
        ("$\\alpha_t$ $\\foo$", "αₜ \\foo"),
        ("a $$x$$ b\n$$y$$\nc", "a x b\n\n    y\n\nc"),
        (
            "a[^1] b^[c]\n\n[^1]: d\n\n    e",
            "a[1] b[2]\n\n────────────────────\n[1] d\n\n    e\n[2] c",
        ),
        ("T\n: d\n: e\n\nU\n: f", "T\n  : d\n  : e\n\nU\n  : f"),
        ("[TOC]\n\n# a", "[table of contents]\n\na\n━"),
        ("H<sub>2</sub>O x<sup>q</sup> <b>c</b>", "H₂O x^q c"),
        ("a <foo> b <!-- c --> d", "a <foo> b  d".replace("  ", " ")),
        ("<a href='x'>a</a><br>b", "a <x>\nb"),
        ("<div><p>a</p><p>b</p></div>", "a\n\nb"),
        ("<img src=a.png alt='b'> <script>c", "[image: b] <a.png> <script>c"),
        ("<script>\nc\n</script>", "[<script> is not shown]"),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n\n• b"),
        ("<pre>a  b\n c</pre>", "a\u00a0\u00a0b\n\u00a0c"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "│ a │ b"),
        ("<div markdown=1>\n*a*\n</div>", "a"),
    ],
)
def test_construct(body: str, wanted: str) -> None:
    assert text(body) == wanted


def test_a_table_that_fits_stands_in_columns() -> None:
    assert text("| a | b |\n|---|--:|\n| 日本 | 1 |") == "a    │ b\n─────┼──\n日本 │ 1"


def test_a_table_wraps_its_cells() -> None:
    found = text("| a | b |\n|---|---|\n| one two three four five | six seven eight nine ten |", 30)
    assert all(len(line) <= 30 for line in found.splitlines())
    assert found.count("│") > 2


def test_a_table_that_cannot_fit_becomes_records() -> None:
    header = "|" + "|".join(f"name{i}" for i in range(9)) + "|"
    row = "|" + "|".join(f"value{i}" for i in range(9)) + "|"
    found = text(f"{header}\n{'|---' * 9}|\n{row}\n{row}")
    assert found.startswith("name0: value0\nname1: value1")
    assert found.count("────") >= 1


def test_a_table_with_nothing_but_a_header() -> None:
    header = "|" + "|".join(f"long-name-{i}" for i in range(9)) + "|"
    assert "long-name-8" in text(f"{header}\n{'|---' * 9}|")


def test_wide_characters_break_anywhere_but_before_punctuation() -> None:
    assert text("日本語の文章です。終わり", 10) == "日本語の文\n章です。終\nわり"


def test_long_words_are_cut() -> None:
    assert text("x" * 25, 10) == "\n".join(["x" * 10, "x" * 10, "x" * 5])


@pytest.mark.parametrize(
    ("characters", "width"),
    [
        ("a", 1),
        ("日", 2),
        ("👩", 2),
        ("👩‍👩‍👧", 2),
        ("👍🏽", 2),
        ("🇫🇷", 2),
        ("❤️", 2),
        ("é", 1),
        ("1️⃣", 2),
        ("한", 2),
    ],
)
def test_columns(characters: str, width: int) -> None:
    assert columns(characters) == width
    assert len(list(clusters(characters))) == 1


def test_what_would_command_a_terminal_is_shown() -> None:
    assert showable("a\x1b[31m\u202e\tb\u2028c") == "a\\x1b[31m\\u202e    b c"


def test_words_keep_their_looks_when_they_wrap() -> None:
    lines = wrap([Span("aa ", ("x",)), Span("bb", ("y",)), Span("cc dd", ("x",))], 5)
    assert lines == [
        (Span("aa", ("x",)),),
        (Span("bb", ("y",)), Span("cc", ("x",))),
        (Span("dd", ("x",)),),
    ]


def test_an_entry_says_when_and_what_about() -> None:
    entry = Entry("x", "x.md", "The title", tags=("a", "b"), draft=True)
    shown = plain_entry(
        entry, Document("x.md", {}, {}, "# the title\n\ntext $\\R$"), macros={"R": "r"}
    )
    assert shown == "The title\n━━━━━━━━━\n#a #b · draft\n\ntext r\n"


def test_the_terminal_shows_links_and_colours() -> None:
    console = Console(force_terminal=True, width=40, color_system="standard", record=True)
    document = Document("x.md", {}, {}, "[a](http://x.org)\n\n```python\ndef f(): 1\n```")
    with console.capture() as captured:
        console.print(render_entry(Entry("x", "x.md", "X"), document, 40))
    shown = captured.get()
    assert "\x1b]8;" in shown
    assert "http://x.org" in shown
    assert "\x1b[34mdef" in shown
