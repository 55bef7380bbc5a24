"""What confined code can reach, tried from inside: as root and as an ordinary user, with and
without namespaces.

Every attempt runs in a true kernel, on files and sockets whose permissions would allow it.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox import confine, landlock, seccomp
from autograder.sandbox.confine import Confinement, copy_files
from tests.autograder.closed import OF_CONTAINERS, in_sight
from tests.lib.apart import run_apart

REPO = Path(__file__).resolve().parents[3]
CANARY = secrets.token_hex(8)  # in what must not be read
MARK = secrets.token_hex(8)  # in names, to find things by
ORDINARY = 12345  # a user id that owns nothing
WAYS = {
    "root": (0, True),
    "root, no namespaces": (0, False),
    "user": (ORDINARY, True),
    "user, no namespaces": (ORDINARY, False),
}
if os.geteuid() != 0:  # one can't become another user
    WAYS = {name: (os.geteuid(), spaces) for name, (uid, spaces) in WAYS.items() if uid}

HELPERS = f'''
import ctypes, errno, os, resource, socket, subprocess, sys
from autograder.sandbox import seccomp

def attempt(function, *args):
    """Return 'refused: why', or 'done' with what it came to."""
    try:
        return "done " + repr(function(*args))[:200]
    except (OSError, subprocess.SubprocessError) as error:
        return "refused: " + type(error).__name__

def read(path):
    with open(path, "rb") as stream:
        return stream.read(2000)

def write(path):
    with open(path, "w") as stream:
        stream.write("{MARK}")

def call(number, *args):
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(number, *args)
    return "done" if result >= 0 else errno.errorcode[ctypes.get_errno()]

def show(pairs):
    for name, outcome in pairs:
        print(name, "->", outcome)
'''


def attempts(function: str, targets: list) -> str:
    """Return a cell that tries the function on each target."""
    return f"show((t, attempt({function}, t)) for t in {targets!r})"


class Outside:
    """Files and sockets of the grader that everybody may reach, but for the sandbox."""

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o777)
        self.folder = folder
        self.secret = folder / "gradebook.db"
        self.secret.write_text(CANARY)
        self.secret.chmod(0o666)
        self.abstract = f"\0autograder-test-{MARK}"
        self.listeners = []
        for address in (self.abstract, str(folder / "socket")):
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(address)
            listener.listen(1)
            self.listeners.append(listener)
        (folder / "socket").chmod(0o777)

    def close(self) -> None:
        for listener in self.listeners:
            listener.close()
        shutil.rmtree(self.folder)

    @property
    def unreadable(self) -> list[str]:
        here = (self.secret, self.folder, REPO / "pyproject.toml", REPO / "tests", "/", "/home")
        grader = [f"/proc/{os.getpid()}/{name}" for name in ("environ", "cmdline", "maps", "root")]
        machine = ["/root", "/etc/shadow", "/etc/hostname", "/var/log", "/proc/kmsg", "/dev/mem"]
        return [*map(str, here), *grader, *machine]

    @property
    def unwritable(self) -> list[str]:
        site = Path(os.__file__).parent / "site-packages"
        package = REPO / "autograder"
        return [
            *(str(self.folder / name) for name in ("new", "gradebook.db")),
            *(f"{site}/{name}" for name in ("sitecustomize.py", "new.pth")),
            *(f"{package}/{name}" for name in ("agent.py", "new.py")),
            *(f"{place}/{MARK}" for place in ("/", "/usr/lib", "/etc", "/var/spool/cron", "/root")),
            *(f"../{place}/{MARK}" for place in (".", "sockets", "root")),
        ]


SOCKETS = """
kinds = [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET]
show((f"{f} {k}", attempt(socket.socket, f, k)) for f in range(46) for k in kinds)
show((f"pair {f}", attempt(socket.socketpair, f)) for f in range(46) if f != socket.AF_UNIX)
show((f"pair of kind {k}", attempt(socket.socketpair, socket.AF_UNIX, k)) for k in kinds[1:3])
print("dns ->", attempt(socket.getaddrinfo, "example.org", 80))
"""
CONNECT = """
def connect(address):
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(address)
def connect_half_of_a_pair(address):
    ours, theirs = socket.socketpair()
    theirs.close()
    ours.connect(address)
