"""What axe, a checker of accessibility, finds on a page."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

RUN = "() => axe.run({ preload: false, resultTypes: ['violations'] })"


def violations(page: Page) -> list[dict[str, Any]]:
    """Return every violation on a page, of any impact."""
    folder = Path(find_spec("axe_playwright_python").submodule_search_locations[0])
    page.evaluate((folder / "axe.min.js").read_text())  # no policy of the page forbids that
    return page.evaluate(RUN)["violations"]


def places(violation: dict[str, Any]) -> list[str]:
    """Return the first three elements that a violation is about."""
    return [node["html"][:160] for node in violation["nodes"]][:3]
