"""One student's kernel: run cells in it, have test cells examined against it, end it.

Everything a kernel sends is untrusted: outputs are only shown, never believed, and bounded in size.
"""

from __future__ import annotations

import contextlib
import json
import queue
import socket
import time
from dataclasses import asdict, dataclass, field
from typing import Any

import nbformat.v4
import zmq
from jupyter_client import BlockingKernelClient, KernelManager
from jupyter_client.kernelspec import KernelSpec
from nbformat import NotebookNode

from autograder.errors import KernelFailed
from autograder.exam import proxy, verifier
from autograder.workers import forkserver, roles
from autograder.workers.examiner import Examiner, Setting, failed

_READY_SECONDS = 60.0
_GRACE = 1.0  # seconds a kernel has to stop what it does after an interrupt
_AFTER_VERDICT = 0.3  # seconds a kernel has to notice that the verifier hung up
_MAX_NESTING = 50  # of the data in one output
_MAX_HEADER = 2**16  # bytes
_MAX_ERROR = 2000  # characters
_AFTER_REPLY = 1.5  # seconds to wait for outputs that belong to a finished cell


@dataclass
class CellRun:
    """What came of running one cell. ``why`` is empty unless the cell was cut short."""

    outputs: list[NotebookNode] = field(default_factory=list)
    error: str = ""  # "NameError: name 'x' is not defined"
    why: str = ""
    dead: bool = False


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
    max_waiting: int = 50  # messages; more wait in the kernel

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

    def __enter__(self) -> StudentKernel:
        try:
            self._manager.start_kernel()
            self.layers = self._tree.layers
            client = self._manager.client()
            client.start_channels(stdin=False, hb=False)
            self._client = client
            self._wait_until_ready()
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
            tree = self._tree
            self._manager.shutdown_kernel(now=True)
            self.cpu_seconds += tree.ended.cpu_seconds if tree.ended else 0.0

    @property
    def _tree(self) -> forkserver.Confined:
        return self._manager.provisioner.tree

    @property
    def alive(self) -> bool:
        """Whether the kernel can still be asked for anything."""
        return self._client is not None and self._tree.poll() is None

    @property
    def ended(self) -> forkserver.Ended | None:
        """How the kernel ended, or None while it lives."""
        return self._tree.poll()

    @property
    def why_dead(self) -> str:
        """Why the kernel ended, as far as its keeper knows."""
        ended = self._tree.poll()
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

    def run(self, source: str, seconds: float) -> CellRun:
        """Run one cell for at most ``seconds`` and return its outputs."""
        collector = _Collector(self, self._submit(source), seconds)
        while not collector.done:
            collector.step(0.5)
        return collector.finish()

    def examine(self, job: verifier.Examination) -> dict[str, Any]:
        """Have a verifier run one test cell against this kernel; return its verdict as a dict.

        Beside what :func:`autograder.exam.verifier.examine` returns, ``printed`` holds what the
        student's code printed meanwhile.
        """
        students, verifiers = socket.socketpair()
        with students, verifiers:
            try:
                line = self._manager.provisioner.examinations
                socket.send_fds(line, [b"."], [students.fileno()])
            except OSError as error:  # nobody takes what is sent
                return failed(f"your code could not be tested: {error.strerror}")
            collector = _Collector(self, self._submit(), job.seconds + 1.0)
            examiner = self._examiner_for(job.setup)
            with examiner.begin(job, verifiers) as answer:
                students.close()
                deadline = time.monotonic() + job.seconds + 1.0
                while not answer.wait(0.02) and time.monotonic() < deadline:
                    collector.step(0.0)
                    if collector.done:  # nobody answers any more
                        verifiers.shutdown(socket.SHUT_RDWR)
                verdict = examiner.verdict(answer)
            verifiers.shutdown(socket.SHUT_RDWR)  # the agent notices, and returns
        collector.expect_end(_AFTER_VERDICT)
        while not collector.done:
            collector.step(0.1)
        run = collector.finish()
        if verdict["message"] == proxy.KERNEL_ENDED and self.alive:  # only the agent has
            verdict["message"] = f"your code could not be tested: {run.why or 'it did not answer'}"
        if run.error and not run.why and verdict["status"] == "failed" and self.alive:
            verdict["hint"] = f"The kernel said: {run.error}"  # the agent itself was disturbed
        verdict["printed"] = "".join(o.text for o in run.outputs if o.output_type == "stream")
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

    # ------------------------------------------------ for _Collector

    def _message(self, channel: str, seconds: float) -> dict[str, Any] | None:
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

    def _interrupt(self) -> None:
        self._tree.interrupt()