def send(address):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    ours.sendto(b"x", address)
def hold_more(address):
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF if address[0] == "/" else 32, 2**30)
def bind(address):
    ours, theirs = socket.socketpair()
    ours.bind("../sockets/mine" if address[0] == "/" else address + "mine")
ways = (connect, connect_half_of_a_pair, send, hold_more, bind)
show((f"{{way.__name__}} {{a!r}}", attempt(way, a)) for a in {} for way in ways)
"""
ORDER = """
def order(address):
    ours, theirs = socket.socketpair()
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(address)
        socket.send_fds(sock, [b"{}"], [theirs.fileno()])
        if sock.recv(1) != b".":
            raise ConnectionRefusedError
print("order ->", attempt(order, SERVER))
"""
CALLS = """
column = {"x86_64": 0, "aarch64": 1}[os.uname().machine]
show((n, call(c[column], 0, 0, 0, 0, 0)) for n, c in seccomp._CALLS.items() if c[column] is not None)
show((f"clone {flag:x}", call(seccomp._ARCHITECTURES[os.uname().machine][3], flag | 17, 0, 0, 0, 0))
     for flag in (0x10000000, 0x20000000, 0x00020000, 0x40000000, 0x02000000))
if column == 0:
    print("x32 ptrace ->", call(0x40000000 + 101, 0, 0, 0, 0))
print("clone3 ->", call(435, 0, 0))
"""
PROCESSES = """
def pids():
    return [int(n) for n in os.listdir("/proc") if n.isdigit()]
print("all ->", attempt(pids))
print("self ->", os.getpid())
"""
DAEMON = f"""
sleeper = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(900)"
command = [sys.executable, "-c", sleeper, "{MARK}"]
if os.fork() == 0:
    os.setsid()
    subprocess.Popen(command, start_new_session=True)
    os._exit(0)
