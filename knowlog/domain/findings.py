"""What a check of a log's files finds, in words that say why it matters."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters."""

    PROBLEM = "problem"
    """Something is broken, or about to do harm: `doctor` exits 4."""

    REMARK = "remark"
    """Worth a look, and perhaps as it should be: told, and no more."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a file that a person may want to mend.

    Attributes:
        path: Relative to the log's root; of something derived, where it lies.
        line: Counted from 1; 0 where it is the file as a whole.
        kind: A short stable name, such as ``invalid-yaml``.
        message: What is wrong, in a sentence.
        why: What follows from it, in a sentence.
        hint: What to do by hand, or an empty string.
        fix: The name for ``doctor --fix``, or an empty string when only a person can decide.
        severity: Whether it has to be mended.
        check: The name of the check that found it.
    """

    path: str
    line: int
    kind: str
    message: str
    why: str
    hint: str = ""
    fix: str = ""
    severity: Severity = Severity.PROBLEM
    check: str = ""
