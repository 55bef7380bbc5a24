"""The grader's end of a verifier: hand it examinations, take verdicts from it."""

from __future__ import annotations

import json
import os
import select
import socket
import time
from dataclasses import dataclass
from typing import Any

from autograder.errors import SandboxUnavailable
from autograder.exam import testcell, verifier
from autograder.limits import Limits
from autograder.sandbox.confine import Confinement, copy_files, private_folder, remove_tree
from autograder.workers import forkserver
from autograder.workers.meter import Meter

OUT_OF_TIME = "your code was still running when its time was over"


@dataclass(frozen=True)
class Setting:
    """What kernels and verifiers of one grading run have in common."""

    limits: Limits
    address: str  # of the fork server
    readable: tuple[str, ...] = ()
    namespaces: bool = True
    confined: bool = True
    lenient: bool = False  # tests needn't name the arguments that may be changed in place
    believing: bool = False  # that a kernel killed without a word killed itself
    trusted_files: str = ""  # folder with the assignment's support files
    student_files: str = ""  # the same, with what the student handed in beside the notebook


class Examiner:
    """A confined verifier process that has run the set-up cells of one notebook.

    It serves many test cells, one after another, and is started ahead of the first.
    """

    def __init__(self, setting: Setting, setup: tuple[str, ...]) -> None:
        self.setup = setup
        self.cpu_seconds = 0.0  # known once it is closed
        self._limits = setting.limits
        self._examinations = 0
        self._folder = private_folder("verifier", setting.address)
        confinement = Confinement(
            limits=setting.limits,
            folder=self._folder,
            readable=setting.readable,
            namespaces=setting.namespaces,
            confined=setting.confined,
        )
        self._line, theirs = socket.socketpair()
        try:
            confinement.make_folders()
            if setting.trusted_files:
                copy_files(setting.trusted_files, confinement.scratch)
            self._tree = forkserver.Confined(
                setting.address, "verifier", confinement, theirs.fileno()
            )
            verifier.send_setup(self._line, setup)
        except BaseException:
            self._line.close()
            remove_tree(self._folder)
            raise
        finally:
            theirs.close()

    @property
    def alive(self) -> bool:
        """Whether it can take another examination."""
        return self._tree.poll() is None

    def begin(self, job: verifier.Examination, connection: socket.socket, seconds: float) -> Answer:
        """Have one test cell run against the kernel behind ``connection``.

        It may use ``seconds`` of processor time itself: see :meth:`exceeded`.
        """
        self._meter = Meter(self._tree, seconds, job.seconds)
        self._examinations += 1
        reading, writing = os.pipe()
        try:
            verifier.send_order(self._line, job, connection.fileno(), writing)
        except (SyntaxError, testcell.SetupFailed) as error:
            os.write(writing, json.dumps(verifier.ungraded(error)).encode())
        except OSError:
            pass  # it has just ended: the empty answer says so
        finally:
            os.close(writing)
        return Answer(reading)

    def exceeded(self) -> bool:
        """Say whether the test itself has used more processor time than it may."""
        return self._meter.exceeded()

    def verdict(self, answer: Answer) -> dict[str, Any]:
        """Return the verdict; without a well-formed one, say so: it is never a pass.

        An examiner that did not answer in time is ended.
        """
        if not answer.complete:
            self.close()
            return failed(OUT_OF_TIME)
        try:
            fields = json.loads(bytes(answer.data))
        except ValueError:
            fields = None
        if (
            type(fields) is dict
            and fields.get("status") in ("passed", "failed", "ungraded")
            and type(fields.get("message")) is str
        ):
            return fields
        ended = self._tree.poll(1.0)
        why = ended.why if ended and ended.why else "it ended without a verdict"
        self.close()
        if not self._tree.layers:
            raise SandboxUnavailable(f"the verifier could not be confined: {why}")
        if ended and ended.limit == "memory" and self._examinations == 1:
            # The set-up fits in (see `try_setup`), and no earlier test has left anything: what is too
            # much came from the student's side, or was made of it.
            megabytes = self._limits.memory_mb
            return failed(
                f"the test ran out of memory ({megabytes} MB) over what your code returned"
            )
        return {"status": "ungraded", "message": f"the verifier failed: {why}", "points": None}

    def close(self) -> None:
        """End it, and everything in it."""
        self._tree.close()
        self.cpu_seconds = self._tree.ended.cpu_seconds if self._tree.ended else 0.0
        self._line.close()
        remove_tree(self._folder)


def try_setup(setting: Setting, setup: tuple[str, ...]) -> str:
    """Run set-up cells in a verifier, with a test that asks nothing; return why that fails, or "".

    Raises ``SandboxUnavailable``.
    """
    examiner = Examiner(setting, setup)
    ours, theirs = socket.socketpair()
    try:
        seconds = setting.limits.cell_seconds
        job = verifier.Examination(setup, "None", seed=0, seconds=seconds)
        ours.close()  # a set-up that asks the student's side hears at once that nobody is there
        with theirs, examiner.begin(job, theirs, seconds) as answer:
            deadline = time.monotonic() + seconds
            while not answer.wait(0.1) and time.monotonic() < deadline:
                continue
            verdict = examiner.verdict(answer)
    finally:
        examiner.close()
    return verdict["message"] if verdict["status"] == "ungraded" else ""


class Answer:
    """What comes through the pipe of one examination."""

    def __init__(self, reading: int) -> None:
        self.data = bytearray()
        self.complete = False
        self._reading = reading

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._reading)

    def wait(self, seconds: float) -> bool:
        """Read what has arrived; True once the verifier has closed its end."""
        while not self.complete and select.select([self._reading], [], [], seconds)[0]:
            data = os.read(self._reading, 65536)
            self.data += data
            self.complete = not data or len(self.data) > verifier.MAX_VERDICT_BYTES
            seconds = 0.0
        return self.complete


def failed(message: str) -> dict[str, Any]:
    """Return a failed verdict with this message."""
    return {"status": "failed", "message": message, "points": 0.0, "printed": ""}
