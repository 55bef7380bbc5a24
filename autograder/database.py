"""Where the gradebook is: a file of SQLite's, or a server such as PostgreSQL; what is said when it can't be used.

Whoever reads or writes the gradebook does it through here, so that nobody else tells one kind of
database from another, waits for ever, or says a password.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from nbgrader.api import Base, Course, Gradebook, InvalidEntry
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import URL, Connection, Engine, create_engine, event, func, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import NullPool

from autograder.errors import GradebookAway, StorageError

BUSY_SECONDS = 10.0  # that somebody else's lock is waited for before a word is said
# libpq waits for a server that doesn't answer as long as TCP does, which is minutes to hours
_TIMEOUTS = {
    "connect_timeout": "10",  # seconds
    "keepalives_idle": "20",  # seconds
    "keepalives_interval": "5",  # seconds
    "keepalives_count": "4",
    "tcp_user_timeout": "40000",  # milliseconds
}
_LIBPQ = ("psycopg", "psycopg2")
_EXTRA = "the extra [postgres] has its driver: python -m pip install 'psycopg[binary]'"
_NO_ADDRESS = (
    "c.CourseDirectory.db_url is no address of a database: write it like "
    "sqlite:////courses/rl/gradebook.db or postgresql://user@host/name, with a password, if it is "
    "written there at all, as in user:password@host, and %40 for an @ in it, %3A for :, %2F for /"
)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_CREATING = 0x6E626772  # "nbgr": the lock of who creates the tables
# SQLSTATEs (PostgreSQL, appendix A) of what a person puts right, and how
_READ_ONLY, _UNDONE = "25006", ("40001", "40P01")
_REMEDIES = {
    "42501": "let this user create tables there: on PostgreSQL 15 or newer, who owns the database may "
    "(createdb --owner=USER NAME)",
    "3F000": "let this user create tables there (createdb --owner=USER NAME)",
    "42P01": "if nbgrader was updated, run `nbgrader db upgrade`",
    "42703": "if nbgrader was updated, run `nbgrader db upgrade`",
    "42704": "if nbgrader was updated, run `nbgrader db upgrade`",
}


@dataclass(frozen=True)
class Database:
    """The database of a gradebook."""

    url: URL

    @classmethod
    def at(cls, db_url: str) -> Database:
        """Read nbgrader's ``db_url``.

        Raises ``StorageError`` for what is no address, or is of a kind that there is no driver for.
        """
        try:
            url = make_url(db_url)
        except (ArgumentError, ValueError):  # whose text may have the password in it
            raise StorageError(_NO_ADDRESS) from None
        if "@" in (url.host or ""):  # a password's end is taken for the host's beginning
            raise StorageError(_NO_ADDRESS)
        found = cls(url)
        found._require_driver()
        return found

    def _require_driver(self) -> None:
        """Raise ``StorageError`` where there is no driver, or none that we could use."""
        usual = "postgresql" if self.url.drivername.startswith("postgres") else ""
        instead = f"write {usual}://…" if usual and self.url.drivername != usual else ""
        try:
            dialect = self.url.get_dialect()
            dialect.import_dbapi()
        except ArgumentError:
            what = instead or "write sqlite:///… or postgresql://…"
            raise StorageError(
                f"the gradebook {self} can't be used: there is no such kind of database; {what}"
            ) from None
        except ImportError as error:
            package = error.name or self.url.get_driver_name()
            found = f"the gradebook {self} needs the Python module {package}, which isn't installed"
            how = f"{instead} instead: {_EXTRA}" if instead else _EXTRA
            raise StorageError(f"{found}; {how if usual else 'install it'}") from None
        if dialect.is_async:
            what = instead or "write an address without its driver"
            raise StorageError(
                f"the gradebook {self} can't be used: its driver is for asynchronous programs; {what}"
            )

    def __str__(self) -> str:
        """Return the address without its password, and without options: they may hold another."""
        return self.url.set(query={}).render_as_string(hide_password=True)

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database, None for one in memory or on a server."""
        name = self.url.database
        is_file = self._is_sqlite and name and name != ":memory:"
        return Path(name) if is_file else None

    @property
    def is_missing(self) -> bool:
        """Whether it is a file that is not there: connecting would create an empty one."""
        return self._is_sqlite and (self.file is None or not self.file.exists())

    @property
    def _is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    # ------------------------------------------------------------ connections, none of which waits for ever

    def engine(self) -> Engine:
        """Return an engine that opens a connection for each use, and closes it."""
        patience = {"timeout": BUSY_SECONDS} if self._is_sqlite else {}
        engine = create_engine(self._bounded(), poolclass=NullPool, connect_args=patience)
        self._bound(engine)
        return engine

    def gradebook(self) -> Gradebook:
        """Return nbgrader's own view of it; ``with`` frees its connection."""
        self.create_tables()
        gradebook = Gradebook(self.address)
        self._bound(gradebook.engine)
        return gradebook

    @property
    def address(self) -> str:
        """What nbgrader is to be told, for a connection of its own: the password, and our patience, in it."""
        return self._bounded().render_as_string(hide_password=False)

    def _bounded(self) -> URL:
        if self.url.get_driver_name() not in _LIBPQ:
            return self.url
        missing = {key: value for key, value in _TIMEOUTS.items() if key not in self.url.query}
        return self.url.update_query_dict(missing)

    def _bound(self, engine: Engine) -> None:
        if self.url.get_backend_name() != "postgresql":
            return

        @event.listens_for(engine, "begin")
        def _(connection: Connection) -> None:
            # for this transaction alone: what pools connections, such as PgBouncer, hands them on
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS * 1000:.0f}ms'")

    def create_tables(self) -> None:
        """Create nbgrader's tables in a PostgreSQL database that has none, in one step.

        nbgrader takes several, so that of two graders who begin at once one would fail, and one that is
        killed would leave a gradebook without a version.
        """
        if self.url.get_backend_name() != "postgresql":
            return
        with self.engine().begin() as connection:
            if inspect(connection).has_table("grade"):
                return
            connection.execute(select(func.pg_advisory_xact_lock(_CREATING)))
            there = inspect(connection).get_table_names()
            if "grade" in there:  # somebody was quicker
                return
            Base.metadata.create_all(connection)
            if "alembic_version" not in there:
                write_version(connection)
            if "course" not in there:
                connection.execute(Course.__table__.insert().values(id="default_course"))

    # ------------------------------------------------------------ trouble, in one line

    @contextmanager
    def explained(self, again: str = "run the same command again") -> Iterator[None]:
        """Turn trouble with the database into a line that says what to do, and never its password.

        Raises ``GradebookAway`` for what passes, ``StorageError`` for what somebody has to put right.
        """
        try:
            yield
        except InvalidEntry as error:  # as nbgrader calls whatever a database refuses
            if not isinstance(error.__context__, SQLAlchemyError):
                raise
            told = self._told(error.__context__, again)
            if told is None:
                raise
            raise told from None
        except SQLAlchemyError as error:
            told = self._told(error, again)
            if told is None:
                raise
            raise told from None

    def _told(self, error: SQLAlchemyError, again: str) -> StorageError | None:
        """Return what to say, or None for what is a defect of ours."""
        if not isinstance(error, DBAPIError):
            return None
        state = _state(error)
        found = f"the gradebook {self} can't be used ({self.without_secrets(error.orig)})"
        if self._is_sqlite:
            found = f"the gradebook can't be used ({self.without_secrets(error.orig)})"
            remedy = f"make room or close whatever else uses {self}; if nbgrader was updated, run `nbgrader db upgrade`"
            busy = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _BUSY
            if not isinstance(error, OperationalError) and type(error) is not DatabaseError:
                return None
            return (GradebookAway if busy else StorageError)(found, f"{remedy}; then {again}")
        if remedy := _REMEDIES.get(state):
            return StorageError(found, f"{remedy}; then {again}")
        away = isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated
        if away or state == _READ_ONLY:
            remedy = "see that its server runs, lets this user in and has room"
            return GradebookAway(found, f"{remedy}; then {again}")
        if not state:  # so it isn't the server that says it
            return StorageError(found, f"look at c.CourseDirectory.db_url; then {again}")
        return None

    def without_secrets(self, said: object) -> str:
        """Return what is said in one line, with stars for the password."""
        text = " ".join(str(said).split())
        options = [value for key, value in self.url.query.items() if "pass" in key]
        for secret in (str(secret) for secret in (self.url.password, *options) if secret):
            for form in {secret, quote(secret), quote(secret, safe="")}:
                text = text.replace(form, "***")
        return text


def write_version(connection: Connection) -> None:
    """Write which version of the tables a gradebook is going to have, as nbgrader would.

    It would start the program ``alembic`` to ask, which costs four seconds of processor time.
    """
    from alembic.script import (
        ScriptDirectory,  # here, because that takes a moment and is for new ones
    )

    version = ScriptDirectory(ALEMBIC_DIR).get_current_head()
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{version}')")


def is_overtaken(error: Exception) -> bool:
    """Say whether somebody else wrote the same at the same time, so that one has to begin anew."""
    cause = error.__context__ if isinstance(error, InvalidEntry) else error
    return isinstance(cause, IntegrityError | StaleDataError) or _state(cause) in _UNDONE


def _state(error: BaseException | None) -> str:
    """Return PostgreSQL's code for what went wrong, by psycopg or by psycopg2."""
    orig = getattr(error, "orig", None)
    return getattr(orig, "sqlstate", None) or getattr(orig, "pgcode", None) or ""
