"""The figures to touch, in a real browser: their worlds are the course's own, and anybody can use them.

Each stands on a light page of its own (``figures_sample.py``), so that no chapter has to run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from course.book.figures import figure_of
from lib.worlds import fight, mdp
from lib.worlds.board import ACTIONS, Board, ClearingEnv, distances_to_apple, generate
from tests.conftest import find_browser
from tests.course.book import figures_sample as sample

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
NAMES = [name for name in sample.CHAPTERS if figure_of(name, sample.notebook_of(name))]
LOOKS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
AXE = "async () => axe.run(document.querySelector('.touch'))"
CONTROLS = (
    ".touch button:visible:enabled, .touch input:visible:enabled, .touch [tabindex='0']:visible"
)


@dataclass
class Shelf:
    """The pages, what their figures play with, and a browser."""

    folder: Path
    facts: dict[str, dict[str, Any]]
    browser: Browser

    def open(self, name: str, width: int = 1280, scheme: str = "light") -> Page:
        """Open the page of a chapter's figure; a fault of its script fails the test."""
        page = self.browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        page.on("pageerror", lambda error: pytest.fail(f"{name}: {error}"))
        page.goto((self.folder / f"{name}.html").as_uri())
        page.evaluate(f"document.documentElement.dataset.theme = '{scheme}'")
        page.locator("[data-figure][data-ready]").wait_for()
        return page


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Write the pages and start a browser."""
    folder = tmp_path_factory.mktemp("figures")
    sample.lay_out(folder)
    facts = {name: sample.facts_of(name) for name in NAMES}
    for name in NAMES:
        sample.write_page(folder, name, facts[name])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(),
            args=["--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"],
        )
        yield Shelf(folder, facts, browser)
        browser.close()


def computed(shelf: Shelf, name: str, code: str, *given: Any) -> Any:
    """Return what a figure's world says: code is a JavaScript function of world, facts and what is given."""
    page = shelf.open(name)
    call = "([facts, given, name]) => (CODE)(figure.worlds[name](facts), facts, ...given)"
    found = page.evaluate(call.replace("CODE", code), [shelf.facts[name], list(given), name])
    page.close()
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_fits_and_axe_finds_nothing_in_any_look(shelf: Shelf, name: str) -> None:
    axe = Path(find_spec("axe_playwright_python").submodule_search_locations[0]) / "axe.min.js"
    for width, scheme in LOOKS:
        page = shelf.open(name, width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, scheme)
        page.add_style_tag(content="* { animation: none !important; transition: none !important }")
        page.add_script_tag(path=axe)
        found = page.evaluate(AXE)["violations"]
        assert [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in found] == []
        page.close()


@pytest.mark.parametrize("name", NAMES)
def test_every_control_is_reached_by_tab_and_shows_where_the_focus_is(
    shelf: Shelf, name: str
) -> None:
    page = shelf.open(name)
    mark = "() => document.activeElement.dataset.reached = 'yes'"
    seen = "() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"
    page.locator("h2").click()
    for _ in range(page.locator(CONTROLS).count() + 2):
        page.keyboard.press("Tab")
        if page.evaluate("() => Boolean(document.activeElement.closest('.touch'))"):
            page.evaluate(mark)
            ring = page.evaluate(seen) or page.evaluate(
                "() => Boolean(document.activeElement.matches('input[type=radio]'))"
            )
            assert ring, page.evaluate("() => document.activeElement.outerHTML.slice(0, 120)")
    left = (
        "(all) => all.filter(e => !e.dataset.reached && e.type !== 'radio').map(e => e.outerHTML)"
    )
    assert page.locator(CONTROLS).evaluate_all(left) == []
    page.close()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_what_is_done_is_told_in_words(shelf: Shelf, name: str, way: str) -> None:
    page = shelf.open(name)
    before, told = page.locator(".touch-stage").inner_text(), page.locator(".touch [role='status']")
    assert told.count() >= 1
    control = page.locator(".touch button:visible:enabled").first
    if way == "mouse":
        control.click()
    else:
        control.focus()
        page.keyboard.press("Enter")
    page.wait_for_function(
        "(before) => document.querySelector('.touch-stage').innerText !== before", arg=before
    )
    assert told.first.inner_text()
    page.close()


