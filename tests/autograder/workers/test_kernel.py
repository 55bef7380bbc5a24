"""One student's kernel: cells run, test cells are examined, and everything ends when it should."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from autograder.exam.verifier import Examination
from autograder.limits import Limits
from autograder.workers.examiner import try_setup
from autograder.workers.kernel import CellRun, Setting, StudentKernel

pytestmark = pytest.mark.timeout(60)

FORGE = """
import hashlib, hmac, json

def send(parts):
    get_ipython().kernel.iopub_socket.send_multipart(parts)

def forge(kind, content, parent=None):
    session = get_ipython().kernel.session
    header = {**session.msg_header('x'), 'msg_type': kind, 'date': str(session.msg_header('x')['date'])}
    parent = get_ipython().kernel.get_parent()['header'] if parent is None else parent
    parent = {**parent, 'date': ''} if type(parent) is dict else parent
    parts = [json.dumps(part).encode() for part in (header, parent, {}, content)]
    send([b'kernel', b'<IDS|MSG>', session.sign(parts), *parts])
"""


@pytest.fixture(scope="module")
def kernel(setting: Setting) -> Iterator[StudentKernel]:
    """Yield a kernel for cells that leave nothing behind."""
    with StudentKernel(setting, 1) as running:
        yield running


@pytest.fixture
def fresh(setting: Setting) -> Iterator[StudentKernel]:
    """Yield a kernel of the test's own, to be ill-treated."""
    with StudentKernel(setting, 1) as running:
        yield running


def limited(setting: Setting, **limits: float) -> StudentKernel:
    return StudentKernel(replace(setting, limits=Limits(**limits)), 1)


def printed(run: CellRun) -> str:
    return "".join(o.text for o in run.outputs if o.output_type == "stream")


def asked(test: str, seconds: float = 20.0, setup: tuple[str, ...] = ()) -> Examination:
    return Examination(setup, test, 1, seconds)


# Running cells


def test_outputs_come_back_in_order_and_streams_are_joined(kernel):
    run = kernel.run("print('a'); print('b'); display(1); 2", 20)
    assert [o.output_type for o in run.outputs] == ["stream", "display_data", "execute_result"]
    assert printed(run) == "a\nb\n"
    assert (run.error, run.why, run.dead) == ("", "", False)


def test_an_error_is_an_output_and_named_in_one_line(kernel):
    run = kernel.run("1 / 0", 20)
    assert run.error == "ZeroDivisionError: division by zero"
    assert run.outputs[-1].output_type == "error"
    assert not run.dead


def test_names_stay_from_cell_to_cell(kernel):
    kernel.run("x = 41", 20)
    assert printed(kernel.run("print(x + 1)", 20)) == "42\n"


def test_nobody_answers_questions(kernel):
    assert kernel.run("input('?')", 20).error.startswith("StdinNotImplementedError")


def test_a_cell_that_fails_does_not_stop_the_next(kernel):
    kernel.run("raise ValueError", 20)
    assert printed(kernel.run("print('on')", 20)) == "on\n"


@pytest.mark.parametrize("source", ["", "# nothing", "def f(:", "%magic", "\x00", "{{", "'''"])
def test_any_text_is_a_cell(kernel, source):
    assert not kernel.run(source, 20).dead


def test_a_start_does_not_look_at_each_module_for_a_debugger(kernel):
    run = kernel.run("import sys; print(get_ipython().kernel._kernel_modules)", 20)
    assert printed(run) == "[]\n"
    run = kernel.run("print(sys.modules['ipykernel.ipkernel'].sys is sys)", 20)
    assert printed(run) == "True\n"


def test_global_randomness_begins_at_the_seed(setting):
    def drawn(seed: int) -> str:
        with StudentKernel(setting, seed) as one:
            return printed(
                one.run("import random, numpy; print(random.random(), numpy.random.rand())", 20)
            )

    assert drawn(7) == drawn(7) != drawn(8)


