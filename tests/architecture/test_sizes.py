"""Small enough to be read in one go."""

import ast
from collections.abc import Iterable, Iterator

from tests.architecture.sources import Module, program

MODULE_LINES = 350
COMMAND_LINES = 120
FUNCTION_LINES = 50


def long_modules(modules: Iterable[Module]) -> list[str]:
    return [
        f"{module.path}: {module.lines} lines, at most {limit}"
        for module in modules
        if module.lines > (limit := _limit(module))
    ]


def long_functions(modules: Iterable[Module]) -> list[str]:
    return [
        f"{module.path}:{function.lineno}: {function.name} has {size} lines"
        for module in modules
        for function, size in _functions(module)
        if size > FUNCTION_LINES
    ]


def _limit(module: Module) -> int:
    return COMMAND_LINES if module.path.startswith("knowlog/cli/commands/") else MODULE_LINES


def _functions(module: Module) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_module_is_too_long() -> None:
    assert long_modules(program()) == []


def test_no_function_is_too_long() -> None:
    assert long_functions(program()) == []


def test_a_module_of_351_lines_is_reported() -> None:
    fits = Module("knowlog/a.py", "knowlog.a", "x = 1\n" * MODULE_LINES)
    long = Module("knowlog/b.py", "knowlog.b", "x = 1\n" * (MODULE_LINES + 1))
    assert long_modules([fits, long]) == ["knowlog/b.py: 351 lines, at most 350"]


def test_a_command_has_a_lower_limit() -> None:
    command = Module("knowlog/cli/commands/new.py", "new", "x = 1\n" * (COMMAND_LINES + 1))
    assert long_modules([command]) == ["knowlog/cli/commands/new.py: 121 lines, at most 120"]


def test_a_method_of_51_lines_is_reported() -> None:
    body = "        x = 1\n" * FUNCTION_LINES
    source = f"class A:\n    def fits(self):\n{body[:-14]}\n    def long(self):\n{body}"
    assert long_functions([Module("a.py", "a", source)]) == ["a.py:53: long has 51 lines"]