os.wait()
subprocess.Popen(command)
print("left two behind")
"""


def cells(outside: Outside) -> dict[str, str]:
    return {
        "helpers": HELPERS,
        "read": attempts("read", outside.unreadable),
        "list": attempts("os.listdir", outside.unreadable),
        "link": f"os.symlink({str(outside.secret)!r}, 'link'); print(attempt(read, 'link'))",
        "hard link": f"print(attempt(os.link, {str(outside.secret)!r}, 'hard'))",
        "passwd": "print(attempt(read, '/etc/passwd'))",
        "write": attempts("write", outside.unwritable),
        "remove": f"print(attempt(os.remove, {str(outside.secret)!r}))",
        "chmod": f"print(attempt(os.chmod, {str(outside.secret)!r}, 0))",
        "scratch": "write('mine'); os.mkdir('d'); os.rename('mine', 'd/mine'); print(read('d/mine'))",
        "temporary": "import tempfile\nwith tempfile.TemporaryFile() as f: f.write(b'x'); print('done')",
        "shared memory": "print(attempt(write, '/dev/shm/x'))",
        "/tmp": f"print(attempt(os.listdir, '/tmp'), attempt(write, '/tmp/{MARK}'))",
        "disk": "print(attempt(lambda: open('big', 'wb').write(bytes(20 * 2**20))))",
        "disk, in parts": "os.remove('big')\nfor p in ('/tmp/a', '/dev/shm/a'):\n"
        "    print(attempt(lambda: open(p, 'wb').write(bytes(6 * 2**20))))",
        "sockets": SOCKETS,
        "own sockets": "a, b = socket.socketpair(); a.send(b'x'); print(b.recv(1))",
        "connect": CONNECT.format([outside.abstract, str(outside.folder / "socket")]),
        "fork server": ORDER,
        "server's folder": "print(os.path.dirname(SERVER))",
        "calls": CALLS,
        "status": "print(open('/proc/self/status').read())",
        "processes": PROCESSES,
        "signal": f"print(attempt(os.kill, {os.getpid()}, 0))",
        "user": "print(os.getuid(), os.geteuid(), os.getgroups())",
        "environment": "print(sorted(os.environ.items()))",
        "descriptors": "show((n, os.readlink(f'/proc/self/fd/{n}')) for n in "
        "os.listdir('/proc/self/fd') if os.path.lexists(f'/proc/self/fd/{n}'))",
        "limits": "print(resource.getrlimit(resource.RLIMIT_CORE), "
        "resource.getrlimit(resource.RLIMIT_NOFILE))",
        "home": "print(os.getcwd(), os.path.expanduser('~'), tempfile.gettempdir())",
        "daemon": DAEMON,
    }


def cells_of_tests(outside: Outside) -> dict[str, str]:
    """Return test cells that fail with the outcome of an attempt as their message."""
    attempted = "try: found = {}\nexcept OSError as e: found = 'refused: ' + type(e).__name__\n"
    return {
        name: attempted.format(what) + "assert False, found"
        for name, what in {
            "read": f"open({str(outside.secret)!r}).read()",
            "course": f"open({str(REPO / 'pyproject.toml')!r}).read()",
            "socket": "__import__('socket').socket()",
            "user": "str(__import__('os').getuid())",
        }.items()
    }


class Found:
    """What was found inside, by name of the cell."""

    def __init__(self, uid: int, namespaces: bool, report: dict, outside: Outside) -> None:
        self.uid, self.namespaces, self.outside = uid, namespaces, outside
        self.layers, self.cells, self.tests = report["layers"], report["cells"], report["tests"]
        self.neighbour = report["neighbour"]

    def pairs(self, name: str) -> dict[str, str]:
        """Return the outcome for each target of an attempt."""
        lines = [line for line in self.cells[name].splitlines() if " -> " in line]
        assert lines, self.cells[name]
        return dict(line.split(" -> ", 1) for line in lines)

    def achieved(self, name: str) -> dict[str, str]:
        """Return those targets of an attempt that were not refused."""
        pairs = self.pairs(name).items()
        return {target: outcome for target, outcome in pairs if not outcome.startswith("refused")}


@pytest.fixture(scope="module", params=WAYS.values(), ids=WAYS)
def inside(request: pytest.FixtureRequest) -> Iterator[Found]:
    """Try everything once for each way of grading."""
    uid, namespaces = request.param
    outside = Outside(Path(tempfile.mkdtemp(prefix="outside-")))
    if os.geteuid() == 0:
        os.chown(outside.secret, uid, uid)
    order = {
        "namespaces": namespaces,
        "limits": {"disk_mb": 10, "open_files": 200},
        "cells": cells(outside),
        "tests": cells_of_tests(outside),
    }
    try:
        yield Found(uid, namespaces, report(as_user(uid), order), outside)
    finally:
        outside.close()


def report(command: list[str], order: dict) -> dict:
    """Return what a grader that this command starts says after running the order."""
    done = subprocess.run(
        command,
        input=json.dumps(order),
        env=os.environ | {"PYTHONPATH": str(REPO), "API_TOKEN": CANARY},
        capture_output=True,
        text=True,
        timeout=120,
        cwd=REPO,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def as_user(uid: int, *switch: str) -> list[str]:
    """Return the command that grades as ``uid``; root may ``switch`` to less by another command.

    Where Python or the course lie in a folder that only root may enter, a private mount namespace
    shows just these two in its place.
    """
    command = [sys.executable, str(REPO / "tests/autograder/inside.py")]
    if os.geteuid() != 0:
        return command
    if uid:
        drop = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups", "env"]
        command = [*drop, "PYTHONDONTWRITEBYTECODE=1", *command]
    else:
        command = [*switch, *command]
    return in_sight(command, (sys.prefix, sys.base_prefix, REPO))


def test_root_of_a_container_who_may_do_less_grades_all_the_same():
    left = ",+".join(OF_CONTAINERS.split())
    drop = ["setpriv", f"--bounding-set=-all,+{left}", "--inh-caps=-all"]
    command = as_user(os.geteuid(), *drop)
    order = {"namespaces": False, "limits": {}, "cells": {"sum": "print(1 + 1)\nx = 2"}}
    said = report(command, {**order, "tests": {"right": "assert x == 2", "wrong": "assert x == 3"}})
    assert said["cells"]["sum"] == "2"
    assert (said["tests"]["right"], bool(said["tests"]["wrong"])) == ("", True)
    assert {"resource-limits", "no-new-privileges", "seccomp"} <= set(said["layers"])
    assert ("unprivileged-user" in said["layers"]) == (os.geteuid() == 0)


# Reading


def test_nothing_of_the_grader_s_can_be_read(inside):
    assert inside.achieved("read") == {}


def test_nothing_of_the_grader_s_can_be_listed(inside):
    achieved = inside.achieved("list")
    if inside.namespaces:  # the root folder is its own
        names = achieved.pop("/", "")
        assert not any(f"'{name}'" in names for name in ("root", "home", "var", "work"))
    assert achieved == {}


def test_links_lead_nowhere(inside):
    assert inside.cells["link"].startswith("refused")
    assert inside.cells["hard link"].startswith("refused")


def test_the_list_of_users_holds_the_student_alone_or_is_not_there(inside):
    passwd = inside.cells["passwd"]
    assert "root" not in passwd
    assert passwd.startswith("done b'student:" if inside.namespaces else "refused")


def test_the_canary_is_nowhere_to_be_seen(inside):
    assert CANARY not in json.dumps(inside.cells)
    assert CANARY not in json.dumps(inside.tests)


# Writing


def test_nothing_can_be_written_outside_scratch(inside):
    assert inside.achieved("write") == {}
    assert inside.outside.secret.read_text() == CANARY
    assert sorted(p.name for p in inside.outside.folder.iterdir()) == ["gradebook.db", "socket"]


def test_nothing_outside_can_be_removed_or_changed(inside):
    assert inside.cells["remove"].startswith("refused")
    # where it can't be refused it is pretended to have worked, although the file is the user's own
    assert inside.outside.secret.stat().st_mode & 0o777 == 0o666


def test_scratch_is_for_everything(inside):
    assert MARK in inside.cells["scratch"]
    assert inside.cells["temporary"] == "done"


def test_scratch_is_home_and_current_and_temporary_folder(inside):
    here, home, temporary = inside.cells["home"].split()
    assert here == home == temporary
    assert here.endswith("/scratch")


def test_shared_memory_is_its_own_or_not_there(inside):
    expected = "done" if inside.namespaces else "refused"
    assert inside.cells["shared memory"].startswith(expected)
    assert not Path("/dev/shm/x").exists()


def test_tmp_is_writable_and_its_own_or_not_there(inside):
    """Both neighbours find it empty, but for a course that lies there; nothing of it arrives at the machine's own."""
    course = [REPO.parts[2]] if REPO.parts[1] == "tmp" else []
    for cells in (inside.cells, inside.neighbour):
        if inside.namespaces:
            assert cells["/tmp"].startswith(f"done {course!r} done ")
        else:
            assert cells["/tmp"].startswith("refused: PermissionError refused")
    assert not Path(f"/tmp/{MARK}").exists()


