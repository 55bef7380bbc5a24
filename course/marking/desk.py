"""The desk on which a class's answers lie: what is there, and what may be done to it."""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from autograder.coursefolder import CourseFolder
from autograder.errors import AutograderError
from autograder.seeds import course_secret
from course.marking.ledger import Ledger, Mark, Overtaken, Seen
from course.marking.questions import Question, questions_of
from course.marking.work import Reader, Work

State = Literal["waits", "marked", "changed", "again", "unsure", "none"]
"""``waits`` for points; ``marked``; ``changed``: the answer is another one than was marked; ``again``:
graded again since, and the answer is the one that was marked; ``unsure``: graded again, and nobody
knows which answer was marked; ``none``: not touched, for which grading gave 0."""

TO_DO: frozenset[State] = frozenset({"waits", "changed", "again", "unsure"})


class NoSuchAnswer(AutograderError):
    """There is no such question or answer, or no longer."""


@dataclass(frozen=True)
class Answer:
    """One answer on the desk, without a name."""

    key: str
    version: str
    blank: bool
    state: State
    mark: Mark
    before: str  # the text that was marked, where it is another one now

    def told(self) -> dict[str, Any]:
        """Return what the page may know."""
        mark = self.mark
        return {
            "key": self.key,
            "version": self.version,
            "blank": self.blank,
            "state": self.state,
            "points": mark.points,
            "found": mark.found,
            "extra": mark.extra,
            "comment": mark.comment,
        }


@dataclass(frozen=True)
class Pile:
    """A question and how far one is with it."""

    question: Question
    total: int
    done: int
    changed: int

    @property
    def is_done(self) -> bool:
        """Whether nothing waits any more."""
        return self.done == self.total


