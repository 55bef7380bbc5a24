# A forked child holds copies of every descriptor and answers beside the agent, after it, and too often.
# shows: forked
import os
import socket
import struct

import autograder.exam.agent as agent
from autograder.exam import wire

honest = agent._answer


def answer(request, namespace):
    reply = wire.pack({"value": wire.pack(6), "status": "passed", "points": 1000.0})
    if os.fork() == 0:
        for number in range(3, 200):
            try:
                with socket.socket(fileno=os.dup(number)) as sock:
                    sock.send(3 * (struct.pack(">I", len(reply)) + reply), socket.MSG_DONTWAIT)
            except (OSError, ValueError):
                continue
        os._exit(0)
    return honest(request, namespace)


agent._answer = answer
print("forked")
