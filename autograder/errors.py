"""The errors this package raises on purpose. Each message says what was found and what to do."""

from __future__ import annotations


class AutograderError(Exception):
    """Something the person running the grader can put right."""


class UnknownAssignment(AutograderError):
    """No assignment of that name; the message lists the known ones."""


class BadSubmission(AutograderError):
    """A submitted file that can't be read as the assignment's notebook."""


class BadSource(AutograderError):
    """The instructor's own notebook or configuration is at fault."""


class SandboxUnavailable(AutograderError):
    """This machine can't confine untrusted code; grading refuses to start."""


class ClusterUnavailable(AutograderError):
    """The machines that were to grade can't be reached, or none of them can; what is graded is kept."""


class StorageError(AutograderError):
    """The gradebook or the disk can't be written; nothing was left half-written.

    ``found`` is what is wrong, without what to do about it.
    """

    def __init__(self, found: str, remedy: str = "") -> None:
        super().__init__(f"{found}: {remedy}" if remedy else found)
        self.found = found


class GradebookAway(StorageError):
    """The gradebook is locked, or its server can't be reached: later it can be written as well."""


class KernelFailed(AutograderError):
    """The student's kernel did not start, or was ended from outside, for a reason that is ours."""


class KernelKilled(KernelFailed):
    """The student's kernel was killed, by itself or from outside: nobody can tell."""