@pytest.mark.parametrize(
    "source",
    [
        r"print('\ud800')",
        r"raise ValueError('\ud800')",
        r"display({'text/plain': '\ud800'}, raw=True)",
    ],
)
def test_half_characters_in_outputs_can_be_written_to_a_file(fresh, source, tmp_path):
    fresh.run("print('something before')", 20)
    run = fresh.run(source, 20)
    assert not run.why
    cell = nbformat.v4.new_code_cell(source, outputs=run.outputs)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "kept.ipynb")
    (tmp_path / "kept.txt").write_text(run.error + printed(run))


# Time


def test_a_cell_that_takes_too_long_is_interrupted_and_the_kernel_goes_on(fresh):
    run = fresh.run("import time\nx = 1\ntime.sleep(50)", 1)
    assert run.why == "took longer than 1 s"
    assert not run.dead
    assert printed(fresh.run("print(x)", 20)) == "1\n"


def test_a_cell_that_ignores_interrupts_is_ended_within_limit_and_grace(fresh):
    begun = time.monotonic()
    source = "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(50)"
    run = fresh.run(source, 1)
    assert time.monotonic() - begun < 20
    assert run.dead
    assert run.why == "took longer than 1 s"
    assert not fresh.alive


def test_a_kernel_that_gets_no_time_to_stop_in_goes_on_all_the_same(fresh, monkeypatch):
    """As on a machine with ten times as much to do as it has cores: here it waits of its own will."""
    monkeypatch.setattr(os, "getloadavg", lambda: (10.0 * os.cpu_count(), 0.0, 0.0))
    source = (
        "import time\nx = 1\ntry:\n    time.sleep(50)\nexcept KeyboardInterrupt:\n    time.sleep(3)"
    )
    run = fresh.run(source, 1)
    assert run.why == "took longer than 1 s"
    assert not run.dead
    assert printed(fresh.run("print(x)", 20)) == "1\n"


def test_a_cell_that_computes_on_after_an_interrupt_is_ended(fresh):
    source = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    run = fresh.run(source, 1, 30)
    assert run.dead
    assert run.why.startswith("took 1.")


def test_the_interrupt_does_not_come_after_the_cell(fresh):
    fresh.run("import time; time.sleep(50)", 0.5)
    assert printed(fresh.run("time.sleep(0.3); print('through')", 20)) == "through\n"


def test_who_computes_in_one_process_is_left_to_the_scheduler_and_who_forks_has_one_core(fresh):
    cores = "import os; print(len(os.sched_getaffinity(0)))"
    assert printed(fresh.run(cores, 20)) == f"{len(os.sched_getaffinity(0))}\n"
    fork = "import time\nif os.fork() == 0:\n    time.sleep(60)\ntime.sleep(1)"
    fresh.run(fork, 20)
    assert printed(fresh.run(cores, 20)) == "1\n"


def test_processor_time_is_the_tree_s_own(fresh):
    before = fresh.used_seconds()
    fresh.run("import time; time.sleep(0.5)", 20)
    assert fresh.used_seconds() - before < 0.4
    source = "import os\nif os.fork() == 0:\n    while time.process_time() < 1: pass\n    os._exit(0)\nos.wait()"
    fresh.run(source, 20)
    assert fresh.used_seconds() - before >= 0.9


# Death


@pytest.mark.parametrize("source", ["import os; os._exit(0)", "import os; os.kill(os.getpid(), 9)"])
def test_a_kernel_that_ends_itself_is_reported_dead(fresh, source):
    run = fresh.run(source, 20)
    assert run.dead
    assert run.why == "the kernel process ended by itself"
    assert run.error
    assert not fresh.alive


def test_a_dead_kernel_answers_every_further_question_at_once(fresh):
    fresh.run("import os; os._exit(0)", 20)
    assert fresh.run("print(1)", 20).dead
    verdict = fresh.examine(asked("assert True"))
    assert (verdict["status"], verdict["points"]) == ("failed", 0.0)


def test_leaving_the_kernel_ends_all_its_processes(setting):
    mark = secrets.token_hex(8)
    source = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(99)', '{mark}'], start_new_session=True)"
    with StudentKernel(setting, 1) as one:
        one.run(source, 20)
        while not processes(mark):  # it has left this program behind, but has not its new name yet
            time.sleep(0.1)
    while processes(mark):
        time.sleep(0.1)  # the time-out ends it


