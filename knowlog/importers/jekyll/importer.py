"""A Jekyll blog, or a lone page of one, becomes files of a log."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from knowlog.domain.imports import Destination, Intake, LeftOut, Remark, Taken
from knowlog.errors import UsageError
from knowlog.importers.jekyll.blog import Blog
from knowlog.importers.jekyll.convert import Converter
from knowlog.importers.jekyll.links import Atlas, addresses_in, plain
from knowlog.importers.jekyll.scope import Scopes, is_list
from knowlog.importers.jekyll.texts import Reader, Text
from knowlog.importers.source import Source
from knowlog.settings.zone import named_zone
from knowlog.storage.jekyll import site_settings

_USED = frozenset(
    "title name description author timezone lang locale picture avatar logo url baseurl permalink"
    " collections collections_dir defaults exclude include".split()
)


class Jekyll:
    """Reads a Jekyll blog, or a lone page of one."""

    def __init__(self, source: Source) -> None:
        """Take the folder of the blog."""
        self._source = source

    def read(self, destination: Destination) -> Intake:
        """Take in every file or say why not; see `knowlog.domain.ports.Importer`."""
        return _Reading(Blog(self._source), destination).intake()


class _Reading:
    """One reading of a blog."""

    def __init__(self, blog: Blog, destination: Destination) -> None:
        self._blog = blog
        self._destination = destination
        self._attached: dict[str, str] = {}
        self._remarks: list[Remark] = []
        self._reader = Reader(blog, destination.zone)
        every = list(self._reader.texts())
        self._texts = [text for text in every if not _made_by_the_site(text)]
        self._made = [text for text in every if _made_by_the_site(text)]
        self._places = {
            text.source: destination.place(text.source, _wanted(text, blog, destination.home))
            for text in self._texts
        }

    def intake(self) -> Intake:
        inner = [path for path in self._blog.source.files if path.endswith("/_config.yml")]
        if not self._blog.config_name and len(inner) == 1:
            folder = inner[0].removesuffix("/_config.yml")
            message = "the blog itself seems to be in a folder of this one; import that"
            self._remarks.append(Remark(0, "config", message, folder))
        settings = self._settings() if self._blog.is_whole else {}
        taken = [*self._files(settings)]
        taken += [Taken(source, path) for source, path in self._attached.items()]
        return Intake(
            tuple(taken),
            tuple(self._left_out({one.source for one in taken})),
            settings,
            tuple(self._remarks),
        )

    def _files(self, settings: Mapping[str, object]) -> Iterator[Taken]:
        scopes = Scopes(self._blog, [*self._texts, *self._made], self._destination.settings)
        atlas = self._atlas()
        pattern = self._destination.settings.get("site.permalink") or settings.get("site.permalink")
        converter = Converter(
            self._blog, atlas, self._destination, str(pattern or "/:year/:slug/"), scopes.of
        )
        for text in self._texts:
            yield converter.convert(text, self._places[text.source])
            for address in addresses_in(text.meta):
                path = unquote(atlas.without_base(address)).strip("/")
                if path in atlas.files:
                    self._attach(path)

    def _atlas(self) -> Atlas:
        texts: dict[str, Text] = {}
        for text in self._texts:
            for address in text.addresses:
                texts.setdefault(plain(address), text)
            texts.setdefault(plain(f"/{text.source}"), text)
        known = {text.source for text in [*self._texts, *self._made]}
        files = {
            path: size
            for path, size in self._source_files()
            if path not in known and path != self._blog.config_name
        }
        return Atlas(
            texts,
            files,
            self._blog.url,
            self._blog.base,
            lambda text: self._places.get(text.source),
            self._attach,
            frozenset({str(self._destination.settings.get("picture") or "").strip("/")}),
        )

    def _source_files(self) -> Iterator[tuple[str, int]]:
        for path, size in self._blog.source.files.items():
            if not any(part.startswith(".") for part in path.split("/")):
                yield path, size

    def _attach(self, path: str) -> str:
        """Take a file in, once, at the place it has in the blog."""
        if path not in self._attached:
            home = self._destination.home
            wanted = "/".join(part.removeprefix("_") for part in path.split("/"))
            if path.startswith("_posts/") and home:
                wanted = f"{home}/{path.removeprefix('_posts/')}"
            self._attached[path] = self._destination.place(path, wanted)
        return self._attached[path]

    def _settings(self) -> dict[str, object]:
        found: dict[str, object] = dict(site_settings(self._blog.config))
        found.setdefault("site.permalink", self._blog.config.get("permalink") or "date")
        zone = found.get("timezone")
        if zone:
            try:
                named_zone(str(zone))
            except UsageError:
                del found["timezone"]
                self._remarks.append(
                    Remark(0, "zone", "the blog's time zone is unknown", str(zone))
                )
        picture = str(found.get("picture") or "")
        if picture and "://" not in picture:
            path = unquote(picture).strip("/")
            if path in self._blog.source.files:
                found["picture"] = self._attach(path)
            else:
                del found["picture"]
                self._remarks.append(
                    Remark(0, "picture", "the author's picture is missing", picture)
                )
        return {name: value for name, value in found.items() if value not in ("", None)}

    def _left_out(self, taken: set[str]) -> Iterator[LeftOut]:
        yield from self._blog.source.left_out
        yield from self._reader.left_out
        known = {one.source for one in self._reader.left_out} | taken
        for text in self._made:
            known.add(text.source)
            yield LeftOut(
                text.source, "made", "it lists other pages, and the site has its own lists"
            )
        for path in self._blog.source.files:
            if path in known:
                continue
            one = self._blog.why_not(path)
            unused = [key for key in self._blog.config if key not in _USED]
            if one.kind == "settings" and unused:
                reason = f"{one.reason}; of no use here: {', '.join(unused)}"
                one = LeftOut(path, one.kind, reason)
            yield one


def _made_by_the_site(text: Text) -> bool:
    """Whether a page is there for what the site of a log makes by itself."""
    name = PurePosixPath(text.source).name.lower()
    return text.kind == "pages" and (name.startswith("404.") or is_list(text))


def _wanted(text: Text, blog: Blog, home: str) -> str:
    """The path that a text would like in the log."""
    path = PurePosixPath(text.source)
    ending = path.suffix if path.suffix in {".md", ".markdown"} else ".md"
    if home == "_posts":  # the log is a Jekyll blog itself
        return str(path.with_suffix(ending))
    if text.kind == "pages" and any(plain(one) == "/about" for one in text.addresses):
        return f"{home}/about{ending}".lstrip("/")
    folder = blog.collections_folder
    parts = (
        list(path.parts[folder.count("/") :])
        if text.source.startswith(folder)
        else list(path.parts)
    )
    name = path.stem
    if text.kind == "drafts":
        parts = ["_drafts", *(part for part in parts if part != "_drafts")]
    elif text.kind == "pages" and name == "index" and len(parts) > 1:
        name = parts[-2]
        parts = [*parts[:-2], name]
    else:
        parts = [part.removeprefix("_") for part in parts if part != "_posts"]
    return "/".join([*([home] if home else []), *parts[:-1], name + ending])
