"""The live preview as a writer meets it: save a file, and look at the page."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from knowlog.web.preview import Preview
from knowlog.web.server import PreviewServer, open_server
from knowlog.workspace import Workspace
from tests.browser.watch import Watch

PARAGRAPHS = "\n\n".join(f"Paragraph {number} of the text. " * 6 for number in range(60))
HEAD = "---\ntitle: Long\ndate: 2024-05-06\n---\n"
CODE = "\n\n```python\nprint('tide')\n```\n"


class Desk:
    """A log, shown; what is written is shown at once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.entries = root / "entries"
        self.entries.mkdir(parents=True)
        (root / "knowlog.toml").write_text('title = "Notes"\n', encoding="utf-8")
        self.write("long", HEAD + PARAGRAPHS + CODE)
        self.preview = Preview(Workspace.open(root))
        self.server: PreviewServer = open_server(0, print)
        self.server.show(self.preview.snapshot())
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def write(self, name: str, text: str) -> None:
        (self.entries / f"{name}.md").write_text(text, encoding="utf-8")

    def save(self, name: str, text: str) -> None:
        self.write(name, text)
        self.server.show(self.preview.snapshot())

    def hang_up(self) -> None:
        self.server.channel.close()
        self.server.shutdown()
        self.server.server_close()

    def close(self) -> None:
        self.hang_up()
        self.preview.close()
        self.preview.workspace.catalog.close()


@pytest.fixture
def desk(tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    shown = Desk(tmp_path / "log")
    yield shown
    # A page that still listens complains in its console when the server goes away.
    for page in [page for context in browser.contexts for page in context.pages]:
        page.goto("about:blank")
    shown.close()


@pytest.fixture
def long(page: Page, desk: Desk) -> Page:
    """The page of the long entry, with a mark that a reload would wipe away."""
    page.goto(desk.server.url + "2024/long/")
    page.evaluate("window.neverReloaded = true")
    return page


def place(page: Page, words: str) -> float:
    """How far below the top of the window some words stand, in pixels."""
    return float(page.get_by_text(words).first.evaluate("one => one.getBoundingClientRect().top"))


def test_a_save_shows_in_place(long: Page, desk: Desk) -> None:
    long.get_by_text("Paragraph 40").first.scroll_into_view_if_needed()
    before = place(long, "Paragraph 40")
    changed = PARAGRAPHS.replace("Paragraph 41 of", "Paragraph 41, new, of", 1)
    desk.save("long", HEAD + changed + CODE)
    long.get_by_text("Paragraph 41, new").wait_for()
    assert place(long, "Paragraph 40") == before
    assert long.evaluate("window.neverReloaded")


def test_what_is_written_above_pushes_nothing_out_of_sight(long: Page, desk: Desk) -> None:
    long.get_by_text("Paragraph 40").first.scroll_into_view_if_needed()
    before = place(long, "Paragraph 40")
    desk.save("long", HEAD + "Right at the top.\n\n" * 3 + PARAGRAPHS + CODE)
    long.get_by_text("Right at the top.").first.wait_for(state="attached")
    assert place(long, "Paragraph 40") == pytest.approx(before, abs=2)


def test_what_scripts_have_made_of_the_page_stays(long: Page, desk: Desk) -> None:
    long.get_by_role("button", name="Colours").click()
    long.get_by_role("button", name="Colours").click()
    desk.save("long", HEAD + PARAGRAPHS + CODE.replace("tide", "ebb") + "\n```sh\nls\n```\n")
    long.get_by_text("'ebb'").wait_for()
    assert long.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(long.locator("[data-theme-switch]")).to_have_attribute("aria-label", "Colours: dark")
    expect(long.locator(".code > .copy")).to_have_count(2)


def test_new_headings_make_a_table_of_contents_that_follows(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 700})
    page = context.new_page()
    page.goto(desk.server.url + "2024/long/")
    desk.save("long", f"{HEAD}## First\n\n{PARAGRAPHS}\n\n## Second\n\n{PARAGRAPHS}\n")
    page.locator(".toc").get_by_role("link", name="Second").click()
    page.locator(".toc a[aria-current]", has_text="Second").wait_for()
    context.close()


def test_what_is_wrong_shows_and_goes_when_it_is_mended(long: Page, desk: Desk) -> None:
    desk.save("long", HEAD.replace("Long", "[Long") + "See [[Nowhere]].\n")
    # A title that cannot be read gives the page another name, and the reader comes along.
    panel = long.get_by_role("complementary", name="Preview")
    expect(panel).to_contain_text("entries/long.md:5")
    expect(panel).to_contain_text("Nowhere: no such entry")
    found = Axe().run(long, options={"preload": False}).response["violations"]
    assert [one["id"] for one in found] == []
    desk.save("long", HEAD + "See nothing.\n")
    expect(panel).to_have_count(0)


