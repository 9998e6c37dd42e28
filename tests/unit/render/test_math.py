"""Formulas as MathML and as Unicode."""

from unicodedata import normalize

import pytest

from knowlog.render.math import Formula, convert
from knowlog.render.mathchars import font_characters, font_name, shown_characters
from knowlog.render.mathstyle import stylesheet
from knowlog.render.mathtext import math_text


def mathml(tex: str, *, display: bool = True) -> str:
    (converted,) = convert([Formula(tex, display)], {})
    assert not converted.error, converted.error
    return converted.mathml


def error(tex: str) -> str:
    (converted,) = convert([Formula(tex, display=True)], {})
    assert not converted.mathml
    return converted.error


@pytest.mark.parametrize(
    "tex",
    [
        r"\sum_{\substack{a\\b}}", r"\begin{split}a&=b\\&=c\end{split}", r"x \tag{1}",
        r"\mathbbm{1}",
        r"\href{http://x.org}{y}", r"\text{if $x$ then}", r"\begin{eqnarray}a&=&b\end{eqnarray}",
        r"\begin{alignat}{2}a&=b\end{alignat}", r"\begin{smallmatrix}a\end{smallmatrix}",
        r"\in \[0, 1\]", r"\mbox{x}", r"\require{y}x", r"x\label{a}", r"\widetilde{x}",
    ],
)  # fmt: skip
def test_what_authors_write_is_understood(tex: str) -> None:
    assert "<math" in mathml(tex)


def test_the_tex_is_kept() -> None:
    assert '<annotation encoding="application/x-tex">a&lt;b</annotation>' in mathml("a<b")


def test_text_is_escaped() -> None:
    assert "<script" not in mathml(r"\text{<script>alert(1)</script>}")


@pytest.mark.parametrize("tex", [r"\foo", r"\frac{", r"\ce{H2O}", "a & b"])
def test_what_is_not_understood_says_so(tex: str) -> None:
    assert error(tex)


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 9_000 + "}" * 9_000,
        r"\sqrt" * 2_000 + " x",
        "x" * 30_000,
        r"\newcommand{\a}{{\sqrt{\a}}}\a",
        r"\newcommand{\a}{" + "{" * 40 + r"\a" + "}" * 40 + r"}\a",
        r"\def\a{\b\b}\def\b{\a\a}\a",
        r"\sqrt" * 400 + " x",
    ],
)
def test_bounds(tex: str) -> None:
    assert error(tex)


def test_numbers_and_references_run_through_the_document() -> None:
    formulas = [
        Formula(r"\eqref{b}", display=False),
        Formula(r"\begin{equation}x\label{a}\end{equation}", display=True),
        Formula(r"\begin{align}y\label{b}\\z\end{align}", display=True),
        Formula(r"\ref{a}", display=False),
    ]
    found = [converted.mathml for converted in convert(formulas, {}, "p-")]
    assert '<a href="#p-b">(2)</a>' in found[0]
    assert 'id="p-a"' in found[1]
    assert "(3)" in found[2]
    assert '<a href="#p-a">1</a>' in found[3]


def test_a_duplicate_label_costs_no_other_formula() -> None:
    twice = Formula(r"\begin{equation}x\label{a}\end{equation}", display=True)
    found = convert([twice, twice, Formula("y", display=False)], {})
    assert "<math" in found[2].mathml


def test_definitions_hold_for_the_document() -> None:
    formulas = [
        Formula(r"\newcommand{\Q}[1]{q_{#1}}", display=True),
        Formula(r"\DeclareMathOperator*{\best}{best}", display=True),
        Formula(r"\Q{1} + \best_x", display=False),
    ]
    found = convert(formulas, {"bad": "{", "unused": r"\x"})
    assert [bool(item.mathml) for item in found] == [False, False, True]
    assert not any(item.error for item in found)


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\alpha_t", "αₜ"),
        (r"\sum_{i=1}^n x_i^2", "∑ᵢ₌₁ⁿ xᵢ²"),
        (r"\sum_{s \le t} v_s", "∑_(s ≤ t) vₛ"),
        (r"\frac{1}{B}\sum_i x_i", "1/B ∑ᵢ xᵢ"),
        (r"e^{f(q)}, e^{(a, b)}", "e^(f(q)), e^(a, b)"),
        (r"\mathbb{E}_{x\sim p}[f(x)]", "𝔼_(x ∼ p)[f(x)]"),
        (r"\frac{a+b}{2c}", "(a + b)/(2c)"),
        (r"\frac{1}{\sqrt{2\pi\sigma^2}}", "1/(√(2πσ²))"),
        (r"\hat{y}=\bar{x}-\vec{v}", normalize("NFC", "ŷ = x̄ − v⃗")),
        (r"\begin{align*}a&=b\\&=c\end{align*}", "a = b\n= c"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a  b; c  d)"),
        (r"\arg\max_\theta \mathcal{L}(\theta)", "arg max_θ ℒ(θ)"),
        (r"x_{i,j}", "x_(i, j)"),
        (r"-x + (-y)", "−x + (−y)"),
        (r"A^\top B^{-1} x'", "AᵀB⁻¹x′"),
        (r"\binom{n}{k}", "(n choose k)"),
        (r"\sin x + \cos(x)", "sin x + cos(x)"),
        (r"O(n \log n)", "O(n log n)"),
        (r"\sqrt[3]{x+1} \sqrt[k]{2}", "∛(x + 1)ᵏ√2"),
        (r"\theta_{t+1}", "θₜ₊₁"),
        (r"\overline{AB}", "A̅B̅"),
        (r"\|x\|_2", "‖x‖₂"),
        (r"\boxed{x}", "[x]"),
        (r"\phantom{x}y\quad z", "y  z"),
    ],
)
def test_formulas_as_text(tex: str, text: str) -> None:
    assert math_text(mathml(tex)) == text


@pytest.mark.parametrize("tex", [r"\widehat{xyz}", r"\cancel{x}", r"\prescript{a}{b}{c}"])
def test_what_a_line_cannot_say(tex: str) -> None:
    assert math_text(mathml(tex)) is None


def test_braces_are_as_wide_as_what_they_span() -> None:
    found = mathml(r"\hat{\overbrace{\vec{x}}^{n}}")
    assert "<mover><mover accent" in found
    assert found.count("accent") == 2


@pytest.mark.parametrize("name", ["pay", "\\pay"])
def test_macros_of_the_log_are_named_with_or_without_backslash(name: str) -> None:
    (found,) = convert([Formula(r"\pay{x}", display=False)], {name: r"\mathbf{#1}"})
    assert not found.error


def test_the_style_sheet_knows_its_font() -> None:
    assert 'src:url("../math.woff2")' in stylesheet("../math.woff2")


def test_the_font_has_what_is_shown() -> None:
    shown = shown_characters([mathml(r"\mathfrak{g} < \ddots")])
    assert set(shown) == set("𝔤<⋱")
    characters = font_characters(shown)
    assert set("𝔤⋱𝑥ℎ𝛼√") <= set(characters)
    assert font_name(characters) == font_name(characters)
    assert font_name(characters) != font_name(font_characters(""))