def test_one_bound_holds_for_all_that_is_written(inside):
    if inside.namespaces:
        first, second = inside.cells["disk, in parts"].splitlines()
        assert (first, second) == (f"done {6 * 2**20}", "refused: OSError")


def test_a_disk_that_is_full_is_an_error_not_an_end(inside):
    assert inside.cells["disk"] == "refused: OSError"


def test_what_was_written_is_gone_afterwards(inside):
    for one in (inside.cells, inside.neighbour):
        assert not Path(one["home"].split()[0]).exists()
    server = Path(inside.cells["server's folder"])
    assert server.is_absolute()
    assert not server.exists()


def test_neighbours_have_nothing_in_common(inside):
    mine, theirs = inside.cells, inside.neighbour
    assert (mine["home"] == theirs["home"]) == inside.namespaces  # one name, two folders
    assert theirs["scratch"] == mine["scratch"]  # it could make the same files once more
    if inside.uid == 0:
        assert mine["user"] != theirs["user"]


# The network


def test_there_are_no_sockets(inside):
    outcomes = inside.pairs("sockets")
    assert len(outcomes) == 46 * 4 + 45 + 2 + 1
    assert inside.achieved("sockets") == {}


def test_pairs_of_sockets_work_within(inside):
    assert inside.cells["own sockets"] == "b'x'"


