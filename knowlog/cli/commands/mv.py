"""``knowlog mv``: another title or place for an entry, or another heading in it; links follow."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from knowlog.actions.reroute import Unwritten
from knowlog.cli.bulk import carry_out
from knowlog.cli.completing import entry_ids
from knowlog.cli.decoding import argument
from knowlog.cli.options import DryRun, Json, Yes
from knowlog.cli.records import visible
from knowlog.cli.session import Session
from knowlog.domain.changes import ChangeSet, Refusal
from knowlog.domain.entry import Entry
from knowlog.errors import AmbiguousError, NotFoundError
from knowlog.workspace import Workspace
from knowlog.workspace.linking import change_heading, move

if TYPE_CHECKING:
    from knowlog.actions.rehead import Reheaded

app = typer.Typer(add_completion=False)


@app.command()
def mv(
    context: typer.Context,
    entry: Annotated[
        str,
        typer.Argument(
            metavar="ENTRY[#HEADING]",
            help="An id, a start of it, a path or a title; or one of its headings.",
            autocompletion=entry_ids,
        ),
    ],
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
    """Rename or move an entry or a heading; every link to it follows."""
    session = Session.of(context)
    workspace = session.open()
    chosen, heading = _meant(workspace, entry)
    act = partial(carry_out, session, workspace, dry_run=dry_run, json=json)
    if heading:
        _reword(partial(change_heading, workspace, chosen, heading, argument(new)), act, yes=yes)
        return
    plan = partial(move, workspace, chosen, argument(new), redirect=redirect)
    moved = plan()
    certain = yes or _only(moved.changes, chosen.path, moved.path)
    if not (certain or dry_run or json):
        session.output.note(f"{chosen.path} -> {moved.path}, with every link to it")
    done = act(
        moved.changes,
        yes=certain,
        refused=_refusals(moved.left),
        again=lambda: plan().changes,
        more={"path": moved.path, "redirect": moved.redirect or None},
    )
    if done and moved.redirect:
        session.output.note(f"{moved.redirect} leads to it now.")


def _reword(plan: "Callable[[], Reheaded]", act: Callable[..., bool], *, yes: bool) -> None:
    changed = plan()
    act(
        changed.changes,
        yes=yes or _only(changed.changes, changed.path),
        refused=_refusals(changed.left),
        again=lambda: plan().changes,
        more={"path": changed.path, "anchor": changed.anchor},
    )


def _meant(workspace: Workspace, name: str) -> tuple[Entry, str]:
    """The entry that a name means, and the heading after a ``#``, which a title may hold too."""
    before, _, heading = name.rpartition("#")
    try:
        return workspace.pick(name), ""
    except AmbiguousError:
        raise
    except NotFoundError:
        if not (before and heading.strip()):
            raise
    return workspace.pick(before), heading


def _only(changes: ChangeSet, *paths: str) -> bool:
    """Whether nothing else changes than these files."""
    return {*visible(one.path for one in changes.files)} <= {*paths}


def _refusals(left: Iterable[Unwritten]) -> list[Refusal]:
    return [Refusal(one.path, _left(one)) for one in left]


def _left(link: Unwritten) -> str:
    return f"{link.path}:{link.line}: no link of this kind can say the new name: {link.target}"
