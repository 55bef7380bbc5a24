"""How pages are made: templates that escape all they are given, and what states are called on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from autograder.report.marks import State, number, plain

_TEXT = 6_000  # characters of one field of a verdict

LABELS: dict[State, str] = {
    "passed": "passed",
    "partly": "partly right",
    "failed": "not yet right",
    "hand": "waits for a person",
    "ungraded": "not graded yet",
}


def _clip(text: str) -> str:
    """Return text short enough for a card."""
    text = plain(text).strip("\n")
    return (
        text if len(text) <= _TEXT else f"{text[:_TEXT]}\n… {len(text) - _TEXT:,} more characters"
    )


def _finalize(value: Any) -> Any:
    """Clean every string on its way into a page; what is HTML already says so itself."""
    return plain(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number, "clip": _clip}
    return environment


ENVIRONMENT = _environment()
