"""What an import would do and why, for people, for scripts, and as JSON."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from knowlog.actions.bring_in import Step
from knowlog.cli.output import Output
from knowlog.domain.imports import Remark, State
from knowlog.domain.text import counted
from knowlog.workspace.bringing import Prepared

_SHOWN = 3
"""How many files a terminal names for one remark before it only counts."""
_OUTCOMES = {State.KEPT: "kept", State.REMOVED: "left out", State.SAME: "unchanged"}
_ORDER = ("taken", "taken with remarks", "unchanged", "kept", "left out")
_WRITTEN = frozenset({State.NEW, State.CHANGED})
_WHY = {
    State.KEPT: "it changed in the log since it came in, so the log's is kept",
    State.REMOVED: "you removed it from the log; --again brings it back",
}


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
            "remarks": [_remark(one) for one in step.taken.remarks],
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
        "kept_settings": dict(prepared.kept_settings),
        "remarks": [_remark(one) for one in plan.intake.remarks],
    }


def _remark(one: Remark) -> dict[str, object]:
    return {
        "line": one.line or None,
        "kind": one.kind,
        "message": one.message,
        "detail": one.detail or None,
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
    for name, value in prepared.kept_settings.items():
        output.record("kept setting", name, str(value))
    for one in plan.intake.remarks:
        output.record("remark", "", f"{one.message}: {one.detail}" if one.detail else one.message)


def _once(remarks: Iterable[Remark]) -> list[tuple[Remark, int]]:
    """The first remark of each message, and how many there are."""
    counts: dict[str, int] = defaultdict(int)
    first: dict[str, Remark] = {}
    for one in remarks:
        counts[one.message] += 1
        first.setdefault(one.message, one)
    return [(one, counts[message]) for message, one in first.items()]


def show(output: Output, prepared: Prepared) -> None:
    """The report for people: counts first, then what is alike together."""
    plan = prepared.plan
    output.line(_summary(prepared))
    if prepared.settings or prepared.kept_settings:
        output.line("\nSettings")
        for name, value in prepared.settings.items():
            output.line(f"  {name} = {value}")
        for name, value in prepared.kept_settings.items():
            other = plan.intake.settings[name]
            output.line(f"  {name} stays {value}; the source says {other}")
    remarks: dict[str, list[str]] = defaultdict(list)
    for step in plan.steps:
        for one in step.taken.remarks if step.state in _WRITTEN else ():
            detail = f"  {one.detail}" if one.detail else ""
            remarks[one.message].append(_place(step.taken.source, one) + detail)
    for one in plan.intake.remarks:
        remarks[one.message].append(one.detail)
    _show_groups(output, "Remarks", remarks)
    _show_groups(output, "Left out", _left_out(prepared))
    if remarks or plan.left_out:
        output.line("")


def _summary(prepared: Prepared) -> str:
    plan = prepared.plan
    new = plan.of(State.NEW)
    remarked = [step for step in new if step.taken.remarks]
    of_them = f", {len(remarked):,} of them with remarks" if remarked else ""
    parts = [f"{counted(len(new), 'new file')}{of_them}"] if new else []
    for state, words in (
        (State.CHANGED, "changed in the source"),
        (State.SAME, "unchanged"),
        (State.KEPT, "kept as changed in the log"),
        (State.REMOVED, "removed from the log"),
    ):
        if steps := plan.of(state):
            parts.append(f"{len(steps):,} {words}")
    if plan.left_out:
        parts.append(f"{len(plan.left_out):,} left out")
    return ("; ".join(parts) or "There is nothing to bring in") + "."


def _left_out(prepared: Prepared) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = defaultdict(list)
    for one in prepared.plan.left_out:
        reasons[one.reason].append(one.source)
    for step in prepared.plan.of(State.KEPT, State.REMOVED):
        reasons[_WHY[step.state]].append(step.taken.source)
    return reasons


def _show_groups(output: Output, heading: str, groups: dict[str, list[str]]) -> None:
    if groups:
        output.line(f"\n{heading}")
    for words, named in groups.items():
        output.line(f"  {words}")
        for line in _some(named):
            output.line(f"    {line}")


def _some(named: list[str]) -> Iterator[str]:
    yield from filter(None, named[:_SHOWN])
    if len(named) > _SHOWN:
        yield f"and {len(named) - _SHOWN:,} more"


def _place(source: str, remark: Remark) -> str:
    return f"{source}:{remark.line}" if remark.line else source
