"""The log of this project, published: nothing to report, and no link into nothing."""

from pathlib import Path

from knowlog.workspace import Workspace
from knowlog.workspace.publish import publish
from tests.architecture.sources import ROOT
from tests.linked import broken


def test_the_project_s_own_log_is_published_without_a_word(tmp_path: Path) -> None:
    report = publish(Workspace.open(ROOT), tmp_path / "site")
    assert report.problems == {}
    assert broken(tmp_path / "site") == []
