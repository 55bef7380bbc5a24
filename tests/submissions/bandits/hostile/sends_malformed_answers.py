# Replaces the agent: answers with garbage, lies about lengths, endless nesting and object arrays.
# base: untouched
# %% + bandits-setup
import itertools
import os
import struct

import autograder.exam.agent as agent
import msgpack

deep = b"\x91" * 100_000 + b"\xc0"
evil = msgpack.packb(
    {"value": msgpack.packb(msgpack.ExtType(6, msgpack.packb(["|O", [1], b"8" * 8])))}
)
huge = msgpack.packb(
    {"value": msgpack.packb(msgpack.ExtType(6, msgpack.packb(["<f8", [2**31], b""])))}
)
bombs = itertools.cycle([b"", b"\xc1", deep, evil, huge, os.urandom(500)])


def serve(sock, namespace):
    while sock.recv(65536):
        bomb = next(bombs)
        sock.sendall(struct.pack(">I", len(bomb)) + bomb)


agent.serve = serve


# %% + bandits-update-tests
def serve(sock, namespace):
    sock.sendall(struct.pack(">I", 2**32 - 1) + b"x" * 1000)


agent.serve = serve
