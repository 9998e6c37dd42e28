"""Marks of git that nobody took out, and Markdown that looks like them."""

import pytest

from knowlog.domain.conflicts import conflicts

CONFLICT = "<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> topic\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (CONFLICT, [1]),
        (f"a\n\n{CONFLICT}b\n{CONFLICT}", [3, 9]),
        (f"---\n{CONFLICT}---\n", [2]),
        (CONFLICT.replace("\n", "\r\n"), [1]),
        ("<<<<<<<\nmine\n|||||||\nbase\n=======\n>>>>>>>", [1]),
        # It runs into a code block.
        ("<<<<<<< HEAD\n```py\n=======\n```js\n>>>>>>> topic\nx\n```\n", [1]),
    ],
)
def test_a_conflict_is_found_where_it_begins(text: str, lines: list[int]) -> None:
    assert conflicts(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "Title\n=======\n\n>>>>>>> seven quotes deep\n",
        f"```\n{CONFLICT}```\n",
        "Example:\n\n" + "".join(f"    {line}\n" for line in CONFLICT.splitlines()),
        "<<<<<<< without an end\n",
        "text <<<<<<< HEAD\n>>>>>>> topic",
        "<<<<<<<<<< ten\n>>>>>>> topic",
        ">>>>>>> the end first\n<<<<<<< HEAD",
    ],
)
def test_markdown_and_code_are_no_conflict(text: str) -> None:
    assert conflicts(text) == []
