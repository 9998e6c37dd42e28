"""Settings files: TOML, read here and nowhere else."""

import tomllib
from pathlib import Path

from knowlog.errors import UsageError
from knowlog.settings.load import from_table
from knowlog.settings.model import Layer


def from_file(path: Path, *, personal: bool) -> Layer:
    """Read a TOML file of settings; a file that is not there sets nothing.

    Args:
        path: The file.
        personal: Whether keys that belong to the person are allowed in it.

    Raises:
        UsageError: It is not TOML, cannot be read, or sets a key that is unknown or not of the
            right kind.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Layer(str(path), {})
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}"
        raise UsageError(msg, "Let it be read, or take it away.") from error
    except UnicodeDecodeError as error:
        msg = f"{path} is not UTF-8: {error.reason} in byte {error.start}"
        raise UsageError(msg, "Save it as UTF-8; nothing was changed.") from error
    except tomllib.TOMLDecodeError as error:
        msg = f"{path} is not valid TOML: {error}"
        raise UsageError(msg, "Mend that line; nothing was changed.") from error
    return from_table(data, str(path), personal=personal)
