"""Where the user's own files are on each platform.

platformdirs knows this too, and a test holds these folders to be the same as its; but it takes a
tenth of the time of a whole command to load.
"""

import os
import sys
from pathlib import Path

SETTINGS_FILE = "knowlog.toml"
"""The settings of a log, in its root; a folder that holds this file is one."""


def config_folder() -> Path:
    """The folder of the user's ``config.toml``; ``KNOWLOG_CONFIG_DIR`` names another."""
    return _place("KNOWLOG_CONFIG_DIR", "XDG_CONFIG_HOME", ".config", "Application Support", "")


def cache_folder() -> Path:
    """The folder below which everything derived lives; ``KNOWLOG_CACHE_DIR`` names another."""
    return _place("KNOWLOG_CACHE_DIR", "XDG_CACHE_HOME", ".cache", "Caches", "Cache")


def _place(variable: str, xdg: str, unix: str, mac: str, windows: str) -> Path:
    named = os.environ.get(variable)
    if named:
        return Path(named)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        return Path(local, "knowlog", windows)
    base = os.environ.get(xdg, "").strip()
    if base and Path(base).is_absolute():  # as the XDG specification asks
        return Path(base, "knowlog")
    if sys.platform == "darwin":
        return Path.home() / "Library" / mac / "knowlog"
    return Path.home() / unix / "knowlog"