def processes(mark: str) -> list[str]:
    return [p.name for p in Path("/proc").glob("[0-9]*") if mark in command_line(p)]


def command_line(process: Path) -> str:
    try:
        return (process / "cmdline").read_text()
    except OSError:  # it has just ended
        return ""


def test_leaving_the_kernel_leaves_no_file_and_no_descriptor(setting):
    folders = set(Path("/tmp").glob("autograder-kernel-*"))
    with StudentKernel(setting, 1) as warm:
        warm.run("1", 20)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        with StudentKernel(setting, 1) as one:
            one.run("open('file', 'w').write('x')", 20)
            one.examine(asked("assert True"))
    assert len(list(Path("/proc/self/fd").iterdir())) <= before + 2
    mine = {f for f in set(Path("/tmp").glob("autograder-kernel-*")) - folders if f.exists()}
    assert not any((f / "scratch" / "file").exists() for f in mine)


# Output


def test_printing_for_ever_is_cut_short_at_the_limit_and_said_so(setting):
    with limited(setting, output_mb=0.1) as one:
        run = one.run("while True: print('x' * 1000, flush=True)", 30)
        assert run.why == "printed more than 0.1 MB"
        assert len(printed(run)) < 0.2 * 2**20
        assert printed(one.run("print('on')", 20)) == "on\n"


def test_printing_faster_than_anybody_reads_ends_at_the_time_limit_at_the_latest(setting):
    with limited(setting, output_mb=0.1) as one:
        run = one.run("while True: print('x' * 1000)", 2)
        assert run.why
        assert len(printed(run)) < 0.2 * 2**20
        if not run.dead:  # a busy machine may not let it notice the interrupt in time
            assert not one.run("x = 5", 20).why
            assert one.examine(asked("assert x == 5"))["status"] == "passed"


def test_one_enormous_output_is_cut_short_as_well(setting):
    with limited(setting, output_mb=0.1) as one:
        run = one.run("print('x' * 10**6)", 30)
        assert run.why == "printed more than 0.1 MB"


@pytest.mark.parametrize(
    "call",
    [
        "forge('stream', {'name': 'stdout', 'text': 3})",
        "forge('stream', {'name': ['stdout'], 'text': 'x'})",
        "forge('stream', {})",
        "forge('error', {'ename': 3, 'evalue': [], 'traceback': 'x'})",
        "forge('error', {})",
        "forge('execute_result', {'data': 3})",
        "forge('execute_result', {'data': {'text/plain': 'x'}, 'execution_count': 'x'})",
        "forge('display_data', {'data': {'text/plain': {'a': 1}}, 'metadata': 3})",
        "forge('display_data', {'data': {'application/json': float('nan')}, 'metadata': {}})",
        "forge('status', {})",
        "forge('status', {'execution_state': ['idle']})",
        "forge('no such kind', {'a': 1})",
        "forge('stream', [1, 2])",
        "forge('stream', None)",
        "forge('status', 'idle')",
        "forge(['stream'], {})",
        "forge({}, {})",
        "forge('stream', {'name': 'stdout', 'text': 'x'}, parent=[1])",
        "forge('stream', {'name': 'stdout', 'text': 'x'}, parent='x')",
        "forge('stream', {'name': 'stdout', 'text': 'x'}, parent={'msg_id': ['a']})",
        "send([b'kernel', b'<IDS|MSG>', b'', b'{', b'', b'', b''])",
        "send([b'junk'])",
        "send([b'<IDS|MSG>'])",
    ],
)
def test_forged_messages_do_not_disturb_the_grader(kernel, call, tmp_path):
    kernel.run(FORGE, 20)
    run = kernel.run(call, 20)
    cell = nbformat.v4.new_code_cell(call, outputs=run.outputs)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "kept.ipynb")
    assert printed(kernel.run("print('on')", 20)) == "on\n"


