"""``knowlog import``: bring a folder of another program into the log."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from knowlog.cli.importing import ImportOptions, bring
from knowlog.cli.options import DryRun, Json, Yes
from knowlog.cli.session import Session
from knowlog.domain.imports import Habits


class Dates(StrEnum):
    """Where dates may come from that stand in no note."""

    GIT = "git"


app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Bring notes in from Jekyll, Obsidian or a folder of Markdown.",
)

Folder = Annotated[Path, typer.Argument(metavar="SRC", help="Its folder, or a single file.")]

Encoding = Annotated[
    str, typer.Option("--encoding", metavar="NAME", help="What texts are in that are not UTF-8.")
]
Again = Annotated[
    bool, typer.Option("--again", help="Bring back what you removed from the log, too.")
]


@app.callback()
def import_() -> None:
    """Bring other notes in; the source is only read."""


@app.command()
def jekyll(
    context: typer.Context,
    source: Folder,
    *,
    encoding: Encoding = "",
    again: Again = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Bring in a Jekyll blog: posts, drafts, collections, pages, pictures, settings."""
    bring(
        Session.of(context),
        "jekyll",
        source,
        ImportOptions(dry_run, yes, json, Habits(encoding), again),
    )


@app.command()
def obsidian(
    context: typer.Context,
    source: Folder,
    *,
    encoding: Encoding = "",
    again: Again = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Bring in an Obsidian vault: notes as they are written, attachments, templates."""
    bring(
        Session.of(context),
        "obsidian",
        source,
        ImportOptions(dry_run, yes, json, Habits(encoding), again),
    )


@app.command()
def markdown(
    context: typer.Context,
    source: Folder,
    *,
    dates: Annotated[
        Dates | None, typer.Option("--dates", help="Where notes without a date have theirs from.")
    ] = None,
    folders_as_tags: Annotated[
        bool, typer.Option("--folders-as-tags", help="The folder of a note is one of its tags.")
    ] = False,
    no_indexes: Annotated[
        bool, typer.Option("--no-indexes", help="Leave README.md, _index.md and the like out.")
    ] = False,
    encoding: Encoding = "",
    again: Again = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Bring in a folder of Markdown: notes, their pictures and files, links that keep working."""
    habits = Habits(encoding, dates is Dates.GIT, folders_as_tags, no_indexes)
    bring(Session.of(context), "markdown", source, ImportOptions(dry_run, yes, json, habits, again))
