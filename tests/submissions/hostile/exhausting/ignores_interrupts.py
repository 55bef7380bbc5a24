# Blocks every signal it can and goes on for ever, through every exception.
# shows: ended the kernel
import signal
import time

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        continue
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    try:
        time.sleep(3600)
    except BaseException:
        continue
