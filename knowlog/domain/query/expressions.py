"""Regular expressions in a query: valid, and sure to end.

Python's engine tries every way to match, and a repetition within a repetition has exponentially
many. A query must not hang a search, so what could is refused.
"""

import re

MOST_REPETITIONS = 4


class ExpressionError(Exception):
    """An expression that has no meaning, or that might not end.

    Attributes:
        place: Where in it the trouble is, in characters from 0.
    """

    def __init__(self, message: str, place: int) -> None:
        """Say what is wrong, and where."""
        super().__init__(message)
        self.place = place


def check(pattern: str) -> None:
    """See to it that an expression can be used.

    Raises:
        ExpressionError: It cannot.
    """
    try:
        re.compile(pattern)
    except re.error as error:
        raise ExpressionError(error.msg, error.pos or 0) from error
    except (OverflowError, RecursionError) as error:
        raise ExpressionError("it is too large", 0) from error
    _require_end(pattern)


def _require_end(pattern: str) -> None:
    """Walk over an expression, knowing for each open bracket whether it holds a choice."""
    branching, repetitions, at = [False], 0, 0
    while at < len(pattern):
        character = pattern[at]
        if character == "\\":
            at += 2
            continue
        if character == "[":
            at = _class_end(pattern, at)
        elif character == "(":
            branching.append(False)
        elif character == "|":
            branching[-1] = True
        elif character == ")":
            inner = branching.pop()
            if inner and pattern[at + 1 : at + 2] in {"*", "+", "{"}:
                raise ExpressionError("a repetition of something that varies may never end", at)
            branching[-1] = branching[-1] or inner
        elif character in "*+{?":
            branching[-1] = True
            repetitions += character in "*+{"
        at += 1
    if repetitions > MOST_REPETITIONS:
        raise ExpressionError(f"at most {MOST_REPETITIONS} repetitions", len(pattern))


def _class_end(pattern: str, at: int) -> int:
    """Where the bracket closes that opens a set of characters."""
    at += 2 if pattern[at + 1 : at + 2] in {"]", "^"} else 1
    while at < len(pattern) and pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at
