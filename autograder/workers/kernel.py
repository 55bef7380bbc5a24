"""One student's kernel: run cells in it, have test cells examined against it, end it.

Everything a kernel sends is untrusted: outputs are only shown, never believed, and bounded in size.
"""

from __future__ import annotations

import contextlib
import json
import math
import queue
import socket
import time
from dataclasses import asdict
from typing import Any

import zmq
from jupyter_client import BlockingKernelClient, KernelManager
from jupyter_client.kernelspec import KernelSpec

from autograder.errors import KernelFailed
from autograder.exam import proxy, verifier
from autograder.workers import forkserver, roles
from autograder.workers.collector import CellRun, Collector
from autograder.workers.examiner import OUT_OF_TIME, Examiner, Setting, failed
from autograder.workers.meter import Meter

_PRINTED = 20_000  # characters, of what is printed while a test runs
_READY_SECONDS = 60.0
_TO_SAY_WHY = 1.0  # seconds a verifier has to say what it was doing
_AFTER_VERDICT = 0.3  # seconds a kernel has to notice that the verifier hung up
_ENVELOPE_MB = 0.5  # of a message, beside an output of the largest size
_MAX_HEADER = 2**16  # bytes


class KernelManagerInSandbox(KernelManager):
    """A kernel manager whose kernel specification names the sandbox provisioner."""

    setting: Setting
    seed: int

    @property
    def kernel_spec(self) -> KernelSpec:
        """The specification, built here: nothing needs to be installed."""
        config = {
            "limits": asdict(self.setting.limits),
            "readable": list(self.setting.readable),
            "address": self.setting.address,
            "namespaces": self.setting.namespaces,
            "confined": self.setting.confined,
            "files": self.setting.student_files,
            "seed": self.seed,
        }
        provisioner = {"provisioner_name": "autograder-sandbox", "config": config}
        return KernelSpec(
            argv=[],
            display_name="Python 3 (sandbox)",
            language="python",
            metadata={"kernel_provisioner": provisioner},
        )


class BoundedClient(BlockingKernelClient):
    """A client that drops a kernel which sends a single enormous message."""

    max_message_bytes: int = 8 * 2**20
    max_waiting: int = 4  # messages; more wait in the kernel, whose memory is its own

    def _create_connected_socket(self, channel: str, identity: bytes | None = None) -> zmq.Socket:
        sock = self.context.socket(
            {"shell": zmq.DEALER, "iopub": zmq.SUB, "control": zmq.DEALER}.get(channel, zmq.DEALER)
        )
        sock.linger = 0
        sock.setsockopt(zmq.MAXMSGSIZE, self.max_message_bytes)
        sock.setsockopt(zmq.RCVHWM, self.max_waiting)
        sock.connect(self._make_url(channel))
        return sock


