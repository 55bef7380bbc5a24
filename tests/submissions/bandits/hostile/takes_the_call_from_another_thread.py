# A thread waits for the verifier's socket, connects before the agent does and answers as it likes.
# base: untouched
# %% + bandits-setup
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
                        wire.send(sock, {"value": wire.pack(True)})
        time.sleep(0.0005)


threading.Thread(target=lurk, daemon=True).start()
