"""The link graph of a log on the disk."""

from pathlib import Path

import pytest

from knowlog.workspace import Workspace
from knowlog.workspace.linking import linked_log


def write(log: Path, **files: str) -> None:
    for name, text in files.items():
        (log / f"{name}.md").write_text(text, encoding="utf-8")


def test_names_and_addresses_of_the_front_matter_lead_to_their_entry(log: Path) -> None:
    write(
        log,
        moon="---\naliases: [Luna, /old/moon/]\npermalink: /m/\nredirect_from: /older\n---\n",
        sea="[[luna]] [x](/old/moon) [x](/m/) [x](/older/) [x](/oldest/)",
    )
    graph = linked_log(Workspace.open(log)).graph
    assert [edge.path for edge in graph.out_of("sea.md")] == ["moon.md"] * 4 + [""]
    assert [(edge.source, edge.line, edge.link.target) for edge in graph.broken] == [
        ("sea.md", 1, "/oldest/")
    ]


def test_lines_are_those_of_the_file_and_other_files_are_found(log: Path) -> None:
    write(log, sea="---\ntitle: Sea\n---\n\n![x](img/a.png)\n![x](img/b.png)\n[x](img)\n")
    (log / "img").mkdir()
    (log / "img" / "a.png").touch()
    graph = linked_log(Workspace.open(log)).graph
    assert [(edge.line, edge.fault) for edge in graph.broken] == [(6, "missing-image")]
    assert graph.near(graph.broken[0]) == "img/a.png"


def test_a_file_that_is_gone_a_moment_later_has_no_links(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(log, sea="[[moon]]", moon="[[sea]]")
    workspace = Workspace.open(log)
    entries = workspace.entries()
    (log / "sea.md").unlink()
    monkeypatch.setattr(workspace, "entries", lambda: entries)
    assert [edge.source for edge in linked_log(workspace).graph.edges] == ["moon.md"]
