"""``knowlog export``: the log as a site."""

from pathlib import Path
from typing import Annotated

import typer

from knowlog.cli.exportreport import tell_file, tell_written, write_file
from knowlog.cli.options import Json
from knowlog.cli.output import as_json
from knowlog.cli.session import Session
from knowlog.errors import ExitCode
from knowlog.workspace.handing import export_jekyll, export_obsidian
from knowlog.workspace.publish import log_as_json, publish, publish_single

Folder = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where to.")]
app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Write the log as a web site, as JSON, for Jekyll or Obsidian.",
)


@app.callback()
def export() -> None:
    """Write the log as a web site, as JSON, for Jekyll or Obsidian."""


@app.command()
def html(
    context: typer.Context,
    *,
    out: Folder = None,
    base_url: Annotated[str, typer.Option("--base-url", help="Where it is published.")] = "",
    only: Annotated[str, typer.Option("--only", metavar="QUERY", help="Only what fits.")] = "",
    drafts: Annotated[bool, typer.Option("--drafts", help="Drafts too.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 4 on any report.")] = False,
    single: Annotated[str, typer.Option("--single", metavar="ENTRY", help="One file.")] = "",
    json: Json = False,
) -> None:
    """Write the log as a static site that opens from disk and from any web server."""
    session = Session.of(context)
    output = session.output
    workspace = session.open()
    if single:
        _single(session, single, out, strict=strict, json=json)
        return
    folder = out or workspace.root / workspace.settings.text("site.out")
    report = publish(workspace, folder, base_url=base_url, only=only, drafts=drafts)
    tell_written(output, folder, report, json=json)
    if strict and report.problems:
        raise typer.Exit(ExitCode.PROBLEMS)


@app.command()
def jekyll(context: typer.Context, *, out: Folder = None, json: Json = False) -> None:
    """Write the log as a Jekyll blog, to its old places; exit 4 if files there were changed."""
    session = Session.of(context)
    folder, report, kept = export_jekyll(session.open(), out)
    tell_written(session.output, folder, report, json=json)
    if kept:
        raise typer.Exit(ExitCode.PROBLEMS)


@app.command()
def obsidian(context: typer.Context, *, out: Folder = None, json: Json = False) -> None:
    """Write the log as an Obsidian vault, drafts too; exit 4 if files there were changed."""
    session = Session.of(context)
    folder, report, kept = export_obsidian(session.open(), out)
    tell_written(session.output, folder, report, json=json)
    if kept:
        raise typer.Exit(ExitCode.PROBLEMS)


def _single(session: Session, name: str, out: Path | None, *, strict: bool, json: bool) -> None:
    page, problems, path = publish_single(session.open(), name)
    file = out or Path(Path(path).with_suffix(".html").name)
    write_file(file, page)
    tell_file(session.output, file, path, problems, json=json)
    if strict and problems:
        raise typer.Exit(ExitCode.PROBLEMS)


@app.command("json")
def whole(
    context: typer.Context,
    *,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to.")] = None,
    no_drafts: Annotated[bool, typer.Option("--no-drafts", help="Leave drafts out.")] = False,
) -> None:
    """Write the whole log as one JSON document."""
    session = Session.of(context)
    value = log_as_json(session.open(), drafts=not no_drafts)
    if out is None:
        session.output.json(value)
    else:
        write_file(out, as_json(value) + "\n")
        session.output.line(str(out))
