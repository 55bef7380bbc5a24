"""The figures in a real browser: their worlds against the course's own, by mouse and by keyboard, light and dark.

Each stands on a page of its own (`figures_sample`), opened as a file: no server, no network.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from lib.chapters import muzero_cases
from lib.worlds import fight, market
from lib.worlds.board import ClearingEnv, distances_to_apple, generate
from lib.worlds.mdp import MDP, orchard
from tests.conftest import find_browser
from tests.course.book import figures_sample as sample
from tests.course.book.axe import places, violations
from tests.course.book.figures_play import BY_KEYS, BY_MOUSE, said
from tests.course.test_browser import QUIET

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
CHAPTERS = [
    pytest.param(name, marks=pytest.mark.skipif(not find_spec("ale_py"), reason="no ale-py here"))
    if name == "ms_pacman"
    else name
    for name in sample.CHAPTERS
]
FACTS = "JSON.parse(document.querySelector('.touch script[type=\"application/json\"]').textContent)"

STICKING_OUT = """() => { const edge = document.querySelector('.touch').getBoundingClientRect().right + 1;
    return [...document.querySelectorAll('.touch :is(svg, button, input, table, p)')].filter((each) => each.getBoundingClientRect().right > edge).map((each) => each.outerHTML.slice(0, 100)); }"""
RING = """() => [document.activeElement, document.activeElement.nextElementSibling ?? document.body].map((each) => getComputedStyle(each))
    .some((style) => parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none')"""

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


@dataclass
class Pages:
    """Pages with a figure each, made when first asked for, and a browser to open them with."""

    folder: Path
    browser: Browser
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: dict[str, Page] = field(default_factory=dict)  # those whose worlds are asked

    def address(self, name: str) -> str:
        """Return where a chapter's page is."""
        if name not in self.facts:
            self.facts[name] = sample.facts_of(name)
            sample.write_page(self.folder, name, self.facts[name])
        return (self.folder / f"{name}.html").as_uri()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """Lay out the folder and start a browser."""
    folder = tmp_path_factory.mktemp("figures")
    sample.lay_out(folder)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        yield Pages(folder, browser)
        browser.close()


@pytest.fixture
def open_page(pages: Pages) -> Iterator[Callable[..., Page]]:
    """Return a way to open a chapter's page; what fails on it fails the test."""
    contexts, failed = [], []

    def make(name: str, viewport=WIDE, theme: str = "light", **options: Any) -> Page:
        address = pages.address(name)
        contexts.append(pages.browser.new_context(viewport=viewport, **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: failed.append(f"{name}: {error}"))
        page.goto(address)
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        expect(page.locator(f"[data-figure={name}][data-ready]")).to_have_count(1)
        return page

    yield make
    for context in contexts:
        context.close()
    assert failed == []


@pytest.fixture
def ask(pages: Pages) -> Callable[..., Any]:
    """Return a way to ask a figure's world: JavaScript in which `world` is it, and `given` what is lent."""

    def asked(name: str, expression: str, given: Any = None) -> Any:
        if name not in pages.asked:
            pages.asked[name] = pages.browser.new_page(viewport={"width": 1280, "height": 100})
            pages.asked[name].goto(pages.address(name))
        lent = json.loads(json.dumps(given, default=lambda array: array.tolist()))
        text = f"(given) => {{ const world = figure.worlds.{name}({FACTS}); return {expression}; }}"
        return pages.asked[name].evaluate(text, lent)

    return asked


def test_ucb1_chooses_as_the_chapters_own(ask):
    ucb, rng = sample.solution("bandits", "ucb"), np.random.default_rng(1)
    N = rng.integers(1, 20, size=(40, 3))
    N[:6] = [[0, 1, 1], [1, 0, 1], [1, 1, 0], [0, 0, 1], [0, 1, 0], [0, 0, 0]]
    Q = rng.integers(0, N + 1) / np.maximum(N, 1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ours = [int(ucb(*tables, np.sqrt(2))) for tables in zip(Q, N, strict=True)]
    assert (
        ask("bandits", "given.Q.map((Q, i) => world.ucb(Q, given.N[i]))", {"Q": Q, "N": N}) == ours
    )


def test_thompson_sampling_and_the_coins_are_as_likely_as_they_should_be(ask):
    wins, pulls, draws = [3, 1, 0], [5, 4, 1], 8_000
    counted = ask(
        "bandits",
        "(() => { const dice = figure.generator(3), counts = [0, 0, 0];"
        " for (let i = 0; i < given.draws; i += 1) counts[world.thompson(given.wins, given.pulls, dice)] += 1;"
        " return counts; })()",
        {"wins": wins, "pulls": pulls, "draws": draws},
    )
    rng = np.random.default_rng(4)
    beliefs = rng.beta(1 + np.array(wins), 1 + np.subtract(pulls, wins), size=(200_000, 3))
    shares = np.bincount(beliefs.argmax(axis=1), minlength=3) / len(beliefs)
    assert np.array(counted) / draws == pytest.approx(shares, abs=0.03)  # more than five sigma
    woods = ask("bandits", "Array.from({ length: 600 }, (_, seed) => world.wood(seed))")
    found = np.array([wood["apples"] for wood in woods]).mean(axis=1)
    chances = np.array([wood["chances"] for wood in woods])
    assert {tuple(row) for row in np.sort(chances)} == {(0.2, 0.3, 0.7)}
    assert len({tuple(row) for row in chances}) == 6
    for chance in (0.2, 0.3, 0.7):
        assert found[chances == chance].mean() == pytest.approx(chance, abs=0.03)


def test_regret_is_what_the_chapter_counts(ask):
    total_regret = sample.solution("bandits", "total_regret")
    told = ask(
        "bandits",
        "(() => { const wood = world.wood(5), who = world.player();"
        " for (let t = 0; t < 30; t += 1) world.pull(who, (t * t) % 3, wood); return { ...who, chances: wood.chances }; })()",
    )
    assert sum(told["pulls"]) == 30
    ours = total_regret(np.array(told["pulls"]), np.array(told["chances"]))
    assert told["regret"][-1] == pytest.approx(ours)


def test_value_iteration_plans_as_the_chapters_own(ask):
    sweep, world = sample.solution("value_iteration", "sweep"), orchard()
    for gamma, slip, fire, apple in ((0.9, 1, -50, 10), (0.95, 1, -50, 10), (0.8, 1.5, -20, -3)):
        T = world.T.copy()
        for s, a in np.argwhere(world.available):
            main = T[s, a].argmax()
            T[s, a] *= slip
            T[s, a, main] += 1 - T[s, a].sum()
        R = np.where(world.R == -50, fire, np.where(world.R == 10, apple, world.R))
        changed = MDP(T, R)
        Q = np.where(world.available, 0.0, -np.inf)
        for _ in range(1000):
            Q = sweep(changed.T, changed.R, Q, gamma)
        told = ask(
            "value_iteration",
            "(() => { const { Q, policy } = world.plan(world.map(...given.map), given.gamma);"
            " return { Q: Q.map((row) => row.map((q) => (q === -Infinity ? null : q))), policy }; })()",
            {"map": [slip, fire, apple], "gamma": gamma},
        )
        theirs = np.array([[-np.inf if q is None else q for q in row] for row in told["Q"]])
        np.testing.assert_allclose(theirs, Q, atol=1e-6)
        assert told["policy"] == Q.argmax(axis=1).tolist()


def test_five_plans_can_be_best_on_the_map_as_the_figure_says(ask):
    plans = ask(
        "value_iteration",
        "(() => { const found = new Set();"
        " for (const gamma of [0.5, 0.7, 0.9, 0.99]) for (const slip of [0, 0.25, 1, 2]) for (let fire = -100; fire <= 0; fire += 20)"
        " for (let apple = -10; apple <= 20; apple += 5)"
        " found.add(world.plan(world.map(slip, fire, apple), gamma, 1e-6).policy.slice(0, 2).join()); return [...found]; })()",
    )
    assert sorted(plans) == ["0,0", "0,2", "1,0", "1,2", "2,2"]


def test_the_clearing_moves_pays_and_teaches_as_the_chapters_own(ask):
    board = generate(13)
    env, update = ClearingEnv(board), sample.solution("gridworld", "update")
    steps, ours = [], []
    for cell in np.ndindex(board.height, board.width):
        if cell not in board.starts and board.what(cell) != 3:
            continue
        for action in range(4):
            env.reset(options={"cell": cell})
            state, reward, over, *_ = env.step(action)
            steps.append([cell, action])
            ours.append([list(board.cell(state)), reward, over])
    told = ask("gridworld", "given.map(([cell, action]) => world.step(cell, action))", steps)
    assert [[each["next"], each["reward"], each["over"]] for each in told] == ours
    assert ask("gridworld", "world.distances") == distances_to_apple(board).ravel().tolist()

    Q = np.random.default_rng(2).normal(size=(64, 4))
    theirs = ask(
        "gridworld",
        "(() => { for (const [cell, action] of given.steps) world.update(given.Q, cell, action, world.step(cell, action)); return given.Q; })()",
        {"Q": Q, "steps": steps},
    )
    for (cell, action), (there, reward, over) in zip(steps, ours, strict=True):
        update(Q, board.state(cell), action, reward, board.state(there), over, 0.5, 0.9)
    np.testing.assert_allclose(theirs, Q, atol=1e-12)


def test_who_walks_at_random_for_long_learns_every_arrow(ask):
    right, starts = ask(
        "gridworld",
        "(() => { const Q = world.table(); world.practise(Q, 20000, figure.generator(1)); return [world.right(Q), world.starts.length]; })()",
    )
    assert right == starts == len(generate(13).starts)


def test_the_fight_has_the_rules_and_the_victories_of_the_chapter(ask):
    board = generate(13)
    world = fight.full_mdp(board)
    states = np.flatnonzero(world.possible)
    where = np.array(np.unravel_index(states, world.shape)).T
    told = ask(
        "wolf_fight",
        "(() => { const moved = given.map((state) => [0, 1, 2, 3].map((a) => world.step(state, a)));"
        " return { next: moved.map((row) => row.map(({ next }) => world.number(next))), event: moved.map((row) => row.map(({ event }) => event)),"
        " left: given.map(world.moves_to_win) }; })()",
        where,
    )
    np.testing.assert_array_equal(told["next"], world.next_state[states])
    np.testing.assert_array_equal(told["event"], world.event[states])
    np.testing.assert_array_equal(told["left"], fight.moves_to_win(board).ravel()[states])


@pytest.mark.parametrize("name", ["cartpole_bins", "policy_gradients", "dqn"])
def test_the_pole_falls_as_gymnasiums(ask, name: str):
    env, rng = gymnasium.make("CartPole-v1").unwrapped, np.random.default_rng(3)
    env.reset(seed=0)
    states = rng.normal(size=(200, 4)) * (1.2, 2, 0.12, 2)
    actions, ours, fallen = rng.integers(2, size=200), [], []
    for state, action in zip(states, actions, strict=True):
        env.state, env.steps_beyond_terminated = state, None
        fallen.append(bool(env.step(int(action))[2]))
        ours.append(np.array(env.state))
    make = f"(() => {{ const pole = figure.cartpole({FACTS}.physics);"
    told = ask(
        name,
        f"{make} return given.states.map((s, i) => {{ const next = pole.step(s, given.actions[i]); return [next, pole.fallen(next)]; }}); }})()",
        {"states": states, "actions": actions},
    )
    np.testing.assert_allclose([after for after, _ in told], ours, atol=1e-12)
    assert [over for _, over in told] == fallen
    assert 20 < sum(fallen) < 180


def test_a_state_is_in_the_box_that_the_chapter_says(ask, pages: Pages):
    digitise = sample.solution("cartpole_bins", "digitise")
    states = np.random.default_rng(5).normal(size=(300, 4)) * (1.5, 1.5, 0.1, 1.5)
    told = ask(
        "cartpole_bins", "given.map((state) => [world.bins(state), world.box(state)])", states
    )
    edges = [np.array(inner) for inner in pages.facts["cartpole_bins"]["edges"]]
    bins = digitise(states, edges)
    assert [each for each, _ in told] == bins.tolist()
    shape = [len(inner) + 1 for inner in edges]
    assert [box for _, box in told] == np.ravel_multi_index(bins.T, shape).tolist()


def test_returns_and_their_weights_are_those_of_the_chapter(ask):
    returns = sample.solution("policy_gradients", "discounted_returns")
    normalise = sample.solution("policy_gradients", "normalise")
    lists = ask(
        "policy_gradients",
        "world.normalised(given.map((rewards) => world.returns(rewards)))",
        [[1] * 4, [1] * 9],
    )
    rewards = np.zeros((9, 2))
    rewards[:4, 0] = rewards[:, 1] = 1
    ours = normalise(returns(rewards, 0.95), rewards > 0)
    np.testing.assert_allclose(lists[0], ours[:4, 0], atol=1e-9)
    np.testing.assert_allclose(lists[1], ours[:, 1], atol=1e-9)


def test_reinforce_goes_up_the_slope_of_its_own_lesson(ask):
    told = ask(
        "policy_gradients",
        "(() => { const lesson = world.play([1, 2], figure.generator(2), 4);"
        " const weights = world.normalised(lesson.map(({ done }) => world.returns(done.map(() => 1))));"
        " return { lesson, weights, slope: world.gradient([1, 2], lesson) }; })()",
    )

    def praise(dials):
        total = 0.0
        for episode, weights in zip(told["lesson"], told["weights"], strict=True):
            right = 1 / (1 + np.exp(-np.array(episode["seen"]) @ dials))
            done = np.array(episode["done"])
            total += np.sum(weights * np.log(np.where(done == 1, right, 1 - right)))
        return total

    dials, tiny = np.array([1.0, 2.0]), 1e-5
    slope = [(praise(dials + d) - praise(dials - d)) / (2 * tiny) for d in tiny * np.eye(2)]
    np.testing.assert_allclose(told["slope"], slope, rtol=1e-5)


def test_the_network_its_targets_and_its_slopes_are_those_of_dqn(ask, pages: Pages):
    forward, rng = sample.solution("dqn", "forward"), np.random.default_rng(6)

    def relu(x):
        return np.maximum(x, 0)

    batch = {
        "state": rng.normal(size=20),
        "next": rng.normal(size=20),
        "action": rng.integers(2, size=5),
        "over": [False, True, False, False, True],
        "reward": np.ones(5),
    }
    told = ask(
        "dqn",
        "(() => { const net = world.network(figure.generator(1)), twin = world.network(figure.generator(2)), list = (x) => Array.from(x);"
        " const y = world.targets(twin, given), slopes = world.gradient(net, given, y);"
        " const moved = world.twin(twin); world.follow(moved, net, 0.1);"
        " return { net: net.map(list), twin: twin.map(list), Q: list(world.forward(net, given.state)), y: list(y), slopes: slopes.map(list), moved: moved.map(list) }; })()",
        batch,
    )

    def weights(layers):
        sizes, arrays = [4, *pages.facts["dqn"]["hidden"], 2], []
        for layer, inputs, units in zip(layers, sizes[:-1], sizes[1:], strict=True):
            matrix = np.array(layer).reshape(inputs + 1, units)
            arrays += [matrix[:-1], matrix[-1]]
        return arrays

    state, after = batch["state"].reshape(5, 4), batch["next"].reshape(5, 4)
    Q = forward(weights(told["net"]), state, relu)
    np.testing.assert_allclose(np.reshape(told["Q"], (5, 2)), Q, atol=1e-6)
    best = forward(weights(told["twin"]), after, relu).max(axis=1)
    y = 1 + 0.99 * np.where(batch["over"], 0, best)
    np.testing.assert_allclose(told["y"], y, atol=1e-6)

    def loss(layers):
        return np.mean((forward(weights(layers), state, relu)[range(5), batch["action"]] - y) ** 2)

    for number, place in [(0, 3), (0, 200), (1, 700), (1, 4100), (2, 5), (2, 129)]:
        ends = []
        for tiny in (1e-5, -1e-5):
            layers = [np.array(layer) for layer in told["net"]]
            layers[number][place] += tiny
            ends.append(loss(layers))
        assert told["slopes"][number][place] == pytest.approx((ends[0] - ends[1]) / 2e-5, abs=1e-5)
    for moved, net, twin in zip(told["moved"], told["net"], told["twin"], strict=True):
        np.testing.assert_allclose(moved, 0.9 * np.array(twin) + 0.1 * np.array(net), atol=1e-12)


def test_adam_takes_its_first_two_steps_as_published(ask):
    slopes = [[np.full(320, 2.0), np.full(4160, -1.0), np.full(130, 0.5)]] * 2
    moved = ask(
        "dqn",
        "(() => { const net = world.network(figure.generator(1)), old = world.twin(net), improve = world.adam();"
        " for (const slopes of given) improve(net, slopes); return net.map((layer, l) => layer[0] - old[l][0]); })()",
        slopes,
    )
    # Of equal slopes each step has the length of the rate, whatever their size (Kingma & Ba 2015).
    np.testing.assert_allclose(moved, [-0.004, 0.004, -0.004], rtol=1e-4)


def test_a_peter_with_memory_and_twin_learns_to_skate(ask):
    before, after = ask(
        "dqn",
        "(() => { const peter = world.peter(7, { remembers: true, has_twin: true }), first = peter.judged(10, 200);"
        " let best = 0; while (peter.steps < 6000 && best < 150) { for (let i = 0; i < 16; i += 1) peter.act(); best = Math.max(best, peter.judged(10, 200)); }"
        " return [first, best]; })()",
    )
    assert before < 60
    assert after >= 150


def test_the_convolution_is_the_chapters_own(ask, pages: Pages):
    convolve, facts = sample.solution("pixels", "convolve"), None
    told = ask(
        "pixels",
        "({ looks: [1, 5].map(world.look), filters: world.filters,"
        " out: [1, 5].map((t) => world.filters.map((filter) => [1, 2].map((stride) => world.convolve(world.look(t), filter, stride)))) })",
    )
    facts = pages.facts["pixels"]
    patches = np.array(facts["patches"])
    for number, t in enumerate((1, 5)):
        look = np.stack([patches[t], facts["gain"] * (patches[t] - patches[t - 1])], axis=-1)
        np.testing.assert_allclose(told["looks"][number], look, atol=1e-12)
        for f, each in enumerate(told["filters"]):
            kernel, bias = np.array(each["kernel"])[..., None], np.array([each["bias"]])
            for s, stride in enumerate((1, 2)):
                ours = convolve(look, kernel, bias, stride)[..., 0]
                np.testing.assert_allclose(told["out"][number][f][s], ours, atol=1e-9)
    learned = np.moveaxis([each["kernel"] for each in told["filters"][2:]], 0, 3)
    np.testing.assert_array_equal(learned, facts["kernel"])


@pytest.mark.skipif(not find_spec("ale_py"), reason="no ale-py here")
def test_a_way_is_worth_its_features_times_the_weights(ask, pages: Pages):
    told = ask(
        "ms_pacman",
        f"{FACTS}.moments.map(({{ x }}) => [world.values(x, {FACTS}.weights), world.best(x, {FACTS}.weights)])",
    )
    facts = pages.facts["ms_pacman"]
    assert len(facts["moments"]) == 8
    for (values, best), moment in zip(told, facts["moments"], strict=True):
        Q = np.array(moment["x"]) @ facts["weights"]
        assert len(Q) == len(moment["ways"]) >= 3
        np.testing.assert_allclose(values, Q, atol=1e-9)
        assert best == np.flatnonzero(Q > Q.max() - 1e-9).tolist()


def test_the_search_looks_where_the_chapters_own_looks(ask):
    names: dict[str, Any] = {"__name__": "search"}
    exec(sample.cut_to(sample.notebook_of("muzero"), "search"), names)
    for c in (0.5, 1.25, 4):
        names["C"] = c
        told = ask(
            "muzero",
            "[0, 1, 2, 3, 4, 5].map((state) => world.search(state, 24, given).nodes.map(({ N, Q, child }) => ({ N, Q, child })))",
            c,
        )
        tree = names["search"](muzero_cases.SIX, np.arange(6.0)[:, None], 24)
        for state in range(6):
            for part in ("N", "Q", "child"):
                theirs = [node[part] for node in told[state]]
                np.testing.assert_allclose(theirs, getattr(tree, part)[state], atol=1e-9)


def test_linucb_believes_and_offers_as_the_chapters_own(ask):
    stalls, rng = sample.solution("recommender", "Stalls")(1), np.random.default_rng(2)
    linucb, believed = (sample.solution("recommender", name) for name in ("linucb", "believed"))
    guests, coins = market.arriving(80, rng), rng.normal(1, 2, size=80)
    served = ask(
        "recommender",
        "(() => { const wares = world.stall(); return given.guests.map((x, t) => {"
        " const beliefs = world.believed(wares, x), ware = world.linucb(wares, x);"
        " world.learn(wares[ware], x, given.coins[t]); return { beliefs, ware }; }); })()",
        {"guests": guests, "coins": coins},
    )
    alpha = sample.facts_of("recommender")["alpha"]
    for x, paid, theirs in zip(guests, coins, served, strict=True):
        (mean,), (width,) = believed(stalls.theta, stalls.A_inv, x[None])
        assert theirs["ware"] == linucb(stalls, x[None], None)[0]
        assert [one["mean"] for one in theirs["beliefs"]] == pytest.approx(mean)
        assert [one["reach"] for one in theirs["beliefs"]] == pytest.approx(alpha * width)
        stalls.learn(x[None], np.array([theirs["ware"]]), np.array([paid]))
    assert len({one["ware"] for one in served}) == 8


@pytest.mark.parametrize("night", [False, True])
def test_the_guests_of_a_day_are_those_of_the_market(ask, night: bool):
    days = ask(
        "recommender", "Array.from({ length: 250 }, (_, seed) => world.day(seed, given))", night
    )
    x, worth, pays = (
        np.array([[one[name] for one in day] for day in days]).reshape(10_000, -1)
        for name in ("x", "worth", "pays")
    )
    tastes = market.after_midnight() if night else market.TASTES
    np.testing.assert_allclose(worth, x @ tastes.T, atol=1e-12)
    theirs = market.arriving(200_000, np.random.default_rng(3))
    np.testing.assert_allclose(x.mean(axis=0), theirs.mean(axis=0), atol=0.025)  # five sigma
    np.testing.assert_allclose(np.cov(x.T), np.cov(theirs.T), atol=0.025)
    assert (pays - worth).std() == pytest.approx(market.NOISE, abs=0.015)


def look_it_over(page: Page) -> None:
    """Let axe look, and measure whether anything sticks out."""
    assert [(each["id"], places(each)) for each in violations(page)] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.evaluate(STICKING_OUT) == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_it_is_played_by_mouse_wide_and_light(open_page, name: str):
    page = open_page(name, WIDE, "light")
    BY_MOUSE[name](page)
    look_it_over(page)


@pytest.mark.parametrize("name", CHAPTERS)
def test_it_is_played_by_keyboard_alone_narrow_and_dark(open_page, name: str):
    page = open_page(name, NARROW, "dark")
    BY_KEYS[name](page)
    assert page.evaluate(RING), "no ring around what has the focus"
    look_it_over(page)


@pytest.mark.parametrize("name", ["gridworld", "cartpole_bins", "policy_gradients"])
def test_arrow_keys_belong_to_the_figure_only_while_it_has_the_focus(open_page, name: str):
    page = open_page(name)
    page.evaluate(
        "window.taken = []; addEventListener('keydown', (e) => taken.push(e.defaultPrevented))"
    )
    page.keyboard.press("ArrowRight")
    page.locator(".touch-keyed").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+ArrowRight")
    page.locator(".touch :is(button, input)").last.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("taken") == [False, True, False, False, False]


def test_nothing_moves_out_of_sight(open_page):
    page = open_page("cartpole_bins")
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<div style=height:4000px></div>')"
    )
    page.get_by_role("button", name="Peter's turn").click()
    steps = page.locator(".touch-scores b").first
    page.wait_for_function("Number(document.querySelector('.touch-scores b').textContent) > 3")
    page.evaluate("scrollTo(0, 3500)")
    page.wait_for_timeout(300)
    reached = steps.text_content()
    page.wait_for_timeout(300)
    assert steps.text_content() == reached
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function(
        f"Number(document.querySelector('.touch-scores b').textContent) > {reached}"
    )


def test_nothing_moves_for_those_who_want_it_still(open_page):
    page = open_page("cartpole_bins", reduced_motion="reduce")
    expect(page.get_by_label("one push a key")).to_be_checked()
    page.get_by_role("button", name="Peter's turn").click()
    assert said(page).startswith("Peter's pole")
