"""A gradebook made by us is one that nbgrader would have made."""

import sqlite3
from contextlib import closing

import nbgrader.api

from autograder.gradebook import _make_gradebook, find_alembic


def tables(path) -> set[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))


def version(path) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchall()


def test_its_tables_and_their_version_are_nbgraders(tmp_path):
    find_alembic()
    ours, theirs = tmp_path / "ours.db", tmp_path / "theirs.db"
    _make_gradebook(f"sqlite:///{ours}")
    nbgrader.api.Gradebook(f"sqlite:///{theirs}").close()

    def without_blanks(path):
        return {(*row[:3], "".join((row[3] or "").split()).rstrip(";")) for row in tables(path)}

    assert without_blanks(ours) == without_blanks(theirs)
    assert version(ours) == version(theirs)
    assert len(version(ours)) == 1


def test_one_that_is_there_is_left_alone(tmp_path):
    path = tmp_path / "gradebook.db"
    path.write_bytes(b"somebody's")
    _make_gradebook(f"sqlite:///{path}")
    assert path.read_bytes() == b"somebody's"
    assert list(tmp_path.iterdir()) == [path]
