"""What another heading changes, and what it leaves."""

from pathlib import Path

import pytest

from knowlog.errors import KnowlogError, NotFoundError, UsageError
from knowlog.workspace import Workspace
from knowlog.workspace.linking import change_heading


def changed(log: Path, heading: str, words: str) -> str:
    """Change a heading of ``a.md``, and return what is in the file then."""
    workspace = Workspace.open(log)
    done = change_heading(workspace, workspace.pick("a.md"), heading, words)
    workspace.store.apply(done.changes, whole=True)
    return (log / "a.md").read_bytes().decode()


@pytest.mark.parametrize(
    ("text", "heading", "words", "after"),
    [
        ("# Old #\r\n\r\nOld", "old", "New", "# New #\r\n\r\nOld"),
        ("Old\n---\n", "Old", " New\n one ", "New one\n---\n"),
        ("# Old *one*\n", "old-one", "*b* [c]", "# \\*b\\* \\[c\\]\n"),
        ("# X\n## Old {#mine}\n[x](#mine)", "mine", "New", "# X\n## New {#mine}\n[x](#mine)"),
        ("# A\n## Old\n## Old\n[x](#old-1)", "old-1", "B", "# A\n## Old\n## B\n[x](#b)"),
        ("# B\n## Old\n[x](#old)", "old", "B", "# B\n## B\n[x](#b-1)"),
        ("# Old\n# B\n[x](#b)", "old", "B", "# B\n# B\n[x](#b-1)"),
        ("```\n# Old\n```\n# Old\n", "Old", "C#", "```\n# Old\n```\n# C#\n"),
        ("# Old\n", "Old", "\U0001f30a", "# \U0001f30a\n"),
    ],
)
def test_a_heading_changes_where_it_stands(
    log: Path, text: str, heading: str, words: str, after: str
) -> None:
    (log / "a.md").write_bytes(text.encode())
    assert changed(log, heading, words) == after


def test_words_that_no_heading_there_can_say(log: Path) -> None:
    (log / "a.md").write_text("Old\n---\n", encoding="utf-8")
    with pytest.raises(KnowlogError, match="cannot say '- x'"):
        changed(log, "old", "- x")
    (log / "a.md").write_text("# Old\n", encoding="utf-16")
    with pytest.raises(KnowlogError, match="cannot say 'x'"):
        changed(log, "old", "x")


def test_without_words_or_without_the_heading(log: Path) -> None:
    (log / "a.md").write_text("## Installing\n\n<a id=here></a>\n", encoding="utf-8")
    with pytest.raises(UsageError):
        changed(log, "installing", " \n")
    with pytest.raises(NotFoundError) as error:
        changed(log, "instaling", "x")
    assert error.value.hint == "Did you mean #installing?"
    for name in ("here", "", "#"):
        with pytest.raises(NotFoundError):
            changed(log, name, "x")
