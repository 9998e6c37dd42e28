"""``knowlog import``: bring a folder of another program into the log."""

from pathlib import Path
from typing import Annotated

import typer

from knowlog.cli.importing import Wish, bring
from knowlog.cli.options import DryRun, Json, Yes
from knowlog.cli.session import Session

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Bring other notes in.")

Folder = Annotated[Path, typer.Argument(metavar="SRC", help="Its folder, or a single file.")]


@app.callback()
def import_() -> None:
    """Bring other notes in; the source is only read."""


@app.command()
def jekyll(
    context: typer.Context,
    source: Folder,
    *,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Bring in a Jekyll blog: posts, drafts, collections, pages, pictures, settings."""
    bring(Session.of(context), "jekyll", source, Wish(dry_run, yes, json))


@app.command()
def obsidian(
    context: typer.Context,
    source: Folder,
    *,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Bring in an Obsidian vault: notes as they are written, attachments, templates."""
    bring(Session.of(context), "obsidian", source, Wish(dry_run, yes, json))
