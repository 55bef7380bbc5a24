"""The book in a real browser with the network cut: the sample's chapters, and the bandits as they are.

All chapters at once take minutes to build and to look at, and are looked at by `make bench`:

    python -m pytest tests/course/book/test_book_browser.py --whole-book -m every_page
"""

from __future__ import annotations

import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from course.book import Book
from course.book.serve import server
from tests.conftest import find_browser
from tests.course.book import book_sample as sample
from tests.course.book.axe import places, violations
from tests.course.test_browser import QUIET

REPO = Path(__file__).resolve().parents[3]
CUT = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
SHORT = ("a_square.html",)  # of the sample: one exercise, and so two answers
WIDE, NARROW = {"width": 1400, "height": 1000}, {"width": 400, "height": 800}

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]


@dataclass
class Site:
    """A built book, served, and a browser to read it with; ``asked`` and ``failed``: its requests."""

    book: Book
    address: str
    browser: Browser
    asked: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Every page."""
        return sorted(path.name for path in self.book.site.glob("*.html"))

    @property
    def chapters(self) -> list[str]:
        """Every page with a solution on it."""
        return [n for n in self.names if 'class="solution' in (self.book.site / n).read_text()]

    def open(self, context: BrowserContext, name: str) -> Page:
        """Open a page and wait until everything on it is there."""
        page = context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", lambda request: self.failed.append(request.url))
        page.on("pageerror", lambda error: self.failed.append(f"{name}: {error}"))
        page.on(
            "response",
            lambda answer: self.failed.append(answer.url) if answer.status >= 400 else None,
        )
        page.goto(self.address + name)
        page.wait_for_load_state("networkidle")
        page.evaluate("() => window.MathJax?.startup?.promise")
        return page


@pytest.fixture(scope="module")
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Build the book of the sample and the bandits, once, serve it, and start a browser."""
    root = REPO
    if not request.config.getoption("whole_book"):
        root = sample.make_course(tmp_path_factory.mktemp("browsed") / "course")
        shutil.copytree(REPO / "source" / "bandits", root / "source" / "bandits")
    with sample.nobodys_home(tmp_path_factory.mktemp("nobody")):
        book = sample.build(root)
    with server(book.site) as made, sync_playwright() as playwright:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=find_browser(), args=[*QUIET, CUT])
        yield Site(book, f"http://127.0.0.1:{made.server_port}/", browser)
        browser.close()
        made.shutdown()


