"""The program speaks in one way: docs/decisions/0013-messages.md, read off the source.

What follows a colon (``knowlog: ...``, ``a.md:3: ...``) is a clause; hints and notes are sentences.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pytest

from tests.architecture.sources import Module, program

CLAUSES = {
    # Which argument is the clause, and which are sentences.
    "KnowlogError": (0, (1,)),
    "UsageError": (0, (1,)),
    "QueryError": (0, (3,)),
    "NotFoundError": (0, (1,)),
    "AmbiguousError": (0, (2,)),
    "ConflictError": (0, (1,)),
    "LockedError": (0, (1,)),
    "OutsideError": (0, (1,)),
    "DamagedError": (0, (1,)),
    "DamagedIndexError": (0, (1,)),
    "DamagedRecordError": (0, (1,)),
    "HeaderError": (1, ()),
    "ExpressionError": (0, ()),
    "Problem": (2, (3,)),
    "Finding": (3, (4, 5)),
    "Remark": (2, ()),
    "Refusal": (1, ()),
    "LeftOut": (2, ()),
    "report": (2, (3,)),
    "_error": (0, (2,)),
}
NOTES = frozenset({"note", "tell"})
ELSEWHERE = ("knowlog/web/guard.py",)
"""Its refusals are pages of a browser, which hold sentences."""

PROPER = frozenset({"Excalidraw", "Git", "Jekyll", "Kanban", "Liquid", "Markdown", "Obsidian"})
OPEN = "{}"
"""Stands for what is only known when the program runs."""


class Said(NamedTuple):
    """A text of the program and where it stands."""

    place: str
    text: str


def faulty_clause(text: str) -> bool:
    """A capital word at the start, a full stop at the end, or a sentence inside."""
    first = re.match(r"[A-Z][a-z']+\b", text)
    capital = first is not None and first[0] not in PROPER
    return capital or bool(re.search(r"[^.]\.$|[.?!] [A-Z][a-z]", text))


def faulty_sentence(text: str) -> bool:
    """No capital, or no stop; what is to be typed stands after a colon and has none."""
    if text.startswith("knowlog "):
        return False
    typed = re.search(r": .*[^.]$", text) is not None
    return bool(re.match("[a-z]", text)) or not (typed or re.search(r"[.?!:…]$|\{\}$", text))


def faulty_note(text: str) -> bool:
    """A sentence that is none, or a clause or a record that ends in a full stop."""
    if re.match("[A-Z]", text):
        return faulty_sentence(text)
    return bool(re.match("[a-z]", text) and text.endswith("."))


def said(modules: Iterable[Module]) -> Iterator[tuple[str, Said]]:
    """Every text that a call says, with its kind."""
    for module in modules:
        if module.path in ELSEWHERE:
            continue
        for function in ast.walk(module.tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                known = _assigned(function)
                for call in ast.walk(function):
                    if isinstance(call, ast.Call):
                        yield from _of_call(call, known, module)


def _assigned(function: ast.AST) -> dict[str, list[ast.Assign]]:
    found: dict[str, list[ast.Assign]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node)
    return found


def _of_call(
    call: ast.Call, known: dict[str, list[ast.Assign]], module: Module
) -> Iterator[tuple[str, Said]]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    kinds: dict[str, tuple[int, ...]] = {"note": (0,)} if name in NOTES else {}
    if name in CLAUSES:
        clause, sentences = CLAUSES[name]
        kinds = {"clause": (clause,), "sentence": sentences}
    for kind, numbers in kinds.items():
        for number in numbers:
            for text in _texts(call, number, known):
                yield kind, Said(f"{module.path}:{call.lineno}", text)


def _texts(call: ast.Call, number: int, known: dict[str, list[ast.Assign]]) -> Iterator[str]:
    """What an argument can be; a variable is what was last assigned to it above."""
    if number >= len(call.args):
        return
    argument = call.args[number]
    if isinstance(argument, ast.Name):
        above = [one for one in known.get(argument.id, ()) if one.lineno <= call.lineno]
        if not above:
            return
        argument = max(above, key=lambda one: one.lineno).value
    branches = [argument]
    while branches:
        node = branches.pop()
        if isinstance(node, ast.IfExp):
            branches += [node.body, node.orelse]
        elif text := _text(node):
            yield text


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else OPEN for part in node.values
        )
    return ""


def test_every_text_of_the_program_keeps_to_the_rule() -> None:
    rules = {"clause": faulty_clause, "sentence": faulty_sentence, "note": faulty_note}
    wrong = [
        f"{one.place}: not a {kind}: {one.text!r}"
        for kind, one in said(program())
        if rules[kind](one.text)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "text", ["no entry is called {}", "{} is no folder", "Liquid stays", "I/O", "it ends ...", "-i"]
)
def test_a_clause(text: str) -> None:
    assert not faulty_clause(text)


@pytest.mark.parametrize("text", ["No entry", "no entry.", "{} is gone.", "gone. Look there"])
def test_no_clause(text: str) -> None:
    assert faulty_clause(text)


@pytest.mark.parametrize(
    "text",
    ["Say --yes.", "For example: knowlog new", "knowlog init makes one.", "{} has it.", "{}"],
)
def test_a_sentence(text: str) -> None:
    assert not faulty_sentence(text)


@pytest.mark.parametrize("text", ["say --yes.", "Say --yes", "`a` does"])
def test_no_sentence(text: str) -> None:
    assert faulty_sentence(text)


def test_the_check_sees_what_is_said() -> None:
    source = (
        "def f(x):\n"
        "    msg = 'No file.' if x else f'{x} is no folder.'\n"
        "    output.note('done.')\n"
        "    raise UsageError(msg, 'try again')\n"
    )
    found = [(kind, one.text) for kind, one in said([Module("a.py", "a", source)])]
    assert sorted(found) == [
        ("clause", "No file."),
        ("clause", "{} is no folder."),
        ("note", "done."),
        ("sentence", "try again"),
    ]
