"""``knowlog mv``: another title or place for an entry; links follow."""

from typing import Annotated

import typer

from knowlog.cli.bulk import carry_out, record
from knowlog.cli.options import DryRun, EntryName, Json, Yes
from knowlog.cli.session import Session
from knowlog.cli.typed import argument
from knowlog.domain.changes import Refusal
from knowlog.domain.text import counted
from knowlog.workspace.linking import move

app = typer.Typer(add_completion=False)


@app.command()
def mv(
    context: typer.Context,
    entry: EntryName,
    new: Annotated[
        str,
        typer.Argument(
            metavar="NEW",
            help="A title; or a path in the log that ends in .md, or in / for a folder.",
        ),
    ],
    *,
    redirect: Annotated[
        bool, typer.Option(help="Let the old address on the site lead to the new one.")
    ] = True,
    yes: Yes = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Rename or move an entry, and rewrite every link to it in the log."""
    session = Session.of(context)
    output = session.output
    workspace = session.open()
    chosen = workspace.pick(entry)
    moved = move(workspace, chosen, argument(new), redirect=redirect)
    left = [
        Refusal(one.path, f"{one.path}:{one.line}: {one.target} cannot be rewritten")
        for one in moved.left
    ]
    for one in left:
        output.note(f"{one.reason}; change it by hand")
    changes = moved.changes
    others = [one.path for one in changes.files if one.path not in {chosen.path, moved.path}]
    idle = dry_run or not changes.files
    if idle and not json:
        carry_out(session, workspace, changes, dry_run=dry_run, yes=yes)
        return
    if not idle:
        question = f"Move it, and rewrite the links of {counted(len(others), 'file')}?"
        if others and not output.confirm(question, yes=yes):
            output.note("Nothing was changed.")
            return
        workspace.store.apply(changes)
    if json:
        done = record(changes, left, dry_run=dry_run, written=not idle)
        output.json({**done, "path": moved.path, "redirect": moved.redirect or None})
        return
    for path in (moved.path, *others):
        output.line(workspace.shown(path))
    if moved.redirect:
        output.note(f"{moved.redirect} leads to it now.")
