"""What the program imports is what it declares, and the page on dependencies covers it."""

import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import packages_distributions
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.architecture.sources import ROOT, Module, program
from tests.architecture.test_imports import imported

NAME = re.compile(r"[A-Za-z0-9._-]+")
PAGE = ROOT / "docs" / "decisions" / "0002-dependencies.md"


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def runtime() -> list[str]:
    """What a user installs, with every extra."""
    project = pyproject()["project"]
    extras = project.get("optional-dependencies", {}).values()
    return [*project["dependencies"], *(line for extra in extras for line in extra)]


def declared() -> set[str]:
    return _names(runtime())


def unlocked(wanted: Iterable[str], lock: str) -> list[str]:
    """Requirements that the versions in a lock file do not meet."""
    pins: dict[str, str] = dict(re.findall(r"^([\w.-]+)[^ =]*==(\S+)", lock, re.MULTILINE))
    found = []
    for line in wanted:
        requirement = Requirement(line)
        pin = pins.get(requirement.name.lower())
        if pin is None or not requirement.specifier.contains(pin):
            found.append(line)
    return found


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


@pytest.mark.parametrize("name", ["dev", "oldest"])
def test_the_lock_meets_what_pyproject_asks_for(name: str) -> None:
    lock = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    groups = pyproject()["dependency-groups"]
    tools = groups["test"] + (groups["dev"] if name == "dev" else [])
    wanted = [*runtime(), *(line for line in tools if isinstance(line, str))]
    assert unlocked(wanted, lock) == [], "run `make lock`"
    assert "://" not in lock, "a lock names packages, not the places they come from"


def test_a_lock_that_lags_behind_is_found() -> None:
    lock = "a==1.0 \\\n    --hash=sha256:0\nb[x]==2.0 ; sys_platform == 'win32' \\\n"
    assert unlocked(["a>=1", "b<3"], lock) == []
    assert unlocked(["a>=1.1", "b<2", "c"], lock) == ["a>=1.1", "b<2", "c"]
