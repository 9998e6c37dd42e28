"""``knowlog doctor``: find what is wrong with a log's files, and mend what can be mended."""

from dataclasses import asdict
from typing import Annotated

import typer

from knowlog.cli.bulk import carry_out
from knowlog.cli.options import DryRun, Json, Yes
from knowlog.cli.output import Output
from knowlog.cli.session import Session
from knowlog.domain.findings import Finding
from knowlog.errors import ExitCode, UsageError
from knowlog.workspace.examine import findings, fix_named, repairs

app = typer.Typer(add_completion=False)


@app.command()
def doctor(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="With --fix: only this repair.")
    ] = None,
    *,
    fix: Annotated[bool, typer.Option("--fix", help="Show the repairs, ask, mend.")] = False,
    yes: Yes = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Check every file; exit 4 while there are problems."""
    if name and not fix:
        msg = f"{name!r} names a repair"
        raise UsageError(msg, f"Say: knowlog doctor --fix {name}")
    session = Session.of(context)
    workspace = session.open()
    only = fix_named(name) if name else None
    found = findings(workspace)
    if fix:
        changes = repairs(workspace, found, only)
        if changes.files and not yes:
            carry_out(session, workspace, changes, dry_run=True, yes=False)
        if changes.files and not dry_run:
            carry_out(session, workspace, changes, dry_run=False, yes=yes)
        found = findings(workspace)
    if json:
        session.output.json([asdict(one) for one in found])
    else:
        _print(session.output, found)
    if found:
        raise typer.Exit(ExitCode.PROBLEMS)
    session.output.note("No problems were found.")


def _print(output: Output, found: list[Finding]) -> None:
    for one in found:
        output.line(f"{one.path}:{one.line}: {one.message} [{one.kind}]")
        for text in (one.why, one.hint):
            if text:
                output.line(f"    {text}")
    if found:
        mendable = sum(bool(one.fix) for one in found)
        noun = "problem" if len(found) == 1 else "problems"
        output.note(
            f"{len(found)} {noun}"
            + (f", {mendable} of them for `knowlog doctor --fix`." if mendable else ".")
        )
