"""An export that takes over what stands gives the same bytes as one that makes everything."""

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowlog.domain.describe import describe
from knowlog.domain.document import Document
from knowlog.exporters.site.build import export_log
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.source import SiteSource
from knowlog.exporters.site.standing import standing

NAMES = st.sampled_from(("alpha", "beta", "gamma", "delta", "epsilon", "about"))
PARTS = st.sampled_from(
    [
        *(
            "tide",
            "moon",
            "rebase",
            "rebased",
            "Gezeiten",
            "潮汐",
            "node_modules",
            "x86_64",
            "`code`",
        ),
        *("[[Alpha]]", "[[Beta#part|there]]", "[[New name]]", "[[Tides]]", "[g](gamma.md)"),
        *("[y](/2023/)", "[t](/tags/ml/)", "[about](/about/)"),
        *("[a](/2024/alpha/)", "![[Delta]]", "\n\n![[epsilon]]\n\n", "![[New name]]", "#inline"),
        *("![p](one.png)", "![[two.png]]", "[x](nowhere.md)", "\n\n## Part\n\n", "$e^{i\\pi}$"),
        *("\n\n```python\nprint(1)\n```\n\n", "<b style='color: red'>red</b>", "<blink>no</blink>"),
    ]
)
BODIES = st.lists(PARTS, max_size=8).map(" ".join)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["New name", "Alpha", "Tides & <moons>"]),
        "date": st.integers(-400, 400).map(lambda day: str(date(2024, 5, 6) + timedelta(day))),
        "tags": st.lists(st.sampled_from(["ml", "ml/recsys", "ML/nlp", "git", "C++"]), max_size=2),
        "draft": st.sampled_from(["false", "false", "true"]),
        "aliases": st.sampled_from([["Tides"], ["/old/place/"]]),
        "permalink": st.sampled_from(["/2024/alpha/", "/own.html"]),
    },
)
OPTIONS = st.sampled_from(
    [
        SiteOptions(),
        SiteOptions(base_url="https://example.org/notes/"),
        SiteOptions(look="notes", per_page=2),
        SiteOptions(citation=True, source_url="https://example.org/:path", picture="one.png"),
        SiteOptions(drafts=True),
        SiteOptions(style={"accent": "red"}, permalink="/:slug/"),
    ]
)


class Log:
    """A log that somebody works on, and its site."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notes: dict[str, Document] = {}
        self.options = SiteOptions()
        self.touched = 0
        (root / "cache").mkdir()

    def write(self, name: str, header: dict[str, object], body: str) -> None:
        path = f"{name}.md"
        self.notes[path] = Document(path, header, header, body)

    def append(self, name: str, part: str) -> None:
        if note := self.notes.get(f"{name}.md"):
            self.notes[note.path] = replace(note, body=f"{note.body} {part}")

    def delete(self, name: str) -> None:
        self.notes.pop(f"{name}.md", None)

    def rename(self, name: str, other: str) -> None:
        if note := self.notes.pop(f"{name}.md", None):
            self.write(other, dict(note.written), note.body)

    def mark(self, name: str, key: str, value: object) -> None:
        if note := self.notes.get(f"{name}.md"):
            self.write(name, {**note.written, key: value}, note.body)

    def touch(self) -> None:
        self.touched += 1

    def draw(self, name: str, content: bytes) -> None:
        file = self.root / f"{name}.png"
        file.write_bytes(content) if content else file.unlink(missing_ok=True)

    def spoil(self, file: str) -> None:
        if (self.root / "site" / file).exists():
            (self.root / "site" / file).write_text("spoilt")

    def choose(self, options: SiteOptions) -> None:
        self.options = options

    def source(self) -> SiteSource:
        def stamp(note: Document) -> str:
            return hashlib.sha256(repr((self.touched, note)).encode()).hexdigest()

        return SiteSource(
            root=self.root,
            entries=tuple(describe(note, UTC) for note in self.notes.values()),
            stamps={path: stamp(note) for path, note in self.notes.items()},
            read=self.notes.__getitem__,
        )

    def export(self) -> None:
        """Bring the site up to date; then it is what a first export would have made."""
        out, cache = self.root / "site", self.root / "cache"
        if standing(self.source(), self.options, out=out, cache=cache) is None:
            export_log(self.source(), self.options, out=out, cache=cache, cut_font=str.encode)
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder) / "site"
            export_log(self.source(), self.options, out=fresh, cut_font=str.encode)
            made, whole = contents(out), contents(fresh)
            assert {name for name in whole if made.get(name) != whole[name]} == set()
            assert made.keys() == whole.keys()


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


EDITS: st.SearchStrategy[Callable[[Log], None]] = st.one_of(
    st.builds(lambda *given: lambda log: log.write(*given), NAMES, HEADERS, BODIES),
    st.builds(lambda *given: lambda log: log.append(*given), NAMES, PARTS),
    st.builds(lambda name: lambda log: log.delete(name), NAMES),
    st.builds(lambda *given: lambda log: log.rename(*given), NAMES, NAMES),
    st.builds(
        lambda name, value: lambda log: log.mark(name, "draft", value),
        NAMES,
        st.sampled_from(["true", "false"]),
    ),
    st.builds(
        lambda name, value: lambda log: log.mark(name, "tags", value),
        NAMES,
        st.sampled_from([[], ["git"], ["ml", "new"]]),
    ),
    st.just(Log.touch),
    st.builds(
        lambda *given: lambda log: log.draw(*given),
        st.sampled_from(["one", "two"]),
        st.sampled_from([b"", b"old", b"new picture"]),
    ),
    st.builds(
        lambda file: lambda log: log.spoil(file),
        st.sampled_from(["index.html", "feed.xml", "search/index.js", ".knowlog-site.json"]),
    ),
    st.builds(lambda options: lambda log: log.choose(options), OPTIONS),
)
STARTS = st.lists(st.tuples(NAMES, HEADERS, BODIES), max_size=8)


@settings(max_examples=40)
@given(STARTS, st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=3))
@pytest.mark.slow
def test_what_is_taken_over_is_what_would_be_made(
    start: list[tuple[str, dict[str, object], str]], rounds: list[list[Callable[[Log], None]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = Log(Path(folder))
        for name, header, body in start:
            log.write(name, header, body)
        log.export()
        for edits in rounds:
            for edit in edits:
                edit(log)
            log.export()