class Desk:
    """All questions of some assignments, with every answer that was graded."""

    def __init__(self, course: CourseFolder, assignments: Sequence[str]) -> None:
        self._course, self._assignments = course, assignments
        self._ledger = Ledger(course.directory.db_url)
        self._reader = Reader(course)
        self._secret = course_secret(course.root)
        self._seen: dict[Path, Seen] = {}

    def piles(self) -> list[Pile]:
        """Return the questions that somebody answered. Raises ``BadSource``, ``StorageError``."""
        found = []
        for assignment in self._assignments:
            for question in questions_of(self._course, assignment):
                states = [answer.state for answer in self.answers(question)]
                if states:
                    done = sum(state not in TO_DO for state in states)
                    found.append(Pile(question, len(states), done, states.count("changed")))
        return found

    def question(self, key: str) -> Question:
        """Return a question by its key. Raises ``NoSuchAnswer``."""
        for assignment in self._assignments:
            for question in questions_of(self._course, assignment):
                if question.key == key:
                    return question
        raise NoSuchAnswer("there is no such question: go back to the list of questions")

    def answers(self, question: Question) -> list[Answer]:
        """Return all answers in an order that names nobody; blank ones come last."""
        seen = self._notes(question).all(question)
        found = []
        for mark in self._ledger.marks(question):
            version = self._reader.version(question, mark.student)
            if version is not None:
                found.append(self._answer(question, mark, *version, seen.get(mark.student)))
        return sorted(found, key=lambda answer: (answer.blank, answer.key))

    def sheet(self, question: Question) -> list[tuple[Answer, Work]]:
        """Return all answers with what was written.

        Points that were given in Formgrader since the last grading were given to what lies here now,
        and that is noted.
        """
        found = []
        for answer in self.answers(question):
            work = self._reader.work(question, answer.mark.student)
            if work is None or work.version != answer.version:
                continue  # it is being graded at this moment
            if answer.state == "marked":
                self._notes(question).note(question, answer.mark.student, work.version, work.text)
            found.append((answer, work))
        return found

    def comments(self, question: Question) -> list[str]:
        """Return the lines of comments given to this question, the most frequent first.

        Those with somebody's name in them are left out.
        """
        any_of = "|".join(map(re.escape, self._ledger.names())) or r"(?!)"
        named = re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE)
        counts: dict[str, int] = {}
        for mark in self._ledger.marks(question):
            for line in filter(None, map(str.strip, mark.comment.split("\n"))):
                counts[line] = counts.get(line, 0) + 1
        ranked = sorted(counts, key=lambda line: -counts[line])
        return [line for line in ranked if not named.search(line)]

    def give_points(
        self, question: Question, key: str, version: str, seen: float | None, points: float | None
    ) -> Answer:
        """Enter points for the answer of that version, in place of ``seen``; return it as it is now.

        Raises ``BadMark``, ``NoSuchAnswer``, ``StorageError``, and ``Overtaken`` when the answer or
        its points are no longer what the person has seen.
        """
        answer = self._found(question, key, version)
        if answer.mark.points != seen:
            raise Overtaken(_elsewhere(answer.mark))
        self._ledger.enter_points(answer.mark, points)
        if points is not None:
            self._note(question, answer)
        return self._find(question, key)

    def comment(
        self, question: Question, key: str, version: str, seen: str, comment: str
    ) -> Answer:
        """Enter a comment in place of ``seen``; return the answer as it is now. Raises as above."""
        answer = self._found(question, key, version)
        if answer.mark.comment != seen:
            raise Overtaken("another comment was written elsewhere meanwhile")
        self._ledger.enter_comment(answer.mark, comment)
        return self._find(question, key)

    def give_nothing(self, question: Question, keys: Sequence[str]) -> list[Answer]:
        """Give 0 to those of the answers that are blank and wait for points; return all answers."""
        for answer in self.answers(question):
            if answer.key in keys and answer.blank and answer.state == "waits":
                self._ledger.enter_points(answer.mark, 0.0)
                self._note(question, answer)
        return self.answers(question)

    def keep(self, question: Question, keys: Sequence[str]) -> list[Answer]:
        """Let the points of answers stand that were graded again and are the same; return all."""
        for answer in self.answers(question):
            if answer.key in keys and answer.state == "again":
                self._ledger.enter_points(answer.mark, answer.mark.points)
        return self.answers(question)

    def _note(self, question: Question, answer: Answer) -> None:
        work = self._reader.work(question, answer.mark.student)
        if work is not None and work.version == answer.version:
            notes = self._notes(question)
            notes.note(question, answer.mark.student, work.version, work.text)

    def _notes(self, question: Question) -> Seen:
        path = self._course.records(question.assignment) / f"{question.notebook}.marked"
        return self._seen.setdefault(path, Seen(path))

    def _found(self, question: Question, key: str, version: str) -> Answer:
        answer = self._find(question, key)
        if answer.version != version:
            raise Overtaken("another answer was handed in meanwhile: load the page again to see it")
        return answer

    def _find(self, question: Question, key: str) -> Answer:
        for mark in self._ledger.marks(question):
            if hmac.compare_digest(self._key(question, mark.student), str(key)):
                version = self._reader.version(question, mark.student)
                if version is not None:
                    seen = self._notes(question).all(question).get(mark.student)
                    return self._answer(question, mark, *version, seen)
        raise NoSuchAnswer(
            "this answer is no longer there: it may be being graded; load the page again"
        )

    def _answer(
        self,
        question: Question,
        mark: Mark,
        version: str,
        blank: bool,
        seen: tuple[str, str] | None,
    ) -> Answer:
        state, before = _state(mark, version, blank, seen), ""
        if state == "changed" and seen:
            before = seen[1]
        return Answer(self._key(question, mark.student), version, blank, state, mark, before)

    def _key(self, question: Question, student: str) -> str:
        """Return an answer's name in the page: by it answers are sorted, for each question anew."""
        text = "\0".join(("marking", question.key, student)).encode("utf-8", "replace")
        return hmac.digest(self._secret, text, "sha256").hex()[:16]


def _state(mark: Mark, version: str, blank: bool, seen: tuple[str, str] | None) -> State:
    if mark.points is None:
        # where somebody wrote below the cell instead of into it, grading saw no answer
        return "none" if mark.found is not None and blank else "waits"
    if seen and seen[0] != version:
        return "changed"
    if mark.waits:
        return "again" if seen else "unsure"
    return "marked"


def _elsewhere(mark: Mark) -> str:
    if mark.points is None:
        return "the points were taken back elsewhere meanwhile"
    return f"{mark.points:g} points were given elsewhere meanwhile"
