"""An exported site as a reader meets it: every kind of page, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from knowlog.workspace.core import Workspace
from knowlog.workspace.publish import publish
from tests.browser.watch import Watch
from tests.sites import KINDS, write_log

SIZES = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1280, 900)}


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_log(tmp_path_factory.mktemp("log"))


@pytest.fixture(scope="session")
def site(log: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sites") / "site"
    publish(Workspace.open(log), out)
    return out


@pytest.fixture(scope="session")
def notes_site(log: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sites") / "notes"
    workspace = Workspace.open(log)
    workspace.settings = workspace.settings.__class__(
        {**workspace.settings.values, "site.look": "notes"}, workspace.settings.origins
    )
    publish(workspace, out)
    return out


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("look", ["site", "notes_site"])
def test_every_kind_of_page_suits_every_reader(
    browser: Browser, request: pytest.FixtureRequest, look: str, size: str, scheme: str
) -> None:
    folder: Path = request.getfixturevalue(look)
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    watch = Watch(context)
    page = context.new_page()
    for kind, file in KINDS.items():
        page.goto((folder / file).as_uri())
        assert violations(page) == [], kind
        across = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert across <= 0, f"{kind} is {across} px too wide"
    context.close()
    assert watch.complaints == []


def test_targets_are_large_enough_for_a_thumb(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    small = """() => [...document.querySelectorAll(
        'header a, nav a, button, .tags a, .index a, .pager a, footer li a')]
        .filter((one) => one.offsetParent && !one.closest('.skip, svg'))
        .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
        .filter(([, box]) => box.height < 40)
        .map(([text, box]) => `${text} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
    for kind, file in KINDS.items():
        page.goto((site / file).as_uri())
        assert page.evaluate(small) == [], kind
    context.close()


def test_pages_read_without_scripts(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / KINDS["entry"]).as_uri())
    assert page.get_by_role("heading", name="Kitchen sink").is_visible()
    assert page.locator("[data-search]").is_hidden()
    page.get_by_role("link", name="Archive").first.click()
    assert page.get_by_role("link", name="Kitchen sink").is_visible()
    context.close()


def test_what_an_author_pasted_does_no_harm(page: Page, site: Path) -> None:
    page.on("dialog", lambda _: pytest.fail("a script ran"))
    page.goto((site / "2024/pasted/index.html").as_uri())
    assert page.locator("[onerror], [style], .prose script, [href^='javascript']").count() == 0
    page.get_by_role("link", name="Archive").first.click(timeout=2000)


def test_a_choice_of_colours_is_there_from_the_first_frame(page: Page, site: Path) -> None:
    page.emulate_media(color_scheme="light")
    page.goto((site / KINDS["home"]).as_uri())
    button = page.get_by_role("button", name="Colours")
    button.click()
    button.click()
    assert button.get_attribute("aria-label") == "Colours: dark"
    page.goto((site / KINDS["entry"]).as_uri(), wait_until="commit")
    page.wait_for_selector("body")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def opened(page: Page, site: Path) -> Locator:
    """The field of the search, in its window."""
    page.goto((site / KINDS["home"]).as_uri())
    page.keyboard.press("/")
    return page.get_by_role("combobox")


def test_search_with_the_keyboard_alone(page: Page, site: Path) -> None:
    page.goto((site / KINDS["about"]).as_uri())
    page.keyboard.press("/")
    page.keyboard.type("kitch")
    page.get_by_role("option", name="Kitchen sink 6 May").wait_for()
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kitchen-sink/**")


QUERIES = (
    "tide",
    "tide number",
    "tides",
    "潮",
    "second",
    "kitchen sinks",
    "tide -sink",
    "num*",
    "tag:sea",
    "tag:ML number OR wikilink",
    "tag:m* -tag:ml/recsys",
    "-tag:sea",
    "title:tide 7",
    "title:(kitchen OR second)",
    "headings:part",
    "body:tide -title:tide",
    "number AND wikilink",
    "(tide OR wikilink) -number",
    '"kitchen sink"',
    '"tides"',
    '"tide number"',
    '"number tide"',
    '"5 and"',
    '"local math"',
    '"local math"~3',
    '"潮の満ち"',
    '"満潮"',
    '"number 7 tide number"',
    '"tide number 3 and"',
    '"3 and 潮の満ち"',
    '"number tide 7"',
    "number-7-tide",
    "満ち引き",
    "kitchen-sink",
    "sink-kitchen tide",
    "kitchen-si*",
    '-"number 7" tide',
    'title:"tide 1"',
    'title:"1 tide"',
    '"wikilink" -"sea tide"',
    "NOT tide",
    "tide tag:sea",
)


def test_search_finds_what_the_command_line_finds(page: Page, site: Path, log: Path) -> None:
    workspace = Workspace.open(log)
    workspace.refresh_index()
    titles = {entry.path: entry.title for entry in workspace.entries()}
    page.goto((site / KINDS["home"]).as_uri())
    page.keyboard.press("/")
    page.locator("dialog[open]").wait_for()
    differing = {}
    for query in QUERIES:
        hits = workspace.index.search(workspace.query(query), limit=10).hits
        wanted = [(titles[hit.path], round(hit.score, 6)) for hit in hits]
        found = page.evaluate("(query) => knowlogSearch.find(query)", query)["hits"]
        came = [(hit["title"], round(hit["score"], 6)) for hit in found]
        if came != wanted:
            differing[query] = (came, wanted)
    assert differing == {}


def test_what_only_the_command_line_finds_is_said(page: Page, site: Path) -> None:
    page.goto((site / KINDS["home"]).as_uri())
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("tide date:2024 /ti.e/")
    state = page.locator(".search-state")
    expect(state).to_contain_text("Only the command line understands date:, /ti.e/")
    assert page.get_by_role("option").count() == 0


TYPING = (
    "kitch",
    "kitchen-si",
    '"kitchen',
    '"kitchen si',
    "(kitchen",
    "kitchen OR",
    "kitchen AND (",
)


@pytest.mark.parametrize("typed", TYPING)
def test_a_query_that_is_still_typed_finds_something(page: Page, site: Path, typed: str) -> None:
    opened(page, site).fill(typed)
    page.get_by_role("option", name="Kitchen sink 6 May").wait_for()


@pytest.mark.parametrize("typed", ["-", '"', "("])
def test_a_query_that_asks_for_nothing_yet_finds_nothing(
    page: Page, site: Path, typed: str
) -> None:
    opened(page, site).fill(typed)
    expect(page.locator(".search-state")).to_have_text("Nothing found")


ODD = (
    "“|🇩🇪 AND の満)",
    "kitchen-sink",
    "a-b-の満*",
    "[",
    "x^{",
    "c++ '",
    "\u200d",
    "\\",
    "/x",
    '"~',
    "🙂",
)


def test_odd_queries_do_no_harm(page: Page, site: Path) -> None:
    field = opened(page, site)
    for query in ODD:
        field.fill(query)
        expect(page.locator(".search-state")).to_have_text(re.compile("found|Only the"))
        field.fill("")
        expect(page.locator(".search-state")).to_have_text(re.compile("^Words"))


def test_what_was_typed_to_its_end_is_not_taken_for_a_beginning(page: Page, site: Path) -> None:
    opened(page, site).fill('"kitchen si"')
    expect(page.locator(".search-state")).to_have_text("Nothing found")


def test_a_slip_of_the_finger_is_understood(page: Page, site: Path) -> None:
    opened(page, site).fill("kithcen")
    meant = page.get_by_role("option", name="Did you mean kitchen?")
    expect(meant).to_have_attribute("aria-selected", "true")
    expect(page.locator(".search-state")).to_have_text("Nothing found. Did you mean kitchen?")
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.get_by_role("option", name="Kitchen sink 6 May").wait_for()
    expect(page.get_by_role("combobox")).to_have_value("kitchen")


def test_nothing_is_like_what_nothing_is_like(page: Page, site: Path) -> None:
    opened(page, site).fill("xyzzyx")
    expect(page.locator(".search-state")).to_have_text("Nothing found")
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
    assert page.get_by_role("option").count() == 0


def test_what_is_still_composed_is_not_searched_for(page: Page, site: Path) -> None:
    field = opened(page, site)
    field.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "kit", "selectionStart": 3, "selectionEnd": 3})
    expect(field).to_have_value("kit")
    page.evaluate("knowlogSearch.find('tide')")  # time enough for a search that should not be
    assert page.get_by_role("option").count() == 0
    # Enter, while composing, takes what is composed and opens nothing.
    page.evaluate(
        """document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
            { key: "Enter", isComposing: true, bubbles: true, cancelable: true }))"""
    )
    session.send("Input.insertText", {"text": "潮の満ち引き"})
    page.get_by_role("option").first.wait_for()
    expect(page.locator(".search-state")).to_contain_text("14 entries found")


def test_escape_closes_at_once_and_gives_the_focus_back(page: Page, site: Path) -> None:
    page.goto((site / KINDS["home"]).as_uri())
    button = page.get_by_role("button", name="Search")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_role("combobox").fill("tide")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(button).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_have_value("tide")


def test_arrows_go_round_and_are_told_to_a_screen_reader(page: Page, site: Path) -> None:
    field = opened(page, site)
    field.fill("tide")
    page.get_by_role("option").nth(9).wait_for()
    for key, number in (("ArrowUp", 9), ("ArrowDown", 0), ("ArrowDown", 1)):
        page.keyboard.press(key)
        expect(field).to_have_attribute("aria-activedescendant", f"search-hit-{number}")
        expect(page.locator(f"#search-hit-{number}")).to_have_attribute("aria-selected", "true")
    expect(page.locator("[aria-selected=true]")).to_have_count(1)


def test_only_what_stands_there_in_the_end_is_shown(page: Page, site: Path) -> None:
    field = opened(page, site)
    for typed in ("tide", "second", "wikilink", "kitchen"):
        field.fill(typed)
    page.get_by_role("option", name="Kitchen sink 6 May").wait_for()
    field.fill("")
    expect(page.locator(".search-state")).to_contain_text("Words,")
    assert page.get_by_role("option").count() == 0


def test_what_could_not_be_loaded_is_said_and_tried_again(browser: Browser, site: Path) -> None:
    # A page of its own: the browser notes the missing file as an error.
    context = browser.new_context()
    page = context.new_page()
    context.route("**/search/rows-*", lambda route: route.abort())
    opened(page, site).fill("kitchen")
    expect(page.locator(".search-state")).to_contain_text("could not be loaded")
    context.unroute_all()
    page.get_by_role("combobox").fill("kitchen sink")
    page.get_by_role("option", name="Kitchen sink 6 May").wait_for()
    context.close()


def test_a_phone_does_not_zoom_into_the_field(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto((site / KINDS["home"]).as_uri())
    page.get_by_role("button", name="Search").tap()
    size = page.get_by_role("combobox").evaluate(
        "one => parseFloat(getComputedStyle(one).fontSize)"
    )
    assert size >= 16
    box = page.locator("dialog.search").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    context.close()


def test_enter_waits_for_what_is_still_searched_for(page: Page, site: Path) -> None:
    page.goto((site / KINDS["home"]).as_uri())
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("kitchen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kitchen-sink/**")


def test_a_served_page_has_a_clean_address(
    page: Page, site: Path, serve: Callable[[Path], str]
) -> None:
    address = serve(site.parent)
    page.goto(f"{address}site/{KINDS['entry']}")
    assert page.url == f"{address}site/2024/kitchen-sink/"
    page.locator(".prose a.wikilink").first.click()
    page.wait_for_url(f"{address}site/2024/second/")


def test_math_shows_its_font_and_images_hold_their_place(page: Page, site: Path) -> None:
    page.goto((site / KINDS["entry"]).as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate("[...document.fonts].some((f) => f.status === 'loaded')")
    assert page.locator("menclose").evaluate("one => getComputedStyle(one).borderTopWidth") != "0px"
    assert page.locator("img[alt='A picture']").get_attribute("width") == "1"


SHIFTS = """window.shifts = []; new PerformanceObserver((list) => {
    for (const one of list.getEntries()) shifts.push(one.value);
}).observe({ type: "layout-shift", buffered: true });"""


def test_nothing_jumps_while_a_page_comes(browser: Browser, site: Path) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.add_init_script(SHIFTS)
    for kind in ("home", "entry", "odd entry", "about"):
        page.goto((site / KINDS[kind]).as_uri())
        page.locator("html:not(.waits)").wait_for(state="attached")
        page.evaluate("new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
        assert sum(page.evaluate("shifts")) < 0.01, kind
    context.close()


def test_the_contents_follow_the_text(browser: Browser, site: Path) -> None:
    context: BrowserContext = browser.new_context(viewport={"width": 1400, "height": 500})
    page = context.new_page()
    page.goto((site / KINDS["entry"]).as_uri() + "#below-it")
    page.locator(".toc a[aria-current]", has_text="Below it").wait_for()
    context.close()


def test_long_contents_keep_the_part_that_is_read_in_sight(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 500})
    page = context.new_page()
    page.goto((site / KINDS["odd entry"]).as_uri() + "#part-40")
    current = page.locator(".toc a[aria-current]", has_text="Part 40")
    expect(current).to_be_in_viewport()
    context.close()


def test_the_tab_key_stops_only_at_boxes_that_scroll(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((site / KINDS["odd entry"]).as_uri())
    wide, narrow = page.locator(".table").first, page.locator(".table").last
    expect(narrow).not_to_have_attribute("tabindex", "0")
    expect(wide).to_have_attribute("tabindex", "0")


def test_text_runs_in_the_direction_of_its_language(page: Page, site: Path) -> None:
    page.goto((site / KINDS["odd entry"]).as_uri())
    right = "one => getComputedStyle(one).direction"
    assert page.locator(".prose p").first.evaluate(right) == "rtl"
    assert page.locator("pre").first.evaluate(right) == "ltr"
    assert page.locator(".site-head").evaluate(right) == "ltr"


def test_lines_of_code_carry_numbers_that_are_not_copied(page: Page, site: Path) -> None:
    page.goto((site / KINDS["odd entry"]).as_uri())
    line = page.locator(".numbered .line")
    shown = line.evaluate("one => getComputedStyle(one, '::before').content")
    assert shown == '"9"'
    assert line.inner_text().strip() == "def f(): ..."


def test_what_is_looked_at_in_the_graph_stands_out(page: Page, site: Path) -> None:
    page.goto((site / KINDS["graph"]).as_uri())
    dot = page.get_by_role("link", name="Second").first
    dot.focus()
    assert page.locator(".graph path.lit").count() == 1
    assert dot.evaluate("one => getComputedStyle(one.querySelector('text')).opacity") == "1"
    page.keyboard.press("Enter")
    page.wait_for_url("**/second/**")


def test_the_newest_days_of_the_heat_map_are_in_sight(browser: Browser, site: Path) -> None:
    for width in (390, 1440):
        context = browser.new_context(viewport={"width": width, "height": 844})
        page = context.new_page()
        page.goto((site / KINDS["about"]).as_uri())
        last = page.locator(".heat-scroll rect").last.bounding_box()
        assert last
        assert 0 < last["x"] < width - last["width"]
        context.close()


def test_pages_print(page: Page, site: Path) -> None:
    colour = "getComputedStyle(document.querySelector('.code .k')).color"
    page.set_viewport_size({"width": 643, "height": 900})  # A4 less its margins, in CSS pixels
    page.goto((site / KINDS["entry"]).as_uri())
    light = page.evaluate(colour)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(colour) == light
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for gone in (".site-nav", ".tools", ".toc", ".around", ".copy", ".related"):
        assert not page.locator(gone).filter(visible=True).count(), gone
    assert page.get_by_text("Told on request.").is_visible()
    assert page.get_by_text("so that the line has to scroll in its box").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    assert 1 <= printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page>") <= 6
