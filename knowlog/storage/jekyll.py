"""The settings of a Jekyll blog, read where they are."""

from collections.abc import Mapping
from pathlib import Path

from knowlog.storage.frontmatter.parsing import parse


def read_config(path: Path) -> Mapping[str, object]:
    """What ``_config.yml`` says; whatever cannot be understood of it is left out."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    return config_of(data, path.name)


def config_of(data: bytes, name: str) -> Mapping[str, object]:
    """The same of the bytes of such a file."""
    lines = [line for line in data.splitlines() if line.rstrip() not in {b"---", b"..."}]
    return parse(b"\n".join([b"---", *lines, b"---", b""]), name).meta


def read_data(data: bytes, name: str) -> object:
    """What a YAML file of any shape says; None when it cannot be understood."""
    lines = (line for line in data.splitlines() if line.rstrip() not in {b"---", b"..."})
    text = b"\n".join([b"---", b"data:", *(b" " + line for line in lines), b"---", b""])
    return parse(text, name).meta.get("data")


def site_settings(config: Mapping[str, object]) -> dict[str, object]:
    """The settings of this program that a Jekyll configuration implies."""
    author = config.get("author")
    if isinstance(author, Mapping):
        author = author.get("name")
    found = {
        "title": config.get("title") or config.get("name"),
        "description": config.get("description"),
        "author": author,
        "timezone": config.get("timezone"),
        "language": str(config.get("lang") or config.get("locale") or "").replace("_", "-"),
        "picture": config.get("picture") or config.get("avatar") or config.get("logo"),
        "site.base_url": _address(config),
        "site.permalink": config.get("permalink"),
    }
    return {name: text.strip() for name, text in found.items() if isinstance(text, str) and text}


def _address(config: Mapping[str, object]) -> str:
    url, base = (str(config.get(name) or "") for name in ("url", "baseurl"))
    return base if "://" in base else url.rstrip("/") + base if url else ""
