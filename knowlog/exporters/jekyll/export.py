"""A log as a Jekyll blog."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from knowlog.exporters.jekyll.header import header_for
from knowlog.exporters.jekyll.places import NOTES, Place, places
from knowlog.exporters.jekyll.source import Exported, LogSource
from knowlog.exporters.jekyll.text import BodyWriter
from knowlog.render.liquid.kept import kept
from knowlog.storage.frontmatter.composing import compose

_PLAIN = {
    "title": "title",
    "description": "description",
    "author": "author",
    "language": "lang",
    "timezone": "timezone",
    "site.permalink": "permalink",
}


def export_jekyll(source: LogSource) -> Exported:
    """Decide every file of the blog; nothing is written.

    Args:
        source: The log.
    """
    where = places(source)
    base = urlsplit(str(source.settings.get("site.base_url") or "")).path.rstrip("/")

    def file_place(path: str) -> str:
        return source.origin(path) or path

    writer = BodyWriter(source, where, file_place, base, kept)
    texts: dict[str, bytes] = {}
    problems = {}
    used = {file for item in source.items for file in _named_files(item.document.meta, source)}
    for item in source.items:
        path = item.entry.path
        body = writer.write(item)
        used |= body.files
        back = source.back(path) if path in source.origins else None
        data, said = header_for(item, body.text, where[path], back)
        texts[where[path].path] = data
        first = item.document.body_line - 1
        found = (*said, *(replace(one, line=one.line + first) for one in body.problems))
        if found:
            problems[path] = found
    picture = str(source.settings.get("picture") or "").strip("/")
    if picture and source.is_file(picture):
        used.add(picture)
    has_redirects = any(b"\nredirect_from:" in data for data in texts.values())
    texts["_config.yml"] = _config(source, where.values(), has_redirects=has_redirects)
    return Exported(texts, {file_place(path): path for path in sorted(used)}, problems)


def _named_files(meta: Mapping[str, object], source: LogSource) -> Iterable[str]:
    """Files that front matter names, such as ``image: /images/a.png``."""
    for value in meta.values():
        if isinstance(value, str) and "." in value and source.is_file(value.strip("/")):
            yield value.strip("/")


def _config(source: LogSource, where: Iterable[Place], *, has_redirects: bool) -> bytes:
    """The settings of the blog."""
    settings = source.settings
    found: dict[str, object] = {
        theirs: settings[ours] for ours, theirs in _PLAIN.items() if settings.get(ours)
    }
    address = urlsplit(str(settings.get("site.base_url") or ""))
    if address.netloc:
        found["url"] = f"{address.scheme}://{address.netloc}"
        found["baseurl"] = address.path.rstrip("/")
    picture = str(settings.get("picture") or "")
    if picture:
        is_web = "://" in picture
        place = picture.strip("/")
        found["picture"] = picture if is_web else f"/{source.origin(place) or place}"
    if has_redirects:
        found["plugins"] = ["jekyll-redirect-from"]
    kinds = sorted({place.kind for place in where} - {"posts", "drafts", "pages"})
    if kinds:
        found["collections"] = {kind: {"output": True} for kind in kinds}
    found["defaults"] = [
        {"scope": {"path": "", "type": kind}, "values": {"layout": layout}}
        for kind, layout in (
            ("posts", "post"),
            ("drafts", "post"),
            (NOTES, "page"),
            ("pages", "page"),
        )
        if kind in {"posts", "pages", *kinds}
    ]
    text = compose(found, "").decode()
    return text.removeprefix("---\n").rpartition("---")[0].encode()
