"""Where the links of a written site lead, as a browser that opens it from a disk follows them."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from tinyhtml5.parser import HTMLParser

NOT_FOUND = "404.html"
"""A server shows it in the place of any page, so its links start at the root of the server."""


def broken(site: Path) -> list[str]:
    """Links inside a site that lead to no file, or to no place in it."""
    site = site.resolve()
    pages = {file: _parsed(file) for file in sorted(site.rglob("*.html"))}
    places = {file: set(_places(page)) for file, page in pages.items()}
    return [
        f"{file.relative_to(site)}: {link}"
        for file, page in pages.items()
        for link in _links(page)
        if not _leads(file, link, places)
        and not (file == site / NOT_FOUND and _leads_from_anywhere(site, link))
    ]


def _leads_from_anywhere(site: Path, link: str) -> bool:
    """Whether a link that starts at the root of a server leads into a site somewhere on it."""
    parts = [part for part in unquote(urlsplit(link).path).split("/") if part]
    return link.startswith("/") and any(
        site.joinpath(*parts[start:], *(("index.html",) if link.endswith("/") else ())).is_file()
        for start in range(len(parts) + 1)
    )


def _parsed(file: Path) -> ET.Element:
    page: ET.Element = HTMLParser(namespace_html_elements=False).parse(
        file.read_text(encoding="utf-8")
    )
    return page


def _places(page: ET.Element) -> Iterator[str]:
    for one in page.iter():
        yield from filter(None, (one.get("id"), one.get("name")))


def _links(page: ET.Element) -> Iterator[str]:
    for one in page.iter():
        for name in ("href", "src", "poster"):
            value = one.get(name)
            if value is not None:
                yield value


def _leads(file: Path, link: str, places: dict[Path, set[str]]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    if parts.path.startswith("/"):
        return False  # from a disk, that is the root of the disk
    target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
    if not target.is_file():
        return False
    return not parts.fragment or unquote(parts.fragment) in places.get(target, {parts.fragment})
