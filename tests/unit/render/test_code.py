"""Code with its colours, and what its first line asks for."""

import re
from pathlib import Path

import pytest

from knowlog.render.code import highlight, known_language, pieces
from knowlog.render.codestyle import stylesheet
from knowlog.render.fence import Fence, parse_fence

SITE_STYLE = Path(__file__).parents[3] / "knowlog/exporters/site/assets/site.css"


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


LOOK_COLOURS = re.compile(r"--([a-z]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)")


def test_every_colour_can_be_read_in_both_looks() -> None:
    """WCAG 2.2 AA: 4.5 to 1, on plain lines and on marked ones, which mix in some of the accent."""
    reading, _, notes = SITE_STYLE.read_text(encoding="utf-8").partition("[data-look=")
    colours = {name: pair for name, *pair in LOOK_COLOURS.findall(reading)}
    for look in (colours, colours | {name: pair for name, *pair in LOOK_COLOURS.findall(notes)}):
        for scheme in (0, 1):
            code, accent = rgb(look["code"][scheme]), rgb(look["accent"][scheme])
            marked = tuple(0.95 * a + 0.05 * b for a, b in zip(code, accent, strict=True))
            for name in (*re.findall(r"var\(--([a-z]+)\)", stylesheet()), "text"):
                ink = rgb(look[name][scheme])
                assert contrast(ink, code) >= 4.5, (name, scheme)
                assert contrast(ink, marked) >= 4.5, (name, scheme, "marked")


def rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (0, 2, 4))


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: tuple[float, ...]) -> float:
    scaled = [part / 255 for part in colour]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in scaled
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_style_sheet_colours_what_the_code_holds() -> None:
    names = {name for name, _ in pieces("class A:\n    x = 'b'  # c\n", "python")} - {""}
    coloured = set(re.findall(r"\.([a-z0-9]+)[,)]", stylesheet()))
    assert {"k", "nc", "s1", "c1"} <= names
    assert names - {"o"} <= coloured