def test_ucb_of_the_bandits_is_the_chapter_s(shelf: Shelf) -> None:
    code = "(world, facts, cases) => cases.map(([Q, N]) => world.ucb(Q, N))"
    rng = np.random.default_rng(1)
    cases = [(rng.random(3).tolist(), rng.integers(1, 20, size=3).tolist()) for _ in range(50)]
    c = shelf.facts["bandits"]["c"]
    right = [int(np.argmax(np.array(Q) + c * np.sqrt(np.log(sum(N)) / N))) for Q, N in cases]
    assert computed(shelf, "bandits", code, cases) == right


def test_regret_in_the_bandits_figure_is_that_of_the_arms_pulled(shelf: Shelf) -> None:
    code = """(world) => { const wood = world.wood(7), who = world.player();
        for (const arm of [0, 2, 1, 1, 0]) world.pull(who, arm, wood);
        return [wood.chances, who.regret, who.pulls]; }"""
    chances, regret, pulls = computed(shelf, "bandits", code)
    gaps = max(chances) - np.array(chances)
    assert regret == pytest.approx([0, *np.cumsum(gaps[[0, 2, 1, 1, 0]])])
    assert pulls == [2, 2, 1]
    assert sorted(chances) == sorted(shelf.facts["bandits"]["means"])


@pytest.mark.parametrize("gamma", [0.5, 0.9, 0.98])
def test_the_map_is_planned_as_in_python(shelf: Shelf, gamma: float) -> None:
    code = """(world, facts, gamma) => world.plan(world.map(1, facts.R[1][2][2], facts.R[0][0][0]), gamma)
        .Q.map((row) => row.map((q) => (Number.isFinite(q) ? q : null)))"""
    found = np.array(computed(shelf, "value_iteration", code, gamma), dtype=float)
    world, V = mdp.orchard(), np.zeros(3)
    for _ in range(5000):
        Q = np.where(world.available, np.sum(world.T * (world.R + gamma * V), axis=2), np.nan)
        V = np.nanmax(Q, axis=1)
    np.testing.assert_allclose(found, Q, atol=1e-6)


def test_steps_and_shortest_ways_of_the_clearing_are_python_s(shelf: Shelf) -> None:
    code = """(world) => [world.starts.map((cell) => [0, 1, 2, 3].map((action) => {
        const { next, reward, over } = world.step(cell, action);
        return [next, reward, over]; })), world.starts, world.distances]"""
    steps, starts, distances = computed(shelf, "gridworld", code)
    board = Board(np.array(shelf.facts["gridworld"]["cells"]), generate(13).start)
    env = ClearingEnv(board)
    assert [tuple(cell) for cell in starts] == list(board.starts)
    for cell, ways in zip(starts, steps, strict=True):
        for action, (there, reward, over) in zip(ACTIONS, ways, strict=True):
            env.reset(options={"cell": tuple(cell)})
            after, right, terminated, _, _ = env.step(action)
            assert (board.state(tuple(there)), reward, over) == (after, right, terminated)
    assert [distances[board.state(cell)] for cell in board.starts] == [
        distances_to_apple(board)[cell] for cell in board.starts
    ]


def test_the_least_moves_to_a_victory_are_python_s(shelf: Shelf) -> None:
    code = "(world) => world.starts.map((state) => [state, world.moves_to_win(state)])"
    facts = shelf.facts["wolf_fight"]
    board = Board(np.array(facts["cells"]), tuple(facts["start"]))
    right = fight.moves_to_win(board)
    for (row, column, energy, fatigue), moves in computed(shelf, "wolf_fight", code):
        assert moves == right[row, column, energy, fatigue]


