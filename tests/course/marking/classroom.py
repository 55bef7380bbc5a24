"""A class that answered three questions: in words, with a drawing in code, and below a task."""

from __future__ import annotations

import asyncio
import base64
import io
import os
import queue
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from PIL import Image
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from autograder.coursefolder import CourseFolder
from autograder.grade import grade_assignment
from course.marking.desk import Answer, Desk
from course.marking.questions import Question
from course.marking.serve import Place, application
from course.release.build import release
from tests.course.conftest import CONFIG, cell, notebook, write

ASSIGNMENT = "essays"
WHY, DRAWN, TASK = "essays-why", "essays-drawn", "essays-task"
MODEL = """*Model answer (two points for the middle, one for the picture).*

It halves the interval: $\\sum_{i<n} 2^{-i}$ of it is left."""
TASK_TEXT = """## A study

Tell below what you tried.
### BEGIN MARK SCHEME
One point for each of twelve tries.
### END MARK SCHEME"""


def _png() -> str:
    stream = io.BytesIO()
    Image.new("RGB", (120, 60), "#23598f").save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode()


PICTURE = _png()
DRAWING = f"""import base64
from IPython.display import Image, display
display(Image(base64.b64decode("{PICTURE}")))
print("drawn in /home/ada/pictures")"""

HOSTILE = """A cover: <script>window.run = 1</script><img src=x onerror="window.run = 2">
<svg onload="window.run = 3"></svg><iframe src="http://evil.invalid/"></iframe>

<form action="/steal"><input name="token"><button>Enter</button></form>

[press](javascript:window.run=4) <a href="javascript:window.run=5">here</a> [out](http://evil.invalid/)

<div style="position:fixed;inset:0;z-index:9999;width:99999px;height:99999px;margin:-9999px;background-color:red">over</div>
<style>body { display: none }</style> <link rel=stylesheet href="http://evil.invalid/x.css"> <meta http-equiv=refresh content="0;url=http://evil.invalid/">

</div></article></main><h1 id="told">{}</h1>

$\\href{javascript:window.run=6}{x}$ $\\style{position:fixed}{y}$ ![](http://evil.invalid/p.png)
"""


def picture() -> dict[str, dict[str, str]]:
    """Return the attachments of a cell whose picture has its author's name."""
    return {"ada lovelace.png": {"image/png": PICTURE}}


def source() -> NotebookNode:
    """Return the instructor's notebook."""
    task = new_markdown_cell(TASK_TEXT, id=TASK)
    task.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade_id": TASK,
        "grade": False,
        "solution": False,
        "locked": True,
        "task": True,
        "points": 12,
    }
    drawn = new_code_cell("### BEGIN SOLUTION: draw\nprint(1)\n### END SOLUTION", id=DRAWN)
    drawn.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade_id": DRAWN,
        "grade": True,
        "solution": True,
        "locked": False,
        "task": False,
        "points": 2,
    }
    return notebook(
        new_markdown_cell("# Essays", id="title"),
        cell("import math", "essays-setup", "locked", tags=["setup"]),
        new_markdown_cell("## Why the middle?\n\nSay why, with $n$ steps.", id="why-text"),
        cell(MODEL, WHY, "written", points=3),
        new_markdown_cell("## Draw it", id="drawn-text"),
        drawn,
        task,
        new_markdown_cell("## Further reading\n\nA book.", id="further"),
    )


@dataclass
class HandIn:
    """What somebody wrote; None leaves a cell as it was handed out."""

    why: str | None = None
    drawn: str | None = None
    tried: Sequence[str] = ()
    beside: str = ""  # a cell of one's own below the first answer
    attachments: dict[str, dict[str, str]] = field(default_factory=dict)


CLASS = {
    "ada": HandIn(
        "It is fair: $\\sum_{i<n} 1$. ![ada lovelace.png](attachment:ada%20lovelace.png)\n\nAda Lovelace",
        DRAWING,
        ["Tried *one*.", "Tried two."],
        attachments=picture(),
    ),
    "bob17": HandIn("Because bob17 says so, in /home/bob17/.", "print('half')"),
    "cleo": HandIn(),
    "dan": HandIn("   "),
    "eve": HandIn(HOSTILE, f"from IPython.display import HTML\nHTML({HOSTILE!r})"),
    "fay": HandIn(None, None, beside="I wrote my answer **below**."),
}
NAMES = {"ada": ("Ada", "Lovelace"), "bob17": ("Bob", "Builder"), "eve": ("Eve", "Evil")}


