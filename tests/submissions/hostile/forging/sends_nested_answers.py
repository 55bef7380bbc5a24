# Answers with lists in tuples in maps, a hundred thousand deep, each kind of nesting in its turn.
# shows: nested
import itertools
import struct

import autograder.exam.agent as agent
import msgpack


def extensions(levels):
    data = msgpack.packb([])
    for _ in range(levels):
        data = msgpack.packb([msgpack.ExtType(1, data)])
    return data


deep = itertools.cycle(
    [
        msgpack.packb({"value": b"\x91" * 100_000 + b"\xc0"}),
        msgpack.packb({"value": b"\x81\x01" * 100_000 + b"\xc0"}),
        msgpack.packb({"value": extensions(1000)}),
        b"\x91" * 100_000 + b"\xc0",
    ]
)


def serve(sock, *rest):
    answer = next(deep)
    while sock.recv(65536):
        sock.sendall(struct.pack(">I", len(answer)) + answer)


agent.serve = serve
print("nested")