def test_the_pole_falls_as_gymnasium_s(shelf: Shelf) -> None:
    rng, env = np.random.default_rng(3), gymnasium.make("CartPole-v1").unwrapped
    states, pushes = rng.uniform(-0.2, 0.2, size=(40, 4)), rng.integers(2, size=40)
    code = "(world, facts, all) => all.map(([state, push]) => world.step(state, push))"
    given = [(state.tolist(), int(push)) for state, push in zip(states, pushes, strict=True)]
    found = computed(shelf, "cartpole_bins", code, given)
    for state, push, there in zip(states, pushes, found, strict=True):
        env.reset()
        env.state = tuple(state)
        np.testing.assert_allclose(there, env.step(int(push))[0], atol=1e-6)


def test_the_boxes_are_the_chapter_s(shelf: Shelf) -> None:
    edges = shelf.facts["cartpole_bins"]["edges"]
    states = np.random.default_rng(4).normal(size=(60, 4)) * [1, 1, 0.1, 1]
    code = "(world, facts, all) => all.map((state) => world.bins(state))"
    right = np.stack([np.digitize(x, e) for x, e in zip(states.T, edges, strict=True)], axis=1)
    assert computed(shelf, "cartpole_bins", code, states.tolist()) == right.tolist()


def test_returns_and_the_gradient_of_two_dials_are_what_they_should_be(shelf: Shelf) -> None:
    code = """(world) => {
        const lesson = world.play([0.4, -0.3], figure.generator(5), 3), dials = [0.4, -0.3];
        const rewards = lesson.map(({ done }) => done.map(() => 1));
        const weights = world.normalised(rewards.map(world.returns));
        const ln = (d) => lesson.reduce((sum, { seen, done }, e) => sum + seen.reduce((part, x, t) =>
            part + weights[e][t] * Math.log(done[t] ? world.right(d, x) : 1 - world.right(d, x)), 0), 0);
        const h = 1e-5, slope = (i) => {
            const up = [...dials], down = [...dials];
            up[i] += h; down[i] -= h;
            return (ln(up) - ln(down)) / (2 * h); };
        return [world.gradient(dials, lesson), [slope(0), slope(1)], world.returns([1, 1, 1]), weights.flat()]; }"""
    gradient, slopes, returns, weights = computed(shelf, "policy_gradients", code)
    gamma = shelf.facts["policy_gradients"]["gamma"]
    assert gradient == pytest.approx(slopes, rel=1e-4, abs=1e-4)
    assert returns == pytest.approx([1 + gamma + gamma**2, 1 + gamma, 1])
    assert (np.mean(weights), np.std(weights)) == pytest.approx((0, 1), abs=1e-9)


def test_the_gradient_of_the_little_dqn_is_that_of_its_loss(shelf: Shelf) -> None:
    code = """(world) => {
        const dice = figure.generator(2), net = world.network(dice), n = 5;
        const numbers = (k) => Float64Array.from({ length: k }, () => dice.normal());
        const batch = { state: numbers(4 * n), next: numbers(4 * n), reward: numbers(n),
            over: [0, 1, 0, 0, 1], action: [0, 1, 1, 0, 1] };
        const y = world.targets(world.network(dice), batch), slopes = world.gradient(net, batch, y);
        const loss = () => { const Q = world.forward(net, batch.state);
            return y.reduce((sum, target, i) => sum + (Q[2 * i + batch.action[i]] - target) ** 2 / n, 0); };
        return net.flatMap((layer, l) => [0, 3, layer.length - 1].map((i) => {
            const old = layer[i], h = 1e-5;
            layer[i] = old + h; const up = loss();
            layer[i] = old - h; const down = loss();
            layer[i] = old;
            return [slopes[l][i], (up - down) / (2 * h)]; })); }"""
    for slope, measured in computed(shelf, "dqn", code):
        assert slope == pytest.approx(measured, rel=1e-3, abs=1e-6)
