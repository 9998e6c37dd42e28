"""``knowlog config``: read and change settings."""

from pathlib import Path
from typing import Annotated

import typer

from knowlog.cli import completing
from knowlog.cli.decoding import argument
from knowlog.cli.options import Json
from knowlog.cli.session import Session
from knowlog.errors import NotFoundError
from knowlog.settings.load import known
from knowlog.settings.model import KEYS, Settings
from knowlog.settings.places import SETTINGS_FILE
from knowlog.workspace.configuring import set_of_log, set_of_user
from knowlog.workspace.opening import config_file, personal_settings

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Read and change settings.")

KeyName = Annotated[
    str | None,
    typer.Argument(metavar="[KEY]", help="Such as `site.look`.", autocompletion=completing.keys),
]
User = Annotated[bool, typer.Option("--user", help="Your own settings, for every log.")]


@app.command("get")
def get(context: typer.Context, key: KeyName = None, *, json: Json = False) -> None:
    """Print the value of one setting, or of all."""
    session = Session.of(context)
    settings = _settings(session)
    names = [known(key).name] if key else [known_key.name for known_key in KEYS]
    if json:
        values = {name: settings.values[name] for name in names}
        session.output.json(values[names[0]] if key else values)
    elif key:
        session.output.line(_text(settings.values[names[0]]))
    else:
        session.output.records([(name, _text(settings.values[name])) for name in names])


@app.command("set")
def set_(
    context: typer.Context,
    key: Annotated[
        str,
        typer.Argument(metavar="KEY", help="Such as `site.look`.", autocompletion=completing.keys),
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The new value.")],
    *,
    user: User = False,
    json: Json = False,
) -> None:
    """Change one setting of the log, or your own with --user; comments stay."""
    session = Session.of(context)
    text = argument(value)
    if user or known(key).personal:
        now, path = set_of_user(key, text)
    else:
        now, path = set_of_log(session.open(), key, text)
    if json:
        session.output.json({key: now})
    else:
        session.output.line(f"{key} = {_text(now)}")
    session.output.note(str(path))


@app.command("path")
def path(context: typer.Context, *, user: User = False, json: Json = False) -> None:
    """Print where the settings of the log are, or your own with --user."""
    session = Session.of(context)
    where: Path = config_file() if user else session.open().root / SETTINGS_FILE
    if json:
        session.output.json(str(where))
    else:
        session.output.line(str(where))


@app.command("origin")
def origin(context: typer.Context, key: KeyName = None, *, json: Json = False) -> None:
    """Say where each value comes from."""
    session = Session.of(context)
    settings = _settings(session)
    names = [known(key).name] if key else [known_key.name for known_key in KEYS]
    if json:
        session.output.json({name: settings.origins[name] for name in names})
        return
    session.output.records(
        [(name, _text(settings.values[name]), settings.origins[name]) for name in names]
    )


def _settings(session: Session) -> Settings:
    try:
        return session.open().settings
    except NotFoundError:
        if session.log is not None:
            raise
        return personal_settings()  # outside every log, one's own settings are still there


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ",".join(str(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} = {inner}" for name, inner in value.items())
    return "" if value is None else str(value)
