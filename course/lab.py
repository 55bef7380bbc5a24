"""JupyterLab, set up for students (``course learn``) and for instructors (``course teach``)."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_PATIENCE = 20.0  # seconds that a server has to close after it was told to
# Nobody wants to be asked about news before the first cell has run.
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {
        "checkForUpdates": False,
        "fetchNews": "false",
    }
}
# Students validate; they have no class to grade and no course list to choose from.
FOR_INSTRUCTORS = (
    "@jupyter/nbgrader:assignment-list",
    "@jupyter/nbgrader:course-list",
    "@jupyter/nbgrader:create-assignment",
    "@jupyter/nbgrader:formgrader",
    "@jupyter/nbgrader:menu",
)
# On a hub, students fetch and hand in by the list of assignments; its menu shows of the others what is on.
EXCHANGE = ("@jupyter/nbgrader:assignment-list", "@jupyter/nbgrader:menu")
# Who answers the button Validate: for students, we do, in nbgrader's place.
VALIDATE = {
    "course.student.validate": True,
    "nbgrader.server_extensions.validate_assignment": False,
}


def open_lab(
    folder: Path,
    url: str,
    *,
    port: int | None = None,
    browser: bool = True,
    without: Sequence[str] = (),
    extensions: Mapping[str, bool] | None = None,
) -> int:
    """Run JupyterLab in ``folder`` until it is closed; return its exit code.

    ``url`` is where it opens, for example ``/lab/tree/bandits/bandits.ipynb``.
    """
    with tempfile.TemporaryDirectory(prefix="course-lab-") as scratch:
        write_config(Path(scratch), without, extensions or {})
        server = subprocess.Popen(
            command(folder, url, port=port, browser=browser),
            cwd=folder,
            env=environment(os.environ, Path(scratch)),
        )
        try:
            return wait(server)
        finally:
            if server.poll() is None:
                server.terminate()
                try:
                    server.wait(_PATIENCE)
                except subprocess.TimeoutExpired:  # it waits for kernels that never started
                    server.kill()
                    server.wait()


def command(folder: Path, url: str, *, port: int | None, browser: bool) -> list[str]:
    """Return the command line that starts JupyterLab."""
    line = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url={url}",
        "--Application.log_level=WARN",
        "--LanguageServerManager.autodetect=False",  # it would start npm to look for servers
    ]
    if port is not None:
        line += [f"--port={port}"]
    if not browser:
        line += ["--no-browser"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        line += ["--allow-root"]  # Jupyter refuses root otherwise; containers have no one else
    return line


def write_config(folder: Path, without: Sequence[str], extensions: Mapping[str, bool]) -> None:
    """Write Lab's defaults: quiet, without the panels this reader has no use for.

    ``extensions`` says which extensions of the server are on or off, others are as installed.
    """
    labconfig = folder / "labconfig"
    labconfig.mkdir()
    (labconfig / "default_setting_overrides.json").write_text(json.dumps(SETTINGS))
    disabled = {"disabledExtensions": dict.fromkeys(without, True)}
    (labconfig / "page_config.json").write_text(json.dumps(disabled))
    server = folder / "jupyter_server_config.d"
    server.mkdir()
    switches = {"ServerApp": {"jpserver_extensions": dict(extensions)}}
    (server / "course.json").write_text(json.dumps(switches))
    # nbgrader warns where it finds no configuration; a student's copy needs none.
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")


def environment(base: Mapping[str, str], config: Path) -> dict[str, str]:
    """Return ``base`` with our configuration in front, and this Python's programs on the path."""
    paths = [str(config), *filter(None, [base.get("JUPYTER_CONFIG_PATH")])]
    return {
        **base,
        "JUPYTER_CONFIG_PATH": os.pathsep.join(paths),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), base.get("PATH", "")]),
    }


def wait(server: subprocess.Popen[bytes]) -> int:
    """Wait for the server; Ctrl-C goes to it as well, and it asks before it closes."""
    # Asked to end by another program, we end the server too instead of leaving it behind.
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:
                continue
    finally:
        signal.signal(signal.SIGTERM, before)
