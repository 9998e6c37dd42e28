"""Front matter: whether other programs can read it, and whether it says what it should."""

import re
from collections.abc import Iterator
from datetime import timedelta

from knowlog.actions.checks.material import File
from knowlog.domain.dates import day_of_name, unreadable_dates
from knowlog.domain.describe import unclear_switches
from knowlog.domain.document import Problem
from knowlog.domain.encoding import in_utf8
from knowlog.domain.findings import Finding, Severity

_WHY = {
    "encoding": "Other programs refuse the file or show other letters.",
    "invalid-yaml": "Other programs refuse the file; here its keys are read one by one.",
    "invalid-toml": "Other programs refuse the file; here its keys are read one by one.",
    "duplicate-key": "Only the last value counts; programs disagree, and the others are lost.",
    "invalid-date": "The entry sorts as if it had no date.",
    "invalid-value": "The value is taken as text.",
    "open-header": "Everything is taken for the body: title, tags and date are lost.",
    "header-too-long": "It is not read: title, tags and date are lost.",
    "nul-byte": "Editors and search tools take the file for a binary one.",
}
_ENCODING = "encoding"
_INVALID = "invalid-yaml"
_DAY = timedelta(days=1)
"""How far the clocks of two places are apart at most."""
_NONE = timedelta()


def front_matter(file: File) -> Iterator[Finding]:
    """Front matter that others cannot read, keys that stand twice, dates that are none."""
    left = _left(file)
    for problem in file.document.problems:
        if problem.kind != _ENCODING:
            mendable = problem.kind == _INVALID and problem.line not in left
            yield from_problem(file.path, problem, fix="front-matter" if mendable else "")
    yield from _dates(file)
    for key, text in unclear_switches(file.fields):
        message = f"{key}: {text!r} is neither yes nor no, and is taken for no answer"
        why = "A draft that is not known as one is published."
        yield Finding(
            file.path, line_of(file, key), "unclear-switch", message, why, "Write true or false."
        )


def toml(file: File) -> Iterator[Finding]:
    """Front matter in TOML, which some programs do not read."""
    if file.log.as_yaml(file.data) == file.data:
        return
    message = "its front matter is TOML"
    why = "Hugo and Zola read it, as knowlog does; Jekyll, Obsidian and others take it for text."
    hint = "knowlog doctor --fix toml turns it into YAML."
    yield Finding(file.path, 1, "toml", message, why, hint, "toml", Severity.REMARK)


def _left(file: File) -> frozenset[int]:
    """The lines that quotes do not mend."""
    if not any(problem.kind == _INVALID for problem in file.document.problems):
        return frozenset()
    mended = file.log.store.parse(file.log.quote(file.data), file.path)
    return frozenset(problem.line for problem in mended.problems if problem.kind == _INVALID)


def encoding(file: File) -> Iterator[Finding]:
    """Bytes that are not UTF-8."""
    for problem in file.document.problems:
        if problem.kind == _ENCODING:
            mendable = in_utf8(file.data, file.log.encoding) != file.data
            yield from_problem(file.path, problem, fix=_ENCODING if mendable else "")


def from_problem(path: str, problem: Problem, fix: str = "") -> Finding:
    """A problem with the reason why it matters."""
    why = _WHY.get(problem.kind, "")
    return Finding(path, problem.line, problem.kind, problem.message, why, problem.hint, fix)


def _dates(file: File) -> Iterator[Finding]:
    """Dates that no form of a date explains."""
    told = {one.line for one in file.document.problems if one.kind == "invalid-date"}
    for key in unreadable_dates(file.fields):
        line = line_of(file, key)
        if line not in told:
            message = f"{key}: {file.fields[key]!r} is not a date"
            hint = "Write it as 2024-05-31 or 2024-05-31 14:00 +0200."
            yield Finding(file.path, line, "invalid-date", message, _WHY["invalid-date"], hint)


def time_of_day(file: File) -> Iterator[Finding]:
    """Dates still to come, or against the name of the file."""
    date, named = file.entry.date, day_of_name(file.path)
    if date is None:
        return
    line = line_of(file, "date") if "date" in file.fields else 0
    if date > file.log.now + _DAY:
        message = f"the date {date:%Y-%m-%d} is still to come"
        why = "The entry stands above everything that is written until then."
        hint = "Correct the date."
        yield Finding(file.path, line, "future-date", message, why, hint, severity=file.severity)
    elif named and abs(date.date() - named) > (_DAY if date.hour or date.minute else _NONE):
        message = f"the date is {date:%Y-%m-%d}, and the name of the file says {named}"
        why = "Here the date counts; programs that go by the name sort and address it otherwise."
        hint = "Correct the one that is wrong."
        severity = Severity.REMARK
        yield Finding(file.path, line, "date-against-name", message, why, hint, severity=severity)


def line_of(file: File, key: str) -> int:
    """The line of a key of the front matter; 1 when it cannot be found."""
    pattern = rb"(?mi)^[ \t\"']*" + re.escape(key.encode()) + rb"[\"']?[ \t]*[:=]"
    found = re.search(pattern, file.data)
    return 1 + file.data.count(b"\n", 0, found.start()) if found else 1
