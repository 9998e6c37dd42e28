"""What was imported: a JSON file beside the journal, changed by the same change sets.

So an `undo` of an import forgets it too. See docs/decisions/0011-import.md.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from knowlog.domain.imports import Imported, Memory
from knowlog.storage.private import IMPORTS

PATH = IMPORTS

_VERSION = 1


def read(data: bytes | None) -> list[Memory]:
    """Every source that is remembered; none when the file is missing, damaged or newer."""
    try:
        content = json.loads(data or b"{}")
        if content.get("version") != _VERSION:
            return []
        return [_memory(one) for one in content["sources"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []


def find(memories: Sequence[Memory], kind: str, place: str) -> Memory:
    """What is remembered of one source; nothing when it is new."""
    for memory in memories:
        if (memory.kind, memory.place) == (kind, place):
            return memory
    return Memory(kind, place)


def with_one(memories: Sequence[Memory], new: Memory) -> list[Memory]:
    """All that is remembered, with one source remembered anew."""
    others = [one for one in memories if (one.kind, one.place) != (new.kind, new.place)]
    return [*others, new]


def write(memories: Sequence[Memory]) -> bytes:
    """The file."""
    content = {"version": _VERSION, "sources": [_plain(one) for one in memories]}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _memory(one: Mapping[str, object]) -> Memory:
    files, settings = one["files"], one["settings"]
    if not isinstance(files, dict) or not isinstance(settings, dict):
        raise TypeError
    return Memory(
        str(one["kind"]),
        str(one["place"]),
        {path: _imported(record) for path, record in files.items()},
        settings,
    )


def _imported(record: Mapping[str, Any]) -> Imported:
    moved = record.get("moved", {})
    return Imported(
        record["from"],
        record["sha256"],
        record.get("back", {}),
        first=moved.get("first", ""),
        made=moved.get("made", ""),
        title=moved.get("title", ""),
        redirects=tuple(moved.get("redirects", ())),
    )


def _plain(memory: Memory) -> dict[str, object]:
    files = {path: _record(one) for path, one in memory.files.items()}
    return {
        "kind": memory.kind,
        "place": memory.place,
        "settings": dict(memory.settings),
        "files": files,
    }


def _record(one: Imported) -> dict[str, object]:
    moved = {
        name: value
        for name, value in (
            ("first", one.first),
            ("made", one.made),
            ("title", one.title),
            ("redirects", list(one.redirects)),
        )
        if value
    }
    found: dict[str, object] = {"from": one.source, "sha256": one.digest}
    return found | {name: value for name, value in (("back", one.back), ("moved", moved)) if value}
