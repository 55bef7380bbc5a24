"""What the notebooks say at their top, and what they hold."""

import json
import re
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[3] / "source").rglob("*.ipynb"))


def prose(path: Path) -> list[str]:
    """Return the text of each markdown cell."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_table_at_the_top_lists_each_exercise_once_with_its_difficulty_minutes_and_points(path):
    texts = prose(path)
    row = re.compile(r"^\| *(\d+) *\|.*\| *([●○]{3}) *\| *(\d+) *\| *(\d+) *\|$", re.M)
    head = re.compile(r"^## Exercise (\d+) · .*\n\n([●○]{3}) · (\d+) minutes · (\d+) points?\b", re.M)
    listed = row.findall(texts[0])
    assert listed == [found for text in texts for found in head.findall(text)]
    assert [int(number) for number, *_ in listed] == list(range(1, len(listed) + 1))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_text_holds_a_character_that_nobody_sees(path):
    """A backslash that was not doubled makes such a one of the first letter of a command, as in \\alpha."""
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", "".join(prose(path)))
