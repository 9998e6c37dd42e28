"""``knowlog search``: find entries by what they say."""

from dataclasses import replace
from typing import Annotated

import typer

from knowlog.cli.deferred import choose, edit_file
from knowlog.cli.hits import answer
from knowlog.cli.options import Json, Nul, Plain
from knowlog.cli.querying import QueryCommand
from knowlog.cli.session import Session
from knowlog.errors import NotFoundError, UsageError
from knowlog.workspace.search import Search
from knowlog.workspace.search import search as run

app = typer.Typer(add_completion=False)


Query = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="QUERY", help='Words, "a phrase", half*, -not, a OR b, tag:ml, since:2w.'
    ),
]
Sort = Annotated[str, typer.Option("--sort", help="relevance, date or title.")]
Many = Annotated[int, typer.Option("--limit", "-n", min=0, help="At most so many.")]
Offset = Annotated[int, typer.Option("--offset", min=0, help="Leave out the first so many.")]
Context = Annotated[
    int, typer.Option("--context", min=1, metavar="N", help="So many places of each entry.")
]
Explain = Annotated[bool, typer.Option("--explain", help="Show how each score is made.")]
Facets = Annotated[bool, typer.Option("--facets", help="Count tags and years.")]
Open = Annotated[int | None, typer.Option("--open", min=1, metavar="N", help="Edit the N-th hit.")]
Choose = Annotated[
    bool, typer.Option("-i", "--interactive", help="Choose while typing, then edit.")
]


@app.command(cls=QueryCommand)
def search(
    context: typer.Context,
    query: Query = None,
    *,
    sort: Sort = "relevance",
    limit: Many = 10,
    offset: Offset = 0,
    context_: Context = 1,
    explain: Explain = False,
    facets: Facets = False,
    open_: Open = None,
    interactive: Choose = False,
    json: Json = False,
    plain: Plain = False,
    nul: Nul = False,
) -> None:
    """Find entries by words, tags, dates and more, the best first."""
    session = Session.of(context)
    text = " ".join(query or ())
    if interactive:
        _choose(session, text)
        return
    if not query:
        msg = "what should be looked for?"
        raise UsageError(msg, "For example: knowlog search rebase, or choose with -i.")
    asked = Search(text, sort, limit, offset, facets, context_)
    if open_ is not None:
        _open(session, asked, open_)
        return
    answer(session, asked, explain=explain, json=json, plain=plain, nul=nul)


def _choose(session: Session, text: str) -> None:
    if not (session.output.terminal and session.output.asks):
        msg = "-i needs a terminal"
        raise UsageError(msg, "Without -i the hits are printed.")
    workspace = session.open()
    entry = choose(workspace, text)
    if entry is not None and edit_file(session, workspace, entry.path):
        session.output.line(workspace.shown(entry.path))


def _open(session: Session, asked: Search, number: int) -> None:
    workspace = session.open()
    _, found = run(workspace, replace(asked, limit=max(asked.limit, number)))
    if number > len(found):
        msg = f"there is no hit {number}"
        raise NotFoundError(msg, f"There are {len(found)}.")
    edit_file(session, workspace, found[number - 1].entry.path)
