"""How long does marking 100 written answers by keyboard keep a person waiting?

    python tests/bench/marking.py --answers 100

A class hands in answers of some 150 words with formulas, every fifth with a picture, and is graded.
Then ``course mark`` serves them, and a browser marks all by keyboard alone: points for each, a comment
for every third, most of which are one given before. What is measured is machine time: from the key
that gives points until the page says that they are saved, and from the key that goes on until the next
answer stands there with its formulas. Half an hour less that is what a person has for reading. At
the end the gradebook must hold what was typed.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import classes  # noqa: F401  (puts `tests` on the path)
from playwright.sync_api import Page, sync_playwright

from tests.conftest import find_browser
from tests.course.marking.classroom import (
    WHY,
    HandIn,
    answer_of,
    command,
    desk_of,
    gradebook,
    graded,
    make_course,
    picture,
    question,
)
from tests.course.test_browser import QUIET

HALF_AN_HOUR = 1800.0
SENTENCES = (
    "The target is a guess of the same kind as what is being corrected, so $Q(s', a')$ feeds itself.",
    "With a table each entry is corrected alone, and $\\alpha_t = 1/N_t(s, a)$ lets it settle.",
    "A network moves all values at once, $\\nabla_\\theta Q_\\theta(s, a)$ is large where nobody was.",
    "The memory mixes old steps and new ones, so that the mean of $\\sum_{i<n} \\delta_i$ is steadier.",
    "It stays off-policy, since $\\pi(a \\mid s) \\ne \\mu(a \\mid s)$ for most of what is replayed.",
    "I would try a smaller step, or look at **the mean of ten seeds** before I believe a curve.",
)
COMMENTS = (
    "Which guess?",
    "Say where in the notebook.",
    "Off-policy: yes, but why does it matter?",
)
# Resolves with milliseconds from the next key to the first picture in which the condition holds.
MEASURE = """([saved, before]) => { window.took = new Promise((done) => {
  addEventListener("keydown", (event) => {
    const began = event.timeStamp;
    const look = () => {
      const current = document.querySelector(".answer.current");
      const here = saved ? document.getElementById("saved").textContent === "saved"
        : current.id !== before && !current.querySelector(".math:not([role])");
      here ? done(performance.now() - began) : requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, { once: true, capture: true });
}); }"""


def timed(page: Page, key: str, *, saved: bool) -> float:
    """Press a key and return the seconds until its effect is seen."""
    before = page.locator(".answer.current").get_attribute("id")
    page.evaluate(MEASURE, [saved, before])
    page.keyboard.press(key)
    return page.evaluate("window.took") / 1000


def the_class(answers: int, rng: random.Random) -> dict[str, HandIn]:
    """Return a class of students who have all written something."""
    made = {}
    for number in range(answers):
        text = "\n\n".join(" ".join(rng.choices(SENTENCES, k=3)) for _ in range(3))
        work = HandIn(f"{text}\n\n({number})")
        if number % 5 == 0:
            work.why += "\n\n![](attachment:ada%20lovelace.png)"
            work.attachments = picture()
        made[f"student{number:03}"] = work
    return made


def comment(page: Page, number: int) -> None:
    """Write a comment, or take one that was given before."""
    if number // 3 < len(COMMENTS):
        page.keyboard.press("c")
        page.keyboard.type(COMMENTS[number // 3])
        page.keyboard.press("Escape")
    else:
        page.keyboard.press("r")
        page.keyboard.press(str(1 + number % len(COMMENTS)))


def main() -> int:
    """Print what was measured; return 1 if a person has less than 17 seconds, or a mark is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--answers", type=int, default=100)
    count, rng = parser.parse_args().answers, random.Random(20)
    with tempfile.TemporaryDirectory() as folder:
        root = graded(make_course(Path(folder) / "class", the_class(count, rng)))
        given: dict[str, tuple[float, bool]] = {}
        with command(root) as (url, _), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            students = {
                a.key: a.mark.student for a in desk_of(root).answers(question(desk_of(root)))
            }
            began = time.perf_counter()
            page.goto(f"{url}q/{question(desk_of(root)).key}")
            page.wait_for_function(
                "() => document.querySelector('.current .math') "
                "&& !document.querySelector('.current .math:not([role])')"
            )
            opened = time.perf_counter() - began
            waits, saves, turns = [], [], []
            for number in range(count):
                key = page.locator(".answer.current").get_attribute("id").removeprefix("a-")
                points = rng.randint(0, 3)
                began = time.perf_counter()
                save = timed(page, str(points), saved=True)
                if number % 3 == 0:
                    comment(page, number)
                turn = timed(page, "Enter", saved=False) if number < count - 1 else 0.0
                waits.append(save + turn)
                saves.append(save)
                turns.append(turn)
                given[students[key]] = (points, number % 3 == 0)
            page.wait_for_function(
                "() => document.getElementById('saved').textContent !== 'saving …'"
            )
            browser.close()
        wrong = 0
        with gradebook(root) as book:
            for student, (points, commented) in given.items():
                where = (WHY, "essays", "essays", student)
                grade = book.find_grade(*where)
                said = book.find_comment(*where).manual_comment
                wrong += (grade.manual_score, bool(said)) != (points, commented)
                wrong += grade.needs_manual_grade
        assert answer_of(desk_of(root), next(iter(given))).state == "marked"
    left = (HALF_AN_HOUR - opened - sum(waits)) / count
    print(f"{count} answers, all of them on the page after {opened:.1f} s")
    for what, some in (("saved", saves), ("next one there", turns), ("both", waits)):
        print(f"  key to {what}: median {statistics.median(some):.3f} s, worst {max(some):.3f} s")
    print(
        f"  {sum(waits) / count:.3f} s of machine time an answer; {left:.1f} s are left for reading"
    )
    print(
        f"  {len(given)} marks and {len(given) // 3 + 1} comments typed, {wrong} of them not so in the gradebook"
    )
    return int(wrong > 0 or len(given) != count or left < 17)


if __name__ == "__main__":
    sys.exit(main())
