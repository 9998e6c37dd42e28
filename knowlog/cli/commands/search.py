"""``knowlog search``: find entries by what they say."""

from collections.abc import Mapping
from typing import Annotated

import typer

from knowlog.actions.find import Found
from knowlog.cli.editing import edit_file
from knowlog.cli.explaining import explanation_lines, hit_record
from knowlog.cli.options import Json, Nul, Plain
from knowlog.cli.output import Output
from knowlog.cli.querying import QueryCommand
from knowlog.cli.records import entry_line
from knowlog.cli.session import Session
from knowlog.domain.explanation import Explanation
from knowlog.domain.hits import Page
from knowlog.domain.text import one_line
from knowlog.errors import NotFoundError
from knowlog.workspace.search import Search, explanations
from knowlog.workspace.search import search as run

app = typer.Typer(add_completion=False)


@app.command(cls=QueryCommand)
def search(
    context: typer.Context,
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help="docs/reference/search.md")],
    *,
    sort: Annotated[str, typer.Option("--sort", help="relevance, date or title.")] = "relevance",
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="At most so many.")] = 10,
    offset: Annotated[
        int, typer.Option("--offset", min=0, help="Leave out the first so many.")
    ] = 0,
    context_: Annotated[
        int, typer.Option("--context", min=1, metavar="N", help="So many places of each entry.")
    ] = 1,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how each score is made.")
    ] = False,
    facets: Annotated[bool, typer.Option("--facets", help="Count tags and years.")] = False,
    open_: Annotated[
        int | None, typer.Option("--open", min=1, metavar="N", help="Edit the N-th hit.")
    ] = None,
    json: Json = False,
    plain: Plain = False,
    nul: Nul = False,
) -> None:
    """Find entries, the best first: words, "phrases", tag:, title:, since:, -not, prefix*."""
    session = Session.of(context)
    workspace = session.open()
    asked = Search(" ".join(query), sort, max(limit, open_ or 0), offset, facets, context_)
    page, found = run(workspace, asked)
    if open_ is not None:
        edit_file(session, workspace, _nth(found, open_))
        return
    arithmetic = explanations(workspace, asked, found) if explain else {}
    if json:
        _print_json(session.output, found, page, arithmetic, whole=facets)
    elif nul:
        session.output.paths(one.entry.path for one in found)
    elif session.output.terminal and not plain:
        session.output.present("hits", found, page, arithmetic, offset=offset)
    else:
        _print_lines(session.output, found, page, arithmetic)
    _remark(session.output, page, shown=bool(found))


def _print_json(
    output: Output,
    found: list[Found],
    page: Page,
    arithmetic: Mapping[str, Explanation],
    *,
    whole: bool,
) -> None:
    hits = [hit_record(one, arithmetic.get(one.entry.path)) for one in found]
    counts = {name: dict(values) for name, values in page.facets.items()}
    output.json({"total": page.total, "hits": hits, "facets": counts} if whole else hits)


def _print_lines(
    output: Output, found: list[Found], page: Page, arithmetic: Mapping[str, Explanation]
) -> None:
    for one in found:
        name, day, title, _ = entry_line(one.entry)
        output.record(name, day, title, one.snippet)
        if one.entry.path in arithmetic:
            for line in explanation_lines(arithmetic[one.entry.path]):
                output.line(f"    {line}")
    for name, values in page.facets.items():
        for value, count in values.items():
            output.record(name, value, str(count))


def _remark(output: Output, page: Page, *, shown: bool) -> None:
    for part in page.ignored:
        output.note(f"{one_line(part)} holds nothing that can be searched for; it was left out.")
    if not shown:
        output.note("Nothing was found." if page.total == 0 else f"There are only {page.total}.")
    for suggestion in page.suggestions:
        query = one_line(suggestion.query)
        output.note(f"Did you mean {query}? It finds {suggestion.total}.")


def _nth(found: list[Found], number: int) -> str:
    if number > len(found):
        msg = f"there is no hit {number}"
        raise NotFoundError(msg, f"There are {len(found)}.")
    return found[number - 1].entry.path
