"""What every command is handed: where to print, and the log once it is needed."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from knowlog.cli.output import Output
from knowlog.cli.progress import ProgressLine
from knowlog.workspace import Workspace

if TYPE_CHECKING:
    import typer


@dataclass(slots=True)
class Session:
    """One run of the command line.

    Attributes:
        log: The folder named by ``--log``, if any.
        output: Where to print.
        debug: Whether bugs show their traceback.
    """

    log: Path | None
    output: Output
    debug: bool = False

    @classmethod
    def of(cls, context: "typer.Context") -> "Session":
        """The session that the root put into the context."""
        return cast("Session", context.find_root().obj)

    def open(self) -> Workspace:
        """Open the log.

        Raises:
            NotFoundError: There is none.
        """
        return self.ready(Workspace.open(self.log))

    def ready(self, workspace: Workspace) -> Workspace:
        """Let a log speak to whoever runs the program."""
        workspace.tell = self.output.note
        if sys.stderr.isatty():
            workspace.progress = ProgressLine(sys.stderr)
        self.output.pager = workspace.settings.text("pager")
        return workspace
