"""What doctor found, as lines: grouped by check, the reason told once for all that share it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from knowlog.domain.findings import Finding, Severity
from knowlog.domain.text import counted, one_line

FIRST = 5
"""So many findings of one kind are shown where there are more."""


def report(findings: Sequence[Finding], *, everything: bool) -> Iterator[str]:
    """The lines for a person.

    Args:
        findings: By check, as `knowlog.actions.examine` sorts them.
        everything: Show each of them, however many are of one kind.
    """
    for name, group in groupby(findings, key=lambda one: one.check):
        found = list(group)
        yield f"{name}: {_counts(found)}"
        kinds = dict.fromkeys((one.kind, one.why) for one in found)
        for kind in kinds:
            alike = [one for one in found if (one.kind, one.why) == kind]
            yield from _of_kind(alike, everything=everything)


def _of_kind(found: Sequence[Finding], *, everything: bool) -> Iterator[str]:
    shown = found if everything or len(found) <= FIRST + 1 else found[:FIRST]
    hints = {one.hint for one in found}
    for one in shown:
        place = f"{one.path}:{one.line}" if one.line else one.path
        yield one_line(f"{place}: {one.message} [{one.kind}]")
        if len(hints) > 1 and one.hint:
            yield f"    {one.hint}"
    if len(shown) < len(found):
        rest = len(found) - len(shown)
        yield f"… and {rest:,} more: knowlog doctor --all --only {found[0].check}"
    for text in (found[0].why, *(hints if len(hints) == 1 else ())):
        if text:
            yield f"    {text}"


def _counts(found: Sequence[Finding]) -> str:
    problems = sum(one.severity is Severity.PROBLEM for one in found)
    remarks = len(found) - problems
    counts = ((problems, "problem"), (remarks, "remark"))
    return ", ".join(counted(number, noun) for number, noun in counts if number)


def summary(findings: Sequence[Finding], ignored: int = 0) -> str:
    """All of it in one line, with the number of findings that the settings leave out."""
    aside = f" {ignored:,} more {'is' if ignored == 1 else 'are'} ignored." if ignored else ""
    if not findings:
        return f"No problems were found.{aside}"
    mendable = sum(bool(one.fix) for one in findings if one.severity is Severity.PROBLEM)
    mends = f", {mendable:,} of them for `knowlog doctor --fix`" if mendable else ""
    return f"{_counts(findings)}{mends}.{aside}"
