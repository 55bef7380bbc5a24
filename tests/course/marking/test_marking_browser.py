"""Marking in a real browser, by keyboard: what was shown as saved is, and what students wrote does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import find_browser
from tests.course.book.axe import places, violations
from tests.course.marking.classroom import (
    DRAWN,
    TASK,
    WHY,
    HandIn,
    answer_of,
    command,
    copied,
    desk_of,
    graded,
    hand_in,
    question,
    served,
)
from tests.course.marking.test_desk import by_formgrader, in_gradebook
from tests.course.test_browser import QUIET

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        expect.set_options(timeout=30_000)
        yield browser
        browser.close()


@pytest.fixture
def sheet(browser: Browser, root: Path) -> Iterator[Sheet]:
    """Open the first question of a class of one's own."""
    with served(root) as url:
        sheet = Sheet(browser, root, url)
        yield sheet
        sheet.context.close()


class Sheet:
    """A page on which a question is marked, and what it asked for."""

    def __init__(self, browser: Browser, root: Path, url: str) -> None:
        self.root, self.url = root, url
        self.context = browser.new_context()
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page = self.open()

    def open(self, name: str = WHY) -> Page:
        """Open a question in a new tab."""
        page = self.context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{self.url}q/{question(desk_of(self.root), name).key}")
        expect(page.locator(".answer.current")).to_have_count(1)
        return page

    def choose(self, student: str, page: Page | None = None, name: str = WHY) -> None:
        """Go to a student's answer, by keyboard."""
        page, desk = page or self.page, desk_of(self.root)
        key = answer_of(desk, student, name).key
        for _ in desk.answers(question(desk, name)):
            page.keyboard.press("p")
        for _ in desk.answers(question(desk, name)):
            if page.locator(f"#a-{key}.current").count():
                return
            page.keyboard.press("n")
        raise AssertionError(f"{student}'s answer can't be reached")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text("saved")


