"""A rule that is switched off on a line says which one and why."""

import io
import re
import tokenize
from collections.abc import Iterable

import pytest

from tests.architecture.sources import Module, modules

CODES = r"[A-Z]+[0-9]+(,\s*[A-Z]+[0-9]+)*"
REASON = r"[\s#:-]+[^\s#:-].{6,}"
SUPPRESSES = re.compile(r"#\s*(noqa\b|ruff:|type:\s*ignore|mypy:|pragma:)")
EXPLAINED = re.compile(
    rf"#\s*(noqa:\s*{CODES}|type:\s*ignore\[[a-z, -]+\]|pragma: no (cover|branch)){REASON}"
)


def unexplained(found: Iterable[Module]) -> list[str]:
    return [
        f"{module.path}:{token.start[0]}: {token.string}"
        for module in found
        for token in tokenize.generate_tokens(io.StringIO(module.text).readline)
        if token.type == tokenize.COMMENT
        and SUPPRESSES.search(token.string)
        and not EXPLAINED.search(token.string)
    ]


def test_every_suppression_names_its_rule_and_its_reason() -> None:
    assert unexplained(modules("knowlog", "tests", "benchmarks", "scripts")) == []


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# noqa: BLE001",
        "# type: ignore",
        "# type: ignore[arg-type]",
        "# type: ignore[arg-type]  #",
        "# ruff: noqa",
        "# mypy: ignore-errors",
        "# pragma: no cover",
    ],
)
def test_a_bare_suppression_is_reported(comment: str) -> None:
    assert unexplained([Module("a.py", "a", f"x = 1  {comment}\n")]) == [f"a.py:1: {comment}"]


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: BLE001  # the last door: whatever gets here is shown as a bug",
        "# noqa: BLE001, S110 - the last door: whatever gets here is shown as a bug",
        "# type: ignore[arg-type]  # the stub is wrong about bytes",
        "# pragma: no cover - needs Windows",
        "# a comment about nothing in particular",
    ],
)
def test_an_explained_one_and_prose_pass(comment: str) -> None:
    assert unexplained([Module("a.py", "a", f"x = 1  {comment}\n")]) == []
