"""The site in memory is the site that an export writes, and follows the files."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from knowlog.web.preview import KEPT
from knowlog.web.serving import _Follower
from knowlog.workspace import Workspace
from knowlog.workspace.publish import publish
from tests.unit.web.conftest import NOTES, Live

TITLE = re.compile(r"<title>(.*?)</title>")
MOON = "/2024/moon/"


def files(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_every_file_of_an_export_is_shown(live: Live, tmp_path: Path) -> None:
    live.write("plan", NOTES["plan"].replace("draft: true\n", ""))
    live.update()
    publish(Workspace.open(live.root), tmp_path / "site")
    for file, content in files(tmp_path / "site").items():
        if file.startswith("."):
            continue
        came = live.ask(f"/{file}")
        assert came.status == (404 if file == "404.html" else 200), file
        if file.endswith(".html"):
            assert TITLE.findall(came.text) == TITLE.findall(content.decode())
        else:
            assert came.body == content, file


def test_a_draft_is_shown_and_marked(live: Live) -> None:
    page = live.ask("/2024/plan/").text
    assert "Unripe words." in page
    mark = '<span class="draft">Draft</span>'
    assert mark in page
    assert mark in live.ask("/").text
    assert mark not in live.ask(MOON).text


def test_nothing_is_written_into_the_log_and_no_draft_into_an_export(
    log: Path, show: Callable[[Path], Live]
) -> None:
    before = files(log)
    live = show(log)
    live.ask("/2024/plan/")
    live.preview.keep()
    assert files(log) == before
    publish(Workspace.open(log), log / "site")
    assert not [file for file, content in files(log / "site").items() if b"Unripe" in content]


def test_a_change_shows(live: Live) -> None:
    live.write("moon", NOTES["moon"] + "And lets go.\n")
    assert live.preview.outdated()
    live.update()
    assert "And lets go." in live.ask(MOON).text


def test_it_comes_to_rest(live: Live) -> None:
    # A file that was written within the same tick of the clock is looked at once more.
    for _ in range(1000):
        if not live.preview.outdated():
            break
        live.update()
    assert not live.preview.outdated()


def test_what_another_command_took_in_shows_too(live: Live) -> None:
    live.write("moon", NOTES["moon"] + "And lets go.\n")
    Workspace.open(live.root).refresh()
    assert live.preview.outdated()


def test_a_new_entry_comes_and_a_deleted_one_goes(live: Live) -> None:
    live.write("ebb", "title: Ebb\ndate: 2024-05-09\n---\nOut.\n")
    (live.root / "entries" / "tides.md").unlink()
    live.update()
    assert "Out." in live.ask("/2024/ebb/").text
    gone = live.ask("/2024/tides/")
    assert gone.status == 404
    assert "Not here" in gone.text
    assert "Tides" not in live.ask("/").text


def test_an_entry_that_moves_takes_its_readers_along(live: Live) -> None:
    live.write("moon", "slug: luna\n" + NOTES["moon"])
    live.update()
    assert live.ask(MOON).status == 302
    assert live.ask(MOON).headers["Location"] == "/2024/luna/"


def test_a_folder_without_its_slash_is_found(live: Live) -> None:
    assert live.ask("/2024/moon").headers["Location"] == MOON


def test_what_is_wrong_with_an_entry_shows_until_it_is_mended(live: Live) -> None:
    live.write("moon", "title: [Moon\ndate: 2024-05-06\nslug: moon\n---\n[[Nowhere]] $\\frac{$\n")
    live.update()
    pages = [live.ask(path).text for path in ("/2024/moon/", "/moon/")]
    page = next(text for text in pages if "knowlog-live" in text)
    assert "entries/moon.md:2" in page
    assert "entries/moon.md:6" in page
    assert "Nowhere: no such entry" in page
    assert "Problems in 1 entry" in live.ask("/about/").text
    assert "entries/moon.md:2" in live.ask("/.knowlog/problems").text
    live.write("moon", NOTES["moon"])
    live.update()
    assert "knowlog-live" not in live.ask(MOON).text.replace("/live.", "")
    assert "There are none" in live.ask("/.knowlog/problems").text


def test_settings_take_effect_and_wrong_ones_show(live: Live) -> None:
    settings = live.root / "knowlog.toml"
    settings.write_text('title = "Log of Ada"\n[site.style]\naccent = "#123456"\n')
    assert live.preview.outdated()
    live.update()
    assert "<title>Log of Ada</title>" in live.ask("/").text
    assert "#123456" in live.ask("/assets/theme.css").text
    settings.write_text("title = \n")
    live.update()
    wrong = live.ask("/").text
    assert "<title>Log of Ada</title>" in wrong
    assert "knowlog.toml is not valid TOML" in wrong
    settings.write_text('title = "Mended"\n')
    live.update()
    assert "<title>Mended</title>" in live.ask("/").text
    assert "TOML" not in live.ask("/").text


def test_templates_take_effect_and_wrong_ones_show(live: Live) -> None:
    own = live.root / "templates"
    own.mkdir()
    (own / "entry.html").write_text("<p>Mine: {{ page.title }}</p>")
    assert live.preview.outdated()
    live.update()
    assert "<p>Mine: Moon</p>" in live.ask(MOON).text
    (own / "entry.html").write_text("\n{{ page.nothing }}")
    live.update()
    wrong = live.ask(MOON)
    assert wrong.status == 500
    assert "templates/entry.html:2" in wrong.text
    assert "/.knowlog/live.js" in wrong.text
    (own / "entry.html").unlink()
    live.update()
    assert live.ask(MOON).status == 200


def test_a_changed_picture_and_style_get_a_new_address(live: Live) -> None:
    def addresses() -> tuple[list[str], list[str]]:
        page = live.ask(MOON).text
        return re.findall(r'src="([^"]*one\.png[^"]*)"', page), re.findall(r"site\.css[^\"]*", page)

    before, style = addresses()
    (live.root / "entries" / "one.png").write_bytes(
        (live.root / "entries" / "one.png").read_bytes()
    )
    (live.root / "knowlog.toml").write_text('[site.style]\naccent = "#123456"\n')
    live.update()
    after, other = addresses()
    assert len(after) == 1
    assert before != after
    assert style != other


def test_one_bad_moment_does_not_end_the_preview(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    follower = _Follower(live.preview, live.server)
    live.write("moon", NOTES["moon"] + "And lets go.\n")
    with monkeypatch.context() as broken:
        broken.setattr("knowlog.web.preview.site_source", lambda _: 1 / 0)
        follower.update()
        follower.update()
    assert [line for line in live.told if "ZeroDivisionError" in line] == live.told[:1]
    assert "It pulls" in live.ask(MOON).text
    assert live.preview.outdated()
    follower.update()
    assert "And lets go." in live.ask(MOON).text


@pytest.mark.parametrize("content", [b"", b"no database at all" * 1000])
def test_a_damaged_memory_is_forgotten(
    log: Path, show: Callable[[Path], Live], content: bytes
) -> None:
    cache = Workspace.open(log).cache
    assert cache
    (cache / KEPT).write_bytes(content)
    assert "It pulls" in show(log).ask(MOON).text


def test_what_was_rendered_is_kept_for_the_next_time(
    log: Path, show: Callable[[Path], Live], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = show(log)
    first.preview.keep()

    def refuse(*_: object) -> None:
        pytest.fail("rendered again")

    monkeypatch.setattr("knowlog.web.preview.render", refuse)
    assert "It pulls" in show(log).ask(MOON).text
