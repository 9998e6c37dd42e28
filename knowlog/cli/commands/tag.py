"""``knowlog tag``: tags of entries and of the log."""

from typing import Annotated

import typer

from knowlog.actions.measure import count_tags
from knowlog.actions.retag import retag
from knowlog.cli import completing
from knowlog.cli.bulk import carry_out
from knowlog.cli.options import DryRun, EntryName, Json, Plain
from knowlog.cli.session import Session
from knowlog.cli.typed import tags as clean
from knowlog.errors import NotFoundError

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Add, remove and list tags.")

Tags = Annotated[
    list[str],
    typer.Argument(metavar="TAG...", help="With or without #.", autocompletion=completing.tags),
]


@app.command()
def add(context: typer.Context, entry: EntryName, tags: Tags, *, dry_run: DryRun = False) -> None:
    """Add tags to an entry; only the line of its tags changes."""
    _change(context, entry, add=clean(tags), dry_run=dry_run)


@app.command("rm")
def remove(
    context: typer.Context, entry: EntryName, tags: Tags, *, dry_run: DryRun = False
) -> None:
    """Take tags off an entry."""
    _change(context, entry, remove=clean(tags), dry_run=dry_run)


@app.command("list")
def list_tags(
    context: typer.Context,
    *,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """List the tags of the log with the number of their entries, most used first."""
    del plain  # records are plain as they are; the option is there for scripts that ask for it
    session = Session.of(context)
    counts = count_tags(session.open().entries())
    if json:
        session.output.json([{"tag": tag, "count": count} for tag, count in counts.items()])
        return
    for tag, count in counts.items():
        session.output.record(tag, str(count))
    if not counts:
        session.output.note("No entry has a tag yet.")


def _change(
    context: typer.Context,
    name: str,
    *,
    add: tuple[str, ...] = (),
    remove: tuple[str, ...] = (),
    dry_run: bool,
) -> None:
    session = Session.of(context)
    workspace = session.open()
    entry = workspace.pick(name)
    own = {tag.casefold() for tag in entry.tags}
    missing = [tag for tag in remove if tag.casefold() not in own]
    if missing:
        msg = f"{entry.id} has no tag {', '.join(missing)}"
        raise NotFoundError(msg, "It has " + (", ".join(entry.tags) or "none") + ".")
    changes = retag(workspace.store, [entry], workspace.edit_tags, add=add, remove=remove)
    if not changes.files and remove:
        msg = f"{', '.join(remove)} stands in the text of {entry.id} or in its folder"
        raise NotFoundError(msg, f"Edit it there: knowlog edit {entry.id}")
    carry_out(session, workspace, changes, dry_run=dry_run, yes=True)
