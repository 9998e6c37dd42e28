"""Run the user's editor and keep what it left."""

import os
import shlex
import shutil
import subprocess

from knowlog.actions.write import remove
from knowlog.cli.session import Session
from knowlog.errors import KnowlogError, NotFoundError
from knowlog.workspace import Workspace

USUAL = ("nano", "vim", "vi", "notepad")


def editor_command(setting: str) -> list[str]:
    """The editor as words: the setting, ``VISUAL``, ``EDITOR``, else what there usually is.

    Raises:
        KnowlogError: There is none.
    """
    named = setting or os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        return shlex.split(named, posix=os.name != "nt")
    for name in USUAL:
        if found := shutil.which(name):
            return [found]
    msg = "no editor was found"
    raise KnowlogError(msg, "Set EDITOR, or: knowlog config set --user editor 'code --wait'")


def run_editor(command: list[str], path: str) -> None:
    """Open one file in the editor and wait.

    Raises:
        KnowlogError: The editor could not be started or said that it failed.
    """
    try:
        code = subprocess.call([*command, path])
    except OSError as error:
        msg = f"the editor {command[0]!r} could not be started: {error.strerror}"
        raise KnowlogError(msg, "Set EDITOR to one that can.") from error
    if code != 0:
        msg = f"the editor {command[0]!r} ended with {code}; {path} is as it left it"
        raise KnowlogError(msg)


def edit_file(session: Session, workspace: Workspace, path: str) -> bool:
    """Edit a file of the log in place; True if it changed."""
    before = workspace.store.read_bytes(path)
    try:
        run_editor(editor_command(workspace.settings.text("editor")), str(workspace.root / path))
    finally:
        after = _after(workspace, path)
        if after is not None and after != before:
            workspace.store.record_external(f"edit {path}", path, before, after)
    if after is None:
        session.output.note(f"{path} is gone: the editor removed it.")
    elif after == before:
        session.output.note("Nothing was changed.")
    return after != before


def edit_new(session: Session, workspace: Workspace, path: str) -> bool:
    """Edit a file that was just made; drop it if it is saved unchanged. True if it stays."""
    if edit_file(session, workspace, path):
        return _after(workspace, path) is not None
    remove(workspace.store, path, f"drop {path}")
    session.output.note(f"{path} was not changed, so it was dropped.")
    return False


def _after(workspace: Workspace, path: str) -> bytes | None:
    try:
        return workspace.store.read_bytes(path)
    except NotFoundError:
        return None
