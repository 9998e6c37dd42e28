"""Where each entry of a log goes in a Jekyll blog, and the address it has there."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from knowlog.domain.dates import split_name
from knowlog.domain.jekyll import Named, address, categories, page_pattern
from knowlog.domain.paths import free, path_key
from knowlog.domain.slugs import slugify
from knowlog.exporters.jekyll.source import Item, LogSource

NOTES = "notes"
"""The collection of entries without a date, which Jekyll does not take for posts."""

_POST = re.compile(r"\d{4}-\d{2}-\d{2}-.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry goes.

    Attributes:
        path: In the blog.
        kind: ``posts``, ``drafts``, ``pages`` or the name of a collection.
        address: Below the base, with a slash in front.
    """

    path: str
    kind: str
    address: str


def places(source: LogSource) -> dict[str, Place]:
    """The place of each entry, by its path in the log."""
    taken: set[str] = set()
    found: dict[str, Place] = {}
    for item in sorted(source.items, key=lambda one: one.entry.path not in source.origins):
        wanted, kind = _wanted(item, source)
        path = free(wanted, lambda one: path_key(one) in taken)
        taken.add(path_key(path))
        found[item.entry.path] = Place(path, kind, _address(item, path, kind, source))
    return found


def _wanted(item: Item, source: LogSource) -> tuple[str, str]:
    entry = item.entry
    if origin := source.origin(entry.path):
        path = PurePosixPath(origin)
        ending = ".md" if path.suffix.lower() in {".html", ".htm"} else path.suffix
        return str(path.with_suffix(ending)), _kind(origin)
    inner = entry.path.removeprefix(f"{source.home}/") if source.home else entry.path
    folder, _, name = inner.rpartition("/")
    if entry.is_page:
        return inner, "pages"
    if entry.draft:
        parts = [part for part in folder.split("/") if part and part != "_drafts"]
        return "/".join(["_drafts", *parts, name]), "drafts"
    if entry.date is None:
        return f"_{NOTES}/{inner}", NOTES
    stem, dot, ending = name.rpartition(".")
    if not _POST.match(stem):
        slug = slugify(entry.title) if split_name(stem)[1] == "" or stem[:4].isdigit() else stem
        name = f"{entry.date:%Y-%m-%d}-{slug}{dot}{ending}"
    return "/".join(["_posts", *filter(None, folder.split("/")), name]), "posts"


def _kind(path: str) -> str:
    parts = path.split("/")[:-1]
    special = [part for part in parts if part.startswith("_")]
    return special[0][1:] if special else "pages"


def _address(item: Item, path: str, kind: str, source: LogSource) -> str:
    place = PurePosixPath(path)
    meta = item.document.meta
    style = str(source.settings.get("site.permalink") or "date")
    day, name = split_name(place.stem)
    inner = path.removeprefix(f"_{kind}/").removesuffix(place.suffix)
    folder = str(place.parent) if len(place.parts) > 1 else ""
    date = item.entry.date
    named = Named(
        slug=str(meta.get("slug") or (name if day and kind != "pages" else place.stem)),
        date=date.astimezone(source.zone) if date else None,
        categories=categories(path, meta),
        path=folder if kind == "pages" else inner,
        collection=kind,
    )
    own = meta.get("permalink") or meta.get("url")
    if isinstance(own, str) and own.strip():
        return address(own.strip(), named)
    if kind in {"posts", "drafts"}:
        return address(style, named)
    if kind == "pages":
        return address(page_pattern(style, index=place.stem == "index"), named)
    ending = page_pattern(style).removeprefix("/:path/:basename")
    return address(f"/:collection/:path{ending}", named)
