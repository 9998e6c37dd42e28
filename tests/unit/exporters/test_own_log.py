"""The log of this project, published: nothing to report, and no link into nothing."""

import gzip
import re
from pathlib import Path

import pytest

from knowlog.workspace import Workspace
from knowlog.workspace.publish import publish
from tests.architecture.sources import ROOT
from tests.linked import broken


def test_the_project_s_own_log_is_published_without_a_word(tmp_path: Path) -> None:
    report = publish(Workspace.open(ROOT), tmp_path / "site")
    assert report.problems == {}
    assert broken(tmp_path / "site") == []


WEIGHT = 30_000
"""Bytes, compressed, that a page may cost at the first visit, beside its pictures and its font."""
_BESIDE = re.compile(r'(?:href|src)="([^":]+\.(?:css|js|svg))"')


def weight(page: Path) -> int:
    """Bytes of a page with its styles, scripts and icon, each compressed."""
    beside = {(page.parent / name).resolve() for name in _BESIDE.findall(page.read_text("utf-8"))}
    assert {file.name for file in beside} >= {"site.css", "site.js", "theme.js"}
    # math.css is the font and a few rules.
    counted = (file for file in beside if "media" not in file.parts and file.name != "math.css")
    files = [page, *counted]
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


@pytest.mark.parametrize("look", ["reading", "notes"])
def test_the_first_page_is_light(tmp_path: Path, look: str) -> None:
    workspace = Workspace.open(ROOT)
    workspace.settings = workspace.settings.__class__(
        {**workspace.settings.values, "site.look": look}, workspace.settings.origins
    )
    publish(workspace, tmp_path)
    pages = [page for page in tmp_path.rglob("index.html") if page.parent.parent.name.isdigit()]
    assert len(pages) > 10
    heavy = {page.parent.name: weight(page) for page in pages if weight(page) > WEIGHT}
    assert heavy == {}
