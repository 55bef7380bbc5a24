"""Does a class get through its chapter on a real JupyterHub, and back, in a real browser?

    python tests/bench/hub.py --hub .venv-hub [--screenshots DIR]

A hub on loopback, two students and an instructor, each with an account of their own: release, fetch, fill in,
validate, hand in, collect, grade, feedback back. Students have the kit's environment and nothing of the course;
what they and the instructor do, they do in JupyterLab. A line for each fault that such a walk once had, and for
each step its seconds. Needs root, for the three accounts, and Chromium; nothing stays.
"""

from __future__ import annotations

import argparse
import csv
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import nbformat
from hub_machine import (
    INSTRUCTOR,
    PASSWORD,
    REPO,
    STUDENTS,
    add_users,
    as_user,
    environment,
    give_to,
    in_a_namespace,
    make_way,
    own_course,
    running_hub,
)
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from course.handout.kit import build_kit
from course.instructor.samples import fill_solutions
from tests.conftest import find_browser

ASSIGNMENT = "bandits"
PATIENCE = 300_000  # milliseconds; nothing here is timed by it
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SETUP = f"{ASSIGNMENT}-setup"


class Walk:
    """Keeps what was found, and says it."""

    def __init__(self, screenshots: Path | None) -> None:
        self.wrong = 0
        self.screenshots = screenshots

    def broken_off(self, browser: Browser) -> None:
        """Keep a picture of every screen as it is."""
        for number, context in enumerate(browser.contexts):
            self.picture(context.pages[0], f"broken-off-{number}")

    def found(self, fault: str, fine: bool, detail: str = "") -> None:
        """Say whether a fault is gone."""
        self.wrong += not fine
        print(f"  {'✓' if fine else '✗'} {fault}{f': {detail}' if detail else ''}", flush=True)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Say how long a step takes."""
        begun = time.monotonic()
        yield
        print(f"{time.monotonic() - begun:6.1f} s  {name}", flush=True)

    def picture(self, page: Page, name: str) -> None:
        """Keep a picture for a person to look at."""
        if self.screenshots:
            page.screenshot(path=self.screenshots / f"{name}.png")


class Desk:
    """Somebody's JupyterLab on the hub, in a browser of their own."""

    def __init__(self, browser: Browser, address: str, name: str) -> None:
        self.name, self.address = name, f"{address}/user/{name}"
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        context.set_default_timeout(PATIENCE)
        self.page = context.new_page()
        self.page.goto(f"{address}/hub/login")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(re.compile(rf"/user/{name}/lab"))
        self.done = 0
        self.lab()

    def lab(self) -> None:
        """Open Lab anew, with nothing but the launcher, and wait until it is there."""
        self.page.goto(f"{self.address}/lab?reset")
        expect(self.page.locator(".jp-LauncherCard", has_text="Terminal")).to_be_visible()

    def open(self, path: str) -> None:
        """Open a notebook."""
        self.page.goto(f"{self.address}/lab/tree/{path}?reset")
        expect(self.page.locator(".jp-Notebook .jp-Cell").first).to_be_visible()

    def choose(self, *entries: str) -> None:
        """Choose from the menus at the top."""
        for entry in entries:
            self.page.get_by_role("menuitem", name=entry, exact=True).first.click()

    def offered(self) -> list[str]:
        """Return what the menu Nbgrader offers."""
        self.choose("Nbgrader")
        entries = self.page.locator("#jp-mainmenu-nbgrader .lm-Menu-item:not(.lm-mod-hidden)")
        expect(entries.first).to_be_visible()
        named = [text for text in entries.locator(".lm-Menu-itemLabel").all_inner_texts() if text]
        self.page.keyboard.press("Escape")
        return named

    def said(self, command: str) -> tuple[int, str]:
        """Run a command in a terminal of Lab, as its user would; return its exit code and what it said."""
        self.done += 1
        out = (
            Path(as_user(self.name, "/bin/sh", "-c", "echo ~").stdout.strip())
            / f".said-{self.done}"
        )
        if not self.page.locator(".jp-Terminal").count():
            self.page.locator(".jp-LauncherCard", has_text="Terminal").click()
        self.page.locator(".jp-Terminal .xterm-screen").first.click()
        time.sleep(1 if self.done > 1 else 5)  # a shell that still starts swallows what is typed
        self.page.keyboard.type(
            f"({command}) > {out}.part 2>&1; echo $? >> {out}.part; mv {out}.part {out}"
        )
        self.page.keyboard.press("Enter")
        deadline = time.monotonic() + PATIENCE / 1000
        while not out.is_file():
            if time.monotonic() > deadline:
                sys.exit(f"hub: {self.name}'s terminal does not come back from: {command}")
            time.sleep(0.2)
        *lines, code = out.read_text().splitlines()
        return int(code), "\n".join(lines)

    def validated(self) -> str:
        """Press Validate and return what it says."""
        self.page.get_by_role("button", name="Validate").click()
        said = self.page.locator(".jp-Dialog-content")
        expect(said).to_contain_text("Validation")
        return said.inner_text()

    def agree(self) -> None:
        """Close what Lab asks or says."""
        self.page.locator(".jp-Dialog .jp-mod-accept").click()

    def first_cell(self) -> str:
        """Run the notebook's set-up cell and return what it puts out."""
        nb = nbformat.read(REPO / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
        place = next(i for i, cell in enumerate(nb.cells) if cell.id == SETUP)
        cell = self.page.locator(".jp-Notebook .jp-Cell").nth(place)
        cell.scroll_into_view_if_needed()
        expect(self.page.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute(
            "data-status", "idle"
        )
        cell.locator(".jp-InputPrompt").click()
        expect(cell).to_have_class(re.compile("jp-mod-selected"))
        self.page.get_by_role("button", name=re.compile("^Run this cell")).click()
        expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))
        return "\n".join(cell.locator(".jp-OutputArea-output").all_inner_texts())

    def assignments(self) -> Locator:
        """Open the list of assignments and return it."""
        self.lab()
        self.choose("Nbgrader", "Assignment List")
        return self.page.locator(".nbgrader-mainarea-widget")