@pytest.fixture
def context(site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """Return a way to make browser contexts; they are closed afterwards."""
    made: list[BrowserContext] = []

    def make(viewport: dict[str, int] = WIDE, scheme: str = "light") -> BrowserContext:
        made.append(site.browser.new_context(viewport=viewport, color_scheme=scheme))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.mark.every_page
def test_every_page_loads_without_a_failed_or_an_external_request(site: Site, context):
    where = context()
    site.asked.clear()
    site.failed.clear()
    assert len(site.names) >= 11
    for name in site.names:
        page = site.open(where, name)
        for picture in page.locator("img").all():  # they load when they come into view
            picture.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        page.wait_for_function("() => [...document.images].every(i => i.complete)")
        broken = "() => [...document.images].filter(i => !i.naturalWidth).map(i => i.src)"
        assert page.evaluate(broken) == []
        page.close()
    assert site.failed == []
    assert [url for url in site.asked if not url.startswith((site.address, "data:"))] == []


@pytest.mark.every_page
def test_mathematics_is_set_on_every_page_that_has_some(site: Site, context):
    where, pages = context(), 0
    for name in site.names:
        page = site.open(where, name)
        formulas = page.locator(".bd-article .math").count()
        pages += formulas > 0
        assert page.locator(".bd-article .math > mjx-container").count() == formulas, name
        assert page.locator("[data-mjx-error]").count() == 0, name
        page.close()
    assert pages >= 3


@pytest.mark.every_page
def test_each_answer_opens_and_closes(site: Site, context):
    where = context()
    assert {"bandits.html", "discs.html"} <= set(site.chapters) or len(site.chapters) >= 7
    for name in site.chapters:
        page = site.open(where, name)
        answers = page.locator("details:is(.solution, .checks)")
        assert answers.count() >= (2 if name in SHORT else 3)
        for answer in answers.all():
            content = answer.locator(":scope > :not(summary)").first
            expect(content).to_be_hidden()
            answer.locator("summary").click()
            expect(content).to_be_visible()
            expect(answer.locator("summary")).to_contain_text("Hide")
            answer.locator("summary").click()
            expect(content).to_be_hidden()


@pytest.mark.parametrize("name", ["index.html", "bandits.html"])
def test_search_finds_epsilon(site: Site, context, name: str):
    page = site.open(context(), name)
    page.keyboard.press("Control+k")
    page.keyboard.type("epsilon")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=epsilon*")
    found = page.locator("#search-results li a[href^='bandits.html']")
    expect(found.first).to_be_visible()


def test_it_follows_the_system_into_the_dark_and_the_button_out_of_it(site: Site, context):
    page = site.open(context(scheme="dark"), "bandits.html")
    brightness = "() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    assert max(page.evaluate(brightness)) < 60
    page.locator(".bd-header-article .theme-switch-button").click()
    page.get_by_role("button", name="Light").click()
    expect(page.locator("html[data-theme=light]")).to_have_count(1)
    assert min(page.evaluate(brightness)) > 200


@pytest.mark.every_page
def test_nothing_sticks_out_of_a_telephone(site: Site, context):
    where = context(NARROW)
    for name in site.names:
        page = site.open(where, name)
        page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 400, name
        page.close()


def test_a_telephone_finds_the_contents_behind_a_button(site: Site, context):
    page = site.open(context(NARROW), "bandits.html")
    link = page.locator(".book-nav a", has_text="Glossary")
    expect(link.first).to_be_hidden()
    page.locator(".bd-header-article .primary-toggle").click()
    page.locator(".book-nav a:visible", has_text="Glossary").click()
    expect(page.locator(".bd-article h1")).to_contain_text("Glossary")


def test_the_keyboard_reaches_the_text_opens_an_answer_and_turns_the_page(site: Site, context):
    page = site.open(context(), "discs.html")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Skip to main content")
    page.keyboard.press("Enter")
    tab_to(page, "Show solution")
    page.keyboard.press("Enter")
    expect(page.locator("details.solution[open]")).to_have_count(1)
    tab_to(page, "next")
    page.keyboard.press("Enter")
    page.wait_for_url("**/a_square.html")


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says these words."""
    for _ in range(60):
        page.keyboard.press("Tab")
        said = page.evaluate("() => document.activeElement.textContent").strip()
        if said.startswith(words):
            return
    pytest.fail(f"the keyboard does not reach {words!r}")


def test_a_movie_is_fetched_when_it_is_played_and_not_before(site: Site, context):
    site.asked.clear()
    page = site.open(context(), "discs.html")
    assert not [url for url in site.asked if url.endswith(".mp4")]
    movie = page.locator("video").first
    movie.evaluate("video => video.play()")
    expect(movie).to_have_js_property("paused", False)
    assert [url for url in site.asked if url.endswith(".mp4")]


def test_a_figure_is_there_to_be_touched_and_only_where_it_belongs(site: Site, context):
    site.asked.clear()
    page = site.open(context(), "bandits.html")
    page.locator(".bandit-arm").first.click()
    expect(page.locator(".touch-says")).to_contain_text("Morning 1, left clearing")
    assert any("/_static/figures/bandits.js?v=" in url for url in site.asked)
    site.asked.clear()
    site.open(context(), "discs.html")
    assert not [url for url in site.asked if "/figures/" in url]


@pytest.mark.every_page
@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [(WIDE, "light"), (NARROW, "dark")],
    ids=["wide and light", "narrow and dark"],
)
def test_axe_finds_nothing_serious_on_any_page(site: Site, context, viewport, scheme: str):
    where, found = context(viewport, scheme), []
    for name in site.names:
        page = site.open(where, name)
        page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
        page.add_style_tag(content="* { animation: none !important; transition: none !important }")
        page.wait_for_timeout(100)  # for tabindex to follow what scrolls now
        for each in violations(page):
            if each["impact"] in ("serious", "critical"):
                found.append((name, each["id"], len(each["nodes"]), places(each)))
        page.close()
    assert found == []


def test_the_archive_reads_from_a_folder_without_any_server(site: Site, context, tmp_path: Path):
    with zipfile.ZipFile(site.book.archive) as packed:
        packed.extractall(tmp_path)
    page = context().new_page()
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto((tmp_path / "peter-and-the-wolf" / "index.html").as_uri())
    page.locator(".station").first.click()
    page.wait_for_load_state("networkidle")
    assert page.locator("mjx-container").count() > 0
    assert failed == []
    # Chromium lets no page read other files, so there are results, but no summaries of them.
    page.goto(page.url.rpartition("/")[0] + "/search.html?q=epsilon")
    expect(page.locator("#search-results li a").first).to_be_visible()
