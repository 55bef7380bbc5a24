"""A graded class, made once: each test has a copy of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.course.marking.classroom import CLASS, copied, graded, make_course


@pytest.fixture(scope="session")
def graded_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course whose class was graded."""
    return graded(make_course(tmp_path_factory.mktemp("marking") / "class", CLASS))


@pytest.fixture
def root(graded_class: Path, tmp_path: Path) -> Path:
    """Return a course of one's own whose class was graded."""
    return copied(graded_class, tmp_path / "class")
