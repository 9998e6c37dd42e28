"""From what a user types to the one entry that is meant."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches

from knowlog.domain.entry import Entry
from knowlog.domain.text import one_line
from knowlog.errors import AmbiguousError, NotFoundError

SHOWN = 10
"""How many candidates an ambiguous name lists."""


def pick(
    name: str, entries: Sequence[Entry], known_as: Callable[[str], str] = lambda _name: ""
) -> Entry:
    """The entry of this id, path, title, unique start of an id or other name, in this order.

    Args:
        name: As typed.
        entries: All of them.
        known_as: The path of the entry with this other name, or nothing; asked last.

    Raises:
        NotFoundError: Nothing has this name.
        AmbiguousError: Several have it; the error lists them.
    """
    wanted = name.strip().removeprefix("./").replace("\\", "/")
    folded = wanted.casefold()
    for fits in (
        [entry for entry in entries if entry.path in {wanted, f"{wanted}.md"}],
        [entry for entry in entries if folded == entry.id.casefold()],
        [entry for entry in entries if entry.path.endswith((f"/{wanted}", f"/{wanted}.md"))],
        [entry for entry in entries if folded == entry.title.casefold()],
        [entry for entry in entries if entry.id.casefold().startswith(folded)],
        [entry for entry in entries if entry.title.casefold().startswith(folded)],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits and wanted:
            raise _ambiguous(name, fits)
    other = known_as(name)
    for entry in entries:
        if entry.path == other:
            return entry
    raise _missing(name, entries)


def _ambiguous(name: str, fits: Sequence[Entry]) -> AmbiguousError:
    candidates = [
        f"{entry.id}  {one_line(entry.title)}  ({one_line(entry.path)})" for entry in fits[:SHOWN]
    ]
    if len(fits) > SHOWN:
        candidates.append(f"and {len(fits) - SHOWN} more")
    return AmbiguousError(
        f"{name!r} could be {len(fits)} entries:", tuple(candidates), "Use its path."
    )


def _missing(name: str, entries: Sequence[Entry]) -> NotFoundError:
    near = get_close_matches(name.casefold(), dict.fromkeys(entry.id for entry in entries), 3, 0.6)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`knowlog list` shows what there is."
    return NotFoundError(f"no entry is called {name!r}", hint)
