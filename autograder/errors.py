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


class StorageError(AutograderError):
    """The gradebook or the disk can't be written; nothing was left half-written."""


class KernelFailed(AutograderError):
    """The student's kernel did not start, or was ended from outside, for a reason that is ours."""


class KernelKilled(KernelFailed):
    """The student's kernel was killed, by itself or from outside: nobody can tell."""
