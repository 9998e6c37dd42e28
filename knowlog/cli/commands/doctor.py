"""``knowlog doctor``: find what is wrong with a log's files, and mend what can be mended."""

from dataclasses import asdict
from typing import Annotated

import typer

from knowlog.cli.bulk import carry_out
from knowlog.cli.options import DryRun, Json, Yes
from knowlog.cli.session import Session
from knowlog.cli.views.findings import report, summary
from knowlog.domain.findings import Severity
from knowlog.errors import ExitCode, UsageError
from knowlog.workspace import Workspace, examine
from knowlog.workspace.examine import Examination

app = typer.Typer(add_completion=False)


@app.command()
def doctor(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="With --fix: only this repair.")
    ] = None,
    *,
    fix: Annotated[bool, typer.Option("--fix", help="Show the repairs, ask, mend.")] = False,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="CHECK", help="Look for nothing else; repeatable."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every finding, however many are alike.")
    ] = False,
    yes: Yes = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Check every file; exit 4 while there are problems."""
    if name and not fix:
        raise UsageError(f"{name!r} names a repair", f"Say: knowlog doctor --fix {name}")
    session = Session.of(context)
    workspace = session.open()
    if name:
        examine.fix_named(name)
    found = examine.look(workspace, only or ())
    if fix:
        _mend(session, workspace, found, name or "", dry_run=dry_run, yes=yes)
        if not dry_run:
            found = examine.look(workspace, only or ())
    output = session.output
    if json:
        output.json([asdict(one) for one in found.findings])
    else:
        for line in report(found.findings, everything=everything):
            output.line(line)
    output.note(summary(found.findings))
    if any(one.severity is Severity.PROBLEM for one in found.findings):
        raise typer.Exit(ExitCode.PROBLEMS)


def _mend(
    session: Session,
    workspace: Workspace,
    found: Examination,
    name: str,
    *,
    dry_run: bool,
    yes: bool,
) -> None:
    changes = examine.repairs(found, name)
    if changes.files and not yes:
        carry_out(session, workspace, changes, dry_run=True, yes=False)
    if changes.files and not dry_run:
        carry_out(session, workspace, changes, dry_run=False, yes=yes)
    if examine.needs_rebuilding(found, name):
        if dry_run:
            session.output.note("would build the catalog and the index anew")
        else:
            examine.build_anew(workspace)
            session.output.note("The catalog and the index are built anew.")
