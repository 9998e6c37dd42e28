"""Let what is remembered of an import follow what moves in the log, and the other way round."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace

from knowlog.actions.bring_in import digest
from knowlog.actions.move import Moved, with_redirects
from knowlog.actions.retitle import Edit, Parse, retitled
from knowlog.domain.changes import FileChange
from knowlog.domain.imports import Imported, Memory
from knowlog.domain.moving import EXTENSIONS
from knowlog.errors import KnowlogError


def followed(memory: Memory, moved: Moved, path: str, title: str = "") -> Memory:
    """What is remembered of a source when an entry has moved and links to it were written anew.

    Args:
        memory: As it is.
        moved: What changes in the log.
        path: Where the entry was.
        title: The one that it gets, if that was the reason.
    """
    files = dict(memory.files)
    changes = {one.path: one for one in moved.changes.files}
    if path != moved.path and path in changes:
        gone, come = changes.pop(path), changes.pop(moved.path)
        changes[path] = FileChange(path, gone.before, come.after)
    for change in changes.values():
        if change.path in files:
            files[change.path] = _changed(files[change.path], change)
    if path in files:
        one = _at(files.pop(path), path, moved.path)
        old = [*(one.redirects if one.first else ()), moved.redirect]
        redirects = tuple(dict.fromkeys(filter(None, old)))
        files[moved.path] = replace(one, title=title or one.title, redirects=redirects)
    return replace(memory, files=files)


def _changed(one: Imported, change: FileChange) -> Imported:
    """A file that nobody but an import and moves have written stays one."""
    if change.before is None or change.after is None or one.digest != digest(change.before):
        return one
    return replace(one, digest=digest(change.after), made=one.made or one.digest)


def found_again(
    memory: Memory, standing: Collection[str], read: Callable[[str], bytes | None]
) -> Memory:
    """What is remembered, with the places of entries that were moved without knowlog.

    An entry is known by its bytes, if exactly one has them.

    Args:
        memory: As it is.
        standing: The paths of the log's files.
        read: The bytes of one of them; None when it is gone.
    """
    gone = [path for path in memory.files if path not in standing and is_entry(path)]
    lost = Counter(memory.files[path].digest for path in gone)
    if not lost:
        return memory
    there: dict[str, list[str]] = {}
    for path in standing:
        if is_entry(path) and path not in memory.files and (data := read(path)):
            there.setdefault(digest(data), []).append(path)
    files = dict(memory.files)
    for path in gone:
        one = files[path]
        if lost[one.digest] == 1 and len(there.get(one.digest, ())) == 1:
            (place,) = there[one.digest]
            del files[path]
            files[place] = _at(one, path, place)
    return replace(memory, files=files)


def is_entry(path: str) -> bool:
    """Whether a file is one that can be moved as an entry, and that can hold links."""
    return path.lower().endswith(EXTENSIONS)


def _at(one: Imported, path: str, place: str) -> Imported:
    first = one.first or path
    return replace(one, first="" if first == place else first)


def as_moved(data: bytes, path: str, one: Imported, edit: Edit, parse: Parse) -> bytes:
    """A file of the source as it shall be where it is now: with the title and the redirects there.

    Args:
        data: What the import makes of it.
        path: Where it is in the log.
        one: What is remembered of it.
        edit: Changes front matter.
        parse: Says what bytes would be as an entry.
    """
    try:
        if one.title:
            entry = parse(data, one.first or path)[0]
            data = retitled(data, entry, path, one.title, edit, parse)
        return with_redirects(data, path, one.redirects, edit, parse)
    except KnowlogError:  # its front matter has faults: it is shown as the source has it
        return data