def test_forged_half_characters_are_replaced(kernel, tmp_path):
    kernel.run(FORGE, 20)
    for content in (r"{'name': 'stdout', 'text': '\ud800'}", r"{'name': '\ud800', '\ud800': 1}"):
        run = kernel.run(f"forge('stream', {content})", 20)
        (tmp_path / "kept.txt").write_text(str(run.outputs))


# Test cells


def test_a_test_cell_sees_what_the_student_defined(kernel):
    kernel.run("def double(x):\n    return 2 * x", 20)
    assert kernel.examine(asked("assert double(2) == 4"))["status"] == "passed"
    assert kernel.examine(asked("assert double(2) == 5"))["status"] == "failed"


def test_prints_of_the_student_are_kept_and_those_of_the_test_are_not(kernel):
    kernel.run("def loud(): print('from the student')", 20)
    verdict = kernel.examine(asked("print('from the test')\nloud()"))
    assert verdict["printed"] == "from the student\n"


def test_the_source_of_a_test_never_reaches_the_kernel(kernel):
    kernel.run("def spy(v): return [str(In), str(globals().keys()), repr(locals())]", 20)
    kernel.examine(asked("hidden_kestrel = 1\nspy(2)  # kestrel"))
    seen = kernel.run(
        "import gc\nprint(In, spy(1), [s for s in map(str, gc.get_objects()) if ''.join(['kes', 'trel']) in s])",
        30,
    )
    assert "kestrel" not in printed(seen)
    assert "spy" in printed(seen)


def test_set_up_and_test_run_outside_the_student_s_process(fresh):
    fresh.run("import os\nopen('mine.py', 'w').close()\ndef files(): return os.listdir('.')", 20)
    source = "import os\nassert 'mine.py' in files() and 'mine.py' not in os.listdir('.'), 'same'"
    assert fresh.examine(asked(source, setup=("import os",)))["status"] == "passed"


@pytest.mark.parametrize(
    "act",
    [
        "os._exit(0)",
        "os.kill(os.getpid(), 9)",
        "sys.exit(0)",
        "raise KeyboardInterrupt",
        "raise SystemExit",
        "raise BaseException",
        "os.close(*[int(n) for n in os.listdir('/proc/self/fd')][-1:])",
        "get_ipython().ask_exit()\n    raise SystemExit",
        "get_ipython().kernel.do_shutdown(False)",
        "return f(x)",
    ],
)
def test_whatever_the_tested_function_does_to_its_process_is_not_passing(setting, act):
    with StudentKernel(setting, 1) as one:
        one.run(f"import os, sys\ndef f(x):\n    {act}", 20)
        verdict = one.examine(asked("assert f(1) == 1", seconds=10))
    assert verdict["status"] == "failed"
    assert verdict["points"] == 0.0
    assert verdict["message"]


@pytest.mark.parametrize(
    "act",
    [
        "get_ipython().displayhook('10')",
        "print('10')",
        "display(10)",
        "forge('execute_result', {'data': {'text/plain': '10'}, 'metadata': {}, 'execution_count': 1})",
        "forge('status', {'execution_state': 'idle'})",
        "forge('execute_reply', {'status': 'ok'})",
    ],
)
def test_what_the_kernel_says_is_never_a_verdict(kernel, act):
    kernel.run(FORGE + f"\ndef f():\n    {act}\n    return 1", 20)
    verdict = kernel.examine(asked("assert f() == 2"))
    assert (verdict["status"], verdict["points"]) == ("failed", 0.0)
    assert kernel.examine(asked("assert f() == 1"))["status"] == "passed"


def test_an_agent_that_the_student_replaced_can_not_pass(fresh):
    fresh.run("from autograder import agent\nagent.serve = lambda *a: None\ndef f(): return 2", 20)
    verdict = fresh.examine(asked("assert f() == 1", seconds=5))
    assert verdict["status"] == "failed"