def test_no_socket_of_the_machine_can_be_reached(inside):
    assert len(inside.pairs("connect")) == 2 * 5
    assert inside.achieved("connect") == {}


def test_the_fork_server_takes_no_orders_from_inside(inside):
    assert inside.achieved("fork server") == {}


# The kernel's other doors


def test_every_call_on_the_list_is_refused(inside):
    outcomes = inside.pairs("calls")
    assert len(outcomes) > 40
    assert outcomes.pop("clone3") == "ENOSYS"  # so that the C library falls back to clone
    assert set(outcomes.values()) == {"EPERM"}


def test_no_privilege_is_left_nor_can_be_gained(inside):
    lines = (line.split(":", 1) for line in inside.cells["status"].splitlines() if ":" in line)
    status = {name: value.split() for name, value in lines}
    assert status["NoNewPrivs"] == ["1"]
    assert status["Seccomp"] == ["2"]
    for kind in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        assert int(status[kind][0], 16) == 0
    assert status["Groups"] == ([] if inside.uid == 0 else status["Groups"])
    assert "0" not in (*status["Uid"], *status["Gid"])


def test_the_user_is_nobody_else(inside):
    uid = int(inside.cells["user"].split()[0])
    assert (uid in confine._UNUSED_UIDS) if inside.uid == 0 else (uid == inside.uid)


# Processes


def test_only_its_own_processes_are_to_be_seen(inside):
    if not inside.namespaces:
        assert inside.pairs("processes")["all"].startswith("refused")
        return
    pids = json.loads(inside.pairs("processes")["all"].removeprefix("done "))
    assert len(pids) <= 4
    assert int(inside.pairs("processes")["self"]) in pids
    assert max(pids) < 100


def test_no_signal_reaches_the_grader(inside):
    assert inside.cells["signal"].startswith("refused")


@pytest.mark.timeout(60)
def test_processes_left_behind_die_with_the_kernel(inside):
    assert inside.cells["daemon"].startswith("left two behind")  # Python 3.12 warns of fork()
    while left := [p for p in Path("/proc").glob("[0-9]*") if MARK in command_line(p)]:
        assert time.sleep(0.1) is None, left  # the time-out of this test ends it


def command_line(process: Path) -> str:
    try:
        return (process / "cmdline").read_text()
    except OSError:  # it has just ended
        return ""


# What it is given


def test_the_environment_holds_nothing_of_the_grader_s(inside):
    names = {name for name, _ in eval(inside.cells["environment"])}
    assert names <= {
        "AUTOGRADER", "PATH", "LANG", "HOME", "TMPDIR", "MPLBACKEND", "MPLCONFIGDIR", "IPYTHONDIR",
        "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS",
        "TF_CPP_MIN_LOG_LEVEL", "TF_ENABLE_ONEDNN_OPTS", "CUDA_VISIBLE_DEVICES", "SDL_VIDEODRIVER",
        "JPY_PARENT_PID", "TERM", "CLICOLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "PAGER", "GIT_PAGER",
        "LC_CTYPE", "PYDEVD_USE_FRAME_EVAL", "KMP_DUPLICATE_LIB_OK", "KMP_INIT_AT_FORK",
    }  # fmt: skip


def test_no_open_file_is_inherited(inside):
    targets = inside.pairs("descriptors").values()
    kinds = ("socket:", "pipe:", "anon_inode:", "/dev/null", "/proc/", "/dev/urandom")
    assert [t for t in targets if not t.startswith(kinds)] == []


def test_limits_are_set(inside):
    assert inside.cells["limits"] == "(0, 0) (200, 200)"


def test_the_layers_in_force_are_reported(inside):
    expected = ["resource-limits", "no-new-privileges", f"landlock-{landlock.abi()}", "seccomp"]
    expected += ["unprivileged-user"] if inside.uid == 0 else []
    expected += ["namespaces"] if inside.namespaces else []
    assert sorted(inside.layers) == sorted(expected)


# The disk, where scratch does not lie in memory

