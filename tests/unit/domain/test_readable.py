"""What a snippet is cut from reads as a sentence, and code in it is the code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowlog.domain.readable import readable


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## Low water", "Low water"),
        ("> [!tip]- Bring\n> > boots", " Bring\nboots"),
        ("Look at [`qpdf`](https://example.org/a_(b)).", "Look at qpdf."),
        ("[two\nlines](there) and [by name][ref]", "two\nlines and by name"),
        ("![[a.png]] [[tides|the sea]] [[Tides]]", "a.png the sea Tides"),
        ("<https://example.org/x_y_z>", "https://example.org/x_y_z"),
        ("<kbd>Ctrl</kbd>, a < b > c", "Ctrl, a < b > c"),
        ("**bold *in* it**, _under_ and __more__", "bold in it, under and more"),
        ("~~gone~~ ==marked==", "gone marked"),
        ("2 * 3 * 4, snake_case_name, a==b", "2 * 3 * 4, snake_case_name, a==b"),
        (r"1\. a \* b", "1. a * b"),
    ],
)
def test_marks_go_and_words_stay(body: str, expected: str) -> None:
    assert readable(body) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_reads_as_lines(end: str) -> None:
    table = end.join(["| 中文 | pinyin |", "|---|:-:|", "| 召回 | zhàohuí |"])
    assert readable(table).split() == ["中文", "·", "pinyin", "召回", "·", "zhàohuí"]


@pytest.mark.parametrize(
    "code",
    [
        "def f(*a, **kw): return a | b",
        "| grep x |",
        "$x_i * y_i$ _a_ [b](c)",
        "a\\*b",
        "<b>~~x~~</b>",
    ],
)
def test_code_stays_as_it_is(code: str) -> None:
    assert readable(f"```sh\n{code}\n```").strip() == code
    assert readable(f"Text.\n\n    {code}").split("\n")[-1].strip() == code
    assert readable(f"`{code}`") == code


def test_a_formula_stays_as_it_is() -> None:
    assert readable("so $a_i * b_i$ and\n$$\n*x* _y_\n$$") == "so $a_i * b_i$ and\n\n*x* _y_\n"


def test_a_comment_can_be_found_as_it_stands() -> None:
    assert readable("a %%*b*%% c <!-- _d_ -->") == "a %%*b*%% c <!-- _d_ -->"


@given(st.text())
def test_any_text_can_be_read_and_nothing_is_put_in(body: str) -> None:
    text = readable(body)
    assert "\0" not in text
    assert set(text) <= {*body, "·", " "}