def test_a_test_that_takes_too_long_is_failed_and_the_next_is_examined(fresh):
    fresh.run("import time\ndef slow(): time.sleep(50)\ndef quick(): return 1", 20)
    verdict = fresh.examine(asked("slow()", seconds=1))
    assert verdict["status"] == "failed"
    assert "still running when its time was over" in verdict["message"]
    if fresh.alive:
        assert fresh.examine(asked("assert quick() == 1"))["status"] == "passed"


def test_a_slow_function_that_can_be_interrupted_leaves_the_kernel_alive(fresh):
    fresh.run("import time\nx = 5\ndef slow(): time.sleep(50)", 20)
    fresh.examine(asked("slow()", seconds=1))
    assert fresh.alive
    assert fresh.examine(asked("assert x == 5"))["status"] == "passed"


def test_a_test_cell_that_never_ends_is_failed_at_its_time(kernel):
    verdict = kernel.examine(asked("while True: pass", seconds=1))
    assert (verdict["status"], verdict["points"]) == ("failed", 0.0)


def test_a_verifier_that_ends_without_a_verdict_is_ungraded_not_zero(kernel):
    verdict = kernel.examine(asked("import os; os._exit(0)"))
    assert (verdict["status"], verdict["points"]) == ("ungraded", None)
    assert "the verifier failed" in verdict["message"]


def test_a_test_that_runs_out_of_memory_over_what_it_was_given_is_failed(setting):
    source = "def f(): return 2**27\ndef g(): return 1"
    hungry = "import numpy as np\nassert np.ones(f()).sum() == 1"  # a gigabyte, by this number
    with limited(setting, memory_mb=400) as one:
        one.run(source, 30)
        one.examine(asked("assert g() == 1"))
        first, again = one.examine(asked(hungry)), one.examine(asked(hungry))
        assert one.examine(asked("assert g() == 1"))["status"] == "passed"
    assert first["status"] in ("ungraded", "failed"), "asked again of a new verifier"
    assert (again["status"], again["points"]) == ("failed", 0.0)
    assert "memory" in again["message"].lower()


def test_a_kernel_is_graded_whatever_its_processes_are_called(setting):
    rename = "import ctypes, os\nctypes.CDLL(None).prctl(15, b'\\xff) R\\xfe', 0, 0, 0)"
    with limited(setting) as one:
        assert not one.run(
            rename + "\nif os.fork() == 0:\n    os.setsid()\n    while True: pass", 30
        ).error
        tree = one.tree
        assert one.run("6 * 7", 30).outputs[0].data["text/plain"] == "42"
    assert tree.ended
    assert not tree.ended.ours
    assert tree.ended.why == "ended by the grader"


def test_a_set_up_that_fails_is_ungraded_not_zero(kernel):
    verdict = kernel.examine(asked("assert True", setup=("1 / 0",)))
    assert (verdict["status"], verdict["points"]) == ("ungraded", None)


def test_support_files_are_there_for_both_and_the_student_s_stay_on_one_side(setting, tmp_path):
    trusted, students = tmp_path / "trusted", tmp_path / "students"
    for folder in (trusted, students):
        folder.mkdir()
        (folder / "data.csv").write_text(folder.name)
    (students / "trap.py").write_text("")
    files = replace(setting, trusted_files=str(trusted), student_files=str(students))
    with StudentKernel(files, 1) as one:
        assert printed(one.run("print(open('data.csv').read())", 20)) == "students\n"
        source = "import os\nassert open('data.csv').read() == 'trusted' and not os.path.exists('trap.py')"
        assert one.examine(asked(source))["status"] == "passed"


def test_in_and_out_of_the_notebook_are_not_filled_by_tests(kernel):
    before = printed(kernel.run("print(len(In))", 20))
    kernel.examine(asked("assert True"))
    shown = printed(kernel.run("print(In[-2])", 20))
    assert "assert" not in shown
    assert int(before) > 0


def test_a_set_up_that_needs_the_student_is_tried_without_waiting_for_one(setting: Setting):
    patient = replace(setting, limits=Limits(cell_seconds=1000.0))  # beyond this test's own time
    assert try_setup(patient, ("def helper(): return students()",)) == ""
    assert "fails in the verifier" in try_setup(patient, ("assert helper()",))
