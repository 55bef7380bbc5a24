"""How each figure is played, by mouse and by keyboard alone, and what must come of it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


def said(page: Page) -> str:
    """Return what the figure last said in words, once a slider has come to rest."""
    page.wait_for_function("!document.querySelector('.touch-says[aria-busy]')")
    return page.locator(".touch-says").inner_text()


def score(page: Page, number: int) -> str:
    """Return one of the numbers in large type."""
    return page.locator(".touch-scores b").nth(number).inner_text()


def press(page: Page, *names: str) -> None:
    """Click buttons by their names."""
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()


def reach(page: Page, target: Locator) -> None:
    """Press Tab until something has the focus."""
    wanted = target.element_handle()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement === wanted", wanted):
            return
    raise AssertionError(f"the Tab key does not reach {target}")


def strike(page: Page, *keys: str) -> None:
    """Press keys, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def button(page: Page, name: str) -> Locator:
    """Return a button by its name."""
    return page.get_by_role("button", name=name, exact=True)


def field(page: Page) -> Locator:
    """Return the part that has keys of its own."""
    return page.locator(".touch-keyed")


def click_at(page: Page, across: float, down: float) -> None:
    """Click a place of the part that has keys, in shares of its width and height."""
    field(page).scroll_into_view_if_needed()
    box = field(page).bounding_box()
    page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])


def slide(page: Page, label: str, share: float) -> None:
    """Click a slider at a share of its length."""
    slider = page.get_by_label(label)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.mouse.click(box["x"] + share * box["width"], box["y"] + box["height"] / 2)


def bandits_by_mouse(page: Page) -> None:
    arms = page.locator(".bandit-arm")
    for morning in range(30):
        arms.nth(morning % 3).click()
    expect(arms.first).to_be_disabled()
    assert re.search(r"You missed 9\.0 apples, UCB1 \d+\.\d, Thompson \d+\.\d", said(page))
    press(page, "Another wood")
    expect(arms.first).to_be_enabled()
    assert score(page, 0) == "0"


def bandits_by_keys(page: Page) -> None:
    reach(page, page.locator(".bandit-arm").nth(1))
    strike(page, "Enter", "Space")
    assert "Morning 2, middle clearing" in said(page)
    assert "28 mornings are left" in said(page)


def value_iteration_by_mouse(page: Page) -> None:
    assert "−4.88" in page.locator(".plan-table").inner_text()
    slide(page, "Patience: the discount γ", 0.97)
    assert "walk through the fire" in said(page)
    slide(page, "What an apple is worth", 0.05)
    slide(page, "What the fire is worth", 0.97)
    assert "chooses to dawdle" in said(page)
    press(page, "As in the chapter")
    assert "4.88 worse than waiting" in said(page)


def value_iteration_by_keys(page: Page) -> None:
    reach(page, page.get_by_label("Patience: the discount γ"))
    strike(page, *["ArrowRight"] * 6)
    assert "wait" in said(page)
    strike(page, *["ArrowRight"] * 4)
    assert "γ" in page.locator(".touch").inner_text()
    assert "walk through the fire" in said(page)  # between 0.93 and 0.95, as Exercise 5 finds


def gridworld_by_mouse(page: Page) -> None:
    for way in ("down", "left", "left"):  # to the lower apple, from the cell on which he starts
        press(page, way)
    if "An apple" not in said(page):
        press(page, "down", "left")
    press(page, "100 mornings at random", "100 mornings at random")
    assert int(score(page, 2).split()[0]) > 10
    press(page, "Forget everything")
    assert score(page, 2).startswith("0 of")


def gridworld_by_keys(page: Page) -> None:
    reach(page, field(page))
    strike(page, "ArrowDown")
    assert "Step 1, down: Q(down) is now −0.05" in said(page)
    strike(page, "ArrowLeft")
    assert "An apple! 2 steps, the shortest way has 2. Q(left) is now 5.00" in said(page)
    assert score(page, 2).startswith("1 of")


