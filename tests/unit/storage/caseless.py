"""A disk on which case does not count, and is kept, as on macOS and Windows."""

import functools
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ONE = ("stat", "lstat", "open", "unlink", "rmdir", "mkdir", "access", "chmod", "chown", "scandir")
TWO = ("rename", "replace", "link")


def install(patch: pytest.MonkeyPatch, root: Path) -> None:
    """Let every call of the system that names something below a folder find it in any case."""
    real = os.fsdecode(root)
    names = os.listdir

    def actual(path: Any) -> Any:  # noqa: ANN401 - a path, a descriptor, whatever a call takes
        inside = isinstance(path, str | os.PathLike) and os.fsdecode(path).startswith(real)
        return _spelled(names, real, os.fsdecode(path)[len(real) :]) if inside else path

    def one(call: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(call)
        def wrapped(path: Any = ".", *rest: Any, **named: Any) -> Any:  # noqa: ANN401 - as the call
            return call(actual(path), *rest, **named)

        return wrapped

    def two(call: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(call)
        def wrapped(source: Any, target: Any, **named: Any) -> Any:  # noqa: ANN401 - as the call
            source, there = actual(source), actual(target)
            same = call is not os_link and source == there
            return call(source, target if same else there, **named)

        return wrapped

    os_link = os.link
    for name in ONE:
        patch.setattr(os, name, one(getattr(os, name)))
    for name in TWO:
        patch.setattr(os, name, two(getattr(os, name)))
    patch.setattr(io, "open", one(io.open))


def _spelled(names: Callable[[str], list[str]], folder: str, path: str) -> str:
    """A path below a folder as the folders on the way spell it."""
    for part in filter(None, path.split("/")):
        folder = f"{folder}/{_held(names, folder, part)}"
    return folder


def _held(names: Callable[[str], list[str]], folder: str, part: str) -> str:
    """How a folder spells a name; as it was asked for, if it holds none like it."""
    try:
        held = names(folder)
    except OSError:
        return part
    return next((one for one in held if one.casefold() == part.casefold()), part)