def solved() -> nbformat.NotebookNode:
    """Return the notebook a perfect student ends with."""
    name = f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
    nb = nbformat.read(REPO / "release" / name, as_version=4)
    fill_solutions(nb, nbformat.read(REPO / "source" / name, as_version=4))
    return nb


def clutter(home: Path, name: str) -> None:
    """Put beside a student's notebook what students put there."""
    place = home / ASSIGNMENT
    shutil.copytree(REPO / "lib", place / "lib")
    (place / ".venv").mkdir()
    (place / ".venv" / "pyvenv.cfg").write_text("home = /usr")
    (place / "film.mp4").write_bytes(b"0" * 25_000_000)
    give_to(name, place)


def set_up(hub: Path, folder: Path) -> tuple[Path, Path, Path]:
    """Make the machine: users, the students' environment from the kit, the instructor's course."""
    add_users(folder)
    kit = build_kit(REPO, [ASSIGNMENT], folder).path
    with zipfile.ZipFile(kit) as stream:
        stream.extractall(folder)
    students = environment(folder / "opt-hub", hub)
    wheel = next((folder / "rl-course-kit").glob("*.whl"))
    install(students, wheel)
    course = own_course(folder / "home" / INSTRUCTOR / "course", ASSIGNMENT)
    python = environment(course / ".venv", hub)
    install(python, "--no-build-isolation", "--editable", course)
    give_to(INSTRUCTOR, course)
    return students, python, course


