"""What a person enters in Formgrader, entered by Formgrader's own code, without a browser and a server around it."""

from __future__ import annotations

from nbgrader.api import Gradebook
from nbgrader.server_extensions.formgrader.apihandlers import CommentHandler, GradeHandler


def enter_points(book: Gradebook, grade: str, **data: object) -> None:
    """Give points, as the page of a submission does: ``manual_score``, ``extra_credit``."""
    _put(GradeHandler, book, grade, data)


def enter_comment(book: Gradebook, comment: str, text: str) -> None:
    """Write a comment below a cell."""
    _put(CommentHandler, book, comment, {"manual_comment": text})


def _put(handler: type, book: Gradebook, row: str, data: dict[str, object]) -> None:
    class Asked(handler):
        gradebook = book

        def __init__(self) -> None:
            pass

        def get_json_body(self) -> dict[str, object]:
            return data

        def write(self, chunk: object) -> None:
            pass

    put = handler.put
    while hasattr(put, "__wrapped__"):  # who may, and from which page, is not asked here
        put = put.__wrapped__
    put(Asked(), row)
