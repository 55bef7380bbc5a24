"""Lets Formgrader open inside JupyterLab on a JupyterHub, and nothing else open inside anything.

Formgrader is a page in a frame of Lab's. A hub forbids every server of its users to be framed
(``frame-ancestors 'none'``), since pages of all users may share one origin. Lifting that for a whole
server would let another page frame Lab and its terminals as well: here it is lifted for the pages of
Formgrader alone, and for frames of the same origin. It is a Jupyter server extension.
"""

from __future__ import annotations

from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import OutputTransform

HEADER, FRAMED = "Content-Security-Policy", "frame-ancestors 'self'"


def framed_below(address: str) -> type[OutputTransform]:
    """Return what lets the pages at and below an address be framed by their own origin."""

    class Framed(OutputTransform):
        def __init__(self, request: HTTPServerRequest) -> None:
            self._framed = request.path == address or request.path.startswith(f"{address}/")

        def transform_first_chunk(
            self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
        ) -> tuple[int, HTTPHeaders, bytes]:
            if self._framed:
                headers[HEADER] = FRAMED
            return status_code, headers, chunk

    return Framed


def _load_jupyter_server_extension(app: ServerApp) -> None:
    """Let Formgrader's pages be framed."""
    address = url_path_join(app.web_app.settings["base_url"], "formgrader")
    app.web_app.add_transform(framed_below(address))
