"""Show what an import would do, ask, and carry it out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowlog.actions.bring_in import Step
from knowlog.cli.bulk import diff
from knowlog.cli.output import Output
from knowlog.cli.session import Session
from knowlog.domain.imports import LeftOut, Remark, State
from knowlog.domain.text import counted
from knowlog.workspace.bringing import Prepared, open_log, prepare

_SHOWN = 3
"""How many files a terminal names for one remark before it only counts."""
_OUTCOMES = {State.KEPT: "kept", State.REMOVED: "left out", State.SAME: "unchanged"}
_ORDER = ("taken", "taken with remarks", "unchanged", "kept", "left out")
_WRITTEN = frozenset({State.NEW, State.CHANGED})
_WHY = {
    State.KEPT: "it changed in the log since it came in, so the log's is kept",
    State.REMOVED: "you removed it from the log",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """How an import was asked for.

    Attributes:
        dry_run: Show the report, write nothing.
        yes: Do not ask, and take over what changed in the source.
        json: Print the report as JSON.
    """

    dry_run: bool = False
    yes: bool = False
    json: bool = False


def bring(session: Session, kind: str, place: Path, wish: Wish) -> None:
    """Run one import, from the preview to the last word."""
    output = session.output
    workspace = session.ready(open_log(session.log))
    prepared = prepare(workspace, kind, place)
    _report(output, prepared, wish)
    if wish.dry_run:
        return
    if not prepared.is_new and not prepared.plan.of(State.CHANGED):
        output.note("Nothing is new.")
        return
    wanted = _ask(output, prepared, wish)
    if wanted is None:
        output.note("Nothing was changed.")
        return
    if prepared.is_new or wanted:
        workspace.store.apply(prepared.changes(replace=wanted))
    _tell_done(output, prepared, replace=wanted)


def _report(output: Output, prepared: Prepared, wish: Wish) -> None:
    if wish.json:
        output.json(record(prepared))
        return
    if output.terminal:
        show(output, prepared)
    else:
        print_records(output, prepared)
    for step in prepared.plan.of(State.CHANGED):
        for line in diff(step.change):
            output.line(line)


def _ask(output: Output, prepared: Prepared, wish: Wish) -> bool | None:
    """Whether files that changed in the source are wanted too; None when nothing is.

    A script that says nothing gets what is new: that adds files and can be undone.
    """
    if wish.yes or not output.asks:
        return wish.yes
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


def outcome(step: Step) -> str:
    """In a word, what becomes of a file."""
    if step.state in _OUTCOMES:
        return _OUTCOMES[step.state]
    return "taken with remarks" if step.taken.remarks else "taken"


def record(prepared: Prepared) -> dict[str, object]:
    """The report as JSON."""
    plan = prepared.plan
    files: list[dict[str, object]] = [
        {
            "source": step.taken.source,
            "path": step.taken.path,
            "outcome": outcome(step),
            "state": step.state.value,
            "reason": _WHY.get(step.state),
            "remarks": [
                {
                    "line": one.line or None,
                    "kind": one.kind,
                    "message": one.message,
                    "detail": one.detail or None,
                }
                for one in step.taken.remarks
            ],
        }
        for step in plan.steps
    ]
    files += [
        {
            "source": one.source,
            "path": None,
            "outcome": "left out",
            "state": None,
            "reason": one.reason,
            "remarks": [],
        }
        for one in plan.left_out
    ]
    found = [one["outcome"] for one in files]
    return {
        "files": files,
        "counts": {name: found.count(name) for name in _ORDER if name in found},
        "settings": dict(prepared.settings),
        "remarks": [one.message for one in plan.intake.remarks],
    }


def print_records(output: Output, prepared: Prepared) -> None:
    """The report as lines with tabs, every file on one of its own, its remarks below it."""
    plan = prepared.plan
    for step in plan.steps:
        where = _WHY.get(step.state) or step.taken.path
        output.record(outcome(step), step.taken.source, where)
        for one, count in _once(step.taken.remarks) if step.state in _WRITTEN else ():
            words = f"{one.message}: {one.detail}" if one.detail else one.message
            more = f" (and {count - 1} more)" if count > 1 else ""
            output.record("remark", _place(step.taken.source, one), words + more)
    for left in plan.left_out:
        output.record("left out", left.source, left.reason)
    for name, value in prepared.settings.items():
        output.record("setting", name, str(value))
    for one in plan.intake.remarks:
        output.record("remark", "", one.message)


def _once(remarks: Iterable[Remark]) -> list[tuple[Remark, int]]:
    """The first remark of each message, and how many there are."""
    counts: dict[str, int] = defaultdict(int)
    first: dict[str, Remark] = {}
    for one in remarks:
        counts[one.message] += 1
        first.setdefault(one.message, one)
    return [(one, counts[message]) for message, one in first.items()]


def show(output: Output, prepared: Prepared) -> None:
    """The report for people: counts first, what is alike together."""
    plan = prepared.plan
    for found in State:
        if steps := plan.of(found):
            output.line(f"{len(steps):>6}  {found.value}")
    if plan.left_out:
        output.line(f"{len(plan.left_out):>6}  left out")
    for name, value in prepared.settings.items():
        output.line(f"        {name} = {value}")
    _show_remarks(output, plan.steps)
    _show_left_out(output, plan.left_out)
    for one in plan.intake.remarks:
        output.line(one.message)


def _show_remarks(output: Output, steps: Iterable[Step]) -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for step in steps:
        for one in step.taken.remarks if step.state in _WRITTEN else ():
            places[one.message].append(_place(step.taken.source, one))
    for message, named in places.items():
        output.line(f"{message}:")
        _list(output, named)


def _show_left_out(output: Output, left_out: Iterable[LeftOut]) -> None:
    reasons: dict[str, list[str]] = defaultdict(list)
    for one in left_out:
        reasons[one.reason].append(one.source)
    for reason, named in reasons.items():
        output.line(f"left out, because {reason}:")
        _list(output, named)


def _list(output: Output, named: list[str]) -> None:
    for text in named[:_SHOWN]:
        output.line(f"    {text}")
    if len(named) > _SHOWN:
        output.line(f"    and {len(named) - _SHOWN} more")


def _place(source: str, remark: Remark) -> str:
    return f"{source}:{remark.line}" if remark.line else source
