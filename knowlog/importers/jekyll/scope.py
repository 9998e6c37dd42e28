"""What the Liquid of a blog's pages can ask for."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from knowlog.domain.prose import first_paragraph
from knowlog.domain.tags import split_tags
from knowlog.importers.jekyll.blog import Blog
from knowlog.importers.jekyll.texts import Text
from knowlog.render.liquid.engine import Scope

_LISTS = re.compile(
    r"\{[{%][^{}]*(?:site\.(?:posts|tags|categories|pages|html_pages|documents|collections)"
    r"|paginator\.)[^{}]*[}%]\}"
)
_NOT_WORDS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<[^<>]*>", re.DOTALL)
_FEW = 25
"""So many words of its own at most has a page that is there for its list."""

_OWN = {
    "title": "title",
    "description": "description",
    "author": "author",
    "picture": "picture",
    "site.base_url": "url",
}
"""Settings of the log that stand for what a lone page asks of its blog."""


class Scopes:
    """Makes the scope of each text of a blog."""

    def __init__(self, blog: Blog, texts: Sequence[Text], settings: Mapping[str, object]) -> None:
        """Gather what all pages share.

        Args:
            blog: What the texts belong to.
            texts: All of them.
            settings: Of the log, for what the blog does not say.
        """
        self._blog = blog
        self._texts = texts
        own = {name: settings[key] for key, name in _OWN.items() if settings.get(key)}
        self._site = {**own, **blog.config, "data": blog.data}
        self._lists = dict(self._all_lists())
        self._posts = {name: text for text in texts for name in _post_names(text)}
        self._by_source = {text.source: text for text in texts}

    def of(self, text: Text) -> Scope:
        """The scope of one text."""
        layout = str(text.meta.get("layout") or "")
        return Scope(
            site=self._site,
            page=page_of(text),
            layout=self._blog.layouts.get(layout, {}),
            includes=self._blog.includes,
            beside=self._beside(text),
            address_of=self._address,
            lists=self._lists,
        )

    def _beside(self, text: Text) -> Callable[[str], str | None]:
        folder = PurePosixPath(text.source).parent

        def read(name: str) -> str | None:
            path = str(folder / name)
            data = self._blog.bytes_of(path) if path in self._blog.source.files else None
            return None if data is None else data.decode("utf-8-sig")

        return read

    def _address(self, tag: str, name: str) -> str | None:
        text = (self._posts if tag == "post_url" else self._by_source).get(name.strip("/"))
        if text is not None:
            return text.addresses[0] if text.addresses else None
        is_file = tag == "link" and name.strip("/") in self._blog.source.files
        return f"/{name.strip('/')}" if is_file else None

    def _all_lists(self) -> Iterator[tuple[str, Callable[[], object]]]:
        posts = [text for text in self._texts if text.kind == "posts" and text.addresses]
        posts.sort(key=lambda text: (str(text.named.date or ""), text.source), reverse=True)
        pages = [text for text in self._texts if text.kind == "pages" and text.addresses]
        yield "posts", lambda: [listed(text) for text in posts]
        yield "pages", lambda: [listed(text) for text in pages]
        yield "html_pages", lambda: [listed(text) for text in pages]
        yield "documents", lambda: [listed(text) for text in self._texts if text.kind != "pages"]
        yield "tags", lambda: _grouped(posts, tags_of)
        yield "categories", lambda: _grouped(posts, lambda text: text.named.categories)
        for name in self._blog.collections:
            if name != "posts":
                own = [text for text in self._texts if text.kind == name]
                yield name, lambda own=own: [listed(text) for text in own]  # type: ignore[misc]  # mypy sees no type for a default


def is_list(text: Text) -> bool:
    """Whether a page has little more than a list of other pages."""
    body = text.document.body
    return bool(_LISTS.search(body)) and len(_NOT_WORDS.sub(" ", body).split()) <= _FEW


def page_of(text: Text) -> dict[str, object]:
    """What ``page`` stands for in a text."""
    page: dict[str, object] = dict(text.meta)
    page |= {
        "title": text.title,
        "path": text.source,
        "name": PurePosixPath(text.source).name,
        "slug": text.named.slug,
        "categories": list(text.named.categories),
        "tags": tags_of(text),
    }
    if text.addresses:
        page |= {"url": text.addresses[0], "id": text.addresses[0].removesuffix(".html")}
    if text.named.date:
        page["date"] = text.named.date
    if text.kind != "pages":
        page["collection"] = text.kind
    return page


def listed(text: Text) -> dict[str, object]:
    """A text as an item of a list."""
    body = text.document.body
    excerpt = text.meta.get("excerpt") or text.meta.get("description") or first_paragraph(body)
    return page_of(text) | {"content": body, "excerpt": str(excerpt)}


def tags_of(text: Text) -> list[str]:
    """The tags of a text, as Jekyll reads them."""
    found: list[str] = []
    for key in ("tags", "tag"):
        value = text.document.written.get(key, text.defaults.get(key))
        found += split_tags(key, value) if value else []
    return found


def _grouped(
    texts: Sequence[Text], groups_of: Callable[[Text], Sequence[str]]
) -> dict[str, list[dict[str, object]]]:
    groups: dict[str, list[dict[str, object]]] = {}
    for text in texts:
        for group in groups_of(text):
            groups.setdefault(group, []).append(listed(text))
    return groups


def _post_names(text: Text) -> Iterator[str]:
    """What ``post_url`` may call a post: its name, with the folders around ``_posts`` if any."""
    if text.kind != "posts":
        return
    path = PurePosixPath(text.source)
    yield path.stem
    yield "/".join((*(part for part in path.parts[:-1] if part != "_posts"), path.stem))
