# A thread connects to the verifier's socket before the agent does, and answers as it likes.
# shows: lurking
import glob
import os
import socket
import threading
import time

from autograder import wire


def lurk():
    seen = set()
    while True:
        for path in glob.glob(os.path.join(os.path.dirname(os.getcwd()), "calls", "*")):
            if path not in seen:
                seen.add(path)
                with socket.socket(socket.AF_UNIX) as sock:
                    sock.connect(path)
                    while wire.receive(sock):
                        wire.send(sock, {"value": wire.pack(True), "changed": {}})
        time.sleep(0.0005)


print("lurking")
threading.Thread(target=lurk, daemon=True).start()