def test_the_search_finds_what_was_saved_since(long: Page, desk: Desk) -> None:
    long.keyboard.press("/")
    field = long.get_by_role("combobox")
    field.fill('"paragraph 40 of"')
    long.get_by_role("option", name="Long").wait_for()
    long.keyboard.press("Escape")
    desk.save("ebb", "---\ntitle: Ebb and flow\ndate: 2020-06-01\n---\nParagraph 40 of mine.\n")
    desk.save("long", HEAD + PARAGRAPHS.replace("Paragraph 40 of", "Paragraph forty of", 1) + CODE)
    long.get_by_text("Paragraph forty of").wait_for()
    long.keyboard.press("/")
    field.fill('"paragraph forty"')
    long.get_by_role("option", name="Long").wait_for()
    field.fill('"paragraph 40 of mine"')
    long.get_by_role("option", name="Ebb and flow").wait_for()


def test_a_draft_shows_its_mark(page: Page, desk: Desk) -> None:
    desk.save("plan", "---\ntitle: Plan\ndate: 2024-06-01\ndraft: true\n---\nUnripe.\n")
    page.goto(desk.server.url)
    expect(page.locator(".teaser", has_text="Plan").locator(".draft")).to_be_visible()
    page.get_by_role("link", name="Plan").click()
    expect(page.locator("h1 + .meta .draft")).to_be_visible()


def test_two_browsers_see_the_same(browser: Browser, desk: Desk) -> None:
    contexts = [browser.new_context() for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(desk.server.url)
    desk.save("ebb", "---\ntitle: Ebb and flow\ndate: 2024-06-01\n---\nOut.\n")
    for page in pages:
        page.get_by_role("link", name="Ebb and flow").wait_for()
    for context in contexts:
        context.close()


def test_a_deleted_entry_goes_and_comes_back(browser: Browser, desk: Desk) -> None:
    # A page of its own: the browser notes the answer 404 as an error.
    context = browser.new_context()
    page = context.new_page()
    page.goto(desk.server.url + "2024/long/")
    (desk.entries / "long.md").unlink()
    desk.server.show(desk.preview.snapshot())
    page.get_by_role("heading", name="Not here").wait_for()
    desk.save("long", HEAD + "Here again.\n")
    page.get_by_text("Here again.").wait_for()
    context.close()


def test_settings_change_the_colours_without_a_flash(long: Page, desk: Desk) -> None:
    colour = "getComputedStyle(document.querySelector('.site-title a')).color"
    plain = long.evaluate(colour)
    (desk.root / "knowlog.toml").write_text('[site.style]\nstrong = "rgb(1, 2, 3)"\n')
    seen = long.evaluate_handle(
        """() => { const seen = new Set(); const look = () => {
            seen.add(getComputedStyle(document.body).display); requestAnimationFrame(look); };
            look(); return seen; }"""
    )
    desk.server.show(desk.preview.snapshot())
    long.locator("link[href*='theme.css']").wait_for(state="attached")
    expect(long.locator(".site-title a")).to_have_css("color", "rgb(1, 2, 3)")
    assert plain != "rgb(1, 2, 3)"
    assert seen.evaluate("seen => [...seen]") == ["grid"]
    assert long.evaluate("window.neverReloaded")


def test_the_end_of_the_preview_is_said(browser: Browser, desk: Desk) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(desk.server.url)
    page.locator("html:not([data-ended])").wait_for()
    desk.hang_up()
    page.locator("html[data-ended]").wait_for()
    context.close()


def test_no_other_site_reads_it(
    browser: Browser, desk: Desk, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    url = f"{desk.server.url}search/index.js"
    script = "<script>knowlogSearch = {index(found) { stolen = found; }}</script>"
    (tmp_path / "index.html").write_text(
        f"<link rel=icon href='data:,'>{script}<script src='{url}'></script>", encoding="utf-8"
    )
    context = browser.new_context()
    page = context.new_page()
    page.goto(serve(tmp_path))
    assert page.evaluate("typeof stolen") == "undefined"
    # The same script does load in a page of the preview's own.
    page.goto(desk.server.url)
    page.keyboard.press("/")
    page.locator("dialog[open]").wait_for()
    context.close()


def test_pages_of_the_preview_make_no_complaint(browser: Browser, desk: Desk) -> None:
    context = browser.new_context()
    watch = Watch(context)
    page = context.new_page()
    for address in ("", "2024/long/", "archive/", "tags/", "graph/", ".knowlog/problems"):
        page.goto(desk.server.url + address)
        found = Axe().run(page, options={"preload": False}).response["violations"]
        assert [one["id"] for one in found] == [], address
    context.close()
    assert watch.complaints == []
