"""What a fork server imports ahead: what an assignment's notebooks and the course's own modules import."""

import importlib
import json
import sys
from pathlib import Path

import pytest

from autograder.workers.preload import COMMON_PRELOAD, HEAVY_PRELOAD, preload_for

SOURCES = sorted(Path("source").glob("*/*.ipynb"))


def heavy(*cells: str) -> set[str]:
    return set(preload_for(cells, ())) - set(COMMON_PRELOAD)


def test_what_pictures_need_is_imported_where_there_may_be_some(own):
    own({"world.py": "def shown(): import matplotlib"})
    for cell in ("import matplotlib.pyplot as plt", "from scipy import stats", "import world"):
        assert set(COMMON_PRELOAD) <= set(preload_for([cell], ()))
    assert preload_for(["import math, numpy"], ()) == ()


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Return a function that writes modules of a course that has them on Python's path."""
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    def write(modules: dict[str, str]) -> None:
        for name, text in modules.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        importlib.invalidate_caches()

    return write


def test_what_a_cell_imports_is_imported_ahead():
    assert heavy(
        "import numpy, gymnasium as gym", "%matplotlib inline\nfrom cv2 import resize"
    ) == {
        "gymnasium",
        "cv2",
    }


def test_a_cell_may_import_late():
    assert heavy("def f():\n    import cv2\n    return cv2") == {"cv2"}


def test_a_word_that_only_looks_like_a_package_is_none():
    assert (
        heavy("gymnasium = 'import cv2'", "import cv22, os.path, __main__, nowhere_at_all") == set()
    )


def test_a_cell_that_does_not_compile_imports_nothing():
    assert heavy("import gymnasium as", "import cv2") == {"cv2"}


def test_a_module_of_the_course_brings_what_it_imports(own):
    own({f"clearing/{name}": "" for name in ("__init__.py", "deep/__init__.py")})
    own({"clearing/deep/board.py": "import gymnasium\n"})
    assert heavy("from clearing.deep import board") == {"gymnasium"}
    assert heavy("import clearing.deep.board as b") == {"gymnasium"}
    assert heavy("import clearing") == set()


def test_so_does_the_package_above_it_and_what_that_imports_from_beside_it(own):
    own({"pond/__init__.py": "from . import ice\n", "pond/ice.py": "import cv2\n"})
    own({"pond/fish.py": ""})
    assert heavy("import pond.fish") == {"cv2"}
    own({"lake/__init__.py": "", "lake/deep/__init__.py": "", "lake/b.py": "import cv2\nx = 1\n"})
    own({"lake/deep/a.py": "from ..b import x\n"})
    assert heavy("from lake.deep.a import x") == {"cv2"}


def test_what_a_module_imports_late_or_for_types_is_left_to_it(own):
    late = "def f():\n    import cv2\nclass A:\n    def g(self):\n        import cv2\n"
    types = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import keras\n"
    own({"late.py": types + late})
    assert heavy("import late") == set()


def test_what_it_imports_at_once_may_stand_deeper(own):
    other = "try:\n    import nothing_of_this_name\nexcept ImportError:\n    import gymnasium\n"
    own({"sure.py": other})
    assert heavy("import sure") == {"gymnasium"}


def test_modules_that_import_each_other_are_no_riddle(own):
    own({"one.py": "import two\n", "two.py": "import one\nimport gymnasium\n"})
    assert heavy("import one") == {"gymnasium"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_chapter_imports_a_world_in_every_process_anew(path):
    cells = json.loads(path.read_text())["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    ahead = heavy(*code)
    assert ahead <= set(HEAVY_PRELOAD)
    if path.stem in ("value_iteration", "gridworld", "wolf_fight"):
        assert "gymnasium" in ahead, "through lib.worlds"
    if path.stem == "bandits":
        assert not ahead & {"gymnasium", "tensorflow", "cv2"}
