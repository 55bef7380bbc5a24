"""Formgrader goes on after its database was away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import text

from autograder.database import Database
from course.instructor.rested import give_back_after
from tests.postgres import Server


@pytest.fixture
def settings(postgres: Server) -> Iterator[dict]:
    """Return what a Jupyter server keeps, with the gradebook that Formgrader has opened."""
    database = Database.at(postgres.url(postgres.new_database()))
    database.create_tables()
    book = Gradebook(database.address)
    yield {"log_function": lambda handler: None, "nbgrader_gradebook": book}
    book.close()


def request(settings: dict, path: str) -> int:
    """Ask the gradebook something and be done, as a request of Formgrader's does; return the status."""
    try:
        count = (
            settings["nbgrader_gradebook"].db.execute(text("SELECT count(*) FROM grade")).scalar()
        )
        return 200 if count == 0 else 404
    except Exception:
        return 500
    finally:
        settings["log_function"](SimpleNamespace(request=SimpleNamespace(path=path)))


PAGE = "/base/formgrader/api/grade/1"


def test_after_each_request_its_session_is_given_back_and_a_restart_costs_nothing(
    postgres, settings
):
    give_back_after("/base/formgrader", settings)
    assert request(settings, PAGE) == 200
    assert settings["nbgrader_gradebook"].engine.pool.checkedout() == 0
    postgres.stop()
    assert request(settings, PAGE) == 500
    postgres.start()
    assert request(settings, PAGE) == 200


def test_without_that_it_would_fail_for_ever(postgres, settings):
    assert request(settings, PAGE) == 200
    postgres.stop()
    postgres.start()
    assert [request(settings, PAGE) for _ in range(3)] == [500, 500, 500]


def test_other_pages_and_a_gradebook_never_opened_are_let_alone():
    closed = []
    book = SimpleNamespace(close=lambda: closed.append(True))
    settings = {"log_function": lambda handler: None, "nbgrader_gradebook": None}
    give_back_after("/formgrader", settings)
    for path in ("/formgrader", "/lab"):
        settings["log_function"](SimpleNamespace(request=SimpleNamespace(path=path)))
    settings["nbgrader_gradebook"] = book
    for path in ("/formgraders", "/lab", "/api/contents/formgrader/"):
        settings["log_function"](SimpleNamespace(request=SimpleNamespace(path=path)))
    assert closed == []
    settings["log_function"](SimpleNamespace(request=SimpleNamespace(path="/formgrader")))
    assert closed == [True]


def test_who_teaches_has_it():
    from course.handout.hub import FOR_INSTRUCTORS
    from course.instructor.teach import EXTENSIONS

    assert EXTENSIONS == {"course.instructor.rested": True}
    assert json.dumps(FOR_INSTRUCTORS).count("course.instructor.rested") == 1
