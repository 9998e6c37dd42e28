"""What a check of a log's files finds, in words that say why it matters."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a file that a person may want to mend.

    Attributes:
        path: Relative to the log's root.
        line: Counted from 1.
        kind: A short stable name, such as ``invalid-yaml``.
        message: What is wrong, in a sentence.
        why: What follows from it, in a sentence.
        hint: What to do by hand, or an empty string.
        fix: The name for ``doctor --fix``, or an empty string when only a person can decide.
    """

    path: str
    line: int
    kind: str
    message: str
    why: str
    hint: str = ""
    fix: str = ""