class StudentKernel:
    """A confined kernel. Use it as a context manager: leaving it ends every process in it."""

    def __init__(self, setting: Setting, seed: int) -> None:
        self._setting = setting
        self._manager = KernelManagerInSandbox(client_factory=BoundedClient)
        self._manager.setting = setting
        self._manager.seed = seed
        self._client: BlockingKernelClient | None = None
        self._sockets: dict[str, zmq.Socket] = {}  # by channel
        self._examiner: Examiner | None = None
        self.layers: tuple[str, ...] = ()
        self.cpu_seconds = 0.0  # of the kernel and its verifiers, once they are closed
        self._used_to_start = 0.0

    def __enter__(self) -> StudentKernel:
        try:
            self._manager.start_kernel()
            self.layers = self.tree.layers
            client = self._manager.client()
            largest = self._setting.limits.output_mb + _ENVELOPE_MB
            client.max_message_bytes = int(largest * 2**20)
            client.start_channels(stdin=False, hb=False)
            self._client = client
            self._wait_until_ready()
            self._used_to_start = self.tree.cpu_seconds()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._close_examiner()
        if self._client is not None:
            self._client.stop_channels()
            self._client = None
        if self._manager.has_kernel:
            tree = self.tree
            self._manager.shutdown_kernel(now=True)
            self.cpu_seconds += tree.ended.cpu_seconds if tree.ended else 0.0

    @property
    def tree(self) -> forkserver.Confined:
        """Its processes."""
        return self._manager.provisioner.tree

    @property
    def alive(self) -> bool:
        """Whether the kernel can still be asked for anything."""
        return self._client is not None and self.tree.poll() is None

    @property
    def ended(self) -> forkserver.Ended | None:
        """How the kernel ended, or None while it lives."""
        return self.tree.poll()

    @property
    def why_dead(self) -> str:
        """Why the kernel ended, as far as its keeper knows."""
        ended = self.tree.poll()
        if ended is None:
            return ""
        return ended.why or "the kernel process ended by itself"

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        client = self._client
        assert client is not None
        while time.monotonic() < deadline:
            client.kernel_info()
            with contextlib.suppress(queue.Empty):
                reply = client.get_shell_msg(timeout=1.0)
                if reply["msg_type"] == "kernel_info_reply":
                    break
            if not self.alive:
                raise KernelFailed(f"the kernel did not start: {self.why_dead}")
        else:
            raise KernelFailed(f"the kernel did not answer within {_READY_SECONDS:.0f} s")
        while time.monotonic() < deadline:  # outputs may be lost until the subscription stands
            run = self.run("None", 2.0)
            if not run.why:
                return
        raise KernelFailed("the kernel sent no outputs")

    def used_seconds(self) -> float:
        """Return the processor time that the kernel has used since it was ready."""
        return max(0.0, self.tree.cpu_seconds() - self._used_to_start)

    def run(self, source: str, seconds: float, wall: float | None = None) -> CellRun:
        """Run one cell for at most ``seconds`` of processor time and return its outputs.

        By the clock it may take ``wall`` seconds (if that is not said, no more than ``seconds``).
        """
        meter = Meter(self.tree, seconds, wall or seconds)
        collector = self._collector(self._submit(source), meter)
        while not collector.done:
            collector.step(0.5)
        return collector.finish()

    def _collector(self, request: str, meter: Meter) -> Collector:
        return Collector(self, request, meter, self._setting.limits.output_mb)

    def examine(self, job: verifier.Examination, seconds: float | None = None) -> dict[str, Any]:
        """Have a verifier run one test cell against this kernel; return its verdict as a dict.

        The kernel may use ``seconds`` of processor time while it answers, and the verifier as many;
        by the clock, ``job`` says how long it may take. Beside what
        :func:`autograder.exam.verifier.examine` returns, ``printed`` holds what the student's code
        printed meanwhile.
        """
        students, verifiers = socket.socketpair()
        with students, verifiers:
            try:
                line = self._manager.provisioner.examinations
                socket.send_fds(line, [b"."], [students.fileno()])
            except OSError as error:  # nobody takes what is sent
                return failed(f"your code could not be tested: {error.strerror}")
            meter = Meter(self.tree, seconds or job.seconds, job.seconds + 1.0)
            collector = self._collector(self._submit(), Meter(self.tree, math.inf, meter.wall))
            examiner = self._examiner_for(job.setup)
            with examiner.begin(job, verifiers, meter.seconds) as answer:
                students.close()
                deadline = time.monotonic() + meter.wall
                while not answer.wait(0.02) and time.monotonic() < deadline:
                    collector.step(0.0)
                    over = not meter.over and meter.exceeded()
                    if collector.done or over:  # nobody answers any more
                        verifiers.shutdown(socket.SHUT_RDWR)
                    if over or examiner.exceeded():
                        deadline = min(deadline, time.monotonic() + _TO_SAY_WHY)
                verdict = examiner.verdict(answer)
            verifiers.shutdown(socket.SHUT_RDWR)  # the agent notices, and returns
        collector.expect_end(_AFTER_VERDICT)
        while not collector.done:
            collector.step(0.1)
        run = collector.finish()
        calls = verdict.pop("calls", "")
        if meter.over:
            verdict = failed(f"{OUT_OF_TIME}: {calls or 'it'} {meter.text}")
        elif OUT_OF_TIME == verdict["message"] and calls:
            verdict["message"] += f": {calls} took longer than {job.seconds:.0f} s"
        elif verdict["message"] == proxy.KERNEL_ENDED and self.alive:  # only the agent has
            verdict["message"] = f"your code could not be tested: {run.why or 'it did not answer'}"
        if run.error and not run.why and verdict["status"] == "failed" and self.alive:
            verdict["hint"] = f"The kernel said: {run.error}"  # the agent itself was disturbed
        printed = "".join(o.text for o in run.outputs if o.output_type == "stream")
        verdict["printed"] = printed if len(printed) <= _PRINTED else printed[:_PRINTED] + " …"
        return verdict

    def prepare(self, setup: tuple[str, ...]) -> None:
        """Start the verifier, so that it is ready when the first test cell comes."""
        self._examiner_for(setup)

    def _examiner_for(self, setup: tuple[str, ...]) -> Examiner:
        if self._examiner and (self._examiner.setup != setup or not self._examiner.alive):
            self._close_examiner()
        if self._examiner is None:
            self._examiner = Examiner(self._setting, setup)
        return self._examiner

    def _close_examiner(self) -> None:
        if self._examiner is not None:
            self._examiner.close()
            self.cpu_seconds += self._examiner.cpu_seconds
            self._examiner = None

    def _submit(self, source: str | None = None) -> str:
        """Have the kernel run a cell, or without one answer the verifier; return the request's name."""
        assert self._client is not None
        if source is not None:
            return self._client.execute(source, allow_stdin=False, stop_on_error=False)
        request = self._client.session.msg(roles.EXAMINE_REQUEST)
        self._client.shell_channel.send(request)
        return request["header"]["msg_id"]

    # ------------------------------------------------ for Collector

    def message(self, channel: str, seconds: float) -> dict[str, Any] | None:
        """Return the next message on a channel, or None if there is none within ``seconds``."""
        assert self._client is not None
        if channel not in self._sockets:  # without the asynchronous dress it comes in
            dressed = getattr(self._client, f"{channel}_channel").socket
            self._sockets[channel] = zmq.Socket.shadow(dressed)
        sock = self._sockets[channel]
        if not sock.poll(int(1000 * seconds)):
            return None
        parts = sock.recv_multipart(copy=False)
        try:
            frames = [bytes(part.buffer[:_MAX_HEADER]) for part in parts]
            start = (
                frames.index(b"<IDS|MSG>") + 2
            )  # the signature says nothing: the kernel has the key
            header, parent = json.loads(frames[start]), json.loads(frames[start + 1])
            return {
                "msg_type": header["msg_type"],
                "parent_header": {"msg_id": parent.get("msg_id")},
                "packed": parts[start + 3].buffer,  # not read before it is known whose it is
            }
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return {}  # forged or malformed: the kernel is untrusted, and this is nobody's output
