"""Lets Formgrader go on when the gradebook's server was away, without JupyterLab being started again.

Formgrader keeps one session with the gradebook for as long as it runs. When the server ends it (it was
restarted, or the network broke), every request from then on fails: SQLAlchemy asks for a rollback, and
nobody does one. Here the session is given back after each request, so the next one begins a new one. It
is a Jupyter server extension.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from tornado.web import RequestHandler


def give_back_after(address: str, settings: dict[str, Any]) -> None:
    """Have the gradebook's session given back after each request at and below an address."""
    usual = settings["log_function"]  # which is called when a request is over

    def log(handler: RequestHandler, *more: Any, **options: Any) -> None:
        usual(handler, *more, **options)
        gradebook = settings.get("nbgrader_gradebook")
        path = handler.request.path
        if gradebook is not None and (path == address or path.startswith(f"{address}/")):
            gradebook.close()

    settings["log_function"] = log


def _load_jupyter_server_extension(app: ServerApp) -> None:
    """Give Formgrader's sessions back."""
    settings = app.web_app.settings
    give_back_after(url_path_join(settings["base_url"], "formgrader"), settings)
