"""What JupyterLab's button *Validate* answers under ``course learn``: what ``course check`` says.

Stock nbgrader shows the whole source of each test that failed, and of a notebook with a changed
check only that it was changed. Here stand the points so far and, for each exercise that is not
done, its name and the reason; and the server goes on serving other notebooks meanwhile. It is a
Jupyter server extension in place of nbgrader's; the button is nbgrader's own, and so is the form of
the answer: a cell that failed has a text and an error, which is HTML.
"""

from __future__ import annotations

import asyncio
import contextlib
from html import escape
from pathlib import Path
from textwrap import indent

from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from nbformat.notebooknode import NotebookNode
from nbgrader.server_extensions.validate_assignment import handlers
from nbgrader.utils import compute_checksum, is_grade, is_locked
from tornado import web

from autograder.errors import BadSubmission
from course.student.check import HEADING, check_notebook, read_notebook
from course.student.standing import summary, united
from course.student.workplace import original_of

CHANGED = (
    "This check was changed. The original counts: undo the change, or take it from a new copy."
)
CHANGED_CODE = "This cell was changed. The original counts: undo the change, or write below it."

OUTSIDE = "Outside of the exercises"


def answer(path: Path) -> dict[str, object]:
    """Return what the button shows of the notebook at ``path``: nothing means success."""
    try:
        checked = check_notebook(path, original=original_of(path))
    except BadSubmission as error:
        return {"success": False, "value": str(error)}
    changed = []
    with contextlib.suppress(BadSubmission):  # its cells have lost their names
        changed = changes(read_notebook(path))
    reasons: dict[str, list[str]] = {name: [f"! {why}"] for name, why in changed}
    if checked.troubles:
        reasons[OUTSIDE] = [f"! {trouble}" for trouble in checked.troubles]
    for one in united(checked.exercises):
        if one.status in ("failed", "blank"):
            sign = "✗" if one.status == "failed" else "✎"
            reasons.setdefault(one.title, []).append(f"{sign} {one.message}")
    if not reasons:
        return {"success": True, "value": {}}
    shown = "\n".join(entry(name, why) for name, why in reasons.items())
    return {
        "success": True,
        "value": {"failed": [{"source": summary(checked.exercises), "error": shown}]},
    }


def entry(name: str, reasons: list[str]) -> str:
    """Return an exercise and what is wrong with it, as the HTML of a <pre>."""
    text = indent("\n".join(dict.fromkeys(reasons)), "  ")
    return f"<b>{escape(name)}</b>\n{escape(text)}"


def changes(nb: NotebookNode) -> list[tuple[str, str]]:
    """Return where a locked cell is not as it was handed out, and what that means."""
    found = []
    title = ""
    for cell in nb.cells:
        if cell.cell_type == "markdown" and (headings := HEADING.findall(cell.source)):
            title = headings[-1]
        checksum = cell.metadata.get("nbgrader", {}).get("checksum")
        if checksum and is_locked(cell) and checksum != compute_checksum(cell):
            name = title or cell.metadata.nbgrader.grade_id
            found.append((name, CHANGED if is_grade(cell) else CHANGED_CODE))
    return found


class Validate(handlers.ValidateAssignmentHandler):
    """Answers the button."""

    @web.authenticated
    async def post(self) -> None:
        """Check the notebook named in the request, beside whatever else the server does."""
        root = Path(self.root_dir).resolve()
        name = self.get_argument("path", None) or self.get_json_body()["path"]
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise web.HTTPError(403, "That notebook is outside of your folder.")
        self.finish(await asyncio.to_thread(answer, path))


def _load_jupyter_server_extension(app: ServerApp) -> None:
    """Serve what nbgrader's button asks for."""
    settings = app.web_app.settings
    settings["root_dir"] = app.root_dir
    serve = {
        "/assignments/validate": Validate,
        "/nbgrader_version": handlers.NbGraderVersionHandler,
    }
    routes = [(url_path_join(settings["base_url"], at), how) for at, how in serve.items()]
    app.web_app.add_handlers(".*$", routes)
