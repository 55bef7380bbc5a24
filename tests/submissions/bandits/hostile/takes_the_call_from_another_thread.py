# A thread takes each verifier's socket from the line before the agent does, and answers as it likes.
# base: untouched
# %% + bandits-setup
import contextlib
import socket
import threading

from autograder.exam import agent, wire


def lurk():
    agent.line.setblocking(True)
    while True:
        for descriptor in socket.recv_fds(agent.line, 1, 1)[1]:
            with socket.socket(fileno=descriptor) as sock, contextlib.suppress(EOFError):
                while wire.receive(sock):
                    wire.send(sock, {"value": wire.pack(True)})


threading.Thread(target=lurk, daemon=True).start()
