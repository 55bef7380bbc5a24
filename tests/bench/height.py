"""How tall is each student notebook when JupyterLab opens it, in pixels of a window 1,400 wide?

    python tests/bench/height.py [--before OTHER_CHECKOUT] [assignment ...]

All cells count, seen or not: a setting has JupyterLab lay out every one of them (its windowing mode).
Nothing has run, so outputs add nothing. With ``--before``, the ``release/`` of another checkout is
opened beside this one's, in the same JupyterLab, and the ratio is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

REPO = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPO))

from course import lab  # noqa: E402
from tests.conftest import find_browser  # noqa: E402

ALL_CELLS = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}}
WINDOW = {"width": 1400, "height": 1000}
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PATIENCE = 60_000  # milliseconds
# From the top of the first cell to the bottom of the last, once everything is rendered; else null.
MEASURE = """([cells, texts]) => {
  const found = [...document.querySelectorAll('.jp-Notebook .jp-Cell')];
  const rendered = document.querySelectorAll('.jp-MarkdownCell.jp-mod-rendered').length;
  const loading = [...document.images].some(image => !image.complete);
  if (found.length !== cells || rendered !== texts || loading) return null;
  return Math.round(found.at(-1).getBoundingClientRect().bottom
                    - found[0].getBoundingClientRect().top);
}"""


@contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Run JupyterLab on a folder, without a past or preferences; yield its address and token."""
    with tempfile.TemporaryDirectory() as scratch:
        config = Path(scratch)
        lab.write_config(config, lab.FOR_INSTRUCTORS, {})
        overrides = config / "labconfig" / "default_setting_overrides.json"
        overrides.write_text(json.dumps({**lab.SETTINGS, **ALL_CELLS}))
        private = {"JUPYTERLAB_WORKSPACES_DIR": scratch, "JUPYTERLAB_SETTINGS_DIR": scratch}
        server = subprocess.Popen(
            lab.command(folder, "/lab", port=None, browser=False),
            env=lab.environment({**os.environ, **private}, config),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            lines = (re.search(r"http://127\.0\.0\.1:\S+", line) for line in server.stdout)
            yield next(found[0] for found in lines if found)
        finally:
            server.terminate()
            server.communicate(timeout=60)


def height(page: Page, address: str, notebook: str, cells: list[dict]) -> int:
    """Open a notebook and return its height once it has stopped changing for a second."""
    place, _, token = address.partition("/lab")
    workspace = "-".join(Path(notebook).parent.parts)  # its own: others' tabs would open with it
    page.goto(f"{place}/lab/workspaces/{workspace}/tree/{notebook}{token}")
    texts = sum(cell["cell_type"] == "markdown" for cell in cells)
    before, same = None, 0
    for _ in range(PATIENCE // 200):
        now = page.evaluate(MEASURE, [len(cells), texts])
        same = same + 1 if now is not None and now == before else 0
        if same == 5:
            return now
        before = now
        page.wait_for_timeout(200)
    sys.exit(f"{notebook} did not come to rest")


def measure(trees: dict[str, Path], assignments: list[str]) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield for each assignment the height it has in each tree's release."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch)
        for name, tree in trees.items():
            shutil.copytree(tree / "release", folder / name)
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        with jupyterlab(folder) as address:
            for assignment in assignments:
                heights = {}
                for name in trees:
                    notebook = f"{name}/{assignment}/{assignment}.ipynb"
                    cells = json.loads((folder / notebook).read_text(encoding="utf-8"))["cells"]
                    page = browser.new_page(viewport=WINDOW)
                    page.set_default_timeout(PATIENCE)
                    heights[name] = height(page, address, notebook, cells)
                    page.context.close()
                yield assignment, heights
        browser.close()


def line(name: str, heights: dict[str, int]) -> str:
    """Return what is printed: pixels, and the ratio where there are two."""
    words = [f"{name:18}", *(f"{where} {pixels:7,} px" for where, pixels in heights.items())]
    if len(heights) == 2:
        words.append(f"{heights['now'] / heights['before']:6.2f}")
    return "   ".join(words)


def main() -> None:
    """Print a line for each notebook and one for all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--before", type=Path, help="another checkout of the course")
    parser.add_argument("assignments", nargs="*")
    options = parser.parse_args()
    trees = {"before": options.before} if options.before else {}
    trees["now"] = REPO
    known = sorted(path.parent.name for path in (REPO / "release").glob("*/*.ipynb"))
    total = dict.fromkeys(trees, 0)
    for assignment, heights in measure(trees, options.assignments or known):
        print(line(assignment, heights), flush=True)
        total = {name: total[name] + heights[name] for name in trees}
    print(line("all", total))


if __name__ == "__main__":
    main()
