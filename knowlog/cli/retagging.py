"""What the commands that change tags share: which entries, which tags, and the end."""

from collections.abc import Sequence
from dataclasses import dataclass

import typer

from knowlog.actions.retag import Retagged, known_tag
from knowlog.cli.bulk import carry_out
from knowlog.cli.decoding import tags as clean
from knowlog.cli.session import Session
from knowlog.domain.entry import Entry
from knowlog.domain.tags import tag_key
from knowlog.errors import ExitCode, KnowlogError, NotFoundError, UsageError
from knowlog.workspace import Workspace
from knowlog.workspace.tagging import retag


@dataclass(frozen=True, slots=True)
class ChangeOptions:
    """The options that every command has that changes files.

    Attributes:
        dry_run: Show the change, write nothing.
        yes: Do not ask.
        json: Print one document.
    """

    dry_run: bool
    yes: bool
    json: bool


def add_tags(session: Session, words: list[str], where: str | None, options: ChangeOptions) -> None:
    """Add tags to one entry, which the first word names, or to all that a query finds."""
    workspace = session.open()
    entries, tags = _asked(workspace, words, where)
    finish(session, workspace, retag(workspace, entries, add=tags, where=where or ""), options)


def remove_tags(
    session: Session, words: list[str], where: str | None, options: ChangeOptions
) -> None:
    """Take tags off one entry or off all that a query finds.

    Raises:
        NotFoundError: The entry, or no entry at all, has such a tag.
        KnowlogError: The tag stands in the text of the one entry.
    """
    workspace = session.open()
    entries, tags = _asked(workspace, words, where)
    if where is None:
        _check_own(entries[0], tags)
    else:
        everything = workspace.entries()
        tags = tuple(known_tag(tag, everything) for tag in tags)
    done = retag(workspace, entries, remove=tags, where=where or "")
    if where is None and done.refused and not done.changes.files:
        name = entries[0].id
        raise KnowlogError(done.refused[0].reason, f"Edit it there: knowlog edit {name}")
    finish(session, workspace, done, options)


def finish(session: Session, workspace: Workspace, done: Retagged, options: ChangeOptions) -> None:
    """Show the change or carry it out.

    Raises:
        typer.Exit: Some file does not get the tags it should have.
    """
    carry_out(
        session,
        workspace,
        done.changes,
        dry_run=options.dry_run,
        yes=options.yes,
        json=options.json,
        refused=done.refused,
    )
    if done.refused:
        raise typer.Exit(ExitCode.FAILED)


def _asked(
    workspace: Workspace, words: list[str], where: str | None
) -> tuple[Sequence[Entry], tuple[str, ...]]:
    if where is None:
        if len(words) < 2:  # noqa: PLR2004 - an entry and a tag
            msg = f"which tags of {words[0]}?"
            raise UsageError(msg, "Name an entry and its tags, or say --where QUERY.")
        return [workspace.pick(words[0])], _tags(words[1:])
    if not where.strip():
        msg = "an empty query would change every entry"
        raise UsageError(msg, "`knowlog list QUERY` shows what a query finds.")
    return _found(workspace, where), _tags(words)


def _tags(words: list[str]) -> tuple[str, ...]:
    if not (tags := clean(words)):
        msg = f"{' '.join(words)!r} is no tag"
        raise UsageError(msg, "For example: ml/recsys")
    return tags


def _found(workspace: Workspace, where: str) -> Sequence[Entry]:
    entries = workspace.select(where)
    if not entries:
        workspace.tell(workspace.emptiness())
    return entries


def _check_own(entry: Entry, tags: Sequence[str]) -> None:
    own = {tag_key(tag) for tag in entry.tags}
    missing = [tag for tag in tags if tag_key(tag) not in own]
    if missing:
        msg = f"{entry.id} has no tag {', '.join(missing)}"
        raise NotFoundError(msg, "It has " + (", ".join(entry.tags) or "none") + ".")
