"""``knowlog doctor``: find what is wrong with a log's files."""

import typer

from knowlog.cli.options import Json
from knowlog.cli.session import Session
from knowlog.errors import ExitCode
from knowlog.workspace.examine import findings as findings_of

app = typer.Typer()


@app.command()
def doctor(context: typer.Context, *, json: Json = False) -> None:
    """Check every file; exit 4 while there are problems."""
    session = Session.of(context)
    output = session.output
    findings = findings_of(session.open())
    if json:
        output.json(
            [
                {"path": path, "line": one.line, "kind": one.kind, "message": one.message}
                for path, one in findings
            ]
        )
    else:
        for path, one in findings:
            output.line(f"{path}:{one.line}: {one.message} [{one.kind}]")
            if one.hint:
                output.line(f"    {one.hint}")
    if findings:
        raise typer.Exit(ExitCode.PROBLEMS)
    output.note("No problems were found.")
