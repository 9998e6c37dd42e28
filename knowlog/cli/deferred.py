"""Deferred imports: parts of the command line that most runs do not need, imported when called."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowlog.actions.find import Found
    from knowlog.cli.session import Session
    from knowlog.domain.entry import Entry
    from knowlog.domain.explanation import Explanation
    from knowlog.workspace.core import Workspace


def choose(workspace: "Workspace", text: str) -> "Entry | None":
    """Let the user choose an entry; see `knowlog.cli.interactive.choose`."""
    entry: Entry | None = import_module("knowlog.cli.interactive").choose(workspace, text)
    return entry


def edit_file(session: "Session", workspace: "Workspace", path: str) -> bool:
    """Edit a file of the log; see `knowlog.cli.editing.edit_file`."""
    changed: bool = import_module("knowlog.cli.editing").edit_file(session, workspace, path)
    return changed


def edit_new(session: "Session", workspace: "Workspace", path: str, *, has_text: bool) -> bool:
    """Edit a file that was just made; see `knowlog.cli.editing.edit_new`."""
    edit = import_module("knowlog.cli.editing").edit_new
    stays: bool = edit(session, workspace, path, has_text=has_text)
    return stays


def explanation_lines(explanation: "Explanation") -> list[str]:
    """The arithmetic of a hit; see `knowlog.cli.explaining.explanation_lines`."""
    lines: list[str] = import_module("knowlog.cli.explaining").explanation_lines(explanation)
    return lines


def hit_record(found: "Found", explanation: "Explanation | None") -> dict[str, object]:
    """A hit as JSON; see `knowlog.cli.explaining.hit_record`."""
    record: dict[str, object]
    record = import_module("knowlog.cli.explaining").hit_record(found, explanation)
    return record


def preview(
    workspace: "Workspace", port: int | None, *, ready: "Callable[[str, int], None]", browse: bool
) -> None:
    """Show the log in a browser until it is stopped; see `knowlog.web.serving.serve`."""
    serve = import_module("knowlog.web.serving").serve
    serve(workspace, port, ready=ready, browse=browse)
