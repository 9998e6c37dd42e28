"""What a Jekyll blog says of itself: settings, data, includes, layouts, what it leaves alone."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath

from knowlog.domain.encoding import as_utf8, in_utf8
from knowlog.domain.imports import LeftOut
from knowlog.domain.jekyll import STYLES, USUAL_STYLE
from knowlog.importers.source import Source
from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.jekyll import config_of, read_data
from knowlog.storage.mojibake import mend_file

MARKDOWN = frozenset({".markdown", ".mkdown", ".mkdn", ".mkd", ".md"})
HTML = frozenset({".html", ".htm"})
_CONFIGS = ("_config.yml", "_config.yaml")
_THEME = frozenset({"_layouts", "_sass", "_includes", "_plugins", "_data"})
_STYLE = frozenset(
    ".css .scss .sass .less .js .coffee .ts .map .woff .woff2 .ttf .eot .otf".split()
)
_OTHER_MARKUP = frozenset({".textile", ".adoc", ".asciidoc", ".org", ".rst", ".haml", ".slim"})
_BUILDING = frozenset(
    "Gemfile Gemfile.lock Rakefile Makefile Dockerfile package.json package-lock.json yarn.lock"
    " CNAME docker-compose.yml netlify.toml".split()
)
_MADE = frozenset(
    {"feed.xml", "atom.xml", "rss.xml", "sitemap.xml", "robots.txt", "404.html", "404.md"}
)


_REASONS: tuple[tuple[Callable[[PurePosixPath], bool], str, str], ...] = (
    (
        lambda place: place.parts[0] in _THEME,
        "theme",
        "it is part of the blog's theme; what posts need of it is filled in",
    ),
    (lambda place: place.name in _MADE, "made", "the site makes one of its own"),
    (
        lambda place: place.name in _BUILDING or place.name[0] == "." or place.suffix == ".gemspec",
        "building",
        "it is there to build or publish the blog",
    ),
    (
        lambda place: place.suffix.lower() in _STYLE,
        "theme",
        "it is style or script, and the site has its own",
    ),
    (
        lambda place: place.suffix.lower() in _OTHER_MARKUP,
        "markup",
        "it is neither Markdown nor HTML",
    ),
    (
        lambda place: place.suffix.lower() in MARKDOWN | HTML,
        "no-page",
        "it has no front matter, so it is no page of the blog",
    ),
)
"""Which files do not come in, the name of the reason, the reason; the first that fits counts."""


class Blog:
    """A folder as Jekyll sees it.

    Attributes:
        source: The folder.
    """

    def __init__(self, source: Source) -> None:
        """Read nothing yet."""
        self.source = source

    @cached_property
    def config_name(self) -> str:
        """The file of the settings; empty when there is none."""
        return next((name for name in _CONFIGS if name in self.source.files), "")

    @cached_property
    def config(self) -> Mapping[str, object]:
        """The settings; what cannot be understood of them is left out."""
        data = self.bytes_of(self.config_name) if self.config_name else None
        return config_of(data, self.config_name) if data else {}

    @property
    def is_whole(self) -> bool:
        """Whether this is a blog, as against a lone page."""
        return bool(self.config_name) or any(
            path.startswith("_posts/") or "/_posts/" in path for path in self.source.files
        )

    @cached_property
    def style(self) -> str:
        """The pattern of the addresses of posts."""
        posts = self.collections.get("posts", {}).get("permalink")
        found = posts or self.config.get("permalink") or USUAL_STYLE
        return STYLES.get(str(found), str(found))

    @cached_property
    def base(self) -> str:
        """The path in front of every address, such as ``/blog``, or an empty string."""
        base = str(self.config.get("baseurl") or "").strip()
        return "" if "://" in base or not base.strip("/") else "/" + base.strip("/")

    @cached_property
    def url(self) -> str:
        """Where it is published, without the base, or an empty string."""
        url = str(self.config.get("url") or "").strip()
        base = str(self.config.get("baseurl") or "").strip()
        return (base if "://" in base else url).rstrip("/")

    @cached_property
    def collections(self) -> Mapping[str, Mapping[str, object]]:
        """Name of a collection to what is said of it."""
        found = self.config.get("collections")
        if isinstance(found, list):
            return {str(name): {} for name in found}
        if not isinstance(found, dict):
            return {}
        return {str(name): one if isinstance(one, dict) else {} for name, one in found.items()}

    def is_unseen(self, kind: str) -> bool:
        """Whether this is a collection whose documents get no pages."""
        return kind not in {"posts", "pages", "drafts"} and not self.collections[kind].get("output")

    @cached_property
    def collections_folder(self) -> str:
        """Where collections and posts are, with a slash behind, or an empty string for the root."""
        folder = str(self.config.get("collections_dir") or "").strip("/")
        return f"{folder}/" if folder else ""

    @cached_property
    def includes(self) -> Mapping[str, str]:
        """Path below the folder of includes to text."""
        return dict(self._texts(str(self.config.get("includes_dir") or "_includes")))

    @cached_property
    def layouts(self) -> Mapping[str, Mapping[str, object]]:
        """Name of a layout to its front matter."""
        found = self._texts(str(self.config.get("layouts_dir") or "_layouts"))
        return {name.rpartition(".")[0]: parse(text.encode(), name).meta for name, text in found}

    @cached_property
    def data(self) -> Mapping[str, object]:
        """What ``site.data`` stands for."""
        tree: dict[str, object] = {}
        for name, text in self._texts(str(self.config.get("data_dir") or "_data")):
            path = PurePosixPath(name)
            place = tree
            for folder in path.parts[:-1]:
                inner = place.setdefault(folder, {})
                place = inner if isinstance(inner, dict) else {}
            place[path.stem] = _data(path, text)
        return tree

    def defaults(self, path: str, kind: str) -> dict[str, object]:
        """The front matter that the settings give a file; the most particular scope wins.

        Args:
            path: Of the file.
            kind: ``posts``, ``drafts``, ``pages`` or the name of a collection.
        """
        fitting: list[tuple[int, bool, Mapping[str, object]]] = []
        sets = self.config.get("defaults")
        for one in sets if isinstance(sets, list) else []:
            scope, values = (
                (one.get("scope"), one.get("values")) if isinstance(one, dict) else 2 * (None,)
            )
            scope = scope if isinstance(scope, dict) else {}
            folder = str(scope.get("path") or "").strip("/")
            wanted = str(scope.get("type") or "")
            fits = not folder or path == folder or path.startswith(f"{folder}/")
            kinds = {kind, kind.removesuffix("s"), "posts" if kind == "drafts" else kind}
            if isinstance(values, dict) and fits and (not wanted or wanted in kinds):
                fitting.append((len(folder), bool(wanted), values))
        merged: dict[str, object] = {}
        for _, _, values in sorted(fitting, key=lambda one: one[:2]):
            merged |= {str(key): value for key, value in values.items()}
        return merged

    def bytes_of(self, path: str) -> bytes | None:
        """A file as UTF-8 with its letters set right; None when it cannot be read."""
        try:
            return readable(self.source.read(path), self.source.encoding)
        except OSError:
            return None

    def is_excluded(self, path: str) -> bool:
        """Whether Jekyll never looks at a file: by its name or by the settings."""
        parts = PurePosixPath(path).parts
        included = _names(self.config.get("include"))
        if any(part[0] in "_.#~" or part.endswith("~") for part in parts if part not in included):
            return True
        excluded = {"vendor", "node_modules", *_names(self.config.get("exclude"))}
        return any("/".join(parts[:length]) in excluded for length in range(1, len(parts) + 1))

    def why_not(self, path: str) -> LeftOut:
        """Why a file that no entry uses does not come in."""
        if path == self.config_name:
            return LeftOut(path, "settings", "its settings are in knowlog.toml now")
        place = PurePosixPath(path)
        reasons = (reason for reason in _REASONS if reason[0](place))
        _, kind, reason = next(reasons, (None, "unused", "no entry uses it"))
        if kind == "no-page" and self.is_excluded(path):
            kind, reason = "unread", "its name or the settings keep it out of the blog"
        return LeftOut(path, kind, reason)

    def _texts(self, folder: str) -> Iterator[tuple[str, str]]:
        prefix = f"{folder.strip('/')}/"
        for path in self.source.files:
            if path.startswith(prefix) and (data := self.bytes_of(path)) is not None:
                yield path.removeprefix(prefix), data.decode("utf-8-sig", "replace")


def readable(data: bytes, encoding: str = "") -> bytes:
    """Bytes as UTF-8 without a byte order mark of another encoding, broken letters set right.

    Args:
        data: A file as it stands.
        encoding: What it is in where it is not UTF-8; empty for what is likely.
    """
    utf8 = as_utf8(in_utf8(data, encoding))
    return mend_file(utf8.data if utf8.problems else in_utf8(data, encoding))


def is_doubtful(data: bytes, encoding: str = "") -> bool:
    """Whether bytes are not UTF-8 and nobody can tell what they are; arguments as above."""
    return bool(as_utf8(data).problems) and in_utf8(data, encoding) == data


def _names(value: object) -> Sequence[str]:
    if isinstance(value, str):
        value = value.split(",")
    return [str(one).strip().strip("/") for one in value] if isinstance(value, list) else []


def _data(path: PurePosixPath, text: str) -> object:
    try:
        match path.suffix.lower():
            case ".json":
                return json.loads(text)
            case ".csv":
                return list(csv.DictReader(io.StringIO(text)))
            case ".tsv":
                return list(csv.DictReader(io.StringIO(text), delimiter="\t"))
    except (ValueError, csv.Error, RecursionError):
        return None
    return read_data(text.encode(), path.name)