FILLS = {
    "one after another": "for n in range(500): open(f'f{n}', 'wb').write(bytes(2**20))",
    "in folders": "for n in range(500):\n    os.makedirs(f'{n}/a/b')\n"
    "    open(f'{n}/a/b/c', 'wb').write(bytes(2**20))",
    "without a name": "files = []\nfor n in range(200):\n    files.append(open('f', 'wb'))\n"
    "    files[-1].write(bytes(2**21)); files[-1].flush(); os.remove('f')",
    "empty ones": "for n in range(10**6): open(f'f{n}', 'w').close()",
}


@pytest.mark.parametrize("fill", FILLS.values(), ids=FILLS)
def test_who_fills_the_disk_is_ended_without_namespaces(fill):
    order = {
        "namespaces": False,
        "limits": {"disk_mb": 20},
        "cells": {"fill": f"import os, time\n{fill}\ntime.sleep(20)"},
        "tests": {},
    }
    uid = ORDINARY if os.geteuid() == 0 else os.geteuid()
    assert report(as_user(uid), order)["cells"] == {
        "server": "",
        "fill": "Stopped: more than 20 MB in files",
    }


# The verifier is confined as well


def test_a_test_cell_reaches_no_more_than_a_student(inside):
    for name in ("read", "course", "socket"):
        assert inside.tests[name].startswith("refused: ")


def test_kernel_and_verifier_are_different_users(inside):
    if inside.uid == 0:
        assert inside.tests["user"] != inside.cells["user"].split()[0]


# Where the layers are missing


@pytest.mark.parametrize(
    ("target", "replacement", "says"),
    [
        ("platform.system", lambda: "Darwin", "Linux means, and this is Darwin"),
        ("landlock.abi", lambda: 0, "no Landlock"),
        ("seccomp.supported", lambda: False, "no system-call filter"),
    ],
)
def test_without_a_required_layer_grading_refuses_and_says_what_to_do(
    monkeypatch, target, replacement, says
):
    monkeypatch.setattr(f"autograder.sandbox.confine.{target}", replacement)
    with pytest.raises(confine.SandboxUnavailable, match=says) as caught:
        confine.require_support()
    assert "grade " in str(caught.value)


def test_the_filter_is_known_for_both_architectures_and_no_other():
    assert len(seccomp.program("x86_64")) % 8 == 0
    assert len(seccomp.program("aarch64")) % 8 == 0
    with pytest.raises(KeyError):
        seccomp.program("riscv64")


def test_support_files_are_copied_without_notebooks_links_and_hidden_files(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "data" / ".hidden").mkdir(parents=True)
    for name in ("a.csv", "data/b.npy", "master.ipynb", "data/c.ipynb", ".env", "data/.hidden/d"):
        (source / name).write_text(name)
    (source / "link").symlink_to("/etc/passwd")
    os.mkfifo(source / "fifo")
    copy_files(str(source), str(target))
    copied = sorted(str(p.relative_to(target)) for p in target.rglob("*") if p.is_file())
    assert copied == ["a.csv", "data/b.npy"]


def test_the_folders_of_a_confinement_can_be_entered_but_not_listed_by_others(tmp_path):
    confinement = Confinement(confine.Limits(), str(tmp_path))
    confinement.make_folders()
    assert {p.stat().st_mode & 0o777 for p in (tmp_path, *tmp_path.iterdir())} == {0o711}


def test_gathering_memory_into_huge_pages_changes_none_of_it():
    run_apart("""
        import hashlib, os
        from autograder.sandbox import linux

        blocks = [os.urandom(2**20) for _ in range(16)]
        before = [hashlib.sha256(block).digest() for block in blocks]
        linux.gather_memory()
        assert [hashlib.sha256(block).digest() for block in blocks] == before
        child = os.fork()
        if child == 0:
            blocks[3] = b"x" * 2**20  # what is shared now is copied when written
            os._exit(any(hashlib.sha256(block).digest() != old for block, old in
                         zip(blocks[4:], before[4:], strict=True)))
        assert os.waitpid(child, 0)[1] == 0
        assert [hashlib.sha256(block).digest() for block in blocks] == before
    """)
