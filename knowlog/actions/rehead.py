"""Give a heading of an entry other words, and take every link to it along."""

from dataclasses import dataclass

from knowlog.actions.linking import LinkedLog
from knowlog.actions.reroute import Draft, Rerouter, Unwritten
from knowlog.actions.retitle import Parse, respelled
from knowlog.domain.anchors import heading_place
from knowlog.domain.changes import ChangeSet
from knowlog.domain.entry import Entry
from knowlog.domain.guesses import Guesses
from knowlog.domain.headings import Heading, find_places
from knowlog.domain.ports import EntryStore
from knowlog.domain.text import one_line
from knowlog.errors import KnowlogError, NotFoundError, UsageError


@dataclass(frozen=True, slots=True)
class Reheaded:
    """What another heading would change; nothing is written yet.

    Attributes:
        changes: To be applied.
        path: Of the entry.
        anchor: What links name it by then.
        left: Links that keep the old name.
    """

    changes: ChangeSet
    path: str
    anchor: str
    left: tuple[Unwritten, ...] = ()


def rehead(  # noqa: PLR0913, PLR0917 - what shall be changed, and the three tools
    entry: Entry, name: str, words: str, log: LinkedLog, store: EntryStore, parse: Parse
) -> Reheaded:
    """Change the words of a heading where it stands, and its name in every link of the log.

    Args:
        entry: Which has it.
        name: Its words or its anchor.
        words: What it shall say.
        log: With all its links.
        store: Its files.
        parse: Says what bytes would be as an entry.

    Raises:
        UsageError: There are no words.
        NotFoundError: The entry has no such heading.
        KnowlogError: The heading cannot say that.
    """
    words = " ".join(words.split())
    if not words:
        raise UsageError("a heading needs words", "knowlog mv ENTRY#HEADING WORDS")
    data = store.read_bytes(entry.path)
    body = parse(data, entry.path)[1].body
    headings = find_places(body).headings
    number = headings.index(_named(entry, headings, name))
    after = respelled(data, body, number, words)
    if after is None:
        hint = "Change it in an editor; doctor offers to mend the links."
        raise KnowlogError(f"a heading of {entry.path} cannot say {words!r}", hint)
    anchor = find_places(parse(after, entry.path)[1].body).headings[number].anchor
    rerouter = Rerouter(log, store, parse)
    files = rerouter.with_links({entry.path: Draft(entry.path, data, after)})
    command = f"mv {entry.id}#{headings[number].anchor} {words}"
    return Reheaded(ChangeSet(command, tuple(files)), entry.path, anchor, tuple(rerouter.left))


def _named(entry: Entry, headings: tuple[Heading, ...], name: str) -> Heading:
    """The heading of this anchor or of these words; of several, the first."""
    for wanted in (name.strip(), heading_place(name)):
        for one in headings:
            if wanted and wanted == one.anchor:
                return one
    near = Guesses(one.anchor for one in headings).best(heading_place(name))
    hint = f"Did you mean #{near}?" if near else "`knowlog show` shows its headings."
    raise NotFoundError(f"{one_line(entry.path)} has no heading {name!r}", hint)
