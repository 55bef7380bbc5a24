# Answers with more than anyone asked for: claimed gigabytes, true megabytes, millions of empty lists.
# shows: too large
import itertools
import struct

import autograder.exam.agent as agent
import msgpack

crowd = 2_000_000
lists = msgpack.packb({"value": b"\xdd" + struct.pack(">I", crowd) + b"\x90" * crowd})
words = msgpack.packb({"value": b"\xdd" + struct.pack(">I", crowd) + b"\xa2ab" * crowd})
answers = itertools.cycle(
    [
        struct.pack(">I", 2**32 - 1) + b"x" * 1000,
        struct.pack(">I", len(lists)) + lists,
        struct.pack(">I", len(words)) + words,
    ]
)


def serve(sock, *rest):
    answer = next(answers)
    while sock.recv(65536):
        sock.sendall(answer)


agent.serve = serve
