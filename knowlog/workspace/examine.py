"""What is odd about the files."""

from knowlog.domain.document import Problem
from knowlog.workspace.core import Workspace


def findings(workspace: Workspace) -> list[tuple[str, Problem]]:
    """What is odd about the files, by path and line."""
    refreshed = workspace.refresh()
    found = [(path, problem) for path, problem in refreshed.skipped.items()]
    for path, problems in workspace.catalog.problems().items():
        found += [(path, problem) for problem in problems]
    return sorted(found, key=lambda item: (item[0], item[1].line))
