# Sends SIGSTOP to itself, and sleeps beyond the reach of any handler.
# shows: ended the kernel
import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
