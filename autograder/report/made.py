"""Of what each page was made, so that the next report writes only those that would read otherwise."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autograder.files import inside, write_whole
from autograder.verdict import Graded


@dataclass
class Made:
    """The pages of an assignment: what each was made of, and how its file looked then.

    Whatever wrote or moved a page since makes it look otherwise, and it is written anew.
    """

    path: Path
    pages: dict[str, list[str | int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path, assignment: str) -> Made:
        """Read what is known; nothing where that can't be read."""
        made = cls(inside(root / ".autograder", assignment, "pages.json"))
        try:
            told = json.loads(made.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return made
        if isinstance(told, dict) and told.pop("", None) == _version():
            made.pages = told
        return made

    def facts(self, result: Graded, executed: Path, standings: Mapping[str, str]) -> str:
        """Return a hash of all that a page shows."""
        told = [asdict(result), _look(executed), standings]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    def is_there(self, page: Path, facts: str) -> bool:
        """Say whether a page lies there as it was made of these facts."""
        return self.pages.get(self._name(page)) == [facts, *_look(page)]

    def note(self, page: Path, facts: str) -> None:
        """Remember a page that was just written."""
        self.pages[self._name(page)] = [facts, *_look(page)]

    def save(self) -> None:
        """Keep it for the next report. Raises ``StorageError``."""
        text = json.dumps({"": _version(), **self.pages}, ensure_ascii=False)
        if not self.path.exists() or self.path.read_text(encoding="utf-8") != text:
            write_whole(self.path, text)

    @staticmethod
    def _name(page: Path) -> str:
        return "/".join(page.parts[-3:])


def _look(path: Path) -> list[int]:
    try:
        facts = path.stat()
    except OSError:
        return [0, 0]
    return [facts.st_mtime_ns, facts.st_size]


@functools.cache
def _version() -> str:
    """Return a hash of what makes pages: of another version they are made anew."""
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parent.iterdir()):
        if path.suffix in (".py", ".j2", ".js"):
            found.update(path.read_bytes())
    return found.hexdigest()
