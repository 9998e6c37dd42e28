"""Hundreds of reports of one kind are told in a few lines."""

from knowlog.cli.exportreport import FEW, report_lines
from knowlog.domain.document import Problem


def test_few_are_told_one_by_one() -> None:
    found = [("a.md", Problem(line, "missing-image", f"{line}.png")) for line in range(1, FEW + 1)]
    assert list(report_lines(found)) == [f"a.md:{line}: {line}.png" for line in range(1, FEW + 1)]


def test_of_many_the_first_are_told_and_the_rest_counted() -> None:
    found = [("a.md", Problem(line, "missing-image", f"{line}.png")) for line in range(1, 101)]
    found.append(("b.md", Problem(1, "broken-link", "x")))
    lines = list(report_lines(found))
    assert lines[:2] == ["a.md:1: 1.png", "a.md:2: 2.png"]
    assert lines[-2] == "b.md:1: x"
    assert lines[-1].startswith(f"... and {100 - len(lines) + 2} more like these (missing-image)")
