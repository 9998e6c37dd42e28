"""What a shell is offered: ids, tags and keys, from the catalog as it stands; quiet on errors."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from typer import completion

from knowlog.cli.arguments import COMPLETION
from knowlog.domain.text import one_line
from knowlog.errors import KnowlogError, UsageError
from knowlog.settings.model import KEYS
from knowlog.workspace import Workspace

SHELLS = ("bash", "zsh", "fish")


def script(shell: str) -> str:
    """The text that a shell evaluates to complete ``knowlog``.

    Raises:
        UsageError: The shell is not one of those there is a script for.
    """
    if shell not in SHELLS:
        msg = f"there is no completion for {shell!r}"
        raise UsageError(msg, "There is one for " + ", ".join(SHELLS) + ".")
    return completion.get_completion_script(  # type: ignore[attr-defined]  # public by name, not listed in a stub
        prog_name="knowlog", complete_var=COMPLETION, shell=shell
    )


def prepare() -> None:
    """Let Typer answer a shell that asks."""
    completion.completion_init()  # type: ignore[attr-defined]  # public by name, not listed in a stub


def entry_ids(ctx: Any, incomplete: str) -> list[tuple[str, str]]:  # noqa: ANN401 - a Click context, whose class Typer does not export
    """Ids that start as typed, with their titles."""
    workspace = _open(ctx)
    if workspace is None:
        return []
    found = workspace.catalog.starting(incomplete)
    return [(entry.id, one_line(entry.title)) for entry in found]


def tags(ctx: Any, incomplete: str) -> list[str]:  # noqa: ANN401 - a Click context, whose class Typer does not export
    """Tags that start as typed."""
    workspace = _open(ctx)
    if workspace is None:
        return []
    found = {tag for entry in workspace.catalog.entries() for tag in entry.tags}
    return sorted(_starting(found, incomplete))


def entry_and_tags(ctx: Any, incomplete: str) -> list[tuple[str, str]]:  # noqa: ANN401 - a Click context, whose class Typer does not export
    """Ids for the first word, and tags for all others or with ``--where``."""
    given = ctx.params.get("words") or ctx.params.get("where") is not None
    if not given:
        return entry_ids(ctx, incomplete)
    return [(tag, "") for tag in tags(ctx, incomplete)]


def shells(incomplete: str) -> list[str]:
    """The shells that there is a script for."""
    return [shell for shell in SHELLS if shell.startswith(incomplete)]


def keys(incomplete: str) -> list[tuple[str, str]]:
    """Settings keys that start as typed, with what they are."""
    return [(key.name, key.about) for key in KEYS if key.name.startswith(incomplete)]


def _starting(words: Iterable[str], incomplete: str) -> Iterable[str]:
    return (word for word in words if word.casefold().startswith(incomplete.casefold()))


def _open(ctx: Any) -> Workspace | None:  # noqa: ANN401 - a Click context, whose class Typer does not export
    log = ctx.find_root().params.get("log")
    try:
        return Workspace.open(Path(log) if log else None)
    except (KnowlogError, OSError):
        return None
