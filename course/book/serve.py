"""Show a built site on this machine, and to nobody else."""

from __future__ import annotations

import io
import re
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

RANGE = re.compile(r"bytes=(\d+)-(\d*)$")


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, in parts where asked: Safari plays no movie from a server that can't."""

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""

    def send_head(self):
        """Answer a request for a part of a file; all others as usual."""
        asked = RANGE.match(self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if not asked or not path.is_file():
            return super().send_head()
        size = path.stat().st_size
        first, last = int(asked[1]), min(int(asked[2] or size - 1), size - 1)
        if first > last:
            self.send_error(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            return None
        with path.open("rb") as stream:
            stream.seek(first)
            part = stream.read(last - first + 1)
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        return io.BytesIO(part)


@contextmanager
def server(site: Path, port: int = 0) -> Iterator[ThreadingHTTPServer]:
    """Listen on this machine; port 0 is any that is free. Raises ``OSError`` for one in use."""
    made = ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=str(site)))
    try:
        yield made
    finally:
        made.server_close()


def serve(
    site: Path, say: Callable[[str], None], *, port: int | None = None, browser: bool = True
) -> None:
    """Serve the site until Ctrl-C, and open it in a browser."""
    with server(site, port or 0) as made:
        address = f"http://127.0.0.1:{made.server_port}/"
        say(f"Reading at {address}   Ctrl-C here ends it.")
        if browser:
            webbrowser.open(address)
        try:
            made.serve_forever()
        except KeyboardInterrupt:
            say("")