def _deeper_than(value: Any, levels: int) -> bool:
    """Say whether collections nest deeper than ``levels`` (level by level, no recursion)."""
    level = [value]
    for _ in range(levels):
        inner = [x.values() if type(x) is dict else x for x in level if type(x) in (dict, list)]
        level = [item for items in inner for item in items]
        if not level:
            return False
    return True


class _Collector:
    """Follows one request until it is done, its time is over or its outputs are too many."""

    def __init__(self, kernel: StudentKernel, request: str, seconds: float) -> None:
        self._kernel = kernel
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._run = CellRun()
        self._room = int(kernel._setting.limits.output_mb * 2**20)
        self._interrupted = False
        self._replied = False
        self.done = False
        self._id = request

    def step(self, seconds: float) -> None:
        """Handle what has arrived, waiting at most ``seconds`` for it."""
        if self.done:
            return
        message = self._kernel._message("iopub", max(seconds, 0.001))
        handled = 0
        while message is not None and not self.done:
            self._handle(message)
            handled += 1
            if handled >= 500 or time.monotonic() > self._deadline:
                break
            message = self._kernel._message("iopub", 0.0)
        if not self.done:
            self._check()

    def expect_end(self, seconds: float) -> None:
        """Allow the request no more than ``seconds`` from now."""
        self._deadline = min(self._deadline, time.monotonic() + seconds)

    def _check(self) -> None:
        if not self._replied:
            reply = self._kernel._message("shell", 0.0)
            if reply and reply.get("parent_header", {}).get("msg_id") == self._id:
                self._replied = True
                self.expect_end(_AFTER_REPLY)
        if not self._kernel.alive:
            self._run.dead = True
            self._run.why = self._kernel.why_dead
            self.done = True
        elif time.monotonic() > self._deadline:
            self._out_of_time()

    def _out_of_time(self) -> None:
        if self._replied:
            self.done = True  # finished; some outputs were lost on the way
        elif self._interrupted:
            self._kernel._tree.kill()
            self._run.dead = True
            self.done = True
        else:
            self._cut_short(f"took longer than {self._seconds:.0f} s")

    def _cut_short(self, why: str) -> None:
        self._run.why = self._run.why or why
        if not self._interrupted:
            self._interrupted = True
            self._kernel._interrupt()
            self._deadline = time.monotonic() + _GRACE

    def _handle(self, message: dict[str, Any]) -> None:
        if message.get("parent_header", {}).get("msg_id") != self._id:
            return
        kind, size = message["msg_type"], len(message["packed"])
        if size > self._room:
            self._cut_short(f"printed more than {self._kernel._setting.limits.output_mb:g} MB")
            return
        try:
            content = json.loads(bytes(message["packed"]))
        except (ValueError, RecursionError):
            return
        if type(content) is not dict or _deeper_than(content, _MAX_NESTING):
            return  # nothing shows it, and much stumbles over it
        if kind == "status":
            self.done = content.get("execution_state") == "idle"
        elif kind in ("stream", "display_data", "execute_result", "error"):
            # lone surrogates, which nobody can write to a file, become question marks
            data = json.dumps(content, default=str, ensure_ascii=False).encode("utf-8", "replace")
            message = {"header": {"msg_type": kind}, "content": json.loads(data)}
            content, size = message["content"], len(data)
            self._room -= size
            self._add(message, kind, content)

    def _add(self, message: dict[str, Any], kind: str, content: dict[str, Any]) -> None:
        outputs = self._run.outputs
        if kind == "error":
            self._run.error = f"{content.get('ename')}: {content.get('evalue')}"[:_MAX_ERROR]
        if (
            kind == "stream"
            and outputs
            and outputs[-1].output_type == "stream"
            and outputs[-1].name == content.get("name")
        ):
            outputs[-1].text += str(content.get("text", ""))
            return
        try:
            output = nbformat.v4.output_from_msg(message)
            nbformat.v4.nbbase.validate(output, ref="output")
        except (LookupError, TypeError, ValueError, AttributeError, nbformat.ValidationError):
            return  # not an output Jupyter knows: not shown
        outputs.append(output)

    def finish(self) -> CellRun:
        """Return the run; only after :attr:`done`."""
        if self._run.why:
            text = [f"Stopped: {self._run.why}"]
            self._run.outputs.append(
                nbformat.v4.new_output(
                    "error", ename="Stopped", evalue=self._run.why, traceback=text
                )
            )
            self._run.error = self._run.error or f"Stopped: {self._run.why}"
        return self._run
