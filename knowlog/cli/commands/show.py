"""``knowlog show``: read an entry."""

from typing import Annotated

import typer

from knowlog.cli.options import EntryName, Json
from knowlog.cli.records import document_record
from knowlog.cli.session import Session
from knowlog.errors import UsageError
from knowlog.workspace.reading import html_of, links, plain

app = typer.Typer(add_completion=False)


@app.command()
def show(
    context: typer.Context,
    entry: EntryName,
    *,
    raw: Annotated[bool, typer.Option("--raw", help="The file as it stands.")] = False,
    html: Annotated[bool, typer.Option("--html", help="The body as HTML.")] = False,
    json: Json = False,
) -> None:
    """Show an entry: rendered, as the file it is, as HTML or as JSON."""
    if raw + html + json > 1:
        msg = "--raw, --html and --json exclude each other"
        raise UsageError(msg)
    session = Session.of(context)
    output = session.output
    workspace = session.open()
    chosen = workspace.pick(entry)
    if raw:
        output.raw(workspace.store.read_bytes(chosen.path))
        return
    found, document = workspace.read(chosen.path)
    if json:
        output.json(document_record(found, document, *links(workspace, found, document)))
    elif html:
        output.raw(html_of(workspace, found, document).encode("utf-8", "replace"))
    elif output.terminal:
        output.present("entry", found, document, width=output.width)
    else:
        output.text(plain(found, document, output.width))
    for problem in document.problems:
        output.note(f"{chosen.path}:{problem.line}: {problem.message}")
