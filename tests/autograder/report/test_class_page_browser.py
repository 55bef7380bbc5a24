"""The class's pages in a browser: found, filtered and sorted by mouse and by keyboard, and printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from autograder.report.class_page import MOST, write_class_page
from autograder.report.overview import PAGE
from tests.autograder.sample_class import result, sample_class
from tests.conftest import find_browser
from tests.course.book.axe import places, violations
from tests.course.test_browser import PATIENCE, QUIET

pytestmark = pytest.mark.browser
PEOPLE = {"anna": "Anna Ångström", "gone": "Never Here"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the pages of a class lie."""
    root = tmp_path_factory.mktemp("class")
    many = [result(f"s{number:02}") for number in range(40)]
    return write_class_page(root, [*sample_class(), *many], PEOPLE).parent


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """Return a browser's page; what goes wrong in a script fails the test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        yield page
        browser.close()


def shown(page: Page) -> list[str]:
    """Return the logins of the rows in sight, in order."""
    return page.locator("#class tbody tr:visible th").evaluate_all(
        "heads => heads.map(head => head.firstChild.textContent)"
    )


def test_an_address_shows_who_lost_points_in_one_exercise(page: Page, folder: Path):
    page.goto((folder / "bandits.html").as_uri())
    page.get_by_role("link", name="epsilon-greedy", exact=True).click()
    expect(page.locator("#controls output")).to_have_text("3 of 49 students")
    assert shown(page) == ["ben", "cleo", "dora"]
    page.reload()
    expect(page.locator("#controls output")).to_have_text("3 of 49 students")
    page.get_by_label("Show").select_option("missing")
    assert shown(page) == ["gone"]
    assert page.url.endswith("#show=missing")


def test_a_student_is_found_by_login_or_name(page: Page, folder: Path):
    page.goto((folder / PAGE).as_uri())
    page.get_by_label("Find a student").fill("ångs")
    assert shown(page) == ["anna"]
    page.get_by_label("Find a student").fill("s1")
    assert shown(page) == [f"s{number}" for number in range(10, 20)]


def test_a_table_is_sorted_by_keyboard_and_says_so(page: Page, folder: Path):
    page.goto((folder / "bandits.html").as_uri())
    head = page.locator("#class thead th", has_text="Points")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert shown(page)[0] == "anna"
    assert head.get_attribute("aria-sort") == "descending"
    page.keyboard.press("Enter")
    assert set(shown(page)[:2]) == {"fritz", "gone"}, "who has no points comes before a zero"
    page.locator("#class thead button").first.click()
    assert shown(page) == sorted(shown(page))
    assert head.get_attribute("aria-sort") == "none"


def test_of_a_large_class_the_first_are_in_sight_until_all_are_asked_for(
    page: Page, tmp_path: Path
):
    many = [result(f"s{number:03}") for number in range(MOST + 30)]
    page.goto(write_class_page(tmp_path, many).as_uri())
    told = page.locator("#controls output")
    expect(told).to_have_text(f"{MOST + 30} of {MOST + 30} students, the first {MOST} are shown")
    assert len(shown(page)) == MOST
    page.get_by_label("Find a student").fill(f"s{MOST + 20}")
    assert shown(page) == [f"s{MOST + 20}"]
    page.get_by_label("Find a student").fill("")
    page.locator("#class thead button").first.click()
    page.locator("#class thead button").first.click()
    assert shown(page)[0] == f"s{MOST + 29}"
    page.get_by_role("button", name="Show all").click()
    assert len(shown(page)) == MOST + 30


@pytest.mark.parametrize("name", ["bandits.html", PAGE])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_fits_and_everybody_can_use_it(page: Page, folder: Path, name: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((folder / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [(found["id"], places(found)) for found in violations(page)] == []


def test_paper_has_every_row_in_sight_and_no_controls(page: Page, folder: Path):
    page.goto((folder / "bandits.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator("#controls").is_hidden()
    table = page.locator("#class").bounding_box()
    frame = page.locator("#class").locator("..").bounding_box()
    assert table["height"] <= frame["height"] + 1
    page.emulate_media(media="screen")