def wolf_fight_by_mouse(page: Page) -> None:
    page.get_by_label("Show a perfect Peter's arrows").click()
    expect(page.locator(".board-arrow").first).to_be_attached()
    press(page, "down")
    assert "energy 9, fatigue 1" in said(page)
    page.emulate_media(reduced_motion="reduce")  # else he takes his time
    press(page, "A perfect Peter goes on")
    expect(page.locator(".touch-says")).to_contain_text("the wolf is beaten")
    assert score(page, 0) == "0"  # that was not you


def wolf_fight_by_keys(page: Page) -> None:
    reach(page, field(page))
    strike(page, "ArrowDown", "ArrowDown", "ArrowDown")
    assert "energy 7, fatigue 3. Peter fell into the pond" in said(page)
    assert score(page, 2) == "1"
    strike(page, "ArrowLeft")
    assert said(page).startswith("Move 1, left: energy")


def cartpole_bins_by_mouse(page: Page) -> None:
    page.get_by_label("one push a key").click()
    press(page, "← push left")
    assert score(page, 0) == "1"
    assert "Push 1" in said(page)
    for _ in range(12):
        if (
            button(page, "push right →").is_visible()
            and "fell" not in page.locator(".touch-says").inner_text()
        ):
            press(page, "push right →")
    assert re.search(
        r"Your pole fell after \d+ steps: 0\.\d seconds. From the same first moment Peter's stands for \d+ steps",
        said(page),
    )
    assert int(score(page, 2)) > 200


def cartpole_bins_by_keys(page: Page) -> None:
    reach(page, field(page))
    strike(page, "ArrowLeft")  # and time runs
    expect(page.locator(".touch-says")).to_contain_text("Your pole fell after")
    assert 8 <= int(score(page, 1)) <= 11  # who pushes to one side only


def policy_gradients_by_mouse(page: Page) -> None:
    click_at(page, 0.85, 0.15)
    assert score(page, 0) in map(str, range(150, 201))
    click_at(page, 0.3, 0.7)
    assert int(score(page, 0)) < 30
    press(page, "Dials to 0", "Ten lessons", "Ten lessons")
    assert "After 20 lessons of REINFORCE" in said(page)
    assert int(score(page, 0)) > 60


def policy_gradients_by_keys(page: Page) -> None:
    reach(page, field(page))
    strike(page, "ArrowUp", "ArrowUp", "ArrowRight")
    assert score(page, 2) == "0.5, 1.0"
    reach(page, page.get_by_label("Dial of the angle"))
    strike(page, *["ArrowRight"] * 5)
    assert score(page, 2) == "1.0, 1.0"
    assert "Dials at 1.0 and 1.0" in said(page)


def dqn_by_mouse(page: Page) -> None:
    press(page, "Learn")
    page.wait_for_function(
        "document.querySelector('.curve').getAttribute('points').split(' ').length > 2"
    )
    press(page, "Pause")
    page.get_by_label("Lessons drawn from the memory").click()
    assert "no memory" in said(page)
    expect(page.locator(".touch-scores li")).to_have_count(2)


def dqn_by_keys(page: Page) -> None:
    reach(page, page.get_by_label("A twin for the targets"))
    strike(page, "Space")
    assert "no twin" in said(page)
    reach(page, button(page, "Learn"))
    strike(page, "Enter")
    expect(button(page, "Pause")).to_be_focused()
    strike(page, "Enter")
    expect(page.locator(".touch-button.main")).to_have_text(re.compile("Go on|Learn"))


def pixels_by_mouse(page: Page) -> None:
    page.get_by_label("what is new").click()
    click_at(page, 0.21, 0.5)
    assert re.search(r"what is new, rows 1[13] to 1[46], columns [35] to [68]", said(page))
    slide(page, "Moment", 0.99)
    assert "Moment 7" in said(page)
    page.get_by_label("1", exact=True).click()
    click_at(page, 0.99, 0.99)
    assert "rows 21 to 24, columns 10 to 13" in said(page)


