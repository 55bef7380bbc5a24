"""A PostgreSQL server of the tests' own: on loopback, in a temporary folder, gone with whoever started it.

PostgreSQL refuses to run as root; there, the user is ``postgres`` or ``nobody``.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg

from autograder.sandbox.linux import die_with_parent

INSTALL = "apt-get install postgresql"
USER = "ada"
PASSWORD = "correct-horse@battery/50%:🐎"  # with all that an address has to write otherwise
_SECONDS = 60.0  # that a server may take to start on a busy machine


class NoServer(RuntimeError):
    """There is no PostgreSQL here, or it doesn't start; the message says which."""


def programs() -> Path:
    """Return the folder of the newest PostgreSQL's programs, which Debian keeps off the PATH.

    Raises ``NoServer``.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_version)
    on_path = shutil.which("postgres")
    if not found and on_path is None:
        raise NoServer(f"no PostgreSQL server is installed. Have it with: {INSTALL}")
    return (found[-1] if found else Path(on_path)).resolve().parent


def _version(path: Path) -> float:
    with suppress(ValueError):
        return float(path.parent.parent.name)
    return 0.0


class Server:
    """A server with password, in a folder of its own. Start it by ``running_server``."""

    def __init__(self, folder: Path) -> None:
        self._programs, self._folder = programs(), folder
        self._as: dict[str, object] = {}
        if os.geteuid() == 0:
            users = {entry.pw_name: entry for entry in pwd.getpwall()}
            user = users.get("postgres") or users["nobody"]
            os.chown(folder, user.pw_uid, user.pw_gid)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": ()}
        self._process: subprocess.Popen | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]

    def initialise(self) -> None:
        """Make what the server keeps its databases in. Raises ``NoServer``."""
        word = self._folder / "password"
        word.write_text(PASSWORD)
        command = [self._programs / "initdb", "--pgdata", self._folder / "data", "--no-sync"]
        command += ["--username", USER, "--pwfile", word, "--auth", "scram-sha-256"]
        command += ["--encoding", "UTF8", "--locale", "C"]
        word.chmod(0o644)
        done = subprocess.run(
            command, cwd=self._folder, capture_output=True, text=True, check=False, **self._as
        )
        word.unlink()
        if done.returncode != 0:
            raise NoServer(f"initdb failed: {done.stdout}{done.stderr}")

    def start(self) -> None:
        """Start it, and wait until it lets one in. Raises ``NoServer``."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "fsync": "off",  # the machine isn't going to fail, only processes are
            "max_connections": 40,
        }
        command = [self._programs / "postgres", "-D", self._folder / "data"]
        command += [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        log = self._folder / "log"
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                preexec_fn=lambda: die_with_parent(signal.SIGINT),
                **self._as,
            )
        end = time.monotonic() + _SECONDS
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError as error:
                if self._process.poll() is not None or time.monotonic() > end:
                    self.stop()
                    said = log.read_text(errors="replace")[-2000:]
                    raise NoServer(f"PostgreSQL does not start: {error}\n{said}") from error
                time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: its sessions end (SIGINT), it gives up as in a crash (SIGQUIT)."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(_SECONDS)
            self._process = None

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Return a connection that commits each statement."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=USER,
            password=PASSWORD,
            dbname=database,
            autocommit=True,
        )

    def url(self, database: str, *, user: str = USER, password: str = PASSWORD) -> str:
        """Return what ``c.CourseDirectory.db_url`` says for a database."""
        return f"postgresql://{user}:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"

    def new_database(self, template: str = "template0") -> str:
        """Create a database, empty or as a copy of another, and return its name."""
        name = f"rl_{secrets.token_hex(6)}"
        with self.connect() as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    @property
    def pid(self) -> int:
        """The process of a server that runs."""
        return self._process.pid

    def end_sessions(self) -> None:
        """End everybody's sessions, as an administrator does."""
        others = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        )
        with self.connect() as connection:
            connection.execute(f"{others} AND backend_type = 'client backend'")

    def drop(self, database: str) -> None:
        """Delete a database, whoever is connected to it."""
        with self.connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


@contextmanager
def running_server() -> Iterator[Server]:
    """Run a server of one's own. Raises ``NoServer``."""
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        server = Server(Path(folder))
        server.initialise()
        server.start()
        try:
            yield server
        finally:
            server.stop(signal.SIGQUIT)  # nobody needs what it would still write
