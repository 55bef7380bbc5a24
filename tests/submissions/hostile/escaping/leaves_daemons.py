# Leaves daemons: new sessions, orphaned twice, without environment or descriptors, deaf to every signal.
# shows: left
import os
import signal
import subprocess
import sys
import time

mark = os.environ["AUTOGRADER"]
for _ in range(2):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.setsid()
            for number in range(1, 32):
                try:
                    signal.signal(number, signal.SIG_IGN)
                except OSError:
                    continue
            os.closerange(0, 256)
            time.sleep(3600)
        os._exit(0)
subprocess.Popen(
    [sys.executable, "-c", "import time; time.sleep(3600)", mark], start_new_session=True, env={}
)
subprocess.Popen(
    ["sh", "-c", "trap '' INT TERM HUP; while :; do sleep 1; done", mark],
    start_new_session=True,
    env={},
)
print("left")
