"""Who is in the class: everybody whom the gradebook knows, also those who handed in nothing."""

from __future__ import annotations

from nbgrader.api import Student
from sqlalchemy import select
from sqlalchemy.orm import Session

from autograder.report.manual import reading


def people_of(db_url: str) -> dict[str, str]:
    """Return the names of all students by login, empty where none is known. Raises ``StorageError``."""
    with reading(db_url) as engine:
        if engine is None:
            return {}
        with Session(engine) as session:
            found = session.execute(select(Student.id, Student.first_name, Student.last_name))
            return {login: " ".join(filter(None, names)) for login, *names in found}
