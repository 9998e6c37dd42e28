"""Programs that the user names in a setting: the editor, the pager."""

import os
import shlex
import shutil

_ON_WINDOWS = os.name == "nt"


def words_of(command: str) -> list[str]:
    r"""Take a command apart into the program and its arguments.

    On Windows a backslash is part of a path, and quotes stand around a whole word:
    ``"C:\Program Files\Vim\vim.exe" -f``.

    Raises:
        ValueError: A quote is never closed.
    """
    if not _ON_WINDOWS:
        return shlex.split(command)
    words = shlex.split(command, posix=False)
    return [word[1:-1] if word[0] in "\"'" and word[0] == word[-1] else word for word in words]


def found(words: list[str]) -> list[str]:
    """The same command with the path of its program, where one of this name is to be had.

    Windows itself finds programs only, and no scripts such as ``code.cmd``.
    """
    program, *arguments = words
    return [shutil.which(program) or program, *arguments]
