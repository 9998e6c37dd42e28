"""Commands that take a query, in which ``-word`` is a word that must not be there."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from typer.core import TyperCommand

_LIMIT = re.compile(r"-n\d+")


class QueryCommand(TyperCommand):
    """A command whose arguments are a query, so that ``towers -softmax`` needs no ``--``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - a Click context, whose class Typer does not export
        """Sort what was typed into options and the words of the query."""
        takes: dict[str, bool] = dict.fromkeys(ctx.help_option_names, False)
        for param in self.params:
            if param.param_type_name == "option":
                flag = bool(getattr(param, "is_flag", False))
                takes |= dict.fromkeys((*param.opts, *param.secondary_opts), not flag)
        options, words = apart(args, takes)
        return super().parse_args(ctx, [*options, *(["--", *words] if words else [])])


def apart(args: Sequence[str], takes: dict[str, bool]) -> tuple[list[str], list[str]]:
    """Options with their values, and the words of the query.

    Args:
        args: As typed.
        takes: Option to whether a value follows it.
    """
    options: list[str] = []
    words: list[str] = []
    rest = iter(args)
    for word in rest:
        if word == "--":
            words += rest
        elif word in takes:
            options.append(word)
            if takes[word]:
                options += islice(rest, 1)
        elif word.startswith("--") or _LIMIT.fullmatch(word):
            options.append(word)
        else:
            words.append(word)
    return options, words
