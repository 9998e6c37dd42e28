"""No circles, and a domain that needs nothing but the standard library."""

import ast
import sys
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from tests.architecture.sources import Module, program

# What reaches outside of the process. The domain holds values and rules only.
OUTSIDE = frozenset({"io", "os", "shutil", "socket", "sqlite3", "subprocess", "tempfile"})


def imported(module: Module, known: frozenset[str] = frozenset()) -> set[str]:
    """Every name a module imports, also inside functions.

    `from package import name` counts as the module of that name where there is one.
    """
    names: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                names.add(inner if inner in known else node.module)
    return names


def circle(modules: Iterable[Module]) -> list[str]:
    """One circle of imports, or nothing."""
    modules = tuple(modules)
    known = frozenset(module.name for module in modules)
    graph = {module.name: (imported(module, known) & known) - {module.name} for module in modules}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def impure(modules: Iterable[Module]) -> list[str]:
    """What a module of the domain imports and must not."""
    return [
        f"{module.path} imports {name}"
        for module in modules
        for name in sorted(imported(module))
        if not _pure(name)
    ]


def _pure(name: str) -> bool:
    top = name.split(".", maxsplit=1)[0]
    if top == "knowlog":
        return name.startswith(("knowlog.domain", "knowlog.errors"))
    return top in sys.stdlib_module_names and top not in OUTSIDE


def test_imports_make_no_circle() -> None:
    assert circle(program()) == []


def test_the_domain_needs_only_the_standard_library_and_touches_nothing_outside() -> None:
    domain = [module for module in program() if module.name.startswith("knowlog.domain")]
    assert domain
    assert impure(domain) == []


def test_a_circle_is_found_through_a_function_and_a_package() -> None:
    modules = [
        Module("a.py", "p.a", "from p import b\n"),
        Module("b.py", "p.b", "def f():\n    import p.c\n"),
        Module("c.py", "p.c", "from p.a import x\n"),
        Module("d.py", "p.d", "import p.a\n"),
    ]
    assert set(circle(modules)) == {"p.a", "p.b", "p.c"}


def test_an_impure_domain_is_found() -> None:
    source = "import re\nimport yaml\nfrom os import path\nfrom knowlog.errors import ExitCode\n"
    assert impure([Module("d.py", "knowlog.domain.d", source)]) == [
        "d.py imports os",
        "d.py imports yaml",
    ]
