"""A student's first quarter of an hour, in a real browser: open, run, read, fill in, validate."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from course.handout.kit import build_kit
from course.instructor.samples import fill_solutions
from tests.conftest import find_browser
from tests.course.kit_home import StudentHome, set_up

ASSIGNMENT = "bandits"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Milliseconds. Nothing here is timed: what comes is waited for, and only what never comes ends this.
PATIENCE = 900_000

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> StudentHome:
    """Return the home of somebody who has the kit, set it up, and has nothing else of the course."""
    folder, repo = tmp_path_factory.mktemp("student"), Path(__file__).resolve().parents[2]
    student = set_up(folder / "home", build_kit(repo, [ASSIGNMENT], folder).path)
    student.install(student.wheel)
    return student


@pytest.fixture(scope="module")
def address(student: StudentHome) -> Iterator[str]:
    """Start ``course learn`` on a private copy and return where it can be visited."""
    server = subprocess.Popen(
        [student.python.with_name("course"), "learn", ASSIGNMENT, "--no-browser"],
        cwd=student.kit,
        env=student.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = []
        for line in server.stdout:
            said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\S+", line):
                break
        else:
            pytest.fail("course learn ended before it gave an address:\n" + "".join(said))
        yield found[0]
    finally:
        server.terminate()
        server.communicate(timeout=60)


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """Open the address in a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page.goto(address)
        yield page
        browser.close()


@pytest.fixture
def solved(repo: Path, student: StudentHome) -> nbformat.NotebookNode:
    """Return the notebook a perfect student ends with."""
    name = f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
    nb = nbformat.read(student.kit / "release" / name, as_version=4)
    fill_solutions(nb, nbformat.read(repo / "source" / name, as_version=4))
    return nb


def picture(page: Page, name: str) -> None:
    """Keep a picture for a person to look at, where one is asked for."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def cell(page: Page, nb: nbformat.NotebookNode, grade_id: str) -> Locator:
    """Return the cell of a grade_id, scrolled into view."""
    place = next(i for i, c in enumerate(nb.cells) if c.id == grade_id)
    found = page.locator(".jp-Notebook .jp-Cell").nth(place)
    found.scroll_into_view_if_needed()
    return found


def folded(target: Locator) -> Locator:
    """Return the line that stands for the code of a folded cell."""
    return target.locator(".jp-InputPlaceholder .jp-PlaceholderText")


def outputs(target: Locator) -> Locator:
    """Return what a cell has put out."""
    return target.locator(".jp-OutputArea-output")


def validate(page: Page) -> Locator:
    """Press the button and return what it says, whatever that is, once it has said it."""
    page.get_by_role("button", name="Validate").click()
    said = page.locator(".jp-Dialog-content")
    expect(said).to_contain_text("Validation")
    return said


def write_and_run(page: Page, target: Locator, text: str) -> None:
    """Replace what a cell says, and run it."""
    target.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(text)
    page.keyboard.press("Shift+Enter")


def answer(page: Page, target: Locator, text: str) -> None:
    """Write an answer into a text cell."""
    target.locator(".jp-RenderedMarkdown").dblclick()
    write_and_run(page, target, text)


def menu(page: Page, *path: str) -> None:
    """Choose from the menus at the top."""
    for entry in path:
        page.get_by_role("menuitem", name=entry, exact=True).first.click()


@pytest.mark.timeout(1800)
def test_a_student_runs_all_reads_the_blank_fills_it_in_and_validates(page: Page, solved):
    to_do = [c for c in solved.cells if c.metadata.get("nbgrader", {}).get("solution")]
    exercises = [c.id for c in to_do if c.cell_type == "code"]
    questions = [c.id for c in to_do if c.cell_type == "markdown"]
    expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(len(solved.cells))
    picture(page, "1-opened")
    first_tests = f"{exercises[0]}-tests"
    test = cell(page, solved, first_tests)
    texts = {c.id: c.source for c in solved.cells}
    expect(folded(test)).to_have_text(texts[first_tests].splitlines()[0])

    said = validate(page).inner_text()
    assert "Exercise 1 · " in said
    assert said.count("✎ fill in: ") == len(exercises), "each once, and no code around it"
    picture(page, "2-nothing-done-validated")
    page.locator(".jp-Dialog").get_by_role("button", name="OK").click()

    menu(page, "Run", "Run All Cells")
    error = outputs(test)
    expect(error).to_contain_text("fill in:")
    expect(error).not_to_contain_text("SyntaxError")
    expect(folded(test)).to_be_visible()
    shown = [c.id for c in solved.cells if "showcase" in c.metadata.get("tags", [])]
    expect(outputs(cell(page, solved, shown[0]))).not_to_have_count(0)  # "Run all" runs them, too
    error.scroll_into_view_if_needed()
    picture(page, "3-blank-named")

    write_and_run(page, cell(page, solved, exercises[0]), texts[exercises[0]])
    page.keyboard.press("Shift+Enter")
    expect(error).to_contain_text("✓")
    expect(folded(test)).to_be_visible()
    picture(page, "4-one-filled-in")
    folded(test).click()
    expect(test.locator(".cm-content")).to_contain_text(texts[first_tests].splitlines()[-1])

    for grade_id in exercises[1:]:
        write_and_run(page, cell(page, solved, grade_id), texts[grade_id])
    for grade_id in questions:
        answer(page, cell(page, solved, grade_id), "When pulls are cheap and arms are many.")
    said = validate(page).inner_text()
    picture(page, "5-validated")
    assert "Success" in said


def test_students_are_not_offered_what_only_instructors_can_use(page: Page):
    expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible()
    expect(page.get_by_role("button", name="Validate")).to_be_visible()
    assert page.get_by_role("menuitem", name="Nbgrader").count() == 0
