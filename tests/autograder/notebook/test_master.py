"""What is read off the instructor's copy: imports to trust, tests that must run in the kernel."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_notebook
from traitlets.config import Config

from autograder.errors import BadSource
from autograder.notebook.master import (
    IN_KERNEL,
    exercise_classes,
    let_into_kernel,
    master_notebook,
    trusted_statements,
)
from tests.autograder.notebooks import answer, checked, code, notebook, setup

HERE = Path("ps1.ipynb")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (code("import numpy as np"), ("import numpy as np",)),
        (code("from math import sqrt as root, pi"), ("from math import sqrt as root, pi",)),
        (code("import os.path"), ("import os.path",)),
        (code("import random"), ()),  # no test reads it
        (
            code("try:\n    import numpy as np\nexcept ImportError:\n    pass"),
            ("import numpy as np",),
        ),
        (code("%matplotlib inline\nimport numpy as np\n!ls"), ("import numpy as np",)),
        (answer("a", "import numpy as np"), ()),  # the student's own
        (setup("import numpy as np"), ()),  # runs in the verifier anyway
        (code("x = <YOUR CODE>"), ()),
    ],
)
def test_imports_are_trusted_where_the_instructor_made_them(cell, found):
    test = checked("t", "import random\nnp, root, os.path, random")
    assert trusted_statements(notebook(cell, test)) == found


def test_the_exercise_s_classes_are_those_of_solutions_and_read_only_cells():
    locked = answer("helper", "class Place:\n    def __rmul__(self, k): return k")
    locked.metadata.nbgrader.update(solution=False, locked=True)
    solved = "class A:\n    def __eq__(self, o): return 1\n    def __add__(self, o): return 1"
    cells = [
        locked,
        answer("a", f"### BEGIN SOLUTION\n{solved}\n### END SOLUTION"),
        checked("t", "class Test: pass"),
        code("class Shown: pass"),
        answer("blank", "class <YOUR CODE>"),
    ]
    found = exercise_classes(notebook(*cells))
    assert found == {"Place": ["imul", "mul"], "A": ["add", "iadd"]}


def test_patterns_let_tests_into_the_kernel():
    names = ("a-tests", "b-old-tests", "b-new-tests")
    master = notebook(*(checked(name, "del f") for name in names))
    let_into_kernel(master, ["b-*", "a-tests"])
    assert [IN_KERNEL in cell.metadata.tags for cell in master.cells] == [True] * 3
    other = notebook(*(checked(name, "f\ndel f") for name in names))
    let_into_kernel(other, ["a-tests", "b-old-*"])
    assert [IN_KERNEL in cell.metadata.tags for cell in other.cells] == [True, True, False]


@pytest.mark.parametrize(
    ("metadata", "shown"),
    [
        ({"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}}, "Java"),
        ({"language_info": {"name": "R"}}, "R"),
        (
            {"kernelspec": {"name": "j", "display_name": "Julia 1.11", "language": "julia"}},
            r"Julia 1\.11",
        ),
    ],
)
def test_a_notebook_of_another_language_is_said_to_be_one(tmp_path, metadata, shown):
    path = tmp_path / "hw.ipynb"
    nbformat.write(new_notebook(metadata=metadata), path)
    with pytest.raises(BadSource, match=rf"is a notebook in {shown}: this grader runs Python"):
        master_notebook(path, Config())


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        {"kernelspec": {"name": "tf", "display_name": "TF", "language": "python"}},
        {"language_info": {"name": "python"}},
        {"language_info": {"name": "ipython"}},
    ],
)
def test_one_of_python_under_whatever_name_is_read(tmp_path, metadata):
    path = tmp_path / "hw.ipynb"
    nbformat.write(new_notebook(metadata=metadata), path)
    assert master_notebook(path, Config()).cells == []
