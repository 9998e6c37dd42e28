"""What a user asks for, taken apart."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was typed.

    Attributes:
        text: The words of the user.
    """

    text: str
