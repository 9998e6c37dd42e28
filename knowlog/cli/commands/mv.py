"""``knowlog mv``: another title or place for an entry; links follow."""

from functools import partial
from typing import Annotated

import typer

from knowlog.actions.reroute import Unwritten
from knowlog.cli.bulk import carry_out
from knowlog.cli.decoding import argument
from knowlog.cli.options import DryRun, EntryName, Json, Yes
from knowlog.cli.records import visible
from knowlog.cli.session import Session
from knowlog.domain.changes import Refusal
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
    plan = partial(move, workspace, chosen, argument(new), redirect=redirect)
    moved = plan()
    files = set(visible(one.path for one in moved.changes.files))
    done = carry_out(
        session,
        workspace,
        moved.changes,
        dry_run=dry_run,
        yes=yes or files <= {chosen.path, moved.path},
        json=json,
        refused=[Refusal(one.path, _left(one)) for one in moved.left],
        again=lambda: plan().changes,
        more={"path": moved.path, "redirect": moved.redirect or None},
    )
    if done and moved.redirect:
        output.note(f"{moved.redirect} leads to it now.")


def _left(link: Unwritten) -> str:
    return f"{link.path}:{link.line}: no link of this kind can say the new name: {link.target}"
