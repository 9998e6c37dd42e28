"""What was imported: a JSON file beside the journal, changed by the same change sets.

So an `undo` of an import forgets it too. See docs/decisions/0011-import.md.
"""

import json
from collections.abc import Mapping, Sequence

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


def write(memories: Sequence[Memory], new: Memory) -> bytes:
    """The file with one source remembered anew."""
    others = [one for one in memories if (one.kind, one.place) != (new.kind, new.place)]
    content = {"version": _VERSION, "sources": [_plain(one) for one in (*others, new)]}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _memory(one: Mapping[str, object]) -> Memory:
    files, settings = one["files"], one["settings"]
    if not isinstance(files, dict) or not isinstance(settings, dict):
        raise TypeError
    return Memory(
        str(one["kind"]),
        str(one["place"]),
        {
            path: Imported(record["from"], record["sha256"], record.get("back", {}))
            for path, record in files.items()
        },
        settings,
    )


def _plain(memory: Memory) -> dict[str, object]:
    files = {
        path: {"from": one.source, "sha256": one.digest} | ({"back": one.back} if one.back else {})
        for path, one in memory.files.items()
    }
    return {
        "kind": memory.kind,
        "place": memory.place,
        "settings": dict(memory.settings),
        "files": files,
    }
