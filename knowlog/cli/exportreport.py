"""Write a single file, and tell what an export wrote."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowlog.cli.output import Output
from knowlog.domain.document import Problem
from knowlog.errors import KnowlogError
from knowlog.exporters.site.report import BuildReport, Written
from knowlog.storage.atomic import stage

FEW = 12
"""How many reports of one kind are printed; a blog without its pictures has hundreds."""


def write_file(file: Path, text: str) -> None:
    """Write a file whole or not at all; a device, such as ``/dev/stdout``, as it comes.

    Raises:
        KnowlogError: The disk refused.
    """
    data = text.encode("utf-8", "replace")
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(data)
        else:
            target = Path(os.path.realpath(file))  # a link stays one
            stage(target, data, durable=False).replace(target)
    except OSError as error:
        msg = f"{file} cannot be written: {error.strerror}"
        raise KnowlogError(msg, "Name another file with --out.") from error


def tell_file(
    output: Output, file: Path, path: str, problems: Sequence[Problem], *, json: bool
) -> None:
    """Print where one entry was written to, and what was not understood of it; or that as JSON."""
    if json:
        report = BuildReport(Written((file.name,), (), ()), {path: tuple(problems)})
        tell_written(output, file.parent, report, json=True)
        return
    output.line(str(file))
    for problem in problems:
        output.note(f"{path}:{problem.line}: {problem.message}")


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
