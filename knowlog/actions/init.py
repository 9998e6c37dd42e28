"""Make a new log out of a folder."""

from pathlib import Path

from knowlog.errors import KnowlogError
from knowlog.settings.places import SETTINGS_FILE

_SETTINGS = """\
# What this log is. Every key and its value: knowlog config get
title = {title}
author = {author}
# language = "en"
# timezone = "Asia/Kolkata"   # where dates without an offset are; else the system's zone
entries = "entries"           # the folder of the entries
"""

ABOUT = """\
---
title: About
layout: page
---
<!-- Write here who you are and what this log is for. This line shows nowhere. -->
"""
"""The page that invites one to write it, and says nothing until somebody does."""


def init_log(root: Path, *, jekyll: bool, title: str = "", author: str = "") -> list[Path]:
    """Make the folder, its settings and its about page, and return what was made.

    Nothing that exists is changed. A folder that already holds notes gets no ``entries`` folder:
    its notes are the entries, and a Jekyll blog's are where Jekyll has them.

    Args:
        root: The folder; it need not exist.
        jekyll: Whether it is a Jekyll blog.
        title: Of the log; the name of the folder where it is empty.
        author: Of the log.

    Raises:
        KnowlogError: The disk refused.
    """
    settings = root / SETTINGS_FILE
    about = root / "entries" / "about.md"
    if settings.exists():
        return []
    if root.exists() and not root.is_dir():
        msg = f"{root} is not a folder"
        raise KnowlogError(msg, "A log is a folder; choose another name.")
    foreign = root.is_dir() and any(root.rglob("*.md")) and not about.parent.exists()
    text = settings_text(title or root.resolve().name, author)
    if foreign and jekyll:
        text = text.replace('entries = "entries"           #', '# entries = "entries"         #')
    elif foreign:
        text = text.replace('entries = "entries"           #', 'entries = "."                 #')
    wanted = {settings: text} if foreign else {settings: text, about: ABOUT}
    made = []
    for path, content in wanted.items():
        try:
            if _make(path, content):
                made.append(path)
        except OSError as error:
            msg = f"{path} cannot be written: {error.strerror}"
            raise KnowlogError(msg, "Choose a folder that you may write to.") from error
    return made


def _make(path: Path, content: str) -> bool:
    """Make a file unless there is one; what could not be written whole is taken away again."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("x", encoding="utf-8", newline="\n")  # ours from here on
    try:
        with file:
            file.write(content)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return True


def settings_text(title: str, author: str = "") -> str:
    """The settings of a new log."""
    return _SETTINGS.format(title=_quoted(title), author=_quoted(author))


def _quoted(text: str) -> str:
    """A basic string of TOML: quotes, backslashes and control characters are escaped."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08X}"
