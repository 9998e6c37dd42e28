"""Tell what an export wrote."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowlog.cli.output import Output
from knowlog.domain.document import Problem
from knowlog.exporters.site.report import BuildReport

FEW = 12
"""How many reports of one kind are printed; a blog without its pictures has hundreds."""


def tell_written(output: Output, folder: Path, report: BuildReport, *, json: bool) -> None:
    """Print the counts, and what was dropped or not understood; or all of it as JSON."""
    files = report.files
    problems = [(path, one) for path, found in report.problems.items() for one in found]
    if json:
        output.json(
            {
                "out": str(folder),
                "written": list(files.written),
                "removed": list(files.removed),
                "unchanged": len(files.unchanged),
                "problems": [_record(path, problem) for path, problem in problems],
            }
        )
        return
    counts = f"{len(files.written)} written, {len(files.unchanged)} unchanged"
    output.line(f"{folder}: {counts}, {len(files.removed)} removed")
    for line in report_lines(problems):
        output.note(line)


def _record(path: str, problem: Problem) -> dict[str, object]:
    return {
        "path": path,
        "line": problem.line,
        "kind": problem.kind,
        "message": problem.message,
        "hint": problem.hint,
    }


def report_lines(problems: Sequence[tuple[str, Problem]]) -> Iterator[str]:
    """What was found, a line each; of what is many, the first few."""
    kinds = Counter(problem.kind for _, problem in problems)
    shown: Counter[str] = Counter()
    for path, problem in problems:
        shown[problem.kind] += 1
        if kinds[problem.kind] <= FEW or shown[problem.kind] < FEW:
            yield f"{path}:{problem.line}: {problem.message}"
    for kind, count in kinds.items():
        if count > FEW:
            yield f"... and {count - FEW + 1} more like these ({kind}); --json lists them all"
