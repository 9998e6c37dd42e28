"""``knowlog search``: find entries by what they say."""

from typing import Annotated

import typer

from knowlog.actions.find import Found
from knowlog.cli.editing import edit_file
from knowlog.cli.hits import print_json, print_lines, remark
from knowlog.cli.lazy import choose
from knowlog.cli.options import Json, Nul, Plain
from knowlog.cli.querying import QueryCommand
from knowlog.cli.session import Session
from knowlog.errors import NotFoundError, UsageError
from knowlog.workspace.core import Workspace
from knowlog.workspace.search import Search, explanations
from knowlog.workspace.search import search as run

app = typer.Typer(add_completion=False)


Query = Annotated[
    list[str] | None, typer.Argument(metavar="QUERY", help="See docs/reference/search.md.")
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
    """Find entries, the best first: words, "phrases", tag:, title:, since:, -not, prefix*."""
    session = Session.of(context)
    workspace = session.open()
    text = " ".join(query or ())
    if interactive:
        _choose(session, workspace, text)
        return
    if not query:
        msg = "what should be looked for?"
        raise UsageError(msg, "For example: knowlog search rebase, or choose with -i.")
    asked = Search(text, sort, max(limit, open_ or 0), offset, facets, context_)
    page, found = run(workspace, asked)
    if open_ is not None:
        edit_file(session, workspace, _nth(found, open_))
        return
    arithmetic = explanations(workspace, asked, found) if explain else {}
    if json:
        print_json(session.output, found, page, arithmetic, whole=facets)
    elif nul:
        session.output.paths(one.entry.path for one in found)
    elif session.output.terminal and not plain:
        session.output.present("hits", found, page, arithmetic, offset=offset)
    else:
        print_lines(session.output, found, page, arithmetic)
    remark(session.output, page, shown=bool(found))


def _choose(session: Session, workspace: Workspace, text: str) -> None:
    if not (session.output.terminal and session.output.asks):
        msg = "-i needs a terminal"
        raise UsageError(msg, "Without -i the hits are printed.")
    entry = choose(workspace, text)
    if entry is not None and edit_file(session, workspace, entry.path):
        session.output.line(workspace.shown(entry.path))


def _nth(found: list[Found], number: int) -> str:
    if number > len(found):
        msg = f"there is no hit {number}"
        raise NotFoundError(msg, f"There are {len(found)}.")
    return found[number - 1].entry.path
