"""Run the user's editor and keep what it left."""

import os
import shutil
import subprocess

from knowlog.actions.write import drop
from knowlog.cli.programs import found, words_of
from knowlog.cli.session import Session
from knowlog.errors import KnowlogError, NotFoundError, UsageError
from knowlog.workspace import Workspace

USUAL = ("nano", "vim", "vi", "notepad")


def editor_command(setting: str) -> list[str]:
    """The editor as words: the setting, ``VISUAL``, ``EDITOR``, else what there usually is.

    Raises:
        UsageError: What is set cannot be split into words.
        KnowlogError: There is none.
    """
    named = setting or os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named and (words := _split(named)):
        return words
    for name in USUAL:
        if program := shutil.which(name):
            return [program]
    msg = "no editor was found"
    raise KnowlogError(msg, "Set EDITOR, or: knowlog config set --user editor 'code --wait'")


def _split(command: str) -> list[str]:
    try:
        return words_of(command)
    except ValueError as error:
        msg = f"the editor {command!r} makes no sense: {error}"
        raise UsageError(msg, "Mend EDITOR, or: knowlog config set --user editor nano") from error


def run_editor(command: list[str], path: str) -> None:
    """Open one file in the editor and wait.

    Raises:
        KnowlogError: The editor could not be started or said that it failed.
    """
    try:
        code = subprocess.call([*found(command), path])
    except OSError as error:
        msg = f"the editor {command[0]!r} could not be started: {error.strerror}"
        raise KnowlogError(msg, "Set EDITOR to one that can.") from error
    if code != 0:
        msg = f"the editor {command[0]!r} ended with {code}"
        raise KnowlogError(msg, "The file is as the editor left it.")


def edit_file(session: Session, workspace: Workspace, path: str) -> bool:
    """Edit a file of the log in place; True if it changed."""
    before = workspace.store.read_bytes(path)
    after = _edit(workspace, path, before)
    if after is None:
        session.output.note(f"{path} is gone: the editor removed it. Say `knowlog undo`.")
    elif after == before:
        session.output.note("Nothing was changed.")
    return after != before


def edit_new(session: Session, workspace: Workspace, path: str, *, has_text: bool) -> bool:
    """Edit a file that was just made; True if it stays.

    Saved unchanged it is dropped, also when the editor fails, unless a text was given with it:
    nobody's words are dropped.
    """
    before = workspace.store.read_bytes(path)
    try:
        after = _edit(workspace, path, before)
    except (KnowlogError, KeyboardInterrupt) as error:
        if has_text or _after(workspace, path) != before:
            raise
        drop(workspace.store, path)
        if isinstance(error, KeyboardInterrupt):
            raise
        raise KnowlogError(error.message, f"{path} was empty still, so it was dropped.") from error
    if after is None:
        session.output.note(f"{path} is gone: the editor removed it. Say `knowlog undo`.")
    elif after == before and not has_text:
        drop(workspace.store, path)
        session.output.note(f"{path} was not changed, so it was dropped.")
    return after is not None and (has_text or after != before)


def _edit(workspace: Workspace, path: str, before: bytes) -> bytes | None:
    """Run the editor, and remember for undo what it did, also when it fails."""
    try:
        run_editor(editor_command(workspace.settings.text("editor")), str(workspace.root / path))
    finally:
        after = _after(workspace, path)
        if after != before:
            workspace.store.record_external(f"edit {path}", path, before, after)
    return after


def _after(workspace: Workspace, path: str) -> bytes | None:
    try:
        return workspace.store.read_bytes(path)
    except NotFoundError:
        return None
