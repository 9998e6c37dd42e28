"""The same file named again, in the way in which a link named it before."""

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple, Self

from knowlog.domain.dates import split_name
from knowlog.domain.links import Link, LinkKind, fits_wikilink
from knowlog.domain.names import ENDINGS, Names, Way, without_ending, without_query

_INDEX = "index"
_NO_YAML = frozenset("\"'\\")
"""What a link in the quotes of front matter cannot hold."""


class _Goal(NamedTuple):
    """A file with what it is called."""

    path: str
    id: str
    title: str
    address: str

    @classmethod
    def of(cls, path: str, names: Names) -> Self:
        entry = names.entries.get(path)
        return cls(path, *((entry.id, entry.title) if entry else ("", "")), names.address(path))


def target_for(link: Link, source: str, way: Way | None, path: str, names: Names) -> str:
    """Name a file as a link would: relative or from the root, by title or id, with ``.md`` or not.

    Args:
        link: The link as it is.
        source: The path of the file that holds it, as it will be.
        way: How the link names its file now; None when it leads nowhere.
        path: The file that it shall lead to.
        names: Every name of the log as it will be.

    Returns:
        A target without the fragment, not yet escaped; empty when nothing that such a link can
        say leads there.
    """
    goal = _Goal.of(path, names)
    for target in _forms(link, source, way, goal):
        if target and _leads(replace(link, target=target), source, path, names):
            return target
    return ""


def _forms(link: Link, source: str, way: Way | None, goal: _Goal) -> Iterator[str]:
    if link.kind.is_wiki:
        return _by_name(link.target, source, way, goal)
    if link.kind is LinkKind.POST_URL:
        return _post(link.target, goal)
    if link.kind is LinkKind.LINK_TAG:
        return iter([goal.path])
    return _by_path(link, source, way, goal)


def _leads(link: Link, source: str, path: str, names: Names) -> bool:
    if link.kind.is_wiki and not fits_wikilink(link.target):
        return False
    if link.start < 0 and not _fits_header(link):
        return False
    found = names.first(link, source)
    return found is not None and found[1] == path


def _fits_header(link: Link) -> bool:
    """Whether the front matter can hold a target where this link stands, as it is written."""
    if _NO_YAML & set(link.target):
        return False
    return not (link.kind.is_wiki and link.plain and ": " in link.target)


def _by_path(link: Link, source: str, way: Way | None, goal: _Goal) -> Iterator[str]:
    """What a Markdown link or image can say, the likest first."""
    written = without_query(link.place)
    query = link.place[len(written) :]
    near = _relative(goal.path, source)
    if written.startswith("./") and not near.startswith("."):
        near = f"./{near}"
    slash = "/" if written.startswith("/") else ""
    forms = [_ended(near, written), near, f"/{goal.path}"]
    if way is Way.ADDRESS and goal.address:
        whole = goal.address if written.endswith("/") else goal.address.rstrip("/")
        forms.insert(0, f"{slash}{whole}")
    elif way is Way.STEM:
        forms.insert(0, _ended(posixpath.basename(goal.path), written))
    elif way is Way.ROOT or slash:
        forms.insert(0, f"{slash}{_ended(goal.path, written)}")
    if link.site:
        forms = [f"/{form.lstrip('/')}" for form in forms if not form.startswith(".")]
    return (f"{link.site}{form}{query}" for form in forms)


def _post(target: str, goal: _Goal) -> Iterator[str]:
    parts = without_ending(goal.path).split("/")
    yield "/".join(parts[-1 - target.strip("/").count("/") :])


def _by_name(target: str, source: str, way: Way | None, goal: _Goal) -> Iterator[str]:
    """What a wikilink can say, the likest first."""
    file = posixpath.basename(goal.path)
    short = _ended(file, target)
    dateless = split_name(without_ending(file))[1] if goal.id else ""
    paths = list(_paths_by_name(target, source, way, goal))
    if "/" in target.strip("/"):
        yield from paths
    if way is Way.TITLE:
        yield goal.title
    elif way in {Way.NEAR, Way.ROOT, Way.STEM}:
        yield short
    yield from (goal.id, dateless, short, goal.title, *paths)
    whole = _ended(goal.path, target)
    yield from (*_endings(whole, 2), whole, goal.path, f"/{whole}", f"/{goal.path}")


def _endings(path: str, least: int) -> Iterator[str]:
    """The last parts of a path, from so many to all but one."""
    parts = path.split("/")
    return ("/".join(parts[-count:]) for count in range(least, len(parts)))


def _paths_by_name(target: str, source: str, way: Way | None, goal: _Goal) -> Iterator[str]:
    whole = _ended(goal.path, target)
    if target.startswith(("./", "../")):
        yield _ended(_relative(goal.path, source), target)
    elif target.startswith("/"):
        yield f"/{whole}"
    elif way in {Way.ENDING, Way.NEAR}:
        yield from _endings(whole, target.count("/") + 1)
        yield whole
    elif way is Way.ROOT:
        yield whole


def _relative(path: str, source: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(source) or ".")


def _ended(path: str, written: str) -> str:
    """A path with the ending of another one: ``.md``, ``.html``, none, or a folder's slash."""
    if not path.endswith(ENDINGS):
        return path
    if written.endswith(".html"):
        return without_ending(path) + ".html"
    if written.endswith(ENDINGS):
        return path
    bare = without_ending(path)
    folder, _, name = bare.rpartition("/")
    if name == _INDEX and posixpath.basename(written) != _INDEX and folder not in ("", ".", ".."):
        return f"{folder}/" if written.endswith("/") else folder
    return bare