def test_all_is_marked_by_keyboard_and_the_gradebook_holds_what_was_typed(sheet: Sheet):
    page = sheet.page
    expect(page.locator("#far")).to_have_text("1 of 6 marked")
    sheet.choose("ada")
    press(page, "2", "ArrowRight")
    saved(page)
    press(page, "c")
    page.keyboard.type("Why half?")
    press(page, "Escape")
    saved(page)
    sheet.choose("bob17")
    press(page, "r", "1", "f")
    saved(page)
    sheet.choose("eve")
    press(page, "c")
    page.keyboard.type("No.\nNot here.")
    press(page, "Control+Enter")  # saves, and goes on
    sheet.choose("eve")
    press(page, "3", "ArrowLeft", "ArrowLeft", "x", "0")
    saved(page)
    given = {name: in_gradebook(sheet.root, name) for name in ("ada", "bob17", "eve")}
    assert {name: (one["manual_score"], one["comment"]) for name, one in given.items()} == {
        "ada": (2.5, "Why half?"),
        "bob17": (3.0, "Why half?"),
        "eve": (0.0, "No.\nNot here."),
    }
    assert not any(one["needs_manual_grade"] for one in given.values())
    expect(page.locator("#far")).to_have_text("4 of 6 marked")
    press(page, "z")
    expect(page.get_by_role("button", name="Give 0 to the answer that is empty")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#far")).to_have_text("5 of 6 marked")
    assert in_gradebook(sheet.root, "dan")["manual_score"] == 0.0
    press(page, "Enter")  # to the only one that has no mark
    expect(page.locator(".current .state")).to_have_text("")
    press(page, "1")
    saved(page)
    assert in_gradebook(sheet.root, "fay")["manual_score"] == 1.0
    press(page, "Enter", "Enter")
    expect(page).not_to_have_url(re.compile(question(desk_of(sheet.root)).key))
    assert sheet.errors == []


def test_points_up_to_twelve_are_typed_and_what_is_too_much_is_said(sheet: Sheet):
    page = sheet.open(TASK)
    sheet.choose("ada", page, TASK)
    press(page, "1", "3", "Enter")
    expect(page.locator("#trouble")).to_contain_text("a number from 0 to 12")
    assert in_gradebook(sheet.root, "ada", TASK)["manual_score"] is None
    press(page, "Escape", "1", "1", ".", "5", "Enter")
    sheet.choose("ada", page, TASK)
    saved(page)
    assert in_gradebook(sheet.root, "ada", TASK)["manual_score"] == 11.5
    sheet.choose("ada")
    press(sheet.page, "9")
    expect(sheet.page.locator("#trouble")).to_contain_text("from 0 to 3")
    assert in_gradebook(sheet.root, "ada")["manual_score"] is None


@pytest.mark.parametrize("name", [WHY, DRAWN])
def test_what_a_hostile_student_wrote_does_nothing(sheet: Sheet, name: str):
    page = sheet.open(name)
    sheet.choose("eve", page, name)
    card = page.locator(".answer.current")
    expect(card).to_contain_text("A cover")
    expect(card.locator(".math:not([role])")).to_have_count(0)
    for locator in (
        "script",
        "iframe",
        "form",
        "input",
        "style",
        "link",
        "[id=told]",
        "a:not(.picture)",
    ):
        assert card.locator(f".work {locator}").count() == 0, locator
    assert page.evaluate("window.run") is None
    assert page.locator("#told").count() == 1
    assert (
        page.evaluate("""() => [...document.querySelectorAll('.current .work, .current .work *')]
        .filter(e => !['static', 'relative'].includes(getComputedStyle(e).position)
            && !e.closest('mjx-container')).length""")
        == 0
    )
    # neither clicks nor keys land anywhere but where they should
    for word in ("here", "press", "over"):
        card.locator(".work").get_by_text(word).first.click()
    if name == WHY:
        card.locator("mjx-container").first.click()
    press(page, "1")
    saved(page)
    page.locator("#points button").last.click()
    expect(page.locator("#points button").last).to_have_attribute("aria-pressed", "true")
    assert page.url.startswith(sheet.url)
    assert [asked for asked in sheet.asked if not asked.startswith(sheet.url)] == []
    assert page.evaluate("window.run") is None


def test_formulas_and_pictures_are_shown_and_a_formula_with_a_less_sign_is_whole(sheet: Sheet):
    sheet.choose("ada")
    card = sheet.page.locator(".answer.current")
    expect(card.locator("[role=img][aria-label='\\\\sum_{i<n} 1'] svg")).to_have_count(1)
    assert (
        card.locator(".work .picture img").evaluate(
            "image => image.decode().then(() => image.naturalWidth)"
        )
        == 120
    )
    page = sheet.open(DRAWN)
    sheet.choose("ada", page, DRAWN)
    drawn = page.locator(".answer.current .work .picture img")
    assert drawn.evaluate("image => image.decode().then(() => image.naturalWidth)") == 120


def test_killed_in_the_middle_loses_nothing_that_was_shown_as_saved(browser: Browser, root: Path):
    with command(root) as (url, process):
        sheet = Sheet(browser, root, url)
        page = sheet.page
        for student, points in (("ada", "2"), ("bob17", "1")):
            sheet.choose(student)
            press(page, points)
            saved(page)
        process.kill()
        process.wait()
        press(page, "3")
        expect(page.locator("#saved")).to_have_text("not saved")
        expect(page.locator("#trouble")).to_contain_text("course mark")
    assert in_gradebook(root, "ada")["manual_score"] == 2.0
    assert in_gradebook(root, "bob17")["manual_score"] == 1.0
    with served(root) as url:  # taken up where it was left
        page.goto(f"{url}q/{question(desk_of(root)).key}")
        expect(page.locator("#far")).to_have_text("3 of 6 marked")
        expect(page.locator(".answer.current .chip")).to_have_text("")
    sheet.context.close()


def test_two_tabs_lose_neither_points_nor_a_comment(sheet: Sheet):
    one, other = sheet.page, sheet.open()
    sheet.choose("ada", one)
    sheet.choose("ada", other)
    other.route("**/now", lambda route: route.abort())  # the other tab has not looked since
    press(one, "2", "c")
    one.keyboard.type("Mine.")
    press(one, "Escape")
    saved(one)
    press(other, "3")
    expect(other.locator("#trouble")).to_contain_text("2 points were given elsewhere")
    other.unroute("**/now")
    press(other, "c")
    other.keyboard.type("No, mine.")
    press(other, "Escape")
    expect(other.locator("#trouble")).to_contain_text("“Mine.”")
    assert in_gradebook(sheet.root, "ada")["manual_score"] == 2.0
    assert in_gradebook(sheet.root, "ada")["comment"] == "Mine."
    expect(other.locator("#comment")).to_have_value("No, mine.")
    press(other, "c", "Control+Enter")
    sheet.choose("ada", other)
    press(other, "3")
    saved(other)
    assert in_gradebook(sheet.root, "ada")["manual_score"] == 3.0
    assert in_gradebook(sheet.root, "ada")["comment"] == "No, mine."


def test_an_answer_handed_in_after_marking_is_shown_beside_the_one_that_was_marked(sheet: Sheet):
    page = sheet.page
    sheet.choose("ada")
    press(page, "2")
    saved(page)
    hand_in(sheet.root, "ada", HandIn("Something else."))
    graded(sheet.root)
    press(page, "3")
    expect(page.locator("#trouble")).to_contain_text("load the page again")
    assert in_gradebook(sheet.root, "ada")["manual_score"] == 2.0
    page.reload()
    sheet.choose("ada")
    card = page.locator(".answer.current")
    expect(card.locator(".state")).to_have_text("changed since it was marked")
    expect(card.locator(".work").first).to_contain_text("Something else.")
    expect(card.locator(".chip")).to_have_text("2 of 3")
    card.locator("summary").click()
    expect(card.locator(".before")).to_contain_text("It is fair")
    press(page, "y")
    saved(page)
    expect(card.locator(".state")).to_have_text("")
    assert in_gradebook(sheet.root, "ada")["needs_manual_grade"] is False


def test_what_formgrader_s_user_gives_meanwhile_is_shown_when_one_comes_back(sheet: Sheet):
    by_formgrader(sheet.root, "ada", manual_score=1)
    sheet.choose("ada")
    sheet.page.evaluate("dispatchEvent(new Event('focus'))")
    expect(sheet.page.locator(".answer.current .chip")).to_have_text("1 of 3")


def test_nothing_stands_in_the_way_of_who_can_t_see_or_has_no_mouse(
    browser: Browser, graded_class: Path, tmp_path: Path
):
    root = copied(graded_class, tmp_path / "class")
    by_formgrader(root, "ada", manual_score=1)
    found = []
    with served(root) as url:
        for scheme, width, names in (("light", 1400, (DRAWN, TASK)), ("dark", 400, (WHY,))):
            context = browser.new_context(
                color_scheme=scheme, viewport={"width": width, "height": 900}
            )
            page = context.new_page()
            for path in ("", *(f"q/{question(desk_of(root), name).key}" for name in names)):
                page.goto(url + path)
                page.wait_for_load_state("networkidle")
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                found += [(scheme, width, v["id"], places(v)) for v in violations(page)]
            context.close()
    assert found == []
