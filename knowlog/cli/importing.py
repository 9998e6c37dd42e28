"""Show what an import would do, ask, and carry it out."""

from dataclasses import dataclass
from pathlib import Path

from knowlog.cli.bulk import diff
from knowlog.cli.importreport import print_records, record, show
from knowlog.cli.output import Output
from knowlog.cli.session import Session
from knowlog.domain.imports import Habits, State
from knowlog.domain.text import counted
from knowlog.workspace.bringing import Prepared, open_log, prepare


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The options of an import.

    Attributes:
        dry_run: Show the report, write nothing.
        yes: Do not ask, and take over what changed in the source.
        json: Print the report as JSON.
        habits: What the owner of the source says of it.
        again: Bring back what was removed from the log.
    """

    dry_run: bool = False
    yes: bool = False
    json: bool = False
    habits: Habits | None = None
    again: bool = False


def bring(session: Session, kind: str, place: Path, options: ImportOptions) -> None:
    """Run one import, from the preview to the last word."""
    output = session.output
    workspace = session.ready(open_log(session.log))
    prepared = prepare(workspace, kind, place, options.habits, again=options.again)
    _report(output, prepared, options)
    if options.dry_run:
        return
    if not prepared.is_new and not prepared.plan.of(State.CHANGED):
        output.note("Nothing is new.")
        return
    wanted = _ask(output, prepared, options)
    if wanted is None:
        output.note("Nothing was changed.")
        return
    if prepared.is_new or wanted:
        workspace.store.apply(prepared.changes(replace=wanted))
    _tell_done(output, prepared, replace=wanted)


def _report(output: Output, prepared: Prepared, options: ImportOptions) -> None:
    if options.json:
        output.json(record(prepared))
        return
    if output.terminal:
        show(output, prepared)
    else:
        print_records(output, prepared)
    for step in prepared.plan.of(State.CHANGED):
        for line in diff(step.change):
            output.line(line)


def _ask(output: Output, prepared: Prepared, options: ImportOptions) -> bool | None:
    """Whether files that changed in the source are wanted too; None when nothing is.

    A script that says nothing gets what is new: that adds files and can be undone.
    """
    if options.yes or not output.asks:
        return options.yes
    new, changed = prepared.plan.of(State.NEW), prepared.plan.of(State.CHANGED)
    if prepared.is_new and not output.confirm(f"Bring in {counted(len(new), 'file')}?", yes=False):
        return None
    question = f"Replace {counted(len(changed), 'file')} by what the source has now?"
    if changed and output.confirm(question, yes=False):
        return True
    return False if prepared.is_new else None


def _tell_done(output: Output, prepared: Prepared, *, replace: bool) -> None:
    new, changed = prepared.plan.of(State.NEW), prepared.plan.of(State.CHANGED)
    count = len(new) + (len(changed) if replace else 0)
    if count or prepared.settings:
        output.note(f"{counted(count, 'file')} came in. `knowlog undo` takes the import back.")
    if changed and not replace:
        verb = "changed in the source and stays as it is here"
        verbs = "changed in the source and stay as they are here"
        number = counted(len(changed), f"file {verb}", f"files {verbs}")
        output.note(f"{number}; --yes takes over what is new.")
