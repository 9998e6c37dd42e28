"""What is wrong with the files of a log, and the repairs there are."""

from collections.abc import Sequence

from knowlog.actions import examine
from knowlog.domain.changes import ChangeSet
from knowlog.domain.findings import Finding
from knowlog.errors import NotFoundError
from knowlog.storage.mending import mend_file
from knowlog.workspace.core import Workspace

FIXES = examine.fixes(mend_file)


def findings(workspace: Workspace) -> list[Finding]:
    """Run every check on every file; what is found, by path and line."""
    refreshed = workspace.refresh(quiet=True)
    paths = sorted(workspace.catalog.fingerprints())
    found = [examine.as_finding(path, problem) for path, problem in refreshed.skipped.items()]
    found += examine.examine(workspace.store, paths, examine.checks(mend_file))
    found += examine.twins(paths)
    return sorted(found, key=lambda finding: (finding.path, finding.line, finding.kind))


def fix_named(name: str) -> examine.Fix:
    """The repair of this name.

    Raises:
        NotFoundError: There is none.
    """
    for fix in FIXES:
        if fix.name == name:
            return fix
    names = ", ".join(fix.name for fix in FIXES)
    msg = f"doctor has no repair called {name!r}"
    raise NotFoundError(msg, f"It has {names}.")


def repairs(
    workspace: Workspace, found: Sequence[Finding], fix: examine.Fix | None = None
) -> ChangeSet:
    """What a repair, or every repair in turn, would change in the files that were found."""
    wanted = (fix,) if fix else FIXES
    names = {one.name for one in wanted}
    paths = sorted({finding.path for finding in found if finding.fix in names})

    def repair(data: bytes) -> bytes:
        for one in wanted:
            data = one.repair(data)
        return data

    name = fix.name if fix else "all"
    return examine.repair(workspace.store, paths, examine.Fix(name, "", repair))
