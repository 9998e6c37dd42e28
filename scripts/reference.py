"""Write the reference pages that come from the code: commands, settings, exit codes, variables.

``python scripts/reference.py`` writes them; ``--check`` says which are not up to date and exits 1.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from knowlog.actions.checks.table import CHECKS
from knowlog.cli.lazy import ALIASES, COMMANDS, load
from knowlog.cli.main import app
from knowlog.errors import ExitCode
from knowlog.settings.model import KEYS

Command = Any
"""A Click command or parameter; Typer does not export their classes."""

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
MADE = "<!-- Made by scripts/reference.py from the code; `make docs` writes it anew. -->\n"

MEANINGS = {
    ExitCode.OK: "Done. A search without hits is done too; a note on standard error says so.",
    ExitCode.FAILED: "Failed: the disk refused, an editor failed, or a bug.",
    ExitCode.USAGE: "Wrong usage: an option, a query, a date or a setting makes no sense.",
    ExitCode.NOT_FOUND: "No such entry, log or tag, or a name that fits several entries.",
    ExitCode.PROBLEMS: "Problems were found (`doctor`, `export --strict`).",
    ExitCode.CONFLICT: "Somebody else holds the lock, or the file changed under us.",
    ExitCode.INTERRUPTED: "Interrupted with Ctrl-C; everything is whole.",
}

VARIABLES = {
    "KNOWLOG_DIR": "The log to work on, where `--log` is not given.",
    "KNOWLOG_CONFIG_DIR": "The folder of your own `config.toml`, instead of the platform's.",
    "KNOWLOG_CACHE_DIR": "The folder of everything derived, instead of the platform's.",
    "KNOWLOG_NOW": "A time in ISO 8601 that stands for the present; for tests and demos.",
    "NO_COLOR": "Set to anything: no colours.",
    "VISUAL, EDITOR": "The editor, where neither `KNOWLOG_EDITOR` nor a setting names one.",
    "PAGER": "The pager, where neither `KNOWLOG_PAGER` nor a setting names one.",
}


def commands_page() -> str:
    """Every command with its arguments and options."""
    parts = [
        "# Commands\n",
        MADE,
        "Options of `knowlog` itself stand before or behind a command.\n",
    ]
    parts += [_options(typer.main.get_command(app))]
    for name in COMMANDS:
        alias = next((f" (or `{short}`)" for short, long in ALIASES.items() if long == name), "")
        parts += _command(load(name), f"knowlog {name}", alias, level=2)
    return "\n".join(parts)


def _command(command: Command, path: str, alias: str, level: int) -> Iterator[str]:
    inner = getattr(command, "commands", None)
    yield f"{'#' * level} {path}{alias}\n"
    if inner:
        yield f"{command.help}\n"
        for name, child in inner.items():
            yield from _command(child, f"{path} {name}", "", level + 1)
        return
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    usage = " ".join([path, "[OPTIONS]", *(_metavar(argument) for argument in arguments)])
    yield f"```\n{usage}\n```\n\n{command.help}\n"
    yield _options(command)


def _metavar(argument: Command) -> str:
    return argument.metavar or str(argument.name).upper()


def _options(command: Command) -> str:
    rows = []
    for param in command.params:
        if getattr(param, "hidden", False):
            continue
        if param.param_type_name == "argument":
            names = _metavar(param)
        else:
            names = ", ".join([*param.opts, *param.secondary_opts])
            if param.metavar or not param.is_flag:
                names += " " + (param.metavar or str(param.type.name).upper())
        rows.append(f"| `{names}` | {param.help or ''} |")
    if not rows:
        return ""
    return "\n".join(["| option | meaning |", "|---|---|", *rows, ""])


def settings_page() -> str:
    """Every key of the settings."""
    lines = [
        "# Settings\n",
        MADE,
        "A value comes from the first of these places that sets it: a flag of the command, an",
        "environment variable, the log's `knowlog.toml` (of a Jekyll blog also `_config.yml`),",
        "your own `config.toml` (`knowlog config path --user` says where), the default.",
        "`knowlog config origin` shows where each value comes from. An unknown key is an error.\n",
        "| key | kind | default | variable | meaning |",
        "|---|---|---|---|---|",
    ]
    for key in KEYS:
        default = "" if key.default in (None, "", ()) else f"`{str(key.default).lower()}`"
        about = key.about + (
            " One of " + ", ".join(f"`{c}`" for c in key.choices) + "." if key.choices else ""
        )
        about += " Only in your own settings." if key.personal else ""
        variable = "" if key.kind == "table" else f"`{key.variable}`"
        lines.append(f"| `{key.name}` | {key.kind} | {default} | {variable} | {about} |")
    return "\n".join(lines) + "\n"


def exit_codes_page() -> str:
    """Every exit code."""
    rows = [f"| {code.value} | {MEANINGS[code]} |" for code in ExitCode]
    return "\n".join(["# Exit codes\n", MADE, "| code | meaning |", "|---|---|", *rows]) + "\n"


def environment_page() -> str:
    """Every environment variable."""
    rows = [f"| `{name}` | {about} |" for name, about in VARIABLES.items()]
    rows += [f"| `{key.variable}` | {key.about} |" for key in KEYS if key.kind != "table"]
    return (
        "\n".join(["# Environment variables\n", MADE, "| variable | meaning |", "|---|---|", *rows])
        + "\n"
    )


DOCTOR = """\
`knowlog doctor` reads every file once and runs the checks below; `--only CHECK` runs one of them,
`--list` names them. [Clean up](../how-to/clean-up.md) shows it at work.

A finding is a **problem**, which has to be mended (the exit code is 4 while there is one), or a
**remark**, which may be as it should be: a duplicate, an unused file, tags that could be one, a
name in double brackets whose entry is not written yet, a secret in a draft. Of findings that are
alike the first five are shown; `--all` shows every one.

What the last column names, `doctor --fix` does for problems, and `doctor --fix CHECK` alone: it
shows the difference and asks. `--yes` does not ask, `--dry-run` only shows. `undo` takes it back
whole.

| check | looks for | `--fix` can |
|---|---|---|
"""

DOCTOR_JSON = """
## JSON

`doctor --json` prints an array with one object for each finding, none left out; `doctor --fix
--json` the object of a bulk change, with that array as `findings` and with `rebuilt`.

| key | meaning |
|---|---|
| `path` | the file, relative to the log; of something derived, where it lies |
| `line` | from 1; 0 where the file as a whole is meant |
| `kind` | a short stable name of what is wrong, the one in brackets at the end of a line |
| `message`, `why`, `hint` | what is wrong, what follows from it, what to do by hand |
| `fix` | the name for `--fix`, or empty |
| `severity` | `problem` or `remark` |
| `check` | the check that found it |
"""


def doctor_page() -> str:
    """Every check of doctor."""
    rows = [
        f"| `{one.name}` | {one.about} | {one.fix.what if one.fix else ''} |\n" for one in CHECKS
    ]
    return "".join(["# Doctor\n\n", MADE, "\n", DOCTOR, *rows, DOCTOR_JSON])


PAGES = {
    "commands.md": commands_page,
    "doctor.md": doctor_page,
    "settings.md": settings_page,
    "exit-codes.md": exit_codes_page,
    "environment.md": environment_page,
}


def main() -> int:
    """Write or check; return the exit code."""
    check = "--check" in sys.argv[1:]
    stale = []
    for name, make in PAGES.items():
        path, text = FOLDER / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not check:
                path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{name} {'is not up to date: run make docs' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
