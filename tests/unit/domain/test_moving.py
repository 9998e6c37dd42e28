"""Where an entry goes."""

import pytest

from knowlog.domain.moving import is_path, path_at, path_titled
from knowlog.errors import UsageError


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("notes/", True),
        ("a.md", True),
        ("notes/A.MD", True),
        ("x.markdown", True),
        ("TCP/IP", False),
        ("About .md files", False),
        ("Notes", False),
    ],
)
def test_is_path(text: str, *, path: bool) -> None:
    assert is_path(text) is path


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("new/", "new/a.md"),
        ("b.md", "old/b.md"),
        ("new/b.md", "new/b.md"),
        ("./b.md", "b.md"),
        ("old/../b.md", "b.md"),
    ],
)
def test_path_at(wanted: str, path: str) -> None:
    assert path_at("old/a.md", wanted) == path


@pytest.mark.parametrize("wanted", ["../a.md", "/etc/", "old/../../a.md"])
def test_a_path_out_of_the_log_is_refused(wanted: str) -> None:
    with pytest.raises(UsageError, match="not in the log"):
        path_at("old/a.md", wanted)


@pytest.mark.parametrize(
    ("path", "title", "new"),
    [
        ("entries/2026-01-02-tides.md", "Ebb & flow", "entries/2026-01-02-ebb-flow.md"),
        ("entries/tides.markdown", "Ebb", "entries/ebb.markdown"),
        ("tides.md", "知識ログ", "知識ログ.md"),
        ("Notes/The Tides.md", "Ebb: and [flow]?", "Notes/Ebb- and -flow-.md"),
        ("2026-01-02-The Tides.md", "Ebb and flow", "2026-01-02-Ebb and flow.md"),
        ("2026-01-02.md", "A good day", "2026-01-02-a-good-day.md"),
        ("The Tides.md", "...", "entry.md"),
        ("post/index.md", "Ebb", "post/index.md"),
        ("README.md", "Ebb", "README.md"),
        ("about.md", "Who I am", "about.md"),
    ],
)
def test_path_titled(path: str, title: str, new: str) -> None:
    assert path_titled(path, title) == new


def test_the_name_of_a_file_is_not_longer_than_a_system_takes() -> None:
    new = path_titled("The Tides.md", "知識 " * 100)
    assert 150 < len(new.encode()) <= 183
    assert new.endswith(("識.md", "知.md"))
