"""Change one setting: of the log, where `undo` takes it back, or of the user."""

import os
from pathlib import Path

from knowlog.actions.configure import set_value
from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.errors import KnowlogError
from knowlog.settings.places import SETTINGS_FILE
from knowlog.storage.atomic import stage
from knowlog.storage.contents import read_file
from knowlog.workspace.core import Workspace
from knowlog.workspace.opening import config_file


def set_of_log(workspace: Workspace, name: str, text: str) -> tuple[object, Path]:
    """Change a setting of the log; return its value and the file.

    Args:
        workspace: The log.
        name: The key, with a dot for its table.
        text: The value as typed.

    Raises:
        UsageError: The key or the value makes no sense, or the file is not valid TOML.
        ConflictError: The file changed just now, or another process is writing.
        KnowlogError: The disk refused.
    """
    path = workspace.root / SETTINGS_FILE
    before = _read(path)
    value, after = set_value(before, name, text, path)
    change = FileChange(SETTINGS_FILE, before, after)
    if after != before:
        workspace.store.apply(ChangeSet(f"config set {name} {text}", (change,)))
    return value, path


def set_of_user(name: str, text: str) -> tuple[object, Path]:
    """Change a setting of the user, in the file that holds for every log; as `set_of_log`.

    Raises:
        UsageError: As there.
        KnowlogError: The disk refused.
    """
    path = config_file()
    value, after = set_value(_read(path), name, text, path)
    target = Path(os.path.realpath(path))  # a link, to a folder of dotfiles perhaps, stays one
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        stage(target, after).replace(target)
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror}"
        raise KnowlogError(msg, "Nothing was changed.") from error
    return value, path


def _read(path: Path) -> bytes | None:
    try:
        return read_file(path)
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}"
        raise KnowlogError(msg, "Nothing was changed.") from error
