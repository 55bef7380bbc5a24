"""A machine with a JupyterHub on it, for one walk: three users, two environments, the hub. Nothing of it stays.

It needs root, and lives in a mount namespace of its own: users are added to a copy of /etc/passwd that only this
process and its children see.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.course.kit_home import link_packages

REPO = Path(__file__).resolve().parents[2]
INSTRUCTOR, STUDENTS = "prof", ("ada", "bert")
FIRST_UID = 61001
PASSWORD = "a-password-for-all-of-them"
HUB_CONFIG = """\
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = {password!r}
c.Authenticator.allowed_users = {users!r}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300
load_subconfig({fragment!r})
"""


def in_a_namespace(script: Path, arguments: Sequence[str]) -> None:
    """Go on in a mount namespace of one's own, as root, or end with a line that says why not."""
    if os.geteuid() != 0:
        sys.exit("hub: needs root, to start servers as three users (they are gone afterwards).")
    if os.environ.get("HUB_NAMESPACE") != "own":
        command = ["unshare", "--mount", "--propagation", "private", sys.executable]
        os.environ["HUB_NAMESPACE"] = "own"
        os.execvp(command[0], [*command, str(script), *arguments])


def make_way(*wanted: Path) -> None:
    """Let everybody get to some folders, in this namespace: a Python below /root is of no use to others."""
    aside = Path("/run/hub-bench")
    blocked = {path: first for path in wanted if (first := _closed(path))}
    for number, path in enumerate(blocked):
        (aside / str(number)).mkdir(parents=True, exist_ok=True)
        _mount("--bind", path, aside / str(number))
    for closed in set(blocked.values()):
        _mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", closed)
    for number, path in enumerate(blocked):
        path.mkdir(parents=True, exist_ok=True)
        _mount("--bind", aside / str(number), path)


def _closed(path: Path) -> Path | None:
    return next((p for p in reversed(path.parents) if not p.stat().st_mode & 0o001), None)


def _mount(*arguments: object) -> None:
    subprocess.run(["mount", *map(str, arguments)], check=True)


def add_users(folder: Path) -> None:
    """Add the three users, each with a home in a folder."""
    passwd, group = Path("/etc/passwd").read_text(), Path("/etc/group").read_text()
    for uid, name in enumerate((INSTRUCTOR, *STUDENTS), FIRST_UID):
        home = folder / "home" / name
        home.mkdir(parents=True)
        home.chmod(0o755)  # as many systems make it: what is to be closed, has to be closed
        os.chown(home, uid, uid)
        passwd += f"{name}:x:{uid}:{uid}::{home}:/bin/bash\n"
        group += f"{name}:x:{uid}:\n"
    for name, text in (("passwd", passwd), ("group", group)):
        (folder / name).write_text(text)
        _mount("--bind", folder / name, f"/etc/{name}")


def as_user(name: str, *command: object, cwd: Path | None = None, check: bool = True, **env: str):
    """Run a command as one of the users, and return what it said."""
    import pwd

    told = pwd.getpwnam(name)
    return subprocess.run(
        [str(part) for part in command],
        user=told.pw_uid,
        group=told.pw_gid,
        extra_groups=[],
        cwd=cwd or told.pw_dir,
        env={"HOME": told.pw_dir, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **env},
        capture_output=True,
        text=True,
        check=check,
    )


def environment(folder: Path, hub: Path) -> Path:
    """Make an environment with all packages but the course, and JupyterHub; return its Python."""
    link_packages(folder)
    site = next(folder.glob("lib/python*/site-packages"))
    theirs = next(hub.glob("lib/python*/site-packages"))
    for package in theirs.iterdir():
        if not (site / package.name).exists():
            (site / package.name).symlink_to(package)
    (folder / "share").unlink()  # jupyterhub-singleuser, and Lab, look for their files there
    shutil.copytree(Path(sysconfig.get_path("data")) / "share", folder / "share", symlinks=True)
    shutil.copytree(hub / "share", folder / "share", dirs_exist_ok=True)
    for programs in (Path(sysconfig.get_path("scripts")), hub / "bin"):
        for program in programs.iterdir():
            _bring(program, folder / "bin")
    return folder / "bin" / "python"


def _bring(program: Path, into: Path) -> None:
    """Copy a Python script, to be run by the Python of another environment."""
    with program.open("rb") as stream:
        first = stream.readline()
        if first.startswith(b"#!") and b"python" in first and program.name != "course":
            (into / program.name).write_bytes(b"#!%s\n" % bytes(into / "python") + stream.read())
            (into / program.name).chmod(0o755)


def own_course(root: Path, assignment: str) -> Path:
    """Copy the course, with one assignment, to its instructor's home, closed to others."""
    for name in ("lib", "course", "autograder"):
        shutil.copytree(REPO / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "nbgrader_config.py", "requirements.lock", "README.md"):
        shutil.copy(REPO / name, root)
    packages = sysconfig.get_path("purelib")  # the environment's packages are links to these
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(
            f"c.SandboxedExecute.readable = [*c.SandboxedExecute.readable, {packages!r}]\n"
        )
    for step in ("source", "release"):
        shutil.copytree(REPO / step / assignment, root / step / assignment)
    return root


def give_to(name: str, folder: Path) -> None:
    """Make a user the owner of a folder and all that is in it."""
    subprocess.run(["chown", "-R", "-h", f"{name}:{name}", folder], check=True)


@contextmanager
def running_hub(hub: Path, folder: Path, fragment: Path) -> Iterator[str]:
    """Run the hub and yield its address; whatever it started ends with it."""
    port, hub_port, proxy_port = free_ports(3)
    folder.mkdir()
    config = folder / "jupyterhub_config.py"
    config.write_text(
        HUB_CONFIG.format(
            port=port,
            hub_port=hub_port,
            proxy_port=proxy_port,
            password=PASSWORD,
            users={INSTRUCTOR, *STUDENTS},
            fragment=str(fragment),
        )
    )
    address = f"http://127.0.0.1:{port}"
    env = {**os.environ, "PATH": f"{hub / 'bin'}:/usr/bin:/bin", "HOME": str(folder)}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [hub / "bin" / "jupyterhub", "-f", config], cwd=folder, env=env, stdout=log, stderr=log
        )
        try:
            wait_for(f"{address}/hub/health", process, folder / "log")
            yield address
        finally:
            begun = time.monotonic()
            process.terminate()  # it ends its proxy and its users' servers
            try:
                process.wait(120)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            print(f"{time.monotonic() - begun:6.1f} s  the hub and its servers end", flush=True)


def free_ports(count: int) -> list[int]:
    """Return ports of loopback that nobody listens at."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def wait_for(address: str, process: subprocess.Popen, log: Path, seconds: float = 120) -> None:
    """Wait until a server answers."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit(f"hub: it ended with {process.returncode}:\n{log.read_text()[-4000:]}")
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    sys.exit(f"hub: nothing answers at {address}:\n{log.read_text()[-4000:]}")
