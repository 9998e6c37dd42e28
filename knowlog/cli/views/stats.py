"""The log in numbers, with a year's heat map."""

from calendar import month_abbr
from collections.abc import Mapping
from datetime import date, timedelta

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from knowlog.actions.stats import Stats
from knowlog.domain.text import counted, one_line

SHADES = (("·", "bright_black"), ("▪", "green4"), ("■", "green3"), ("■", "bold bright_green"))
DAYS_OF_WEEK = ("Mon", "", "Wed", "", "Fri", "", "")
LABEL = 4
WEEKS = 53
TOP = 8


def draw(numbers: Stats, today: date, *, width: int) -> RenderableType:
    """Numbers first, then the map of as many weeks as fit, then the tags."""
    parts: list[RenderableType] = [_numbers(numbers), Text()]
    weeks = min(WEEKS, (width - LABEL) // 2)
    parts += heat_map(numbers.days, today, weeks)
    if numbers.tags:
        parts += [Text(), _tags(numbers.tags, width)]
    return Group(*parts)


def _numbers(numbers: Stats) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(style="bold")
    drafts = f", {counted(numbers.drafts, 'draft')} among them" if numbers.drafts else ""
    table.add_row("entries", f"{numbers.entries:,}{drafts}")
    table.add_row("words", f"{numbers.words:,}")
    table.add_row("tags", f"{len(numbers.tags):,}")
    if numbers.first and numbers.last:
        table.add_row(
            "days", f"{numbers.first} to {numbers.last}, {len(numbers.days)} with entries"
        )
    table.add_row("streak", f"{_days(numbers.streak)}, longest {_days(numbers.longest_streak)}")
    return table


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def heat_map(days: Mapping[date, int], today: date, weeks: int) -> list[Text]:
    """A column a week, Monday on top, the darkest square the busiest day."""
    start = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    shown = [count for day, count in days.items() if start <= day <= today]
    busiest = max(shown, default=1)
    lines = [Text(" " * LABEL + _months(start, weeks), style="dim")]
    for weekday, label in enumerate(DAYS_OF_WEEK):
        line = Text(label.ljust(LABEL), style="dim")
        for week in range(weeks):
            day = start + timedelta(weeks=week, days=weekday)
            if day <= today:
                sign, style = SHADES[_shade(days.get(day, 0), busiest)]
                line.append(sign + " ", style=style)
        lines.append(line)
    total = sum(shown)
    lines.append(Text(f"{' ' * LABEL}{total:,} entries since {start}", style="dim"))
    return lines


def _shade(count: int, busiest: int) -> int:
    if count == 0:
        return 0
    return 1 + min(2, (count - 1) * 3 // max(busiest, 1)) if busiest > 1 else 2


def _months(start: date, weeks: int) -> str:
    mondays = [start + timedelta(weeks=week) for week in range(weeks)]
    firsts = [
        week for week in range(weeks) if not week or mondays[week].month != mondays[week - 1].month
    ]
    if len(firsts) > 1 and firsts[1] - firsts[0] == 1:
        del firsts[0]  # a month of one week, whose name would reach into the next
    cells = [" "] * (weeks * 2 + 3)
    for week in firsts:
        cells[week * 2 : week * 2 + 3] = month_abbr[mondays[week].month]
    return "".join(cells)[: weeks * 2].rstrip()


def _tags(tags: Mapping[str, int], width: int) -> Table:
    table = Table.grid(padding=(0, 1))
    top = list(tags.items())[:TOP]
    most = max(count for _, count in top)
    room = max(4, min(30, width - 40))
    for tag, count in top:
        bar = "█" * max(1, count * room // most)
        table.add_row(Text(one_line(tag), style="cyan"), Text(bar, style="green4"), str(count))
    return table
