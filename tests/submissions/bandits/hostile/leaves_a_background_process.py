# Leaves daemons behind that detach from the session, and hopes that one outlives the grading.
# base: untouched
# %% + bandits-setup
import os
import subprocess
import sys
import time

for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.setsid()
            for descriptor in range(3, 256):
                try:
                    os.close(descriptor)
                except OSError:
                    continue
            time.sleep(3600)
        os._exit(0)
subprocess.Popen(
    [sys.executable, "-c", "import time; time.sleep(3600)  # outlives-the-grading"],
    start_new_session=True,
)