def install(python: Path, *what: object) -> None:
    """Install what lies here, and nothing that it needs: that is there."""
    line = [python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", *what]
    subprocess.run([str(part) for part in line], check=True)


def told(walk: Walk, desk: Desk) -> None:
    """Say what hub-check says in somebody's terminal of Lab."""
    code, lines = desk.said("course hub-check")
    bad = [line.strip() for line in lines.splitlines() if line.strip()[:1] not in ("✓", "A")]
    walk.found(
        f"course hub-check in {desk.name}'s terminal: all as it should be",
        code == 0,
        "; ".join(bad),
    )


def student_begins(walk: Walk, desk: Desk, home: Path) -> None:
    """Fetch, open, validate, run the first cell."""
    offered = desk.offered()
    walk.found(
        "students see no menu of instructors", offered == ["Assignment List"], ", ".join(offered)
    )
    listed = desk.assignments()
    row = listed.locator("#released_assignments_list .list_item", has_text=ASSIGNMENT)
    expect(row).to_contain_text("peter")
    walk.picture(desk.page, f"{desk.name}-1-assignments")
    walk.found(
        "Exchange.root and course_id reach the student", True, "the list shows bandits, of peter"
    )
    row.get_by_role("button", name="Fetch").click()
    fetched = listed.locator("#fetched_assignments_list .list_item", has_text=ASSIGNMENT).first
    expect(fetched).to_be_visible()
    assert (home / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").is_file()
    desk.open(f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    said = desk.validated()
    walk.picture(desk.page, f"{desk.name}-2-validated")
    fine = "fill in:" in said and "did not provide a response" not in said
    walk.found("Validate says what is to be done", fine, " ".join(said.split())[:90])
    desk.agree()
    out = desk.first_cell()
    walk.picture(desk.page, f"{desk.name}-3-first-cell")
    walk.found("lib is there: the first cell runs", "Error" not in out, out[:80])
    answer = desk.page.request.get(f"{desk.address}/formgrader")
    walk.found("students have no Formgrader", answer.status == 404, f"{answer.status}")


def student_hands_in(
    walk: Walk, desk: Desk, home: Path, nb: nbformat.NotebookNode, inbound: Path
) -> None:
    """Fill in, validate again, hand in from the list with a cluttered folder."""
    nbformat.write(nb, home / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
    clutter(home, desk.name)
    desk.open(f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    said = desk.validated()
    walk.picture(desk.page, f"{desk.name}-4-validated")
    print(f"    Validate says to {desk.name}: {' '.join(said.split())[:100]}")
    desk.agree()
    listed = desk.assignments()
    row = listed.locator("#fetched_assignments_list .list_item", has_text=ASSIGNMENT).first
    row.get_by_role("button", name="Submit").click()
    expect(
        listed.locator("#submitted_assignments_list .list_item", has_text=ASSIGNMENT).first
    ).to_be_visible()
    walk.picture(desk.page, f"{desk.name}-5-submitted")
    (handed,) = inbound.glob(f"{desk.name}+{ASSIGNMENT}+*")
    names = sorted(str(p.relative_to(handed)) for p in handed.rglob("*") if p.is_file())
    wanted = [f"{ASSIGNMENT}.ipynb", "submission_secret.txt", "timestamp.txt"]
    walk.found(
        "lib/, .venv/ and a film beside the notebook are not handed in",
        names == wanted,
        ", ".join(names),
    )


def instructor_looks(walk: Walk, desk: Desk) -> None:
    """Open Formgrader in Lab, and see whom else the frame would let in."""
    desk.lab()
    desk.choose("Nbgrader", "Formgrader")
    frame = desk.page.frame_locator("iframe").first
    expect(frame.get_by_role("link", name=ASSIGNMENT, exact=True)).to_be_visible()
    walk.picture(desk.page, "prof-formgrader")
    walk.found("Formgrader opens inside JupyterLab and finds the course", True, ASSIGNMENT)
    policies = {
        where: desk.page.request.get(address).headers.get("content-security-policy", "")
        for where, address in (
            ("Formgrader", f"{desk.address}/formgrader"),
            ("Lab", f"{desk.address}/lab"),
            ("the hub", f"{desk.address.partition('/user')[0]}/hub/home"),
        )
    }
    fine = "'self'" in policies["Formgrader"] and all(
        "frame-ancestors 'none'" in policies[name] for name in ("Lab", "the hub")
    )
    walk.found(
        "nothing but Formgrader may be framed",
        fine,
        "; ".join(f"{k} {v.partition(';')[0]}" for k, v in policies.items()),
    )


def points(walk: Walk, table: Path) -> None:
    """Say who got what: one did everything, the other the first exercise."""
    with table.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    got = {
        name: sum(float(row["points"] or 0) for row in rows if row["student"] == name)
        for name in STUDENTS
    }
    print(f"    {got}")
    ada, bert = (got[name] for name in STUDENTS)
    walk.found(
        "who did all has more points than who did one exercise, and neither none", ada > bert > 0
    )


def feedback(walk: Walk, desk: Desk, home: Path, course: Path) -> None:
    """Fetch feedback from the list of assignments: the page that the course has of this student."""
    listed = desk.assignments()
    row = listed.locator("#submitted_assignments_list .list_item", has_text=ASSIGNMENT).first
    row.get_by_role("button", name="Fetch Feedback").click()
    expect(listed.get_by_text("view feedback")).to_be_visible()
    walk.picture(desk.page, f"{desk.name}-6-feedback")
    pages = list((home / ASSIGNMENT / "feedback").rglob("*.html"))
    own = course / "feedback" / desk.name / ASSIGNMENT / f"{ASSIGNMENT}.html"
    fine = [page.read_bytes() for page in pages] == [own.read_bytes()]
    walk.found(f"{desk.name} gets feedback, and one's own", fine, f"{len(pages)} page")


def before_the_hub(walk: Walk, hub: Path, folder: Path) -> Path:
    """Make the machine, write what the hub is told, mend what hub-check finds missing; return the fragment."""
    with walk.step("a machine with three accounts and two environments"):
        students, python, course = set_up(hub, folder)
    exchange, place = folder / "exchange", folder / "rl-hub"
    check = [python.with_name("course"), "hub-check", place]
    write = [*check, "--write", "--instructors", INSTRUCTOR, "--exchange", exchange]
    write += ["--students-python", students]
    subprocess.run([str(x) for x in write], cwd=course, check=True, stdout=subprocess.DEVNULL)
    found = as_user(INSTRUCTOR, *check, check=False)
    missing = [line.strip() for line in found.stdout.splitlines() if "✗" in line]
    walk.found("hub-check names what is missing", found.returncode == 1, f"{len(missing)} lines")
    for line in missing:
        print(f"      {line.replace(str(folder), '…')}")
    exchange.mkdir()
    exchange.chmod(0o1777)
    course.chmod(0o700)
    found = as_user(INSTRUCTOR, *check, check=False)
    walk.found("and nothing once it is mended", found.returncode == 0, found.stderr)
    found = subprocess.run(
        [str(x) for x in [*check, "--student", STUDENTS[0]]],
        capture_output=True,
        text=True,
        cwd="/",
    )
    walk.found("nor as root, with a student's eyes", found.returncode == 0, found.stderr)
    return place / "jupyterhub_config.py"


def handed_in() -> Iterator[nbformat.NotebookNode]:
    """Yield what the students hand in: everything, and the first exercise alone."""
    right = solved()
    first = next(c for c in right.cells if c.metadata.get("nbgrader", {}).get("solution"))
    half = nbformat.read(REPO / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    half.cells = [first if cell.id == first.id else cell for cell in half.cells]
    yield from (right, half)


def walk_through(walk: Walk, browser: Browser, address: str, folder: Path) -> None:
    """Walk from release to feedback."""
    homes = {name: folder / "home" / name for name in STUDENTS}
    inbound = folder / "exchange" / "peter" / "inbound"
    with walk.step("the instructor logs in, checks, releases, looks at Formgrader"):
        prof = Desk(browser, address, INSTRUCTOR)
        told(walk, prof)
        ran(walk, prof, f"nbgrader release_assignment {ASSIGNMENT}")
        instructor_looks(walk, prof)
    desks = {}
    for name, nb in zip(STUDENTS, handed_in(), strict=True):
        with walk.step(f"{name} logs in, checks, fetches, opens, validates"):
            desks[name] = Desk(browser, address, name)
            told(walk, desks[name])
            student_begins(walk, desks[name], homes[name])
        with walk.step(f"{name} fills in and hands in"):
            student_hands_in(walk, desks[name], homes[name], nb, inbound)
    with walk.step("the instructor collects, grades, reports, releases feedback"):
        prof.lab()
        ran(walk, prof, f"course collect {inbound}")
        ran(walk, prof, f"course grade {ASSIGNMENT}")
        ran(walk, prof, f"course report {ASSIGNMENT} --csv ~/points.csv")
        ran(walk, prof, f"nbgrader release_feedback {ASSIGNMENT}")
    points(walk, folder / "home" / INSTRUCTOR / "points.csv")
    for name, desk in desks.items():
        with walk.step(f"{name} fetches feedback"):
            feedback(walk, desk, homes[name], folder / "home" / INSTRUCTOR / "course")


def ran(walk: Walk, desk: Desk, command: str) -> None:
    """Run a command in a terminal of Lab, and say whether it went well."""
    code, lines = desk.said(command)
    walk.found(" ".join(command.split()[:2]), code == 0, lines[-600:] if code else "")


def main() -> None:
    """Walk, and end with code 1 if a fault is there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--hub", type=Path, required=True, help="an environment with jupyterhub and a proxy"
    )
    parser.add_argument("--screenshots", type=Path, help="keep pictures of the screens here")
    options = parser.parse_args()
    in_a_namespace(Path(__file__), sys.argv[1:])
    walk = Walk(options.screenshots and options.screenshots.resolve())
    with tempfile.TemporaryDirectory(prefix="hub-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)
        hub = options.hub.resolve()
        make_way(Path(sys.base_prefix), REPO, hub)
        with walk.step("the whole walk"):
            fragment = before_the_hub(walk, hub, folder)
            with running_hub(hub, folder / "hub", fragment) as address, sync_playwright() as play:
                browser = play.chromium.launch(executable_path=find_browser(), args=QUIET)
                expect.set_options(timeout=PATIENCE)
                try:
                    walk_through(walk, browser, address, folder)
                except BaseException:
                    walk.broken_off(browser)
                    raise
                finally:
                    if walk.screenshots:
                        shutil.copy(folder / "hub" / "log", walk.screenshots / "hub.log")
                    browser.close()
    print(f"{walk.wrong or 'no'} faults")
    sys.exit(1 if walk.wrong else 0)


if __name__ == "__main__":
    main()
