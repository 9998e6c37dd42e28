"""What a search found, for scripts and for pipes; for people see `knowlog.cli.views.hits`."""

from collections.abc import Mapping

from knowlog.actions.find import Found
from knowlog.cli.explaining import explanation_lines, hit_record
from knowlog.cli.output import Output
from knowlog.cli.records import entry_line
from knowlog.domain.explanation import Explanation
from knowlog.domain.hits import Page
from knowlog.domain.text import one_line


def print_json(
    output: Output,
    found: list[Found],
    page: Page,
    arithmetic: Mapping[str, Explanation],
    *,
    whole: bool,
) -> None:
    """Print the hits as JSON; ``whole`` adds how many there are and what was counted."""
    hits = [hit_record(one, arithmetic.get(one.entry.path)) for one in found]
    counts = {name: dict(values) for name, values in page.facets.items()}
    output.json({"total": page.total, "hits": hits, "facets": counts} if whole else hits)


def print_lines(
    output: Output, found: list[Found], page: Page, arithmetic: Mapping[str, Explanation]
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


def remark(output: Output, page: Page, *, shown: bool) -> None:
    """Say what was left out, that nothing was found, and what may have been meant."""
    for part in page.ignored:
        output.note(f"{one_line(part)} holds nothing that can be searched for; it was left out.")
    if not shown:
        output.note("Nothing was found." if page.total == 0 else f"There are only {page.total}.")
    for suggestion in page.suggestions:
        query = one_line(suggestion.query)
        output.note(f"Did you mean {query}? It finds {suggestion.total}.")
