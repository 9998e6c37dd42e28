"""``knowlog related``: entries like this one."""

from typing import Annotated

import typer

from knowlog.cli.options import EntryName, Json, Plain
from knowlog.cli.records import entry_line
from knowlog.cli.session import Session
from knowlog.domain.records import entry_record
from knowlog.workspace.reading import handles
from knowlog.workspace.search import related as related_to

app = typer.Typer(add_completion=False)


@app.command()
def related(
    context: typer.Context,
    entry: EntryName,
    *,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many.")] = 10,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """List entries like this one, with the words that tie them."""
    session = Session.of(context)
    output = session.output
    workspace = session.open()
    found = related_to(workspace, workspace.pick(entry), limit)
    if json:
        output.json(
            [
                {**entry_record(one), "score": round(near.score, 6), "shared": list(near.words)}
                for one, near in found
            ]
        )
    elif not found:
        output.note("No other entry is like it.")
    elif output.terminal and not plain:
        entries = [one for one, _ in found]
        ties = {one.path: near.words for one, near in found}
        output.present(
            "listing", entries, handles(workspace, entries), width=output.width, ties=ties
        )
    else:
        for one, near in found:
            name, day, title, _ = entry_line(one)
            output.record(name, day, title, ", ".join(near.words))
