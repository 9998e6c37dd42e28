"""What the program imports is what it declares, and the page on dependencies covers it."""

import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import packages_distributions

from tests.architecture.sources import ROOT, Module, program
from tests.architecture.test_imports import imported

NAME = re.compile(r"[A-Za-z0-9._-]+")
PAGE = ROOT / "docs" / "decisions" / "0002-dependencies.md"


def declared() -> set[str]:
    """The distributions in pyproject.toml that a user installs, with every extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {}).values()
    return _names([*project["dependencies"], *(line for extra in extras for line in extra)])


def undeclared(
    modules: Iterable[Module], owners: Mapping[str, list[str]], allowed: set[str]
) -> list[str]:
    """Imports of what is neither ours nor Python's and that no dependency brings by name."""
    found = []
    for module in modules:
        for top in sorted({name.split(".", maxsplit=1)[0] for name in imported(module)}):
            if top in sys.stdlib_module_names or top == "knowlog":
                continue
            if not _names(owners.get(top, [])) & allowed:
                found.append(f"{module.path} imports {top}")
    return found


def _names(requirements: Iterable[str]) -> set[str]:
    return {
        match[0].lower().replace("_", "-").replace(".", "-")
        for line in requirements
        if (match := NAME.match(line))
    }


def test_every_import_is_of_a_declared_dependency() -> None:
    assert undeclared(program(), packages_distributions(), declared()) == []


def test_an_import_that_only_happens_to_be_installed_is_found() -> None:
    module = Module("a.py", "a", "import yaml, json, pytest, knowlog.errors\nimport nowhere\n")
    owners = {"yaml": ["PyYAML"], "pytest": ["pytest"]}
    assert undeclared([module], owners, {"pyyaml"}) == [
        "a.py imports nowhere",
        "a.py imports pytest",
    ]


def test_the_page_on_dependencies_has_a_row_for_each() -> None:
    rows = re.findall(r"^\| ([a-z0-9-]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert declared() <= set(rows)
