"""Tell what an export wrote."""

from pathlib import Path

from knowlog.cli.output import Output
from knowlog.exporters.site.report import BuildReport


def tell_written(output: Output, folder: Path, report: BuildReport, *, json: bool) -> None:
    """Print the counts, and what was dropped or not understood; or all of it as JSON."""
    files = report.files
    problems = [
        {"path": path, "line": problem.line, "kind": problem.kind, "message": problem.message}
        for path, found in report.problems.items()
        for problem in found
    ]
    if json:
        output.json(
            {
                "out": str(folder),
                "written": list(files.written),
                "removed": list(files.removed),
                "unchanged": len(files.unchanged),
                "problems": problems,
            }
        )
        return
    counts = f"{len(files.written)} written, {len(files.unchanged)} unchanged"
    output.line(f"{folder}: {counts}, {len(files.removed)} removed")
    for one in problems:
        output.note(f"{one['path']}:{one['line']}: {one['message']}")
