"""``knowlog tag rename`` and ``merge``: one tag in the place of others, in the whole log."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from knowlog.actions.retag import known_tag, new_tag
from knowlog.actions.tagtree import count_spellings
from knowlog.cli import completing
from knowlog.cli.decoding import argument
from knowlog.cli.options import DryRun, Json, Yes
from knowlog.cli.output import Output
from knowlog.cli.retagging import ChangeOptions, finish
from knowlog.cli.session import Session
from knowlog.domain.entry import Entry
from knowlog.domain.tags import is_under, renamed_tag, tag_key
from knowlog.errors import UsageError
from knowlog.workspace.tagging import rename as renamed

app = typer.Typer(add_completion=False)

Old = Annotated[
    str, typer.Argument(metavar="OLD", help="A tag of the log.", autocompletion=completing.tags)
]
New = Annotated[
    str, typer.Argument(metavar="NEW", help="Its new name.", autocompletion=completing.tags)
]
Tags = Annotated[
    list[str],
    typer.Argument(
        metavar="TAG... INTO",
        help="The last is the one that stays.",
        autocompletion=completing.tags,
    ),
]


@app.command()
def rename(
    context: typer.Context,
    old: Old,
    new: New,
    *,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Rename a tag and those below it, in front matter and texts, each file in its own style."""
    _rename(Session.of(context), [old], new, "rename", ChangeOptions(dry_run, yes, json))


@app.command()
def merge(
    context: typer.Context,
    tags: Tags,
    *,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Make one tag of several; what lies below them moves along."""
    if len(tags) == 1:
        msg = f"what shall {tags[0]} be merged into?"
        raise UsageError(msg, "For example: knowlog tag merge ML machine-learning ml")
    _rename(Session.of(context), tags[:-1], tags[-1], "merge", ChangeOptions(dry_run, yes, json))


def _rename(session: Session, old: list[str], new: str, verb: str, options: ChangeOptions) -> None:
    workspace = session.open()
    entries = workspace.entries()
    into = new_tag(argument(new))
    known = [known_tag(argument(tag), entries) for tag in old]
    names = {tag: into for tag in known if tag != into}
    command = f"tag {verb} {' '.join([*known, into])}"
    done = renamed(workspace, entries, names, command)
    if not options.json and done.changes.files:
        _tell(session.output, entries, names, into, surprising=verb == "rename")
    finish(session, workspace, done, options)


def _tell(
    output: Output,
    entries: Sequence[Entry],
    names: Mapping[str, str],
    into: str,
    *,
    surprising: bool,
) -> None:
    """Say what becomes what, and in how many entries."""
    for tag, count in sorted(
        count_spellings(entries).items(), key=lambda item: (-item[1], item[0])
    ):
        if (name := renamed_tag(tag, names)) != tag:
            output.note(f"{tag} -> {name} ({'1 entry' if count == 1 else f'{count} entries'})")
    there = sum(tag_key(into) in set(map(tag_key, entry.tags)) for entry in entries)
    if surprising and there and not any(is_under(into, old) for old in names):
        have = "one entry has" if there == 1 else f"{there} entries have"
        output.note(f"{have} {into} already; only `undo` takes the two apart again.")
