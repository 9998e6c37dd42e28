"""What a log holds, for comparing two of them."""

from pathlib import Path

from knowlog.storage.atomic import TEMPORARY_SUFFIX

State = list[tuple[str, bytes]]


def state(root: Path) -> State:
    """Every file a user cares about, the trash without the times at which it was filled."""
    return sorted(
        (_name(one.relative_to(root)), one.read_bytes())
        for one in root.rglob("*")
        if one.is_file() and (".knowlog" not in one.parts or "trash" in one.parts)
    )


def _name(path: Path) -> str:
    if path.parts[0] == ".knowlog":
        return "/".join(("trash", *path.parts[3:]))
    return path.as_posix()


def temporaries(root: Path) -> list[str]:
    """What a command that was killed may have left."""
    names = ("pending.zip", "aborting.zip")
    return [
        one.relative_to(root).as_posix()
        for one in root.rglob("*")
        if one.name.endswith(TEMPORARY_SUFFIX) or one.name in names
    ]
