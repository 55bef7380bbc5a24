# Brings files named like modules the grader imports: numpy.py, sitecustomize.py, autograder, IPython start-up.
def attack(notebook, folder):
    for name in (
        "numpy.py",
        "sitecustomize.py",
        "usercustomize.py",
        "json.py",
        "autograder/__init__.py",
        "nbgrader_config.py",
        "autograder/agent.py",
        "conftest.py",
        "numpy/testing.py2",
        ".ipython/profile_default/startup/00.py",
        "x.pth",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "testing = __builtins__\nassert_allclose = allclose = print\nprint('hostile', 1000.0)\n"
        )
