"""A search and what it found, for scripts and pipes; for people see `knowlog.cli.views.hits`."""

from typing import TYPE_CHECKING

from knowlog.actions.find import Found
from knowlog.cli.deferred import explanation_lines, hit_record
from knowlog.cli.output import Output
from knowlog.cli.records import entry_line
from knowlog.cli.session import Session
from knowlog.domain.hits import Page
from knowlog.domain.text import one_line
from knowlog.workspace.search import Search, explanations, search

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowlog.domain.explanation import Explanation


def answer(  # noqa: PLR0913 - each is an option of `knowlog search`
    session: Session,
    asked: Search,
    *,
    explain: bool = False,
    json: bool = False,
    plain: bool = False,
    nul: bool = False,
) -> None:
    """Run a query and print what it finds, in the shape that was asked for.

    Raises:
        QueryError: The query has no meaning.
    """
    workspace, output = session.open(), session.output
    page, found = search(workspace, asked)
    arithmetic = explanations(workspace, asked, found) if explain else {}
    if json:
        print_json(output, found, page, arithmetic, whole=asked.facets)
    elif nul:
        output.paths(one.entry.path for one in found)
    elif output.terminal and not plain:
        output.present("hits", found, page, arithmetic, offset=asked.offset)
    else:
        print_lines(output, found, page, arithmetic)
    remark(output, page, asked.text, shown=bool(found))


def print_json(
    output: Output,
    found: list[Found],
    page: Page,
    arithmetic: "Mapping[str, Explanation]",
    *,
    whole: bool,
) -> None:
    """Print the hits as JSON; ``whole`` adds how many there are and what was counted."""
    hits = [hit_record(one, arithmetic.get(one.entry.path)) for one in found]
    counts = {name: dict(values) for name, values in page.facets.items()}
    output.json({"total": page.total, "hits": hits, "facets": counts} if whole else hits)


def print_lines(
    output: Output, found: list[Found], page: Page, arithmetic: "Mapping[str, Explanation]"
) -> None:
    """Print a line for each hit, with its arithmetic below it, and then the counts."""
    for one in found:
        name, day, title, _ = entry_line(one.entry)
        output.record(name, day, title, one.snippet)
        if one.entry.path in arithmetic:
            for line in explanation_lines(arithmetic[one.entry.path]):
                output.line(f"    {line}")
    for name, values in page.facets.items():
        for value, count in values.items():
            output.record(name, value, str(count))


def remark(output: Output, page: Page, query: str, *, shown: bool) -> None:
    """Say what was left out, that nothing was found, and what may have been meant."""
    if page.ignored:
        parts = " ".join(map(one_line, page.ignored))
        output.note(f"Left out, since it holds nothing that can be searched for: {parts}")
    if not shown:
        output.note("Nothing was found." if page.total == 0 else f"There are only {page.total}.")
    if page.total == 0 and '"' in query:
        output.note("What is in quotes must stand so in an entry; without them each word counts.")
    for suggestion in page.suggestions:
        meant = one_line(suggestion.query)
        output.note(f"Did you mean {meant}? It finds {suggestion.total}.")
