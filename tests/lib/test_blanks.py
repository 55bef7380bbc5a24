"""The promises of lib/blanks.py, through a real IPython shell."""

import subprocess
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell

from lib import blanks


@pytest.fixture
def shell():
    shell = InteractiveShell.instance()
    before = list(shell.input_transformers_cleanup)
    blanks.register()
    yield shell
    shell.input_transformers_cleanup[:] = before
    shell.reset(new_session=False)
    InteractiveShell.clear_instance()


def run(shell, cell):
    return shell.run_cell(cell, store_history=False)


def reached(shell, cell) -> str:
    error = run(shell, cell).error_in_exec
    assert isinstance(error, NotImplementedError)
    return str(error)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("<YOUR CODE: a mean>", "fill in: a mean"),
        ("x = <YOUR CODE: a mean>", "fill in: a mean"),
        ("def f():\n    return <YOUR CODE: a mean>\nf()", "fill in: a mean"),
        ("if <YOUR CODE: a condition>:\n    pass", "fill in: a condition"),
        ("x = [1, <YOUR CODE: the rest>]", "fill in: the rest"),
        ('<YOUR CODE: it\'s "quoted", (really)>', 'fill in: it\'s "quoted", (really)'),
        ("<YOUR CODE: the arm with Q > 0>", "fill in: the arm with Q > 0"),
        ("<YOUR CODE: a mean>  # see A -> B", "fill in: a mean"),
        ("x = <YOUR CODE: first> + <YOUR CODE: second>", "fill in: first"),
        ("<YOUR CODE: ε-greedy, √2>", "fill in: ε-greedy, √2"),
        ("<YOUR CODE>", "fill in: your code"),
        ("<YOUR CODE: >", "fill in: your code"),
    ],
)
def test_a_blank_that_is_reached_says_what_to_fill_in(shell, cell, message, capsys):
    assert reached(shell, cell) == message


def test_a_half_done_cell_still_runs_until_the_blank_is_reached(shell, capsys):
    cell = "def done():\n    return 1\n\ndef todo(x):\n    y = <YOUR CODE: y>\n    return <YOUR CODE: z>\n"
    assert run(shell, cell).success
    assert run(shell, "done()").result == 1
    assert reached(shell, "todo(1)") == "fill in: y"


def test_strings_and_comments_keep_their_text(shell):
    text = "<YOUR CODE: hint>"
    assert run(shell, f"'{text}'").result == text
    assert run(shell, f'f"{text}"  # {text}').result == text
    assert run(shell, f"'''\n{text}\n'''").result == f"\n{text}\n"
    assert run(shell, f"'it\\'s {text}'").result == f"it's {text}"


def test_a_comment_with_an_apostrophe_does_not_hide_a_blank(shell, capsys):
    assert reached(shell, "# don't\nx = <YOUR CODE: x>") == "fill in: x"


def test_line_numbers_stay(shell, capsys):
    source = "a = 1\nb = <YOUR CODE: b>\nc = 3\n"
    assert blanks.fill_blanks(source).count("\n") == source.count("\n")
    error = run(shell, source).error_in_exec
    assert error.__traceback__.tb_next.tb_lineno == 2


def test_other_cells_are_left_alone():
    for cell in ("x = 1 < 2 > 0\n", "%%html\n<YOUR CODE: not python>\n", "x = '<'\ny = \">\"\n"):
        assert blanks.fill_blanks(cell) == cell


def test_nothing_a_student_defines_stands_in_the_way(shell, capsys):
    run(shell, "blank = lib = blanks = NotImplementedError = None")
    assert reached(shell, "<YOUR CODE: x>") == "fill in: x"


def test_the_message_is_short_and_names_the_function(shell, capsys):
    run(shell, "def todo():\n    return <YOUR CODE: an arm>\ntodo()")
    shown = capsys.readouterr().out
    assert "fill in: an arm (in todo)" in shown
    assert "Traceback" not in shown
    assert "raise" not in shown


def test_registering_twice_is_registering_once(shell):
    blanks.register()
    blanks.register()
    ours = [t for t in shell.input_transformers_cleanup if t.__module__ == "lib.blanks"]
    assert len(ours) == 1


def test_importing_lib_outside_ipython_imports_little_and_prints_nothing():
    program = (
        "import lib, sys, os\n"
        "heavy = {'IPython', 'matplotlib', 'scipy', 'tensorflow'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "assert os.environ['TF_CPP_MIN_LOG_LEVEL'] == '3'\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_importing_lib_in_ipython_makes_blanks_friendly():
    program = "import lib; get_ipython().run_cell('x = <YOUR CODE: an x>')"
    command = [sys.executable, "-m", "IPython", "--no-banner", "--colors=nocolor", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "fill in: an x" in done.stdout
    assert "SyntaxError" not in done.stdout + done.stderr
