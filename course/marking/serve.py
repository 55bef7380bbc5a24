"""The page on which written answers are marked, for whoever has its address.

The address holds a random token, so that neither another user nor a page in the same browser finds it.
What asks under another name than this machine's, or from another page, is refused. A policy in each
answer keeps the page from running, loading or sending anything that is not its own.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
import signal
import tempfile
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, Finish, RequestHandler

from autograder.coursefolder import CourseFolder
from autograder.errors import AutograderError
from autograder.report.marks import number
from course.marking.desk import TO_DO, Desk
from course.marking.ledger import BadMark, Overtaken
from course.marking.shown import NAME, Mask, Pictures, cells_html, code_html, text_html

HERE = Path(__file__).resolve().parent
HOSTS = {"127.0.0.1", "localhost"}  # under any port: a tunnel has another
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # a picture in a tab of its own
MOST_BYTES = 1_000_000  # of a request
_STATUS = ((Overtaken, 409), (BadMark, 400))
_KINDS = {".js": "text/javascript", ".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml"}
_KINDS |= {".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp"}


@dataclass(frozen=True)
class Place:
    """What every request needs."""

    desk: Desk
    token: str
    pictures: Path

    @property
    def base(self) -> str:
        """The beginning of every path."""
        return f"/{self.token}/"


def serve(
    root: Path,
    assignments: Sequence[str],
    say: Callable[[str], None],
    *,
    port: int | None = None,
    browser: bool = True,
) -> None:
    """Serve the answers to some assignments until Ctrl-C, and open the page in a browser.

    Raises ``BadSource`` or ``StorageError`` where the questions or the gradebook can't be read, and
    ``OSError`` for a port in use.
    """
    desk = Desk(CourseFolder.at(root), assignments)
    if not desk.piles():
        say("There is no written answer to mark: course grade, then this again.")
        return
    with tempfile.TemporaryDirectory(prefix="course-mark-") as folder:
        place = Place(desk, secrets.token_urlsafe(24), Path(folder))
        asyncio.run(_run(place, port or 0, say, browser=browser))


async def _run(place: Place, port: int, say: Callable[[str], None], *, browser: bool) -> None:
    sockets = bind_sockets(port, "127.0.0.1")
    server = HTTPServer(application(place), max_body_size=MOST_BYTES)
    server.add_sockets(sockets)
    address = f"http://127.0.0.1:{sockets[0].getsockname()[1]}{place.base}"
    say(f"Marking at {address}   Ctrl-C here ends it; every mark is saved as it is given.")
    ended = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, ended.set)
    if browser:
        webbrowser.open(_leading_to(address, place.pictures).as_uri())
    await ended.wait()
    server.stop()
    await server.close_all_connections()


def _leading_to(address: str, folder: Path) -> Path:
    """Return a file that leads a browser on: its command line can be seen by other users."""
    path = folder / "open.html"
    path.write_text(
        f'<!DOCTYPE html><meta http-equiv="refresh" content="0; url={address}"><title>course mark</title>'
    )
    return path


def application(place: Place) -> Application:
    """Return the web application."""
    routes: list[tuple[str, type[_Page]]] = [
        (r"/([^/]*)/", _Index),
        (r"/([^/]*)/q/([0-9a-f]+)", _Sheet),
        (r"/([^/]*)/q/([0-9a-f]+)/now", _Now),
        (r"/([^/]*)/q/([0-9a-f]+)/(points|comment|nothing|keep)", _Act),
        (r"/([^/]*)/(picture|static|font)/([\w.-]+)", _File),
        (r"(.*)", _Nothing),
    ]
    return Application(
        [(pattern, handler, {"place": place}) for pattern, handler in routes],
        log_function=lambda _: None,  # the address is nobody else's business
    )


class _Page(RequestHandler):
    """Answers only who has the token and asks under this machine's name; errors are one line."""

    def initialize(self, place: Place) -> None:
        self.place, self.desk = place, place.desk

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in {
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        host = self.request.headers.get("Host", "")
        if urlsplit(f"//{host}").hostname not in HOSTS:
            self.refuse(403, "this page is reached under 127.0.0.1 or localhost only")
        origin = self.request.headers.get("Origin")
        if origin is not None and origin != f"http://{host}":
            self.refuse(403, "this page answers itself only")
        if self.request.method == "POST":
            kind = self.request.headers.get("Content-Type", "").partition(";")[0]
            if origin is None or kind != "application/json":
                self.refuse(403, "this page answers itself only")
        given = (self.path_args or [""])[0].encode()
        if not hmac.compare_digest(given, self.place.token.encode()):
            self.refuse(
                403, "this address is not, or no longer, the page's: see where it was started"
            )

    def refuse(self, status: int, line: str) -> None:
        """End the request with one line."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"error": line}))
        raise Finish

    def write_error(self, status_code: int, **_: object) -> None:
        """Say in a line what nobody expected; the traceback is in the terminal."""
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"error": f"{self._reason}: the terminal may say more"}))

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what the person can put right into a line."""
        try:
            yield
        except AutograderError as error:
            status = next((code for kind, code in _STATUS if isinstance(error, kind)), 503)
            self.refuse(status, str(error))

    def page(self, template: str, **values: Any) -> None:
        """Write a page."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        made = _ENVIRONMENT.get_template(template)
        self.finish(made.render(base=self.place.base, **values))


class _Index(_Page):
    def get(self, _token: str) -> None:
        with self.explained():
            self.page("index.html.j2", piles=self.desk.piles())


class _Sheet(_Page):
    def get(self, _token: str, key: str) -> None:
        pictures = Pictures(self.place.pictures, f"{self.place.base}picture/")
        with self.explained():
            question = self.desk.question(key)
            sheet = self.desk.sheet(question)
            answers = []
            for answer, work in sheet:
                mask = Mask(answer.mark.student, answer.mark.first or "", answer.mark.last or "")
                before = mask.over(answer.before)
                answers.append(
                    {
                        **answer.told(),
                        "html": cells_html(work.cells, pictures, mask),
                        "before": text_html(before, pictures) if before else "",
                    }
                )
            piles = self.desk.piles()
            comments = self.desk.comments(question)
        following = [pile for pile in piles if not pile.is_done and pile.question.key != key]
        most = max((answer.mark.most for answer, _ in sheet), default=0.0)
        model = code_html(question.model) if question.is_code else None
        self.page(
            "sheet.html.j2",
            question=question,
            asked=cells_html([cell for cell in question.asked if cell.source], pictures),
            model=model or text_html(question.model, pictures),
            rubric=text_html(question.rubric, pictures),
            answers=answers,
            waiting=sum(answer["state"] in TO_DO for answer in answers),
            most=most,
            following=following[0].question if following else None,
            told={
                "most": most,
                "comments": comments,
                "remarks": all(answer.mark.remark for answer, _ in sheet),
                "following": f"{self.place.base}q/{following[0].question.key}" if following else "",
                "list": self.place.base,
                "here": f"{self.place.base}q/{key}/",
                "answers": [answer.told() for answer, _ in sheet],
            },
        )


class _Now(_Page):
    def get(self, _token: str, key: str) -> None:
        with self.explained():
            answers = self.desk.answers(self.desk.question(key))
        self.finish({"answers": [answer.told() for answer in answers]})


class _Act(_Page):
    def post(self, _token: str, key: str, what: str) -> None:
        try:
            asked = json.loads(self.request.body)
            with self.explained():
                question = self.desk.question(key)
                if what in ("points", "comment"):
                    act = self.desk.give_points if what == "points" else self.desk.comment
                    names = (asked["answer"], asked["version"])
                    answers = [act(question, *names, asked["seen"], asked[what])]
                else:
                    act = self.desk.give_nothing if what == "nothing" else self.desk.keep
                    answers = act(question, [str(one) for one in asked["answers"]])
        except (ValueError, KeyError, TypeError, RecursionError):
            self.refuse(400, "this is not what the page sends")
        self.finish({"answers": [answer.told() for answer in answers]})


class _File(_Page):
    def get(self, _token: str, room: str, name: str) -> None:
        if room == "picture" and NAME.fullmatch(name):
            path = self.place.pictures / name
            self.set_header("Content-Security-Policy", ALONE)
        else:
            path = _FILES.get((room, name), Path())
        if not path.is_file():
            self.refuse(404, "there is nothing here")
        self.set_header("Content-Type", _KINDS[path.suffix])
        self.set_header("Cache-Control", "private, max-age=3600")
        self.finish(path.read_bytes())


class _Nothing(_Page):
    def prepare(self) -> None:
        self.refuse(404, "there is nothing here")


def _files() -> dict[tuple[str, str], Path]:
    """Return what the page is made of: our files, and those of packages."""
    files = {("static", path.name): path for path in (HERE / "static").iterdir()}
    mathjax = Path(find_spec("sphinx-mathjax-offline").submodule_search_locations[0])
    files["static", "mathjax.js"] = mathjax / "static" / "mathjax" / "tex-svg-full.js"
    fonts = Path(find_spec("font_source_serif_pro").submodule_search_locations[0]) / "files"
    for face in ("Regular", "It", "Semibold", "SemiboldIt"):
        files["font", f"{face}.ttf"] = fonts / f"SourceSerifPro-{face}.ttf"
    return files


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number}
    return environment


_FILES = _files()
_ENVIRONMENT = _environment()
