"""A command loads what it needs and no more: that is what makes it quick."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

# What any command costs.
BASE = frozenset({"annotated_doc", "shellingham", "typer"})
# Beyond the standard library, nothing but:
MAY_LOAD = {
    "--version": frozenset[str](),
    "list --limit 5": BASE,
    "list -t sea --json": BASE,
    "history": BASE,
    "stats": BASE,
    "search moon": frozenset({"whoosh"}),
    "search moon --json": BASE | {"whoosh"},
    "new Ebb": BASE | {"frontmatter", "toml", "yaml"},
}
NOT_FOR_LISTS = ("knowlog.render", "knowlog.exporters", "knowlog.index.whoosh")
LOADED = re.compile(r"^import time:.*\| +(\S+)$", re.MULTILINE)


def loaded(folder: Path, *command: str) -> set[str]:
    """The modules that a process of Python loads when its output is no terminal."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.run(
        [sys.executable, "-X", "importtime", *command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(LOADED.findall(process.stderr))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log whose catalog and index are up to date."""
    # The first search may come within the tick of the clock in which the file was written.
    searches = [["search", "moon"]] * 2
    for command in (["init"], ["new", "Moon tides", "-t", "sea"], *searches):
        loaded(tmp_path, "-m", "knowlog", *command)
    return tmp_path


@pytest.mark.parametrize("command", MAY_LOAD)
def test_a_command_loads_no_other_package(log: Path, command: str) -> None:
    names = loaded(log, "-m", "knowlog", *command.split()) - loaded(log, "-c", "pass")
    packages = {name.split(".")[0] for name in names}
    ours = {name for name in packages if (ROOT / name).is_dir()}
    assert ours == {"knowlog"}
    foreign = packages - ours - sys.stdlib_module_names
    assert {name for name in foreign if _is_package(name)} - MAY_LOAD[command] == set()


def test_a_list_needs_neither_rendering_nor_the_text_index(log: Path) -> None:
    names = loaded(log, "-m", "knowlog", "list")
    assert "knowlog.index.catalog" in names
    assert {name for name in names if name.startswith(NOT_FOR_LISTS)} == set()


def test_an_export_without_a_change_loads_nothing_that_makes_a_site(log: Path) -> None:
    makers = {"jinja2", "markdown_it", "nh3", "pygments", "knowlog.exporters.site.build"}
    assert makers <= loaded(log, "-m", "knowlog", "export", "html")
    names = loaded(log, "-m", "knowlog", "export", "html") - loaded(log, "-c", "pass")
    packages = {name.split(".")[0] for name in names} - sys.stdlib_module_names
    assert {name for name in packages if _is_package(name)} == BASE | {"knowlog"}
    assert not makers & names


def test_the_check_sees_what_is_loaded(log: Path) -> None:
    assert {"yaml", "yaml.nodes"} <= loaded(log, "-c", "import yaml")


def _is_package(name: str) -> bool:
    """Python's own build data and Windows' registry shims are nobody's package."""
    return not name.startswith(("_sysconfigdata", "org"))
