"""``knowlog doctor``: find what is wrong with a log's files, and mend what can be mended."""

from dataclasses import asdict
from typing import Annotated

import typer

from knowlog.cli import mending
from knowlog.cli.options import DryRun, Json, Yes
from knowlog.cli.session import Session
from knowlog.cli.views.findings import report, summary
from knowlog.domain.findings import Severity
from knowlog.errors import ExitCode, UsageError
from knowlog.workspace import examine

app = typer.Typer(add_completion=False)

Name = Annotated[
    str | None,
    typer.Argument(
        metavar="[NAME]", help="With --fix: only this repair.", autocompletion=mending.fixes
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="CHECK",
        help="Look for nothing else; repeatable.",
        autocompletion=mending.checks,
    ),
]


@app.command()
def doctor(
    context: typer.Context,
    name: Name = None,
    *,
    fix: Annotated[bool, typer.Option("--fix", help="Show the repairs, ask, mend.")] = False,
    only: Only = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every finding, however many are alike.")
    ] = False,
    checks: Annotated[
        bool, typer.Option("--list", help="List the checks, and do nothing else.")
    ] = False,
    encoding: Annotated[
        str,
        typer.Option("--encoding", metavar="NAME", help="What files are in that are not UTF-8."),
    ] = "",
    yes: Yes = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Check every file; exit 4 while there are problems."""
    session = Session.of(context)
    output = session.output
    if checks:
        _list(session, json=json)
        return
    if name and not fix:
        raise UsageError(f"{name!r} names a repair", f"Say: knowlog doctor --fix {name}")
    workspace = session.open()
    if name:
        examine.fix_named(name)
    found = examine.look(workspace, only or (), encoding)
    done: dict[str, object] = {}
    if fix:
        done = mending.mend(
            session, workspace, found, name or "", dry_run=dry_run, yes=yes, json=json
        )
        if not dry_run:
            found = examine.look(workspace, only or ())
    findings = [asdict(one) for one in found.findings]
    if json:
        output.json({**done, "findings": findings} if fix else findings)
    elif not (fix and dry_run):
        for line in report(found.findings, everything=everything):
            output.line(line)
    output.note(summary(found.findings, found.ignored))
    if any(one.severity is Severity.PROBLEM for one in found.findings):
        raise typer.Exit(ExitCode.PROBLEMS)


def _list(session: Session, *, json: bool) -> None:
    rows = [(one.name, one.about, one.fix.what if one.fix else "") for one in examine.checks()]
    if json:
        keys = ("name", "about", "fix")
        session.output.json([dict(zip(keys, row, strict=True)) for row in rows])
        return
    session.output.records(rows)
