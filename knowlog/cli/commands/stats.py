"""``knowlog stats``: the log in numbers."""

import typer

from knowlog.actions.stats import Stats, measure
from knowlog.cli.options import Json, Plain
from knowlog.cli.session import Session

app = typer.Typer(add_completion=False)

TOP = 10
"""How many tags the lines for people show."""


@app.command()
def stats(context: typer.Context, *, json: Json = False, plain: Plain = False) -> None:
    """Show entries, words, tags, streaks, and a year's heat map."""
    session = Session.of(context)
    output = session.output
    workspace = session.open()
    now = workspace.clock.now()
    numbers = measure(workspace.entries(), now)
    if json:
        output.json(stats_record(numbers))
    elif output.terminal and not plain:
        output.present("stats", numbers, now.date(), width=output.width)
    else:
        for name, value in lines(numbers):
            output.record(name, value)


def lines(numbers: Stats) -> list[tuple[str, str]]:
    """The numbers as names and values."""
    return [
        ("entries", str(numbers.entries)),
        ("drafts", str(numbers.drafts)),
        ("words", str(numbers.words)),
        ("first", numbers.first.isoformat() if numbers.first else ""),
        ("last", numbers.last.isoformat() if numbers.last else ""),
        ("tags", str(len(numbers.tags))),
        ("streak", str(numbers.streak)),
        ("longest streak", str(numbers.longest_streak)),
        *((f"tag {tag}", str(count)) for tag, count in list(numbers.tags.items())[:TOP]),
    ]


def stats_record(numbers: Stats) -> dict[str, object]:
    """The numbers as JSON: every tag, and every day that has an entry."""
    return {
        "entries": numbers.entries,
        "drafts": numbers.drafts,
        "words": numbers.words,
        "first": numbers.first.isoformat() if numbers.first else None,
        "last": numbers.last.isoformat() if numbers.last else None,
        "streak": numbers.streak,
        "longest_streak": numbers.longest_streak,
        "tags": dict(numbers.tags),
        "rising": list(numbers.rising),
        "days": {day.isoformat(): count for day, count in numbers.days.items()},
    }
