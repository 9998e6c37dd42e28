from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.errors import ConflictError, KnowlogError, LockedError, UsageError
from knowlog.exporters.site import build, cache
from knowlog.exporters.site.build import export_log
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.report import BuildReport
from knowlog.exporters.site.source import SiteSource
from knowlog.render.markdown import render
from knowlog.render.page import RenderContext, Rendered
from knowlog.storage.lock import hold

DAY = datetime(2024, 5, 6, tzinfo=UTC)


def note(name: str, body: str, **values: object) -> tuple[Entry, Document]:
    path = f"entries/{name}.md"
    given: dict[str, object] = {"id": name, "path": path, "title": name.title(), "date": DAY}
    entry = Entry(**given | values)  # type: ignore[arg-type]  # a shorthand for tests
    return entry, Document(path, {}, {}, body)


def source_of(root: Path, *notes: tuple[Entry, Document]) -> SiteSource:
    documents = {entry.path: document for entry, document in notes}
    return SiteSource(
        root=root,
        entries=tuple(entry for entry, _ in notes),
        stamps=dict.fromkeys(documents, ""),
        read=documents.__getitem__,
    )


def export(
    root: Path, *notes: tuple[Entry, Document], options: SiteOptions | None = None
) -> BuildReport:
    out = root / "site"
    return export_log(
        source_of(root, *notes), options or SiteOptions(), out=out, cut_font=lambda _: b"font"
    )


def texts(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_a_log_becomes_a_site(tmp_path: Path) -> None:
    report = export(
        tmp_path,
        note("first", "Hello *there*.", tags=("ml/recsys",)),
        note("about", "I am.", layout="page", date=None),
    )
    site = texts(tmp_path / "site")
    assert set(report.files.written) == set(site) - {".knowlog-site.json"}
    assert {"index.html", "2024/first/index.html", "about/index.html", "404.html"} <= set(site)
    assert {"tags/ml/recsys/index.html", "archive/index.html", "2024/index.html"} <= set(site)
    assert b"<em>there</em>" in site["2024/first/index.html"]
    assert b"I am." in site["about/index.html"]


def test_a_run_without_a_change_writes_nothing(tmp_path: Path) -> None:
    notes = [note("first", "One."), note("second", "Two.")]
    export(tmp_path, *notes)
    before = {file: file.stat().st_ino for file in (tmp_path / "site").rglob("*")}
    again = export(tmp_path, *notes)
    assert not again.files.written
    assert before == {file: file.stat().st_ino for file in (tmp_path / "site").rglob("*")}


def test_what_is_gone_goes(tmp_path: Path) -> None:
    export(tmp_path, note("first", "One."), note("second", "Two."))
    report = export(tmp_path, note("first", "One."))
    assert "2024/second/index.html" in report.files.removed
    assert not (tmp_path / "site/2024/second").exists()


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    precious = tmp_path / "site/thesis.txt"
    precious.write_text("years of work")
    with pytest.raises(ConflictError, match="is not empty"):
        export(tmp_path, note("first", "One."))
    assert texts(tmp_path / "site") == {"thesis.txt": b"years of work"}


def test_a_draft_leaves_no_trace(tmp_path: Path) -> None:
    word = "xylograph"
    (tmp_path / "entries").mkdir()
    (tmp_path / f"entries/{word}.png").write_bytes(b"picture")
    (tmp_path / f"entries/{word}.md").write_text(word)
    draft = note(
        word,
        f"{word} ![{word}]({word}.png) [[First]]",
        title=word,
        summary=word,
        tags=(word, f"ml/{word}"),
        draft=True,
    )
    export(tmp_path, draft, note("first", "[text](" + word[:3] + "ograph.md) ![[xylo]]"))
    public = note("first", "Nothing to see.", tags=("ml",))
    export(tmp_path, draft, public)
    for file, content in texts(tmp_path / "site").items():
        assert word not in file
        assert word.encode() not in content.lower(), file


def test_only_files_of_the_log_are_copied(tmp_path: Path) -> None:
    root = tmp_path / "log"
    (root / "entries").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(b"outside")
    (root / "inside.png").write_bytes(b"inside")
    (root / "entries/link.png").symlink_to(tmp_path / "secret.png")
    body = "![a](/inside.png) ![b](link.png) ![c](../../secret.png) ![d](../../../etc/passwd)"
    export(root, note("first", body))
    assert b"outside" not in b"".join(texts(root / "site").values())


def test_the_feed_is_well_formed_and_newest_first(tmp_path: Path) -> None:
    options = SiteOptions(base_url="https://example.org/notes", author="A & B")
    newer = datetime(2025, 1, 1, tzinfo=UTC)
    export(tmp_path, note("a", "1 < 2"), note("b", "x", date=newer), options=options)
    feed = ET.fromstring((tmp_path / "site/feed.xml").read_bytes())  # noqa: S314  # our own
    atom = {"a": "http://www.w3.org/2005/Atom"}
    links = [link.get("href") for link in feed.findall("a:entry/a:link", atom)]
    assert links == ["https://example.org/notes/2025/b/", "https://example.org/notes/2024/a/"]
    assert feed.findtext("a:updated", namespaces=atom) == newer.isoformat()


def test_options_without_meaning_are_refused() -> None:
    with pytest.raises(UsageError):
        SiteOptions(look="blink")
    with pytest.raises(UsageError):
        SiteOptions(per_page=0)
    with pytest.raises(UsageError):
        SiteOptions(base_url="example.org")


def test_two_exports_at_once_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "hold", partial(hold, wait=0))
    source = source_of(tmp_path, note("first", "One."))
    with hold(tmp_path), pytest.raises(LockedError, match="the site is being written by process"):
        export_log(
            source,
            SiteOptions(),
            out=tmp_path / "site",
            cache=tmp_path,
            cut_font=lambda _: b"font",
        )
    assert not (tmp_path / "site").exists()


def test_what_was_saved_under_other_names_is_not_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_AT_ONCE", 1)
    (tmp_path / "cache").mkdir()

    def run(*notes: tuple[Entry, Document]) -> dict[str, bytes]:
        source = source_of(tmp_path, *notes)
        made = partial(export_log, out=tmp_path / "site", cut_font=lambda _: b"")
        made(source, SiteOptions(), cache=tmp_path / "cache")
        return texts(tmp_path / "site")

    def cut_short(body: str, context: RenderContext) -> Rendered:
        if body == "Water.":
            raise KeyboardInterrupt
        return render(body, context)

    first = note("first", "See [[Tides]].")
    without = run(first)
    with monkeypatch.context() as patch:
        patch.setattr(build, "render", cut_short)
        with pytest.raises(KeyboardInterrupt):
            run(first, note("tides", "Water."))
    assert run(first) == without


def test_an_export_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    export(tmp_path, note("first", "One."))
    before = texts(tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/home.html").write_text("{{ nothing.of.this }}")
    with pytest.raises(KnowlogError):
        export(tmp_path, note("first", "Two."))
    (tmp_path / "templates/home.html").unlink()
    assert texts(tmp_path) == before
