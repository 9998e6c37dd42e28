"""What a move changes, and what it leaves."""

from pathlib import Path

import pytest

from knowlog.actions.move import Moved
from knowlog.errors import ConflictError, KnowlogError, UsageError
from knowlog.workspace import Workspace
from knowlog.workspace.linking import move, surroundings_of


def plan(log: Path, name: str, wanted: str, *, redirect: bool = False) -> Moved:
    workspace = Workspace.open(log)
    return move(workspace, workspace.pick(name), wanted, redirect=redirect)


def moved(log: Path, name: str, wanted: str, *, redirect: bool = False) -> str:
    """Move, and return what is in the file then."""
    done = plan(log, name, wanted, redirect=redirect)
    Workspace.open(log).store.apply(done.changes)
    return (log / done.path).read_bytes().decode()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("---\nTitle: Old\n---\n", "---\nTitle: New *one*\n---\n"),
        ("---\ntitle: 'Old'\nslug: old\n---\n", "---\ntitle: 'New *one*'\nslug: new-one\n---\n"),
        ("---\ntitle: Old\nslug: chosen\n---\n", "---\ntitle: New *one*\nslug: chosen\n---\n"),
        ("---\ntitle: Old\n---\n# Old\n", "---\ntitle: New *one*\n---\n# New \\*one\\*\n"),
        ("---\ntitle: Old\n---\n# Other\n", "---\ntitle: New *one*\n---\n# Other\n"),
        ("# Old #\r\n\r\nOld\r\n", "# New \\*one\\* #\r\n\r\nOld\r\n"),
        ("Old\n===\n\n# Old\n", "New \\*one\\*\n===\n\n# Old\n"),
        ('+++\ntitle = "Old"\n+++\n', '+++\ntitle = "New *one*"\n+++\n'),
        ("Text\n", "---\ntitle: New *one*\n---\nText\n"),
    ],
)  # fmt: skip
def test_the_title_changes_where_it_stands(log: Path, text: str, after: str) -> None:
    (log / "old.md").write_bytes(text.encode())
    assert moved(log, "old.md", "New *one*") == after


def test_a_title_that_the_new_name_says_is_written_nowhere_else(log: Path) -> None:
    (log / "old.md").write_text("Text\n")
    assert moved(log, "old", " New\n one ") == "Text\n"
    assert (log / "new-one.md").exists()


def test_what_has_moved_back_needs_no_redirect(log: Path) -> None:
    (log / "old.md").write_text("---\nredirect_from: /older/\n---\n")
    text = moved(log, "old", "New", redirect=True)
    assert text == "---\nredirect_from: [/older/, /old/]\n---\n"
    assert moved(log, "new", "Old", redirect=True) == "---\nredirect_from: [/older/, /new/]\n---\n"


def test_where_the_address_stays_nothing_is_redirected(log: Path) -> None:
    (log / "old.md").write_text("---\npermalink: /here/\n---\n")
    assert "redirect" not in moved(log, "old", "New", redirect=True)


def test_a_link_that_is_in_another_encoding_is_told_and_left(log: Path) -> None:
    (log / "old.md").write_text("")
    (log / "wide.md").write_bytes("a\n[[old]]\n".encode("utf-16"))
    (log / "stray.md").write_bytes(b"caf\xe9 [[old]]\n")
    done = plan(log, "old", "New")
    assert [(one.path, one.line, one.target) for one in done.left] == [("wide.md", 2, "old")]
    assert {change.path: change.after for change in done.changes.files} == {
        "old.md": None,
        "new.md": b"",
        "stray.md": b"caf\xe9 [[new]]\n",
    }


def test_front_matter_that_would_break_is_left_and_told(log: Path) -> None:
    (log / "old.md").write_text("# Old\n\n## It's\n")
    (log / "up.md").write_text("---\nup: '[[old#Old]]'\n---\n[[old#Old]]\n")
    done = plan(log, "old", "It's new")
    assert [(one.path, one.line, one.target) for one in done.left] == [("up.md", 2, "old#Old")]
    (after,) = (change.after for change in done.changes.files if change.path == "up.md")
    assert after == b"---\nup: '[[old#Old]]'\n---\n[[it's-new#It's new]]\n".replace(b"it's", b"its")


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        ("Twin", ConflictError),
        ("sub/TWIN.md", ConflictError),
        ("", UsageError),
        ("../x.md", UsageError),
        (".hidden/", UsageError),
        ("Json", KnowlogError),
    ],
)
def test_what_cannot_be_is_refused(log: Path, wanted: str, error: type[KnowlogError]) -> None:
    (log / "sub").mkdir()
    (log / "sub" / "twin.md").write_text("")
    (log / "old.md").write_text('{\n"title": "Old"\n}\n')
    with pytest.raises(error):
        plan(log, "old", wanted)


def test_a_path_may_be_given_as_the_system_names_it(log: Path) -> None:
    (log / "old.md").write_text("x")
    assert plan(log, "old", f"{log}/sub/new.md").path == "sub/new.md"


def test_a_file_that_is_gone_a_moment_later_is_left_out(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (log / "old.md").write_text("# Old\n")
    (log / "gone.md").write_text("[[old]] Old\n")
    workspace = Workspace.open(log)
    entries = workspace.entries()
    assert [edge.source for edge, _ in surroundings_of(workspace, workspace.pick("old"))[1].back]
    (log / "gone.md").unlink()
    monkeypatch.setattr(workspace, "entries", lambda: entries)
    found = surroundings_of(workspace, workspace.pick("old"))[1]
    assert (found.back, found.mentions) == ((), ())
    done = move(workspace, workspace.pick("old"), "New", redirect=False)
    assert [change.path for change in done.changes.files] == ["old.md", "new.md"]
