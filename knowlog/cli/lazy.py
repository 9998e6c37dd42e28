"""A Typer group that imports a command only when it runs.

The table below is the one list of commands: the name, the module that holds it, and the heading
under which the help shows it.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from typer.core import TyperGroup
from typer.main import get_command

if TYPE_CHECKING:
    import typer

COMMANDS: Mapping[str, tuple[str, str]] = {
    "init": ("init", "Start"),
    "new": ("new", "Write"),
    "jot": ("jot", "Write"),
    "edit": ("edit", "Write"),
    "mv": ("mv", "Write"),
    "tag": ("tag", "Write"),
    "rm": ("rm", "Write"),
    "restore": ("restore", "Write"),
    "undo": ("undo", "Write"),
    "history": ("history", "Write"),
    "list": ("list_", "Read"),
    "search": ("search", "Read"),
    "show": ("show", "Read"),
    "related": ("related", "Read"),
    "links": ("links", "Read"),
    "about": ("about", "Read"),
    "stats": ("stats", "Read"),
    "export": ("export", "Publish"),
    "serve": ("serve", "Publish"),
    "import": ("import_", "Keep"),
    "doctor": ("doctor", "Keep"),
    "index": ("index", "Keep"),
    "config": ("config", "Keep"),
    "completion": ("completion", "Keep"),
}

ALIASES: Mapping[str, str] = {"ls": "list", "cat": "show"}


class LazyGroup(TyperGroup):
    """The root group; its commands come from ``COMMANDS``."""

    # Typer carries its own copy of Click in newer releases, so its types have no stable name.

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - see above
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - see above
        """Import and build one command; None where there is none of this name."""
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        if name not in self.commands:
            self.commands[name] = load(name)
        return self.commands[name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - see above
        """Let the nearest-name suggestion of Typer see every command, loaded or not."""
        if args and self.get_command(ctx, args[0]) is None:
            self.commands = {name: load(name) for name in COMMANDS}
        return super().resolve_command(ctx, args)


def load(name: str) -> Any:  # noqa: ANN401 - a Click command, whose class Typer does not export
    """Build the command of this name from its module's ``app``."""
    module, panel = COMMANDS[name]
    app: typer.Typer = import_module(f"knowlog.cli.commands.{module}").app
    command: Any = get_command(app)
    command.name = name
    command.rich_help_panel = panel
    return command