def pixels_by_keys(page: Page) -> None:
    assert "rows 9 to 12, columns 5 to 8" in said(page)
    reach(page, field(page))
    strike(page, "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight")
    assert "rows 11 to 14, columns 9 to 12" in said(page)  # and no farther
    reach(page, page.get_by_label("an edge"))
    strike(page, "ArrowRight", "ArrowRight")
    assert "Peter's 1" in said(page)


def ms_pacman_by_mouse(page: Page) -> None:
    assert "Nothing tells" in said(page)
    press(page, "Peter's weights")
    assert "You and Peter agree at 8 of 8 crossroads" in page.locator(".touch").inner_text()
    press(page, "next →")
    assert said(page).startswith("Crossroads 2 of 8. She goes")
    slide(page, "dots near", 0.05)
    assert page.get_by_label("dots near").input_value().startswith("-")


def ms_pacman_by_keys(page: Page) -> None:
    reach(page, field(page))
    strike(page, "ArrowLeft")
    assert said(page).startswith("Crossroads 8 of 8. Nothing tells")
    reach(page, page.get_by_label("dots near"))
    strike(page, *["ArrowRight"] * 10)
    assert {score(page, way) for way in range(3)} != {"0.00"}


def muzero_by_mouse(page: Page) -> None:
    press(page, "Eight times", "Look ahead once")
    assert "Look 9" in said(page)
    assert page.locator(".touch-keyed circle").count() == 10
    slide(page, "C: the call to look elsewhere", 0.99)
    assert re.search(r"With C = [45]\.\d\d, 9 looks: \d left, \d right", said(page))


def muzero_by_keys(page: Page) -> None:
    reach(page, field(page))
    strike(page, "ArrowDown", "ArrowDown", "Enter")
    assert "Look 3" in said(page)
    strike(page, "ArrowUp")
    assert page.locator(".touch-keyed circle").count() == 1
    reach(page, button(page, "Look ahead once"))
    strike(page, "Space")
    assert "Look 1" in said(page)


def recommender_by_mouse(page: Page) -> None:
    wares = page.locator(".stall-ware")
    assert "±" not in wares.first.inner_text()
    page.get_by_label("Show what LinUCB believes of this guest").click()
    assert re.search(r"fish\s+0\.0 ± \d+\.\d", wares.first.inner_text())  # who knows nothing
    expect(page.locator(".stall-ware.picked")).to_have_text(re.compile("fish"))
    for guest in range(40):
        wares.nth(guest % 8).click()
    expect(wares.first).to_be_disabled()
    missed = re.search(r"you have missed (\d+\.\d) coins, LinUCB (\d+\.\d)", said(page))
    assert float(missed[1]) > float(missed[2]) > 0
    press(page, "The next day")
    expect(wares.first).to_be_enabled()
    assert [score(page, place) for place in (0, 1)] == ["0.0", "0.0"]
    assert "0.0 ±" not in page.locator(".stall-ware.picked").inner_text()  # it remembers
    width = float(wares.first.inner_text().split("±")[1])
    press(page, "Ten days for LinUCB alone")
    assert "has served 400 guests" in said(page)
    assert float(wares.first.inner_text().split("±")[1]) < width
    press(page, "A day of other tastes")
    assert "Overnight all tastes have changed" in said(page)


def recommender_by_keys(page: Page) -> None:
    assert page.locator(".stall-guest").inner_text().startswith("Guest 1: ")
    reach(page, page.get_by_role("button", name="tea"))
    strike(page, "Enter", "Space")
    assert re.match(r"Guest 2 paid you −?\d\.\d for tea, and LinUCB −?\d\.\d for ", said(page))
    assert "38 are to come" in said(page)


def _plays(way: str) -> dict:
    ending = f"_by_{way}"
    return {
        name.removesuffix(ending): play for name, play in globals().items() if name.endswith(ending)
    }


BY_MOUSE, BY_KEYS = _plays("mouse"), _plays("keys")
