"""The fixtures themselves: a page opens, runs its script, and cannot call out unnoticed."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.watch import Watch

HEAD = "<!doctype html><link rel=icon href='data:,'>"


def test_a_served_page_opens_and_runs(
    page: Page, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    script = "<script>document.querySelector('p').textContent = 'after'</script>"
    (tmp_path / "index.html").write_text(f"{HEAD}<p>before</p>{script}", encoding="utf-8")
    page.goto(serve(tmp_path))
    assert page.inner_text("p") == "after"


def test_calls_to_other_hosts_and_failing_scripts_are_noticed(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    body = "<img src='http://127.0.0.2:9/x.png'><script>missing()</script>"
    (tmp_path / "index.html").write_text(HEAD + body, encoding="utf-8")
    context = browser.new_context()
    watch = Watch(context)
    context.new_page().goto(serve(tmp_path))
    context.close()
    noticed = "\n".join(watch.complaints)
    assert "asked for http://127.0.0.2:9/x.png" in noticed
    assert "missing is not defined" in noticed
