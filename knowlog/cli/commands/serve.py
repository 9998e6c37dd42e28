"""``knowlog serve``: the site, live, while one writes."""

from typing import Annotated

import typer

from knowlog.cli.deferred import preview
from knowlog.cli.options import Json
from knowlog.cli.session import Session

app = typer.Typer(add_completion=False)


@app.command()
def serve(
    context: typer.Context,
    *,
    port: Annotated[
        int | None,
        typer.Option("--port", "-p", metavar="N", min=0, max=65535, help="Where; 0 for any."),
    ] = None,
    browse: Annotated[bool, typer.Option("--open", help="Open it in a browser.")] = False,
    json: Json = False,
) -> None:
    """Show the site in a browser while you write, until Ctrl-C."""
    session = Session.of(context)
    output = session.output

    def ready(url: str, port: int) -> None:
        if json:
            output.json({"url": url, "port": port})
        else:
            output.line(url)
        output.flush()
        output.note("Save a file, and the page shows it. Ctrl-C ends this.")

    preview(session.open(), port, ready=ready, browse=browse)