def make_course(root: Path, students: dict[str, HandIn]) -> Path:
    """Make a course in which these handed in."""
    root.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    write(root, source(), ASSIGNMENT)
    release(root, ASSIGNMENT)
    for student, work in students.items():
        hand_in(root, student, work)
    return root


def hand_in(root: Path, student: str, work: HandIn) -> None:
    """Put a student's notebook into ``submitted/``."""
    made = nbformat.read(root / f"release/{ASSIGNMENT}/{ASSIGNMENT}.ipynb", as_version=4)
    by_name = {one.metadata.get("nbgrader", {}).get("grade_id"): one for one in made.cells}
    if work.why is not None:
        by_name[WHY].source = work.why
    if work.drawn is not None:
        by_name[DRAWN].source = work.drawn
    if work.attachments:
        by_name[WHY]["attachments"] = work.attachments
    place = made.cells.index(by_name[TASK]) + 1
    made.cells[place:place] = [new_markdown_cell(text) for text in work.tried]
    if work.beside:
        made.cells.insert(made.cells.index(by_name[WHY]) + 1, new_markdown_cell(work.beside))
    folder = root / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(made, folder / f"{ASSIGNMENT}.ipynb")


def graded(root: Path, **options: object) -> Path:
    """Grade the class, and give it names."""
    grade_assignment(root, ASSIGNMENT, jobs=2, **options)
    with gradebook(root) as book:
        for student, (first, last) in NAMES.items():
            if student in {one.id for one in book.students}:
                book.update_or_create_student(student, first_name=first, last_name=last)
    return root


def gradebook(root: Path) -> Gradebook:
    """Return nbgrader's own view of the gradebook."""
    return Gradebook(CourseFolder.at(root).directory.db_url)


def desk_of(root: Path) -> Desk:
    """Return a desk as ``course mark`` has it."""
    return Desk(CourseFolder.at(root), [ASSIGNMENT])


def question(desk: Desk, name: str = WHY) -> Question:
    """Return the question of that cell."""
    return next(pile.question for pile in desk.piles() if pile.question.name == name)


def answer_of(desk: Desk, student: str, name: str = WHY) -> Answer:
    """Return a student's answer, whom the page would not name."""
    return next(one for one in desk.answers(question(desk, name)) if one.mark.student == student)


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Serve the page from a thread of this process; return its address."""
    ready: queue.Queue[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]] = queue.Queue()

    async def run(folder: str) -> None:
        place = Place(desk_of(root), secrets.token_urlsafe(24), Path(folder))
        server, sockets = HTTPServer(application(place)), bind_sockets(0, "127.0.0.1")
        server.add_sockets(sockets)
        ended = asyncio.Event()
        address = f"http://127.0.0.1:{sockets[0].getsockname()[1]}{place.base}"
        ready.put((address, asyncio.get_running_loop(), ended))
        await ended.wait()
        server.stop()
        await server.close_all_connections()

    with tempfile.TemporaryDirectory() as folder:
        thread = threading.Thread(target=lambda: asyncio.run(run(folder)))
        thread.start()
        address, loop, ended = ready.get(timeout=30)
        try:
            yield address
        finally:
            loop.call_soon_threadsafe(ended.set)
            thread.join(30)


@contextmanager
def command(root: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run ``course mark`` and return the page's address, and the process."""
    code = "import sys; from course.cli import main; sys.exit(main())"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "--course", str(root), "mark", "--no-browser"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(root.parent)},  # whoever is killed leaves its pictures
    )
    try:
        line = process.stdout.readline()
        assert "http://127.0.0.1:" in line, line
        yield line.split()[2], process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(20)
        process.stdout.close()


def ask(url: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
    """Ask the page for something as no browser would; return the status and what it says."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, body, named)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def copied(root: Path, to: Path) -> Path:
    """Return a copy of a graded course."""
    return Path(shutil.copytree(root, to))
