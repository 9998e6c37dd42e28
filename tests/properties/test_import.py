"""Whatever is in a blog: it comes in once, and the source and what the user wrote are safe."""

from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from knowlog.actions.bring_in import Files, Places, Plan, plan, remembered
from knowlog.domain.changes import Elsewhere
from knowlog.domain.imports import Destination, Memory, State
from knowlog.importers.jekyll.importer import Jekyll
from knowlog.importers.source import Source
from knowlog.storage.digests import digest_file

NAMES = st.sampled_from(
    [
        "_posts/2024-01-02-a.md",
        "_posts/2024-01-02-A.md",
        "_posts/2024-01-03-b: c?.md",
        "x/_posts/2024-01-02-a.markdown",
        "_drafts/a.md",
        "about.md",
        "a/index.html",
        "_config.yml",
        "_includes/i.html",
        "_data/d.yml",
        "img/p.png",
        "README",
    ]
)
PIECES = st.sampled_from(
    [
        b"---\ntitle: T\n---\n",
        b"---\n",
        b"{{ site.title }} {% include i.html %}",
        b"{% post_url 2024-01-02-a %} [x](/a/) ![p](/img/p.png)",
        b"\xff\xfe \0",
        "I\u00e2\u20ac\u2122m \u00e9\n".encode(),
        b"```\n{{ x }}\n",
        b"title: T\npermalink: pretty\ncollections: [x]\n",
        b"\r\n\r\ntext\r\n",
    ]
)
BLOGS = st.dictionaries(NAMES, st.lists(PIECES, max_size=4).map(b"".join), max_size=8)


def bring(blog: Path, log: Mapping[str, bytes], memory: Memory) -> Plan:
    """Plan an import into a log that is a mapping; copies are compared by their digests."""
    source = Source(blog)

    def copy(path: str) -> Elsewhere:
        found, _ = digest_file(source.place(path))
        assert found is not None
        return found

    def weighed(path: str) -> Elsewhere | None:
        return copy(memory.files[path].source) if path in log else None

    destination = Destination("entries", UTC, Places(memory, log))
    files = Files(log.get, weighed, copy)
    return plan(Jekyll(source).read(destination), memory, files)


def written(found: Plan) -> dict[str, bytes]:
    return {
        step.taken.path: step.after if isinstance(step.after, bytes) else b""
        for step in found.of(State.NEW)
    }


@given(BLOGS, st.data())
def test_the_second_import_finds_nothing_new(blog: dict[str, bytes], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        for path, content in blog.items():
            (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / path).write_bytes(content)
        memory = Memory("jekyll", folder)
        first = bring(Path(folder), {}, memory)
        log = written(first)
        assert len({path.casefold() for path in log}) == len(log) == len(first.steps)
        accounted = {step.taken.source for step in first.steps}
        accounted |= {one.source for one in first.left_out}
        assert accounted == set(blog)
        memory = remembered(first.steps, memory, {})
        assert not [
            one for one in bring(Path(folder), log, memory).steps if one.state != State.SAME
        ]
        if log:
            mine = data.draw(st.sampled_from(sorted(log)))
            edited = {path: text for path, text in log.items() if path != mine}
            again = bring(Path(folder), edited, memory)
            assert [step.taken.path for step in again.of(State.REMOVED)] == [mine]
            assert written(again) == {}
        for path, content in blog.items():
            assert (Path(folder) / path).read_bytes() == content
