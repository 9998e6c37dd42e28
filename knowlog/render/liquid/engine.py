"""Jekyll's dialect of Liquid: its tags and filters, with bounds, and a word for what it lacks.

Sources: jekyllrb.com/docs/liquid/tags and /filters, for Jekyll 4.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TextIO, cast

from liquid import Environment, Token, Undefined
from liquid.ast import Node
from liquid.context import RenderContext
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.token import TOKEN_EXPRESSION, TOKEN_TAG

from knowlog.domain.jekyll import slugify
from knowlog.render.liquid.filters import BASE_MARK, FILTERS, URL_MARK, StaysError

_ROOTS = frozenset(
    {"site", "page", "layout", "jekyll", "include", "forloop", "parentloop", "tablerowloop"}
)
_PARAMETER = re.compile(
    r"""([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\w.\[\]-]+))"""
)
_ADDRESS_OUTPUT = re.compile(r"\{\{-?\s*site\.(url|baseurl)\s*-?\}\}")


@dataclass(frozen=True, slots=True)
class Scope:
    """What the Liquid of one page may ask for.

    Attributes:
        site: What ``site.NAME`` stands for.
        page: What ``page.NAME`` stands for.
        layout: What ``layout.NAME`` stands for.
        includes: Path below the folder of includes to text.
        beside: Reads a file for ``include_relative``; None when there is none.
        address_of: A name as ``link`` or ``post_url`` has it, to an address; None for none.
        lists: What is found only by looking at all posts, such as ``posts``; asked for late.
        asked: The lists that were asked for.
    """

    site: Mapping[str, object] = field(default_factory=dict)
    page: Mapping[str, object] = field(default_factory=dict)
    layout: Mapping[str, object] = field(default_factory=dict)
    includes: Mapping[str, str] = field(default_factory=dict)
    beside: Callable[[str], str | None] = lambda _path: None
    address_of: Callable[[str, str], str | None] = lambda _tag, _name: None
    lists: Mapping[str, Callable[[], object]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def variables(self) -> dict[str, object]:
        """The names that every page knows."""
        return {
            "site": _Site(self),
            "page": _Changing(self.page, {"content", "excerpt", "next", "previous"}, "page"),
            "layout": dict(self.layout),
            "jekyll": {"environment": "production"},
        }


class _Changing(dict[str, object]):
    """A mapping some of whose values would be others tomorrow."""

    def __init__(self, values: Mapping[str, object], changing: set[str], name: str) -> None:
        super().__init__(values)
        self._changing = changing
        self._name = name

    def __getitem__(self, key: str) -> object:
        if key in self._changing and key not in self:
            raise StaysError(f"`{self._name}.{key}` is another one with every build")
        return super().__getitem__(key)


class _Site(_Changing):
    def __init__(self, scope: Scope) -> None:
        super().__init__(scope.site, {"time", "related_posts", "static_files"}, "site")
        self._scope = scope

    def __getitem__(self, key: str) -> object:
        if key in self._scope.lists and key not in self:
            self._scope.asked.add(key)
            return self._scope.lists[key]()
        return super().__getitem__(key)


class _Unknown(Undefined):
    """A name that nothing has: empty below names that are known, as in Jekyll; else it stays."""

    engine: "Engine"

    def __init__(
        self,
        name: str,
        *,
        token: Token | None = None,
        obj: object = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(name, token=token, obj=obj, hint=hint)
        is_first = hint is None or hint == f"{name!r} is undefined"
        if is_first and not self.engine.includes and name not in self.engine.known:
            raise StaysError(f"nothing in the blog is called `{name}`")


class Engine(Environment):
    """An engine that a page from a stranger cannot keep busy.

    Attributes:
        scope: What the page may ask for.
        known: Names that are empty where nothing is assigned to them.
        includes: How many includes are open; in these, which belong to the theme, any name may be
            empty.
    """

    loop_iteration_limit = 100_000
    output_stream_limit = 5_000_000
    context_depth_limit = 20
    block_nesting_limit = 30

    def __init__(self, scope: Scope) -> None:
        """Serve one page."""
        super().__init__(undefined=type("Unknown", (_Unknown,), {"engine": self}))
        self.scope = scope
        self.known = set(_ROOTS)
        self.includes = 0
        for tag in (_Include, _IncludeCached, _IncludeRelative, _Link, _PostUrl, _Gist):
            self.add_tag(tag)
        for name in ("render", "extends", "macro"):
            self.tags.pop(name, None)
        for name, function in FILTERS.items():
            self.add_filter(name, function)


def with_marks(text: str) -> str:
    """Liquid whose bare ``{{ site.url }}`` and ``{{ site.baseurl }}`` are marks."""
    return _ADDRESS_OUTPUT.sub(lambda match: URL_MARK if match[1] == "url" else BASE_MARK, text)


class _Simple(Node):
    """A tag without an end, known by its name and what stands behind it."""

    def __init__(self, token: Token, name: str, written: str) -> None:
        super().__init__(token)
        self.name = name
        self.written = written
        self.blank = False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        engine = cast("Engine", context.env)
        return buffer.write(_RENDERERS[self.name](self.written, engine, context))


class _SimpleTag(Tag):
    block = False

    def parse(self, stream: TokenStream) -> Node:
        token = stream.expect(TOKEN_TAG)
        written = ""
        if stream.peek.kind == TOKEN_EXPRESSION:
            next(stream)
            written = stream.current.value.strip()
        return _Simple(token, self.name, written)


class _Include(_SimpleTag):
    name = "include"


class _IncludeCached(_SimpleTag):
    name = "include_cached"


class _IncludeRelative(_SimpleTag):
    name = "include_relative"


class _Link(_SimpleTag):
    name = "link"


class _PostUrl(_SimpleTag):
    name = "post_url"


class _Gist(_SimpleTag):
    name = "gist"


def _include(written: str, engine: Engine, context: RenderContext) -> str:
    name, parameters = _split(written, engine, context)
    text = engine.scope.includes.get(name)
    if text is None:
        raise StaysError(f"there is no include `{name}`")
    return _included(text, parameters, engine, context)


def _include_relative(written: str, engine: Engine, context: RenderContext) -> str:
    name, parameters = _split(written, engine, context)
    text = engine.scope.beside(name)
    if text is None:
        raise StaysError(f"there is no file `{name}` to include")
    return _included(text, parameters, engine, context)


def _included(
    text: str, parameters: Mapping[str, object], engine: Engine, context: RenderContext
) -> str:
    template = engine.from_string(with_marks(text))
    buffer = context.get_buffer()
    engine.includes += 1
    try:
        with context.extend({"include": dict(parameters)}, template=template):
            template.render_with_context(context, buffer, partial=True)
    finally:
        engine.includes -= 1
    return _unindented(buffer.getvalue())


def _unindented(text: str) -> str:
    """HTML without what Markdown takes for the end of it or for code: blank lines and indents."""
    if not text.lstrip().startswith("<") or re.search(r"<(?:pre|textarea|script|style)\b", text):
        return text
    end = "\n" if text.endswith("\n") else ""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + end


def _split(written: str, engine: Engine, context: RenderContext) -> tuple[str, dict[str, object]]:
    """The file that an include names, and its parameters."""
    named = re.match(r"(\{\{.*?\}\}|\S+)+", written)
    if named is None:
        raise StaysError("the include names no file")
    name = _evaluated(named[0].strip("\"'"), engine, context)
    parameters: dict[str, object] = {}
    for key, double, single, variable in _PARAMETER.findall(written[named.end() :]):
        text = re.sub(r"\\(.)", r"\1", double or single)
        parameters[key] = _value(variable, engine, context) if variable else text
    return name, parameters


def _evaluated(text: str, engine: Engine, context: RenderContext) -> str:
    """A text that may itself hold ``{{ }}``."""
    if "{{" not in text:
        return text
    buffer = context.get_buffer()
    engine.from_string(text).render_with_context(context, buffer, partial=True)
    return buffer.getvalue()


def _value(path: str, engine: Engine, context: RenderContext) -> object:
    """What a variable stands for; a list stays a list."""
    if path in {"true", "false"}:
        return path == "true"
    if path.lstrip("-").isdecimal():
        return int(path)
    if not re.fullmatch(r"[\w-]+(?:\.[\w-]+)*", path):
        return _evaluated(f"{{{{ {path} }}}}", engine, context)
    return context.get(list(path.split(".")), token=None)


def _address(tag: str) -> Callable[[str, Engine, RenderContext], str]:
    def find(written: str, engine: Engine, context: RenderContext) -> str:
        name = _evaluated(written.strip("\"'"), engine, context)
        address = engine.scope.address_of(tag, name)
        if address is None:
            raise StaysError(f"there is nothing called `{name}` to link to")
        return BASE_MARK + address

    return find


def _gist(written: str, engine: Engine, context: RenderContext) -> str:
    """A gist is a script of another site; a link to it is what remains."""
    del engine, context
    name, _, file = written.replace('"', "").replace("'", "").partition(" ")
    fragment = f"#file-{slugify(file)}" if file else ""
    return f"[gist {name}](https://gist.github.com/{name}{fragment})"


_RENDERERS: Mapping[str, Callable[[str, Engine, RenderContext], str]] = {
    "include": _include,
    "include_cached": _include,
    "include_relative": _include_relative,
    "link": _address("link"),
    "post_url": _address("post_url"),
    "gist": _gist,
}
