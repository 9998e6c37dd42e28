"""Code with its colours, and what its first line asks for."""

import pytest

from knowlog.render.code import highlight, known_language, pieces
from knowlog.render.codestyle import contrast, readable, stylesheet
from knowlog.render.fence import Fence, parse_fence


@pytest.mark.parametrize(
    ("info", "fence"),
    [
        ("", Fence()),
        ("Python", Fence("python")),
        ("python {1,3-5}", Fence("python", frozenset({1, 3, 4, 5}))),
        ('py hl_lines="1 3-4"', Fence("py", frozenset({1, 3, 4}))),
        ('go {linenos=true,hl_lines=[2,"4-5"]}', Fence("go", frozenset({2, 4, 5}), numbered=True)),
        ("{.python .numberLines}", Fence("python", numbered=True)),
        ("{r, echo=FALSE}", Fence("r")),
        ("js:app.js", Fence("js", title="app.js")),
        ('sh title="a b"', Fence("sh", title="a b")),
        ("c linenos=false", Fence("c")),
        ('py linenums="7" startline=7', Fence("py", numbered=True, start=7)),
        ('{"a": 1}', Fence()),
        ("text {5-1}", Fence("text")),
    ],
)
def test_first_lines(info: str, fence: Fence) -> None:
    assert parse_fence(info) == fence


def test_colours_are_classes() -> None:
    assert highlight("def f(): pass\n", Fence("python")) == (
        '<span class="k">def</span> <span class="nf">f</span>(): <span class="k">pass</span>\n'
    )


@pytest.mark.parametrize("language", ["", "text", "nolanguage"])
def test_without_a_language_code_is_text(language: str) -> None:
    assert highlight("a < b & c\n", Fence(language)) == "a &lt; b &amp; c\n"


def test_marked_and_numbered_lines() -> None:
    found = highlight("'''a\nb'''\nc\n", Fence("python", frozenset({2}), numbered=True, start=9))
    assert found == (
        '<span class="line" data-line="9"><span class="sd">&#x27;</span>'.replace(
            '<span class="sd">&#x27;</span>', "<span class=\"sd\">'''a</span>"
        )
        + "\n</span>"
        '<span class="line marked" data-line="10"><span class="sd">b\'\'\'</span>\n</span>'
        '<span class="line" data-line="11">c\n</span>'
    )


def test_nothing_is_lost() -> None:
    code = "\n\n  x = 1\t# é\n\n"
    assert "".join(text for _, text in pieces(code, "python")) == code


def test_huge_blocks_are_not_coloured() -> None:
    assert list(pieces("x" * 300_000, "python")) == [("", "x" * 300_000)]


@pytest.mark.parametrize("language", ["vimscript", "jsonc", "svelte", "heex", "just", "text"])
def test_languages_by_other_names(language: str) -> None:
    assert known_language(language)


def test_unknown_languages() -> None:
    assert not known_language("groq")


def test_every_colour_can_be_read() -> None:
    for background in ("f6f8fa", "161b22", "ffffff", "000000"):
        for colour in ("ffff00", "888888", "00ff00", "bbbbbb", "000080"):
            text = tuple(int(readable(colour, background)[i : i + 2], 16) for i in (0, 2, 4))
            back = tuple(int(background[i : i + 2], 16) for i in (0, 2, 4))
            assert contrast(text, back) >= 4.5
    assert readable("", "ffffff") == ""


def test_the_style_sheet_has_both_themes() -> None:
    sheet = stylesheet()
    assert ".code .k{color:#" in sheet
    assert "@media screen and (prefers-color-scheme: dark)" in sheet
    assert ":root[data-theme=dark]" in sheet
